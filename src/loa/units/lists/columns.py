"""The columns of a list of units, as its header names them."""

from dataclasses import dataclass

from loa.crafts.viet import fold


@dataclass(frozen=True)
class Column:
    """`longest` is in characters; `must` says that a cell may not be empty."""

    key: str
    vi: str
    en: str
    longest: int
    must: bool = False
    example: str = ""


COLUMNS = (
    Column("code", "Mã đơn vị", "Unit code", 80, True, "tinh.so-noi-vu"),
    Column("name", "Tên đơn vị", "Unit name", 300, True, "Sở Nội vụ"),
    Column("short_name", "Tên viết tắt", "Short name", 120, example="Sở Nội vụ"),
    Column("area", "Địa bàn", "Area", 150),
    Column("kind", "Loại đơn vị", "Kind", 150, True, "department"),
    Column("level", "Cấp", "Level", 100, True, "province"),
    Column("parent", "Mã đơn vị cấp trên", "Parent code", 80, example="tinh"),
    Column("sector_parent", "Mã cấp trên theo ngành", "Sector parent code", 80),
    Column("valid_from", "Từ ngày", "From", 30, example="01/07/2025"),
    Column("valid_to", "Đến hết ngày", "Until", 30),
    Column("position", "Thứ tự", "Position", 9, example="10"),
    Column("identifier", "Mã định danh", "Identifier", 400, example="qd20-2020:H58.1"),
    Column("source", "Nguồn", "Source", 300),
    Column("same_as", "Trùng với mã", "Same as", 80),
)
BY_KEY = {column.key: column for column in COLUMNS}
BY_HEADER = {
    fold(text): column.key for column in COLUMNS for text in (column.vi, column.en, column.key)
}
