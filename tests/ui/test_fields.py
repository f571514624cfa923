"""Numbers and days as Vietnamese offices type them; photographs with their limits."""

from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from loa.ui.fields import LARGEST_FILE, MOST_FILES, DayField, ManyFilesField, NumberField


@pytest.mark.parametrize(
    ("typed", "read"), [("3.321", 3321), ("3321", 3321), (" 0 ", 0), ("", None)]
)
def test_a_number_is_read_with_or_without_points(typed: str, read: int | None) -> None:
    assert NumberField(required=False).clean(typed) == read


@pytest.mark.parametrize("typed", ["nhiều", "1,5", "12 người"])
def test_what_is_no_whole_number_is_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        NumberField().clean(typed)


@pytest.mark.parametrize("typed", ["05/11/2024", "5/11/2024", "2024-11-05"])
def test_the_day_comes_before_the_month(typed: str) -> None:
    assert DayField().clean(typed) == date(2024, 11, 5)


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(forms.ValidationError):
        DayField().clean("31/02/2024")


class DayForm(forms.Form):
    day = DayField()


@pytest.mark.parametrize("given", [date(2024, 11, 5), "2024-11-05", "05/11/2024"])
def test_a_day_is_shown_as_it_is_typed(given: date | str) -> None:
    assert 'value="05/11/2024"' in str(DayForm(initial={"day": given})["day"])


def picture(name: str = "a.png", size_bytes: int = 10) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"0" * size_bytes)


def test_several_photographs_come_in_one_field() -> None:
    assert len(ManyFilesField().clean([picture(), picture("b.jpg")])) == 2


@pytest.mark.parametrize(
    "files",
    [
        [picture()] * (MOST_FILES + 1),
        [picture("list.docx")],
        [picture(size_bytes=LARGEST_FILE + 1)],
    ],
    ids=["too many", "no picture", "too large"],
)
def test_photographs_beyond_the_limits_are_refused(files: list[SimpleUploadedFile]) -> None:
    with pytest.raises(forms.ValidationError):
        ManyFilesField().clean(files)
