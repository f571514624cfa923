"""A kept picture as a person sees it."""

import io

import numpy as np
from PIL import Image

from loa.evidence.showing import framed


def test_of_a_screenshot_that_was_scrolled_the_framed_part_is_shown_large() -> None:
    sheet = Image.new("RGB", (900, 9_000), "white")
    sheet.paste(Image.new("RGB", (400, 560), "#0000ff"), (250, 6_000))
    out = io.BytesIO()
    sheet.save(out, "PNG")
    shown = Image.open(io.BytesIO(framed(out.getvalue(), (250, 6_000, 400, 560))))
    assert shown.height < 2 * shown.width
    red, green, blue = np.moveaxis(np.asarray(shown.convert("RGB")), 2, 0)
    assert ((blue > 200) & (red < 60) & (green < 60)).mean() > 0.1
