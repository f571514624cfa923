"""Vietnamese numbers, days and words in templates."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from loa.ui.templatetags import look

TODAY = date(2024, 11, 5)


@pytest.mark.parametrize(
    ("given", "shown"),
    [(3321, "3.321"), (0, "0"), (12.5, "12,5"), (Decimal("2.0"), "2"), (None, "—"), ("", "—")],
)
def test_a_number_is_written_the_vietnamese_way(given: float | None, shown: str) -> None:
    assert look.vnumber(given) == shown


@pytest.mark.parametrize(("certainty", "shown"), [(0.934, "93 %"), (1, "100 %"), (None, "—")])
def test_how_sure_a_machine_is_has_no_decimals(certainty: float | None, shown: str) -> None:
    assert look.vcertainty(certainty) == shown


def test_a_share_is_written_from_part_and_whole() -> None:
    assert look.vshare(1, 8) == look.vshare(0.125) == "12,5 %"


@pytest.mark.parametrize(
    ("size_bytes", "shown"),
    [(900, "900 byte"), (2_100_000, "2,1 MB"), (54_300, "54 kB"), (None, "—")],
)
def test_the_size_of_a_file_is_written(size_bytes: int | None, shown: str) -> None:
    assert look.vbytes(size_bytes) == shown


def test_an_instant_is_shown_in_vietnam_s_time() -> None:
    late = datetime(2024, 11, 14, 18, 30, tzinfo=UTC)
    with translation.override("vi"):
        assert look.vtime(late) == "01:30 ngày 15/11/2024"
    assert look.vdate(late) == "15/11/2024"


@pytest.mark.parametrize(
    ("day", "vietnamese", "english"),
    [
        (date(2024, 11, 14), "còn 9 ngày", "9 days left"),
        (date(2024, 11, 6), "còn 1 ngày", "1 day left"),
        (TODAY, "hôm nay", "today"),
        (date(2024, 11, 3), "2 ngày trước", "2 days ago"),
    ],
)
def test_how_far_a_day_is(day: date, vietnamese: str, english: str) -> None:
    with translation.override("vi"):
        assert look.days_left(day, TODAY) == vietnamese
    with translation.override("en"):
        assert look.days_left(day, TODAY) == english


def test_a_changed_filter_keeps_the_others_and_goes_back_to_the_first_page() -> None:
    request = RequestFactory().get("/?q=xã&standing=w&page=3")
    shown = Template('{% load look %}{% address_with standing="" sort="-name" %}').render(
        Context({"request": request})
    )
    assert shown == "?q=x%C3%A3&amp;sort=-name"


def test_every_meaning_has_a_shape_silent_to_readers() -> None:
    for meaning in ("done", "waiting", "asks", "alarm", "machine", "person"):
        assert 'aria-hidden="true"' in look.shape(meaning)
