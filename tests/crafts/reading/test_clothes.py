"""A letter says the same whatever its line breaks, dashes, spelling, alphabet or file."""

import re
from typing import Any

import pytest

from bench.letters.clothes import PLAIN, SAME_FILE, SAME_TEXT, Dress, text
from bench.letters.paper import to_docx
from bench.letters.sheets import Sheet, all_sheets
from loa.crafts.opening import open_document
from loa.crafts.reading import read_document
from loa.crafts.viet import old_style

# A few of each file, so that each layout is among them: all of them take minutes.
SHEETS = [sheet for sheet in all_sheets() if not sheet.is_unseen][::9]
HEAD = ("issuer", "superior", "number", "symbol", "place", "date", "doc_type", "urgency")


def told(data: bytes) -> dict[str, Any]:
    """Give what was read without its places, in one spelling."""
    fields = read_document(open_document(data)).fields
    return {name: plain(field.value) for name, field in fields.items() if name != "audience"}


def plain(value: Any) -> Any:
    if isinstance(value, str):
        # An old alphabet has no long dash, no round quotes, and TCVN3 no capitals with marks.
        value = re.sub(r"[“”\"]", "", value).replace("–", "-").replace("’", "'")
        return old_style(" ".join(value.split())).lower()
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key not in ("source", "no")}
    return value


def letters(sheets: list[Sheet]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("sheet", sheets, ids=[sheet.name for sheet in sheets])


@letters(SHEETS)
@pytest.mark.parametrize("dress", SAME_FILE.values(), ids=SAME_FILE.keys())
def test_a_letter_reads_as_its_file_in_word_does(dress: Dress, sheet: Sheet) -> None:
    assert told(dress(sheet)) == told(to_docx(sheet))


@letters(SHEETS)
@pytest.mark.parametrize("dress", SAME_TEXT.values(), ids=SAME_TEXT.keys())
def test_a_text_reads_alike_however_it_is_spelt(dress: Dress, sheet: Sheet) -> None:
    assert told(dress(sheet)) == told(text(sheet).encode())


@letters(SHEETS)
@pytest.mark.parametrize("dress", PLAIN.values(), ids=PLAIN.keys())
def test_the_head_of_a_text_reads_alike_however_it_is_set(dress: Dress, sheet: Sheet) -> None:
    one, other = told(dress(sheet)), told(to_docx(sheet))
    assert {name: one[name] for name in HEAD} == {name: other[name] for name in HEAD}
