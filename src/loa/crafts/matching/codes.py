"""QR codes in a picture: what they say and where they stand.

zxing-cpp reads 12 of 12 codes where OpenCV's two readers read 0 to 11, at a twentieth of the
cost (docs/decisions/0036).
"""

from dataclasses import dataclass

import zxingcpp

from loa.crafts.matching.pictures import Grey, resize

Box = tuple[int, int, int, int]

# Larger codes gain nothing by being enlarged; small ones are read twice as often.
_ENLARGE_BELOW = 900
_ONLY_QR = zxingcpp.barcode_formats_from_str("QRCode")


@dataclass(frozen=True)
class Code:
    """A code that was read. `box`: left, top, width, height in pixels of the picture."""

    value: str
    box: Box

    @property
    def middle(self) -> tuple[float, float]:
        return self.box[0] + self.box[2] / 2, self.box[1] + self.box[3] / 2


def read_codes(grey: Grey) -> list[Code]:
    """Read every QR code that can be read; 2 ms for 1,600 pixels a side."""
    by = 1.0
    found = zxingcpp.read_barcodes(grey, formats=_ONLY_QR)
    if not found and max(grey.shape) <= _ENLARGE_BELOW:
        by = 2.0
        found = zxingcpp.read_barcodes(resize(grey, by), formats=_ONLY_QR)
    return [Code(each.text, _box(each.position, by)) for each in found if each.text]


def _box(position: zxingcpp.Position, by: float) -> Box:
    corners = (
        position.top_left,
        position.top_right,
        position.bottom_right,
        position.bottom_left,
    )
    xs, ys = [each.x / by for each in corners], [each.y / by for each in corners]
    left, top = int(min(xs)), int(min(ys))
    return left, top, int(max(xs)) - left + 1, int(max(ys)) - top + 1
