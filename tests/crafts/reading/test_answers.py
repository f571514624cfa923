"""The answers of our own letters are true to their paper: what is asked for stands there."""

import re
import unicodedata
from collections.abc import Iterator

import pytest

from bench.letters.paper import parts_of, to_text
from bench.letters.sheets import Sheet, all_sheets

LETTERS = {sheet.name: sheet for sheet in all_sheets()}


def bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text)).lower()


def printed_answers(sheet: Sheet) -> Iterator[str]:
    gold = sheet.gold
    yield from (gold["symbol"], gold["place"], gold["subject"])
    yield from gold["addressees"] or []
    yield from gold["attachments"]
    yield from (each["number"] for each in gold["legal_basis"])
    yield from (each["name"] for each in [*gold["signatories"], *gold["distribution"]])
    yield from (task["text12"] for task in gold["tasks"])
    for contact in gold["contacts"]:
        yield from (contact[part] or "" for part in ("name", "role", "phone", "email"))


@pytest.mark.parametrize("sheet", LETTERS.values(), ids=list(LETTERS))
def test_an_answer_stands_on_the_paper(sheet: Sheet) -> None:
    paper = bare(to_text(sheet).decode())
    assert [each for each in printed_answers(sheet) if bare(each) not in paper] == []


@pytest.mark.parametrize("sheet", LETTERS.values(), ids=list(LETTERS))
def test_a_day_of_an_answer_is_written_or_follows_from_the_letters_own(sheet: Sheet) -> None:
    words = re.sub(r"\s", "", unicodedata.normalize("NFC", to_text(sheet).decode()))
    days = [each["date"] for each in sheet.gold["deadlines"]]
    days += [each["end"] for each in sheet.gold["periods"]]
    for year, month, day in (each.split("-") for each in days):
        # "15/3/2026", "05-9-2025", "15.3.2024", "12tháng6", a month or a quarter to its end
        forms = rf"0?{int(day)}([/.-]0?{int(month)}|tháng0?{int(month)})(?!\d)"
        forms += rf"|tháng0?{int(month)}(/|năm){year}|quý(I|II|III|IV)(/|năm)?{year}"
        assert re.search(forms, words), (year, month, day)


def test_a_task_in_a_table_ends_with_its_cell() -> None:
    sheet = LETTERS["bodies-commune-party-table"]
    tasks = [task["text12"] for task in sheet.gold["tasks"]]
    table = next(part for part in parts_of(sheet.body) if isinstance(part, list))
    assert tasks[:4] == [row[1] for row in table[1:]]


def test_a_task_may_begin_in_the_middle_of_a_paragraph() -> None:
    sheet = LETTERS["bodies-circular-forest-land"]
    assert sheet.gold["tasks"][1]["text12"].startswith("Ban cán sự đảng")
    assert "^" not in "".join(sheet.body)


def test_two_who_sign_are_both_asked_for() -> None:
    sheet = LETTERS["bodies-women-police-programme"]
    names = [sheet.signature[-1], sheet.second[-1]]
    assert [each["name"] for each in sheet.gold["signatories"]] == names
    assert all(name in to_text(sheet).decode() for name in names)
