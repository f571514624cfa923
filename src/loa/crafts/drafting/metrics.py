"""How long a line of text is, so that rules and line breaks come out right.

Widths are those of Liberation Serif, which are the widths of Times New Roman.
"""

from functools import cache
from importlib.resources import as_file, files

from PIL import ImageFont

FONT_FOLDER = files("loa.crafts.drafting") / "fonts"
_UNITS = 1000
# A line that ends with one of these words reads badly.
_LEANING = frozenset(["VÀ", "CÁC", "CỦA", "VỀ", "VỚI", "CHO", "ĐẾN", "TỪ"])
_SINGLE_LINE_MIN = 2
# Words of two syllables that should not be torn apart at the end of a line. A break there is
# allowed where nothing else fits; a missing pair costs beauty only.
_PAIRS = frozenset(
    (files("loa.crafts.drafting") / "word_pairs.txt").read_text(encoding="utf-8").splitlines()
)
_QUOTES = "“”\"'(),.;:"


@cache
def _face(bold: bool, italic: bool) -> ImageFont.FreeTypeFont:
    name = {
        (False, False): "Regular",
        (True, False): "Bold",
        (False, True): "Italic",
        (True, True): "BoldItalic",
    }[bold, italic]
    with as_file(FONT_FOLDER / f"LiberationSerif-{name}.ttf") as path:
        return ImageFont.truetype(str(path), _UNITS, layout_engine=ImageFont.Layout.BASIC)


@cache
def _advance(char: str, bold: bool, italic: bool) -> float:
    return _face(bold, italic).getlength(char) / _UNITS


def width_pt(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Measure one line, in points, without kerning (Word does not kern by default)."""
    return size * sum(_advance(char, bold, italic) for char in text)


def _is_bad_break(before: str, after: str) -> bool:
    first, second = before.strip(_QUOTES).lower(), after.strip(_QUOTES).lower()
    return first.upper() in _LEANING or f"{first} {second}" in _PAIRS


def balanced(text: str, size: float, room_pt: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break a centred title into the fewest lines that fit, as even as they can be.

    Fits on one line: one line. A single word longer than the room stays whole.
    """
    # Not `split()`: the wide blanks left for a pen are no places to break.
    words = [word for word in text.split(" ") if word]
    if width_pt(text, size, bold=bold) <= room_pt or len(words) < _SINGLE_LINE_MIN:
        return (text,)
    widths = [width_pt(word, size, bold=bold) for word in words]
    space = width_pt(" ", size, bold=bold)

    # best[i] = (lines, ugliness, breaks) of the best setting of words[i:]
    best: list[tuple[int, float, tuple[int, ...]]] = [(0, 0.0, ())] * (len(words) + 1)
    for start in range(len(words) - 1, -1, -1):
        options = []
        line = -space
        for end in range(start + 1, len(words) + 1):
            line += space + widths[end - 1]
            if line > room_pt and end > start + 1:
                break
            lines, ugliness, breaks = best[end]
            slack = (room_pt - line) ** 2
            if end < len(words) and _is_bad_break(words[end - 1], words[end]):
                slack += room_pt**2 / 3
            options.append((lines + 1, ugliness + slack, (end, *breaks)))
        best[start] = min(options)
    lines_text = []
    start = 0
    for end in best[0][2]:
        lines_text.append(" ".join(words[start:end]))
        start = end
    return tuple(lines_text)
