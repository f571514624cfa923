"""The same facts give the same bytes, in each format, at any hour."""

import io
import time
from collections.abc import Callable
from dataclasses import replace
from zipfile import ZipFile

import pytest

from loa.crafts.drafting import consolidated, papers
from loa.crafts.drafting.docx import to_docx
from loa.crafts.drafting.model import OfficialDocument
from loa.crafts.drafting.pdf import to_pdf
from loa.crafts.drafting.plan import NaiveInstantError
from loa.crafts.drafting.xlsx import to_xlsx
from tests.crafts.drafting import content

FORMATS = [to_docx, to_pdf, to_xlsx]
Maker = Callable[[OfficialDocument], bytes]


def documents() -> dict[str, OfficialDocument]:
    return {
        "consolidated": consolidated.consolidated_report(content.consolidated_facts()),
        "unit": papers.unit_report(content.unit_report_facts()),
        "letter": content.letter(),
    }


@pytest.mark.parametrize("make", FORMATS)
@pytest.mark.parametrize("name", ["consolidated", "unit", "letter"])
def test_the_same_facts_give_the_same_bytes(
    name: str, make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make(documents()[name])
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 400 * 24 * 3600)
    assert make(documents()[name]) == first


@pytest.mark.parametrize("make", FORMATS)
def test_other_facts_give_other_bytes(make: Maker) -> None:
    facts = content.consolidated_facts()
    one = make(consolidated.consolidated_report(facts))
    assert make(consolidated.consolidated_report(replace(facts, totals=(1,) * 6))) != one


@pytest.mark.parametrize("make", [to_docx, to_xlsx])
def test_no_entry_of_a_container_carries_the_hour_of_its_making(make: Maker) -> None:
    with ZipFile(io.BytesIO(make(content.report()))) as container:
        assert {info.date_time for info in container.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("make", FORMATS)
def test_an_instant_without_a_zone_is_refused(make: Maker) -> None:
    naive = content.AT.replace(tzinfo=None)
    with pytest.raises(NaiveInstantError):
        make(content.report(facts_at=naive))
