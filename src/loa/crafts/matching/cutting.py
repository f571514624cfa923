"""Cut a line of print into its glyphs, and a code into squares, to compare each alone."""

from itertools import pairwise

import numpy as np

from loa.crafts.matching.pictures import Grey

Box = tuple[int, int, int, int]

# Grey levels between paper and ink below which there is no glyph.
_FAINT = 18.0
_BLOCKS = 6
_SHADE, _MOSTLY_PAPER = 10, 0.45


def glyphs(line: Grey) -> list[Box]:
    """Cut a line into its glyphs by the gaps between them; wide runs are cut evenly."""
    ink = np.abs(line.astype(np.float32) - float(np.median(line)))
    rows = ink.max(axis=1)
    high = np.flatnonzero(rows > max(_FAINT, 0.35 * float(ink.max())))
    if not len(high):
        return []
    top, foot = int(high[0]), int(high[-1]) + 1
    columns = ink[top:foot].max(axis=0) > max(_FAINT, 0.3 * float(ink.max()))
    edges = np.flatnonzero(np.diff(np.r_[False, columns, False].astype(np.int8)))
    cells: list[Box] = []
    height = foot - top
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        many = max(1, round((right - left) / max(0.75 * height, 1.0)))
        wide = (right - left) / many
        cells += [
            (round(left + n * wide), top, max(2, round(wide)), height) for n in range(many)
        ]
    return [cell for cell in cells if cell[2] * cell[3] >= 24]


def blocks(code: Grey) -> list[Box]:
    """Cut a code into squares of some modules each."""
    height, width = code.shape
    down = np.linspace(0, height, _BLOCKS + 1).astype(int)
    right = np.linspace(0, width, _BLOCKS + 1).astype(int)
    return [
        (int(x), int(y), int(to_x - x), int(to_y - y))
        for y, to_y in pairwise(down)
        for x, to_x in pairwise(right)
        if to_x - x >= 4 and to_y - y >= 4
    ]


def is_print(sheet: Grey, box: Box) -> bool:
    """Say whether a line is print on paper of one shade; the like in a photo is not."""
    x, y, w, h = box
    part = sheet[y : y + h, x : x + w].astype(np.int16)
    return bool((np.abs(part - int(np.median(part))) < _SHADE).mean() >= _MOSTLY_PAPER)
