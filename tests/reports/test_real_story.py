"""The real story walked to its end: 2024 under Tiền Giang, 2025 under Đồng Tháp, compared."""

from collections import Counter, defaultdict
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest
import time_machine
from django.db.models import Max

from loa.campaigns.models import Part, Participant, Round
from loa.cli.story import Story
from loa.crafts.tallying import Facts
from loa.evidence.models import Publication
from loa.reports.models import Report, Submission
from loa.reports.queries import Comparison, compare
from loa.units import queries
from loa.units.catalogue import load_catalogue
from loa.units.models import Unit
from tests.desk.test_views import browser
from tests.people import VIETNAM
from tests.story import story

__all__ = ["story"]

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 29, 9, tzinfo=VIETNAM)
TODAY = NOW.date()
CATALOGUE = load_catalogue()


@pytest.fixture
def first(story: Story) -> Round:
    return story.first.rounds.select_related("campaign__owner").get(number=1)


@pytest.fixture
def second(story: Story) -> Round:
    return story.second.rounds.select_related("campaign__owner").get(number=1)


@pytest.fixture
def now(first: Round, second: Round) -> Comparison:
    """Both under today's units."""
    return compare(first, second, NOW, on=TODAY)


def counted(each: Round) -> dict[str, Counter[str]]:
    """Count a round by unit code straight from its rows, by no query of reports."""
    owed = Participant.objects.filter(campaign=each.campaign, part=Part.TASKED.value)
    found: dict[str, Counter[str]] = {
        code: Counter(expected=1) for code in owed.values_list("unit__code", flat=True)
    }
    counts = Report.objects.filter(round=each, returned_at__isnull=True)
    for code, sent_at in counts.values_list("participant__unit__code", "first_sent_at"):
        found[code]["received"] += 1
        found[code]["on_time"] += sent_at < each.due_at
    logged = Publication.objects.filter(participant__campaign=each.campaign)
    for code in set(logged.values_list("participant__unit__code", flat=True)):
        found[code]["published"] += 1
    last = counts.annotate(last=Max("submissions__pk")).values_list("last", flat=True)
    for row in Submission.objects.filter(pk__in=list(last)).select_related(
        "report__participant__unit"
    ):
        found[row.report.participant.unit.code]["views"] += row.n02 or 0
    return found


def read(comparison: Comparison, facts: Facts | None) -> Counter[str]:
    """Read the same columns of a comparison."""
    if facts is None:
        return Counter()
    place = [row.code for row in comparison.shared].index("views")
    views = facts.figures[place]
    assert views is None or isinstance(views, int)
    return Counter(
        expected=facts.expected,
        received=facts.received,
        on_time=facts.on_time,
        published=facts.published,
        views=views or 0,
    )


@cache
def went_to() -> dict[str, str | None]:
    """Say by the catalogue's own rows where each unit of 2024 went; None: a person decides."""
    by_security = {
        row.predecessor_code: row.successor_code
        for row in CATALOGUE.successions
        if row.duty == "information_security"
    }
    rest = {
        row.predecessor_code: None if row.needs_person else row.successor_code
        for row in CATALOGUE.successions
        if not row.duty
    }

    def last(code: str) -> str | None:
        step = by_security.get(code) or rest.get(code, code)
        return code if step == code else None if step is None else last(step)

    return {row.code: last(row.code) for row in CATALOGUE.units}


def test_the_owner_of_2025_took_over_the_duty_of_the_owner_of_2024(story: Story) -> None:
    assert story.first.owner.code == "tg.stttt"
    assert story.second.owner.code == "dt.cat"
    heirs = queries.answering_for(story.first.owner, TODAY, "information_security")
    assert [unit.code for unit in heirs or ()] == ["dt.cat"]
    assert story.first.owner.valid_to == date(2025, 2, 28)


def test_each_campaign_reached_the_units_of_its_own_year(story: Story) -> None:
    def kinds(campaign: Any) -> Counter[str]:
        rows = Participant.objects.filter(campaign=campaign, part=Part.TASKED.value)
        codes = set(rows.values_list("unit__code", flat=True))
        return Counter(row.kind for row in CATALOGUE.units if row.code in codes)

    then, later = kinds(story.first), kinds(story.second)
    assert (then["district_committee"], later["district_committee"]) == (11, 0)
    assert (then["commune_committee"], later["commune_committee"]) == (164, 102)
    assert (then.total(), later.total()) == (394, 295)
    assert (then["secondary_school"], later["secondary_school"]) == (135, 135)


def test_the_letters_lead_to_the_right_periods_and_deadlines(
    first: Round, second: Round
) -> None:
    """ "Trước ngày 15/11/2024" and "trước ngày 05/12/2025": at the latest the day before."""
    for each, starts, ends, due in (
        (first, date(2024, 10, 10), date(2024, 11, 20), datetime(2024, 11, 15, tzinfo=VIETNAM)),
        (second, date(2025, 10, 15), date(2025, 12, 15), datetime(2025, 12, 5, tzinfo=VIETNAM)),
    ):
        assert (each.campaign.starts_on, each.campaign.ends_on) == (starts, ends)
        assert each.due_at == due


