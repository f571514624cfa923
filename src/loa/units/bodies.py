"""A body as official papers name it: under whom, in which place, who signs, its notation.

What an office does otherwise it changes in the DOCX. Source: Nghị định 30/2020/NĐ-CP, Phụ lục I
(place: the name of the area alone; one that is numbered, or named after a person, keeps its
word). Of persons only the greatest city is known here.
"""

import re
from dataclasses import dataclass
from datetime import date

from loa.units.queries import above, names_of

_PRINCIPAL = ("HIỆU TRƯỞNG",)
_HEADS = {
    "department": ("GIÁM ĐỐC",),
    "radio_tv": ("GIÁM ĐỐC",),
    "newspaper": ("TỔNG BIÊN TẬP",),
    "office": ("CHÁNH VĂN PHÒNG",),
    "education_division": ("TRƯỞNG PHÒNG",),
    **dict.fromkeys(
        ("university", "college", "high_school", "secondary_school", "primary_school",
         "preschool", "school"),
        _PRINCIPAL,
    ),
}  # fmt: skip
_COMMITTEE = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
_OTHERWISE = ("THỦ TRƯỞNG CƠ QUAN",)
_AREA_WORD = re.compile(
    r"^(tỉnh|thành phố|thị xã|thị trấn|huyện|quận|xã|phường)\s+(?!\d|Hồ Chí Minh)", re.I
)
_OF_AREA = re.compile(r"\s+(?:tỉnh|thành phố)\s+")


@dataclass(frozen=True)
class Body:
    """A unit on a day. `superior` and `place` are "" where the register knows none."""

    name: str
    short: str
    kind: str
    superior: str
    place: str


def body_on(unit_id: int, day: date) -> Body:
    """Return a unit as it stood; two queries beside one a floor above it."""
    parent_id = next(iter(above(unit_id, day)), 0)
    names = names_of([unit_id, parent_id], day)
    own, parent = names[unit_id], names.get(parent_id)
    return Body(
        name=own.name,
        short=own.short_name,
        kind=own.kind.code,
        superior=parent.name if parent else "",
        place=place_of(own.area or (parent.area if parent else "")),
    )


def place_of(area: str) -> str:
    """Name the place of a letterhead: "Tỉnh Tiền Giang" → "Tiền Giang", "Phường 1" stays."""
    return _AREA_WORD.sub("", area)


def without_area(name: str) -> str:
    """Cut the area from a name, as its neighbours do: "Sở Y tế tỉnh X" → "Sở Y tế"."""
    return _OF_AREA.split(name)[0]


def notation_of(name: str, kind: str) -> str:
    """Abbreviate a body as notations do: "Sở Giáo dục và Đào tạo tỉnh X" → "SGDĐT"."""
    if _is_committee(kind):
        return "UBND"
    words = [word for word in without_area(name).replace(",", " ").split() if word != "và"]
    return "".join(word if word.isupper() else word[0].upper() for word in words)


def authority_of(kind: str) -> tuple[str, ...]:
    """Say who signs for a body of this kind."""
    return _COMMITTEE if _is_committee(kind) else _HEADS.get(kind, _OTHERWISE)


def _is_committee(kind: str) -> bool:
    return kind.endswith("_committee")
