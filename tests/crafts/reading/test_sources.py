"""Every value stands in the lines that it names: nobody should have to search for it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from bench.letters.sheets import Sheet, all_sheets
from bench.letters.stamps import made
from loa.crafts.opening import Document, open_document
from loa.crafts.reading import Reading, read_document
from loa.crafts.reading.level import level

LETTERS = all_sheets()


def strings(value: Any) -> Iterator[str]:
    """Give the words of a value that were taken from the letter, not worked out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        for name in (
            "name",
            "role",
            "phone",
            "email",
            "number",
            "phrase",
            "text",
            "recipients",
        ):
            yield from strings(value.get(name))


def bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", level(text))


def source_text(document: Document, spans: tuple[tuple[int, int], ...]) -> str:
    return bare(
        "".join(
            document.lines[n - 1].text for first, last in spans for n in range(first, last + 1)
        )
    )


TAKEN = (
    "number", "symbol", "place", "subject", "addressees", "legal_basis", "deadlines", "tasks",
    "contacts", "attachments", "signatories",
)  # fmt: skip


def unfound(document: Document, reading: Reading) -> list[tuple[str, str]]:
    out = []
    for name in TAKEN:
        field = reading.fields[name]
        words = source_text(document, field.source)
        out += [
            (name, text)
            for text in strings(field.value)
            if not all(bare(word) in words for word in text.split())
        ]
    return out


@pytest.mark.parametrize("form", ["txt", "pdf"])
@pytest.mark.parametrize("sheet", LETTERS, ids=[sheet.name for sheet in LETTERS])
def test_a_value_stands_in_its_source_lines(sheet: Sheet, form: str) -> None:
    document = open_document(made(sheet, form))
    assert unfound(document, read_document(document)) == []


def test_the_letters_are_many_and_a_third_of_them_is_unseen() -> None:
    unseen = [sheet for sheet in LETTERS if sheet.is_unseen]
    assert len(LETTERS) >= 60
    assert 0.25 <= len(unseen) / len(LETTERS) <= 0.45
    assert len({sheet.name for sheet in LETTERS}) == len(LETTERS)
