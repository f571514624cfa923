"""Say whether a material is on a captured page, and how sure that is.

Pure: bytes and text in, matches out.
"""

from loa.crafts.matching.clips import Frame
from loa.crafts.matching.faces import Blurred, blur_faces, find_faces
from loa.crafts.matching.findings import Finding, Library, Specimen
from loa.crafts.matching.imprints import (
    MAKING,
    ImageFingerprint,
    KeptImage,
    fingerprint_image,
)
from loa.crafts.matching.pictures import Picture, PictureError, open_picture
from loa.crafts.matching.sketches import Sketch
from loa.crafts.matching.verdicts import VERSION, Outcome, Reason
from loa.crafts.matching.words import TextFingerprint, fingerprint_text

__all__ = [
    "MAKING",
    "VERSION",
    "Blurred",
    "Finding",
    "Frame",
    "ImageFingerprint",
    "KeptImage",
    "Library",
    "Outcome",
    "Picture",
    "PictureError",
    "Reason",
    "Sketch",
    "Specimen",
    "TextFingerprint",
    "blur_faces",
    "find_faces",
    "fingerprint_image",
    "fingerprint_text",
    "open_picture",
]
