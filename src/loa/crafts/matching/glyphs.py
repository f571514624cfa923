"""Say which glyphs of a line that was laid over a picture are others, and which are covered.

The one place where a line's fit (`sheets.py`) is judged; measured on altered copies.
"""

import numpy as np
from numpy.typing import NDArray

from loa.crafts.matching.sheets import Fit

Box = tuple[int, int, int, int]

# Measured on altered copies: the changed glyph correlates at most 0.84, a true one, where the
# picture is sharp enough, at least 0.88.
GLYPH_SAME = 0.86
# Less contrast than this share of its own is no glyph but a cover.
_COVERED = 0.3
# A logo or a sticker changes the paper above and below a glyph by more grey levels than light.
_STUCK = 28.0
_WHOLLY = 0.8
_SEEN = 0.9
# Without letters read: one glyph that stands out of a line that fits as well as this.
_LINE_FITS = 0.92
_LINE_WHOLE = 0.8
GLYPH_OTHER = 0.78
_FEW = 0.4
_SHARP = 0.28
_NARROW = 4
_READABLE = 0.24
_NO_STICKER = 10.0
# All glyphs others: print as strong as ours, and the paper around it unchanged.
_LIKE = (0.6, 1.5)
_SAME_PAPER = 6.0
# Other digits correlate 0.3 to 0.6; ours with their feet cut off by a bar more.
_PRINT_OTHER = 0.68
# What is this much stronger in the picture than on the sheet is none of the sheet's print.
_STRONGER = 3.0
# Modules of a code that cannot be read: the same code, blurred alike, correlates above this.
_CODE_SAME = 0.82
# Block by block, where a part of it is covered.
_BLOCK_SAME = 0.74
_BLANK = 0.5
_LEAST_CODE = 0.35


def others(fits: Fit) -> NDArray[np.bool_]:
    """Say which glyphs are others; a cover is none, nor is what it cuts in half."""
    covered = np.pad(hidden(fits), 1)
    near = covered[:-2] | covered[1:-1] | covered[2:]
    return (fits.cells < GLYPH_SAME) & ~near


def hidden(fits: Fit) -> NDArray[np.bool_]:
    is_blank = fits.contrast < _COVERED
    is_stuck = fits.beside.max(axis=1) > _STUCK
    return np.asarray((fits.cells < GLYPH_SAME) & (is_blank | is_stuck), np.bool_)


def is_pasted(fits: Fit) -> bool:
    """Say whether other print on a sticker stands in the line's place, paper and all."""
    is_print = (fits.cells < GLYPH_SAME) & (fits.contrast >= _COVERED)
    stuck = is_print & (fits.beside.min(axis=1) > _STUCK)
    return bool(len(stuck)) and bool(stuck.mean() >= _WHOLLY)


def is_covered(fits: Fit) -> bool:
    return bool(len(fits.cells)) and float(np.median(fits.contrast)) < _COVERED


def is_same_code(fits: Fit) -> bool:
    """Say whether a code that nobody can read is ours, but for what a logo lies on.

    Of another code no block is blank: it differs with black and white modules.
    """
    if fits.whole >= _CODE_SAME:
        return True
    agrees = fits.cells >= _BLOCK_SAME
    blank = ~agrees & (fits.contrast < _BLANK)
    at = np.array([(x + w / 2, y + h / 2) for x, y, w, h in fits.boxes])
    if not blank.any() or agrees.mean() < _LEAST_CODE:
        return False
    size = max(fits.boxes[0][2:]) * 1.5
    apart = np.abs(at[:, None, :] - at[None, blank, :]).max(axis=2).min(axis=1)
    return not (~agrees & ~blank & (apart > size)).any()


def one_glyph_out(fits: Fit) -> Box | None:
    """Give the glyph that is another while the line around it fits; None for no such."""
    if len(fits.cells) < 3 or fits.seen < _SEEN or fits.sharpness < _SHARP:
        return None
    bad = others(fits) & (fits.contrast < _STRONGER)
    if bad.mean() > _FEW and _is_other_print(fits):
        return fits.boxes[int(np.argmin(fits.cells))]
    few = 1 <= bad.sum() <= max(1.0, _FEW * len(bad))
    if not few or float(np.median(fits.cells)) < _LINE_FITS or fits.whole < _LINE_WHOLE:
        return None
    if hidden(fits).any():
        return None
    worst = int(np.argmin(np.where(bad, fits.cells, 2.0)))
    return fits.boxes[worst] if fits.cells[worst] < GLYPH_OTHER else None


def odd_glyph(fits: Fit, sharpness: float) -> Box | None:
    """Give a glyph that may be another, in a line that nobody read; None for no such.

    Looser than `one_glyph_out`: it asks a person. `sharpness`: of the picture as a whole.
    """
    if len(fits.cells) < 3 or fits.seen < _SEEN or sharpness < _READABLE:
        return None
    wide = np.array([_is_glyph(box) for box in fits.boxes])
    bad = others(fits) & (fits.contrast < _STRONGER) & wide
    # A sticker is higher than a line: it changes the paper beside it too.
    is_covered_too = hidden(fits).any() or fits.paper >= _NO_STICKER
    is_print = _LIKE[0] < float(np.median(fits.contrast)) < _LIKE[1]
    if not bad.any() or is_covered_too or not is_print:
        return None
    worst = int(np.argmin(np.where(bad, fits.cells, 2.0)))
    return fits.boxes[worst] if fits.cells[worst] < GLYPH_OTHER else None


def _is_glyph(box: Box) -> bool:
    """Say whether a place is wide enough for a sign: bars of a photo are not."""
    return box[2] >= max(_NARROW, box[3] // 4)


def _is_other_print(fits: Fit) -> bool:
    """Say whether print of like strength stands in the line's place, on the same paper."""
    strength = float(np.median(fits.contrast))
    return (
        _LIKE[0] < strength < _LIKE[1]
        and fits.paper < _SAME_PAPER
        and float(np.median(fits.cells)) < _PRINT_OTHER
    )
