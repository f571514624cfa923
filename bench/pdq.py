"""PDQ, the picture hash of Meta's ThreatExchange, as a peer: 256 bits of a picture.

Drawn from the published description (Hashing.md of ThreatExchange's pdq): grey levels, a tent
filter by two box filters, 64 × 64 samples, the lowest 16 × 16 of a DCT without its constant,
each over the median. The package `pdqhash` is not built for any interpreter and would ask for a
compiler; `tests/bench/test_pdq.py` holds hashes that it gave.
"""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.bool_]
Grey = NDArray[np.uint8]
Levels = NDArray[np.float32]

_SAMPLES = 64
_SIDE = 16


@cache
def _cosines() -> Levels:
    row, column = np.arange(1, _SIDE + 1)[:, None], np.arange(_SAMPLES)[None, :]
    angle = np.pi / 2 / _SAMPLES * row * (2 * column + 1)
    waves: Levels = (np.sqrt(2 / _SAMPLES) * np.cos(angle)).astype(np.float32)
    return waves


def _boxed(levels: Levels) -> Levels:
    """Average over a window of a 128th of the picture, smaller where it meets an edge."""
    height, width = ((each + 2 * _SAMPLES - 1) // (2 * _SAMPLES) for each in levels.shape)
    size, anchor = (width, height), ((width - 1) // 2, (height - 1) // 2)

    def summed(each: Levels) -> Levels:
        edge = cv2.BORDER_CONSTANT
        boxed = cv2.boxFilter(each, -1, size, anchor=anchor, normalize=False, borderType=edge)
        return np.asarray(boxed, np.float32)

    mean: Levels = summed(levels) / summed(np.ones_like(levels))
    return mean


def pdq_bits(grey: Grey) -> Bits:
    """Hash a grey picture (levels 0 to 255, 128 pixels a side at least) into 256 bits."""
    smooth = _boxed(_boxed(grey.astype(np.float32)))
    rows, columns = (
        ((np.arange(_SAMPLES) + 0.5) * each / _SAMPLES).astype(int) for each in smooth.shape
    )
    waves = _cosines() @ smooth[np.ix_(rows, columns)] @ _cosines().T
    # The lower of the two middle ones, as Torben's median gives it.
    middle = np.sort(waves, axis=None)[waves.size // 2 - 1]
    bits: Bits = np.greater(waves, middle).ravel()
    return bits
