"""Lay a line of print straight over its like: a placing is a few pixels off at its ends."""

import cv2
import numpy as np

from loa.crafts.matching.pictures import Grey

Box = tuple[int, int, int, int]

_REACH = 6
# Glyphs that are surely found again say how the line lies; other digits are not among them.
_SURE = 0.8
_LEAST = 4
_PAD = 2


def straightened(ours: Grey, room: Grey, at: tuple[int, int], cells: list[Box]) -> Grey:
    """Give `room` so that each glyph of `ours` lies where it should, `at` in it.

    Unchanged where fewer than four glyphs are found again.
    """
    places, moves = [], []
    for x, y, w, h in cells:
        top, left = max(0, y - _PAD), max(0, x - _PAD)
        part = ours[top : y + h + _PAD, left : x + w + _PAD]
        high, low = max(0, top + at[1] - _REACH), max(0, left + at[0] - _REACH)
        window = room[
            high : top + at[1] + part.shape[0] + _REACH,
            low : left + at[0] + part.shape[1] + _REACH,
        ]
        if window.shape[0] < part.shape[0] or window.shape[1] < part.shape[1]:
            continue
        if float(part.std()) < 1.0 or float(window.std()) < 1.0:
            continue
        _, fits, _, (right, down) = cv2.minMaxLoc(
            cv2.matchTemplate(window, part, cv2.TM_CCOEFF_NORMED)
        )
        if fits > _SURE:
            places.append(x + w / 2 + at[0])
            moves.append((low + right - left - at[0], high + down - top - at[1]))
    if len(places) < _LEAST:
        return room
    along = np.array(places)
    matrix = np.array([[1.0, 0, 0], [0, 1.0, 0]], np.float64)
    for row in (0, 1):
        slope, base = _through(along, np.array([move[row] for move in moves], np.float64))
        matrix[row, 0] += slope
        matrix[row, 2] = base
    size = (room.shape[1], room.shape[0])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    warped = cv2.warpAffine(room, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(warped, np.uint8)


def _through(at: np.ndarray, moved: np.ndarray) -> tuple[float, float]:
    """Lay a line through points by the median of all slopes (Theil and Sen)."""
    one, other = np.triu_indices(len(at), 1)
    apart = at[other] - at[one]
    wide = np.abs(apart) > 1
    slopes = (moved[other] - moved[one])[wide] / apart[wide]
    slope = float(np.median(slopes)) if len(slopes) else 0.0
    return slope, float(np.median(moved - slope * at))