def test_as_it_was_each_year_stands_under_its_own_province(first: Round, second: Round) -> None:
    was = compare(first, second, NOW)
    lines = {line.name: line for line in was.below(was.top)}
    assert list(lines) == [
        "Ủy ban nhân dân tỉnh Tiền Giang",
        "Ủy ban nhân dân tỉnh Đồng Tháp",
    ]
    then, later = lines.values()
    assert then.first is not None
    assert later.second is not None
    assert (then.first.expected, then.second) == (394, None)
    assert (later.first, later.second.expected) == (None, 295)
    assert not was.waiting()
    for each, side in ((first, was.first), (second, was.second)):
        told = counted(each)
        assert read(was, side.reported) == +sum(told.values(), Counter())
        district = Unit.objects.filter(code="tg.caibe").first()
        inside = [code for code in told if code.startswith("tg.caibe")]
        if each == first:
            assert district is not None
            sums = sum((told[code] for code in inside), Counter[str]())
            assert read(was, side.stood.totals[district.pk]) == sums


def test_restated_every_unit_of_today_holds_what_its_former_ones_did(
    first: Round, second: Round, now: Comparison
) -> None:
    codes = dict(Unit.objects.values_list("pk", "code"))
    for each, side in ((first, now.first), (second, now.second)):
        own: dict[str | None, Counter[str]] = defaultdict(Counter)
        for code, told in counted(each).items():
            own[went_to()[code]] += told
        waiting = own.pop(None, Counter())
        found = {codes[pk]: read(now, facts) for pk, facts in side.stood.own.items()}
        assert {code: +each for code, each in found.items()} == {
            code: +each for code, each in own.items()
        }
        assert read(now, side.waiting) == +waiting
        assert side.summed + side.waiting == side.reported


def test_what_waits_are_the_districts_and_what_the_sources_leave_open(
    now: Comparison,
) -> None:
    names = Counter(line.name.split(" ")[0] for line in now.waiting())
    codes = {Unit.objects.get(pk=line.unit_id).code for line in now.waiting()}
    kinds = Counter(row.kind for row in CATALOGUE.units if row.code in codes)
    assert kinds == {
        "district_committee": 11,
        "education_division": 11,
        "sector_body": 8,
        "commune_committee": 4,
    }
    assert names.total() == now.first.waiting.units == 34
    assert now.second.waiting.units == 0


def test_a_merged_commune_is_compared_with_its_former_ones(now: Comparison) -> None:
    hoi_cu = Unit.objects.get(code="dt.hoicu")
    line = next(each for each in now.every() if each.unit_id == hoi_cu.pk)
    former = {row.predecessor_code for row in CATALOGUE.successions
              if row.successor_code == "dt.hoicu"}  # fmt: skip
    assert line.first is not None
    assert line.second is not None
    assert line.first.expected == len(former) == 4
    assert line.second.expected == 1
    assert "Ủy ban nhân dân xã An Cư" in line.stands_for[0]
    assert line.stands_for[1] == ()


def test_the_duty_decides_where_the_former_department_stands(
    first: Round, second: Round, now: Comparison
) -> None:
    assert (now.duty, now.is_by_owner) == ("information_security", True)
    labour = Unit.objects.get(code="tg.sldtbxh").pk
    health, home = (Unit.objects.get(code=code).pk for code in ("dt.syt", "dt.snv"))
    assert now.first.places.at[labour] == home
    other = compare(first, second, NOW, on=TODAY, duty="social_protection")
    assert other.first.places.at[labour] == health


def test_a_person_looks_at_it_as_it_was_and_restated(story: Story) -> None:
    with time_machine.travel(NOW, tick=False):
        officer = browser(story.officer)
        was = officer.get("/desk/compare/")
        assert was.context["heads"] == ("2024", "2025")
        assert [row.first for row in was.context["rows"]][1] == "—"
        now = officer.get("/desk/compare/", {"units": "now", "figure": "expected"})
        foot = [(row.first, row.second) for row in now.context["foot"]]
        assert foot == [("360", "295"), ("34", "0"), ("394", "295")]
        page = now.content.decode()
        assert "Công an tỉnh Đồng Tháp nay đảm nhiệm thay" in page
        assert "An toàn thông tin mạng" in page
        board = f"/desk/board/{story.first.slug}/1/"
        assert "huyện Cái Bè" in officer.get(f"{board}?q=cái bè").content.decode()
        stands = officer.get(board, {"units": "now", "q": "huyện"})
        assert len(stands.context["waiting"].items) >= 8
