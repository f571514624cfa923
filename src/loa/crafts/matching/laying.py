"""Lay a picture into a material's frame and compare them there."""

from dataclasses import dataclass

import cv2
import numpy as np

from loa.crafts.matching.features import Placing, placed
from loa.crafts.matching.imprints import ImageFingerprint
from loa.crafts.matching.pictures import Grey, resize
from loa.crafts.matching.tiles import Agreement, compare, face_of


@dataclass(frozen=True, eq=False)
class Laid:
    """A material placed in a picture, and how its tiles agree there."""

    placing: Placing
    agreement: Agreement


def lay(grey: Grey, placing: Placing, material: ImageFingerprint) -> Laid:
    """Compare the part of a picture where the material lies with the material.

    Both are brought to the coarser resolution: a small copy has lost its fine print.
    """
    matrix, scale = placing.matrix, placing.scale
    if scale > 1.4:
        # Average before sampling, else fine print turns to noise.
        small = resize(grey, 1.2 / scale)
        by = np.diag([small.shape[1] / grey.shape[1], small.shape[0] / grey.shape[0], 1.0])
        grey, matrix = small, by @ matrix
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    laid = cv2.warpPerspective(grey, matrix, material.size, flags=flags, borderValue=127)
    every = np.full(grey.shape, 255, np.uint8)
    inside = cv2.warpPerspective(
        every, matrix, material.size, flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    )
    face = material.face
    if scale < 0.75:
        blurred = cv2.GaussianBlur(material.frame, (0, 0), 0.45 / scale)
        face = face_of(np.asarray(blurred, np.uint8))
    agreement = compare(face, np.asarray(laid, np.uint8), np.asarray(inside, np.uint8))
    return Laid(placing, agreement)


def place_whole(grey: Grey, material: ImageFingerprint) -> Placing | None:
    """Place a material as if the picture were it, whole and upright."""
    width, height = material.size
    matrix = np.diag([grey.shape[1] / width, grey.shape[0] / height, 1.0])
    return placed(matrix, 0, material.size, (grey.shape[1], grey.shape[0]))
