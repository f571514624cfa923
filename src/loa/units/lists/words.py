"""Why a row cannot be taken, in words: a code, the Vietnamese sentence, the English one."""

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


def reason(code: str, other: str = "", *, is_english: bool = False) -> str:
    """Return the sentence for a fault's code."""
    vi, en = REASONS[code]
    return (en if is_english else vi).format(other=other)
