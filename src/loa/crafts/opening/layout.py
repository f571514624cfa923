"""From glyphs to lines: rows by baseline, words by gaps, parts of a row by wide gaps.

Letterheads and signature blocks stand in two columns whose rows do not agree; keeping each
part of a row as a line of its own, with its place, lets the reading put columns together.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from loa.crafts.opening.document import Box, Line, Origin

WORD_GAP = 0.15  # in letter heights; a space of justified text is 0.25–0.6
STAMP_GAP = 0.4  # in letter heights; the fonts of stamps often lack widths
COLUMN_GAP = 1.9  # in letter heights; wider than the spaces of any justified line
SAME_ROW = 0.45  # in letter heights
STAMP_ROW = 0.9  # in letter heights


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter or a word with its place. Units as the caller likes, y grows downwards.

    `base` is the line it stands on; `height` its letter height.
    """

    text: str
    left: float
    right: float
    base: float
    height: float
    origin: Origin = Origin.TEXT
    certainty: float = 1.0


def lines_of(
    glyphs: Iterable[Glyph], *, page: int, width: float, height: float, words: bool = False
) -> list[Line]:
    """Put glyphs into lines from top to bottom, parts of a row from left to right.

    `words` says that each glyph is a whole word (OCR). Cost: sorting.
    """
    lines: list[Line] = []
    for row in _rows(glyphs):
        parts = [part for part in _parts(row) if any(glyph.text.strip() for glyph in part)]
        for number, part in enumerate(parts, 1):
            text = " ".join(glyph.text for glyph in part) if words else _spell(part)
            if not text.strip():
                continue
            lines.append(
                Line(
                    text=text.strip(),
                    page=page,
                    box=_box(part, width, height),
                    column=number if len(parts) > 1 else 0,
                    origin=_origin(part),
                    certainty=round(sum(g.certainty for g in part) / len(part), 3),
                    stamped="".join(g.text for g in part if g.origin is Origin.STAMP).strip(),
                )
            )
    return lines


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    bases: list[float] = []
    # Stamps are drawn by another hand, a little above or below: they join the rows of the text.
    ordered = sorted(glyphs, key=lambda g: (g.origin is Origin.STAMP, g.base, g.left))
    for glyph in ordered:
        slack = (STAMP_ROW if glyph.origin is Origin.STAMP else SAME_ROW) * glyph.height
        near = bisect_left(bases, glyph.base)
        best = min(
            range(max(0, near - 2), min(len(bases), near + 2)),
            key=lambda at: abs(bases[at] - glyph.base),
            default=None,
        )
        if best is not None and abs(bases[best] - glyph.base) <= slack:
            rows[best].append(glyph)
        elif glyph.text.strip() or glyph.origin is not Origin.STAMP:
            # PDFium ends a stamp with a blank of its own, low and thin: it is no row.
            rows.insert(near, [glyph])
            bases.insert(near, glyph.base)
    rows = [_without_filling(row) for row in rows]
    for row in rows:
        row.sort(key=lambda g: g.left)
    return rows


def _without_filling(row: list[Glyph]) -> list[Glyph]:
    """Leave out the blanks that kept a place free where a stamp now stands."""
    stamps = [glyph for glyph in row if glyph.origin is Origin.STAMP and glyph.text.strip()]
    return [
        glyph
        for glyph in row
        if glyph.text.strip()
        or not any(s.left < glyph.right and glyph.left < s.right for s in stamps)
    ]


def _parts(row: Sequence[Glyph]) -> list[list[Glyph]]:
    letter = median(glyph.height for glyph in row)
    parts: list[list[Glyph]] = [[]]
    right: float | None = None
    for glyph in row:
        blank = not glyph.text.strip()
        if right is not None and not blank and glyph.left - right > COLUMN_GAP * letter:
            parts.append([])
        parts[-1].append(glyph)
        if not blank:
            right = glyph.right if right is None else max(right, glyph.right)
    return parts


def _spell(part: Sequence[Glyph]) -> str:
    out: list[str] = []
    right: float | None = None
    before: Origin | None = None
    for glyph in part:
        gap = 0.0 if right is None else glyph.left - right
        is_stamp = glyph.origin is before is Origin.STAMP
        wide = gap > (STAMP_GAP if is_stamp else WORD_GAP) * glyph.height
        if before is not None and before is not glyph.origin and glyph.text not in "/-.,:;":
            wide = True  # a stamp is a word of its own
        before = glyph.origin
        if wide and out and not out[-1].isspace() and not glyph.text.isspace():
            out.append(" ")
        out.append(glyph.text)
        right = glyph.right
    return " ".join("".join(out).split())


def _box(part: Sequence[Glyph], width: float, height: float) -> Box:
    seen = [glyph for glyph in part if glyph.text.strip()]
    return Box(
        left=_share(min(g.left for g in seen), width),
        top=_share(min(g.base - g.height for g in seen), height),
        right=_share(max(g.right for g in seen), width),
        bottom=_share(max(g.base + 0.25 * g.height for g in seen), height),
    )


def _share(value: float, whole: float) -> float:
    return round(min(1.0, max(0.0, value / whole)), 4) if whole > 0 else 0.0


def _origin(part: Sequence[Glyph]) -> Origin:
    seen = {glyph.origin for glyph in part if glyph.text.strip()}
    return seen.pop() if len(seen) == 1 else (Origin.OCR if Origin.OCR in seen else Origin.TEXT)
