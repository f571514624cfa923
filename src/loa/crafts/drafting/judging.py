"""What all checks share: does a line look as its component must, and if not, what was seen."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .rules import Departure, departure
from .seen import Line

Case = Literal["upper", "sentence"]
SIZE_TOLERANCE_PT = 0.01
_QUOTE_MAX = 48


@dataclass(frozen=True)
class Wanted:
    """A look to hold lines to; None leaves a trait free."""

    sizes: tuple[float, float]
    bold: bool | None = None
    italic: bool | None = None
    case: Case | None = None
    centred: bool = False


def where(line: Line) -> str:
    """Say where a line stands: its count and its first words."""
    text = " ".join(line.text.split())
    quote = text if len(text) <= _QUOTE_MAX else text[: _QUOTE_MAX - 1] + "…"
    return f"dòng {line.at}: “{quote}”"


def faults(line: Line, wanted: Wanted) -> list[str]:
    """List in words what departs from the look; empty where nothing does."""
    low, high = wanted.sizes
    made = []
    off = [
        size
        for size in line.sizes
        if not low - SIZE_TOLERANCE_PT <= size <= high + SIZE_TOLERANCE_PT
    ]
    if off:
        made.append("cỡ " + ", ".join(plain(size) for size in off))
    if wanted.bold is not None and line.is_bold is not wanted.bold:
        made.append("không đậm" if wanted.bold else "đậm")
    if wanted.italic is not None and line.is_italic is not wanted.italic:
        made.append("không nghiêng" if wanted.italic else "nghiêng")
    if wanted.case == "upper" and line.text != line.text.upper():
        made.append("không in hoa")
    if wanted.case == "sentence" and _is_shouted(line.text):
        made.append("in hoa")
    if wanted.centred and line.align != "center":
        made.append("không căn giữa")
    return made


def _is_shouted(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 3 and all(char.isupper() for char in letters)


def plain(number: float) -> str:
    """Write a length without needless decimals, with a comma."""
    return f"{number:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def judge(code: str, lines: list[Line], wanted: Wanted) -> Iterator[Departure]:
    """Give one departure for each line that does not look as it must."""
    for line in lines:
        found = faults(line, wanted)
        if found:
            yield departure(code, where(line), found=", ".join(found))
