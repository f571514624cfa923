"""Family names: by their mark a name is known, and a mark that an OCR lost comes back."""

import re

from loa.crafts.reading.level import level
from loa.crafts.viet import is_syllable

# The families of more than nine Vietnamese in ten, and those met among minorities.
_FAMILIES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh",
    "Đoàn", "Trịnh", "Mai", "Trương", "Đào", "Tô", "Lâm", "Cao", "Châu", "Hà", "Tạ", "Thái", "Kiều", "Quách", "Lương", "Lưu", "Tăng",
    "Từ", "Vương", "Thạch", "Kim", "Chu", "Triệu", "Tống", "La", "Lò", "Giàng", "Vàng", "Sùng", "Thào", "Hứa", "Nông", "Ma", "Má",
    "Ksor", "Siu", "Rơ", "Y", "H", "Điểu", "Danh", "Sơn", "Lục", "Phùng", "Hoắc", "Khổng", "Nghiêm", "Doãn", "Bạch", "Lại", "Mạc",
    "Tôn", "Văn", "Trà", "Uông", "Ông", "Diệp", "Mã", "Quan", "Đàm", "Đồng", "Tiêu", "Thân", "Giáp", "Ngụy", "Viên", "Ninh",
    "Cù", "Khuất", "Lường", "Cầm", "Hà", "Quàng", "Tòng", "Hạng", "Lầu", "Mùa", "Thạc", "Chế", "Bế", "Đèo", "Vi", "Lô", "Moong",
    "Bàn", "Phàn", "Tẩn", "Lù", "Hù", "Ka", "Rơ", "Rmah", "Nay", "Kpă", "Alê", "Hồ", "Cil", "Tăng", "Âu", "Ôn", "Từ", "Đường", "Tưởng",
)  # fmt: skip
_BY_LEVEL: dict[str, set[str]] = {}
for _name in _FAMILIES:
    _BY_LEVEL.setdefault(level(_name), set()).add(_name)


def has_family(name: str | None) -> bool:
    """Say whether a name begins with a family's."""
    return bool(name) and (name or "").split()[0] in _FAMILIES


def is_headless(name: str) -> bool:
    """Say whether a name lost its family: it begins small, in the middle, or with two words left."""
    words = name.split()
    if not words[0][0].isupper() or words[0] in ("Thị", "Thi"):
        return True
    if words[0] not in _FAMILIES and not is_syllable(words[0].lower()):
        return True
    return len(words) == 2 and words[0] not in _FAMILIES


def family_mended(name: str) -> str:
    """Give a name as an OCR meant it: "Dặng Văn Minh" → "Đặng Văn Minh", "š Lê Na" → "Lê Na"."""
    name = re.sub(r"^\S\s+(?=\S+\s+\S)", "", name) if not has_family(name) else name
    first, _, rest = name.partition(" ")
    known = _BY_LEVEL.get(level(first), set())
    if first not in _FAMILIES and not known and not is_syllable(first.lower()):
        known = _one_letter_off(level(first))
    if first not in _FAMILIES and len(known) == 1 and rest:
        return f"{next(iter(known))} {rest}"
    return name


def _one_letter_off(first: str) -> set[str]:
    """Give the families that differ in one letter from what a seal left: "Pfạm" is Phạm."""
    return {
        name
        for flat, names in _BY_LEVEL.items()
        if len(flat) == len(first) > 3
        and sum(a != b for a, b in zip(flat, first, strict=True)) == 1
        for name in names
    }
