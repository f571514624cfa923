"""How the People's Committee of an area is called, written as Decree 30/2020 wants."""

from __future__ import annotations

NOUNS = (
    "Thành phố",
    "Thị trấn",
    "Đặc khu",
    "Thị xã",
    "Phường",
    "Huyện",
    "Tỉnh",
    "Quận",
    "Xã",
)
SHORT_NOUNS = {"thành phố": "TP.", "thị xã": "TX."}


class AreaNounError(ValueError):
    """An area whose name begins with none of the nouns of the law."""

    def __init__(self, *, area: str) -> None:
        super().__init__(f"{area!r} begins with no noun of an administrative area")
        self.area = area


def noun_and_name(area: str) -> tuple[str, str]:
    """Split "Thị trấn Cái Bè" into its noun and its name. Raises AreaNounError."""
    for noun in NOUNS:
        if area.startswith(f"{noun} "):
            return noun, area.removeprefix(f"{noun} ")
    raise AreaNounError(area=area)


def committee_names(area: str) -> tuple[str, str]:
    """Return the full and the short name of the People's Committee of an area.

    A common noun before a name is lower-case ("xã Đạo Thạnh"); before a number it keeps its
    capital ("Phường 4"). Source: Decree 30/2020/NĐ-CP, Annex II.
    """
    noun, name = noun_and_name(area)
    plain = noun if name.isdigit() else noun.lower()
    return f"Ủy ban nhân dân {plain} {name}", f"UBND {SHORT_NOUNS.get(plain, plain)} {name}"
