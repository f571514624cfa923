"""Pages are drawn apart, and what ends one page's process takes no other with it."""

import io

import pytest
from PIL import Image

from loa.doors import drawing
from loa.doors.drawing import draw, draw_apart
from tests.letters import FIRE

PDF = FIRE.with_suffix(".pdf").read_bytes()


def test_pages_drawn_apart_are_those_drawn_here() -> None:
    pages = draw_apart(PDF, [1, 2, 99])
    assert pages[1] == draw(PDF, 1)
    assert pages[2] == draw(PDF, 2)
    assert pages[99] is None
    drawn = pages[1]
    assert drawn is not None
    screen, fine = (Image.open(io.BytesIO(each)) for each in (drawn.screen, drawn.fine))
    assert fine.width > screen.width > 800


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 broken", b"Not a page at all"])
def test_what_has_no_page_gives_none(data: bytes) -> None:
    assert draw_apart(data, [1]) == {1: None}


def test_a_page_that_takes_too_long_takes_no_other_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drawing, "SECONDS", 0.0)
    monkeypatch.setattr(drawing, "SECONDS_A_PAGE", 0.01)
    assert draw_apart(PDF, [1, 2]) == {1: None, 2: None}
