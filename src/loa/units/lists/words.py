"""Why a row cannot be taken, in words: a code, the Vietnamese sentence, the English one."""

from loa.units.lists.columns import Column

REASONS: dict[str, tuple[str, str]] = {
    "missing": ("Ô này không được để trống.", "This cell may not be empty."),
    "too_long": ("Dài quá {other} ký tự.", "Longer than {other} characters."),
    "no_date": (
        "Không phải ngày; hãy viết như 01/07/2025.",
        "Not a date; write it like 01/07/2025.",
    ),
    "no_number": ("Phải là số nguyên từ 0 trở lên.", "Must be a whole number from 0."),
    "formula": (
        "Bắt đầu bằng dấu của công thức (=, +, @).",
        "Begins with the sign of a formula (=, +, @).",
    ),
    "bad_code": (
        "Mã chỉ gồm chữ không dấu, số, dấu chấm, gạch nối.",
        "A code has plain letters, digits, dots and dashes only.",
    ),
    "bad_identifier": (
        "Viết mã định danh như qd20-2020:H58.13; nhiều mã thì ngăn bằng dấu chấm phẩy.",
        "Write an identifier like qd20-2020:H58.13, several parted by semicolons.",
    ),
    "dates_crossed": ("Ngày kết thúc trước ngày bắt đầu.", "It ends before it begins."),
    "twice": ("Đã có ở dòng {other}.", "Already in row {other}."),
    "unknown_kind": ("Không có loại đơn vị này.", "There is no such kind."),
    "unknown_level": ("Không có cấp này.", "There is no such level."),
    "unknown_parent": (
        "Không có đơn vị cấp trên mang mã này, cả trong tệp lẫn trong danh bạ.",
        "No unit has this code, in the file or in the register.",
    ),
    "own_parent": ("Đơn vị không thể là cấp trên của chính mình.", "It is its own parent."),
    "cycle": (
        "Các cấp trên nối thành vòng: {other}.",
        "The parents form a circle: {other}.",
    ),
    "parent_dates": (
        "Đơn vị cấp trên ({other}) không tồn tại suốt thời gian của đơn vị này.",
        "Its parent ({other}) does not exist for as long as it does.",
    ),
    "taken_identifier": (
        "Mã định danh đang thuộc đơn vị {other}. Nếu chính là đơn vị đó, ghi mã ấy vào cột "
        "“Trùng với mã”.",
        "The identifier belongs to unit {other}. If it is that unit, write its code into the "
        "column “Same as”.",
    ),
    "differs": (
        "Danh bạ đang ghi khác: {other}. Muốn đổi, hãy nhập một quyết định sắp xếp.",
        "The register says otherwise: {other}. Change it by an act.",
    ),
    "looks_like": (
        "Có thể trùng với {other}: cùng tên, cùng cấp trên.",
        "May be the same as {other}: same name, same parent.",
    ),
    "unknown_same": (
        "Danh bạ không có đơn vị nào mang mã này.",
        "No unit of the register has this code.",
    ),
}


MUST = {True: ("có", "yes"), False: ("không", "no")}
HOLDS: dict[str, tuple[str, str]] = {
    "code": (
        "Chữ không dấu, số, dấu chấm, gạch nối. Mã đã dùng thì không dùng lại, kể cả khi đơn "
        "vị đã giải thể.",
        "Plain letters, digits, dots and dashes. A code is never used again, not even after "
        "its unit ended.",
    ),
    "name": ("Tên đầy đủ, đúng như trên văn bản.", "The full name, as on documents."),
    "short_name": ("Tên gọi tắt, nếu có.", "The short name, if there is one."),
    "area": (
        "Chỉ ghi cho UBND: địa bàn quản lý, ví dụ “xã Tân Phú”.",
        "For People's Committees only: what it governs.",
    ),
    "kind": (
        "Chọn trong trang “Loại và cấp”, hoặc ghi mã của loại.",
        "Choose from the sheet “Kinds and levels”, or write the code of the kind.",
    ),
    "level": (
        "Chọn trong trang “Loại và cấp”, hoặc ghi mã của cấp.",
        "Choose from the sheet “Kinds and levels”, or write the code of the level.",
    ),
    "parent": (
        "Mã của đơn vị cấp trên: có trong danh bạ, hoặc ở dòng bất kỳ của tệp này.",
        "The code of the unit above: in the register, or in any line of this file.",
    ),
    "sector_parent": (
        "Mã của đơn vị cấp trên theo ngành dọc, nếu có.",
        "The code of the unit above in its sector, if there is one.",
    ),
    "valid_from": (
        "Ngày đầu tiên, ví dụ 01/07/2025. Bỏ trống: ngày chọn khi nhập.",
        "The first day, like 01/07/2025. Left out: the day chosen when the list is read in.",
    ),
    "valid_to": (
        "Ngày cuối cùng. Bỏ trống nếu đơn vị còn hoạt động.",
        "The last day. Left out if the unit still exists.",
    ),
    "position": (
        "Thứ tự khi liệt kê, số nguyên; số nhỏ đứng trước.",
        "Order of precedence, a whole number; small ones come first.",
    ),
    "identifier": (
        "Mã định danh, ví dụ qd20-2020:H58.13 hoặc qcvn102-2016:000.00.13.H58. Nhiều mã thì "
        "ngăn bằng dấu chấm phẩy.",
        "Identifiers like qd20-2020:H58.13 or qcvn102-2016:000.00.13.H58, several parted by "
        "semicolons.",
    ),
    "source": ("Dòng này lấy từ đâu.", "Where the line comes from."),
    "same_as": (
        "Chỉ ghi khi được hỏi: mã của đơn vị đã có mà dòng này chỉ đến, hoặc “mới”.",
        "Only when asked: the code of the known unit that this line means, or “new”.",
    ),
}


def explain(column: Column, *, is_english: bool = False) -> tuple[str, str, str]:
    """Return a column's header, whether it must be filled, and what it holds."""
    must = (
        ("yes" if column.must else "no") if is_english else ("có" if column.must else "không")
    )
    header = column.en if is_english else column.vi
    return header, must, HOLDS[column.key][is_english]


def reason(code: str, other: str = "", *, is_english: bool = False) -> str:
    """Return the sentence for a fault's code."""
    vi, en = REASONS[code]
    return (en if is_english else vi).format(other=other)
