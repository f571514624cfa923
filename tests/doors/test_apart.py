"""A letter read apart is the letter read here; what eats time or memory ends only itself."""

import io

import pytest
from PIL import Image

from loa.doors.apart import Look, Unread, look_apart, look_at
from loa.doors.ocr import find_ocr
from tests.letters import SMALL


def test_reading_apart_reads_the_same() -> None:
    here, apart = look_at(SMALL.encode(), "a.txt"), look_apart(SMALL.encode(), "a.txt")
    assert isinstance(here, Look)
    assert isinstance(apart, Look)
    assert (apart.lines, apart.fields, apart.findings) == (
        here.lines, here.fields, here.findings,
    )  # fmt: skip
    assert 0 < apart.opened_after <= apart.read_after


def test_a_refusal_comes_back_with_its_sentence() -> None:
    secret = SMALL.replace("Kính gửi:", "MẬT\n\nKính gửi:", 1)
    seen = look_apart(secret.encode(), "a.txt")
    assert isinstance(seen, Unread)
    assert (seen.code, bool(seen.message)) == ("secret", True)


def test_too_much_time_or_memory_is_said_and_nothing_else_ends() -> None:
    slow = look_apart(SMALL.encode(), "a.txt", seconds=0.01)
    heavy = look_apart(SMALL.encode() * 9000, "a.txt", memory_bytes=20_000_000)
    assert isinstance(slow, Unread)
    assert isinstance(heavy, Unread)
    assert slow.code == "too_slow"
    assert heavy.code in {"too_heavy", "broke_off"}
    assert slow.message
    assert heavy.message


def test_which_page_is_being_read_is_heard_while_it_is_read() -> None:
    if find_ocr() is None:
        pytest.skip("needs tesseract with vie (requirements/debian.txt)")
    pages = [Image.new("L", (600, 800), 255) for _ in range(3)]
    scan = io.BytesIO()
    pages[0].save(scan, "TIFF", save_all=True, append_images=pages[1:])
    told: list[tuple[int, int]] = []
    look_apart(scan.getvalue(), "a.tif", on_page=lambda *at: told.append(at))
    assert told == [(1, 3), (2, 3), (3, 3)]
