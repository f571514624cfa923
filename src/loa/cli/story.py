"""The real story of 2024 and 2025, told by the real actions: two campaigns and two acts of law.

Tiền Giang's department runs the campaign of 2024 under the units of that year; on 1 March 2025
its duties pass to three bodies, on 1 July 2025 the province joins another and districts end;
the provincial police, which took over the department's duty, runs the campaign of 2025. What
units reported is invented, the same at each telling; bodies and dates are the real ones.
"""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files

from django.db import transaction

from loa.campaigns.actions import Choices, open_campaign, send_campaign
from loa.campaigns.models import Campaign
from loa.cli.living import close_holes, confirm_letter
from loa.cli.living_units import live
from loa.cli.sample import LOGINS, OWNER, enrol
from loa.crafts.timing import VIETNAM
from loa.dispatches.actions import receive_dispatch
from loa.topics.actions import load_topics
from loa.topics.models import TopicPack
from loa.units.actions import apply_acts, give_post, store_catalogue
from loa.units.catalogue import ACTS_2025, as_before, load_catalogue
from loa.units.models import Act, Officer, Post, Unit
from loa.units.plans import read_plans
from loa.units.words import ActKind, Role

OWNER_2025 = "dt.cat"
REGISTER = "tien-giang"  # the basis under which the sample's register was stored


@dataclass(frozen=True)
class Chapter:
    """One campaign of the story: its letter, its owner, and the days it was lived through."""

    letter: str
    owner: str
    units_on: date
    arrived_at: datetime
    sent_at: datetime
    lived_until: datetime
    seed: int


FIRST = Chapter(
    letter="story_letter_2024.txt",
    owner=OWNER,
    units_on=date(2024, 10, 20),
    arrived_at=datetime(2024, 10, 18, 15, tzinfo=VIETNAM),
    sent_at=datetime(2024, 10, 21, 8, 30, tzinfo=VIETNAM),
    lived_until=datetime(2024, 11, 15, 17, tzinfo=VIETNAM),
    seed=2024,
)
SECOND = Chapter(
    letter="story_letter_2025.txt",
    owner=OWNER_2025,
    units_on=date(2025, 10, 13),
    arrived_at=datetime(2025, 10, 13, 15, tzinfo=VIETNAM),
    sent_at=datetime(2025, 10, 15, 8, 30, tzinfo=VIETNAM),
    lived_until=datetime(2025, 12, 5, 17, tzinfo=VIETNAM),
    seed=2025,
)


@dataclass(frozen=True)
class Story:
    """The two campaigns, the officer who may see both, and how many acts were applied now.

    `acts` is 0 where the register held the reorganisations already, as `bin/run` stores them.
    """

    first: Campaign
    second: Campaign
    officer: Officer
    acts: int


def is_told() -> bool:
    """Say whether the story's second campaign is there."""
    return Campaign.objects.filter(owner__code=OWNER_2025).exists()


@transaction.atomic
def tell_story() -> Story:
    """Live through both campaigns and what lay between them. Raises nothing of its own.

    In an empty register the units of 2024 come first and the acts of 2025 are applied to them;
    a register that holds the whole sample already has their outcome, and keeps it.
    """
    is_new = not Unit.objects.filter(code=OWNER).exists()
    if is_new:
        before = as_before(load_catalogue())
        store_catalogue(before, name=REGISTER, by=None, at=FIRST.arrived_at)
    officer = enrol(LOGINS[0], at=FIRST.arrived_at)
    first = _live_through(FIRST, officer)
    acts = _reorganise() if is_new else ()
    _move_over(officer)
    return Story(first, _live_through(SECOND, officer), officer, len(acts))


def _reorganise() -> tuple[Act, ...]:
    """Apply the acts of law of 2025, each the day before it takes effect."""
    plans = read_plans(ACTS_2025.read_text(encoding="utf-8"))
    made: list[Act] = []
    for on in sorted({plan.on for plan in plans}):
        at = datetime(on.year, on.month, on.day, 9, tzinfo=VIETNAM) - timedelta(days=1)
        made += apply_acts([plan for plan in plans if plan.on == on], by=None, at=at)
    assert all(act.kind != ActKind.IMPORT.value for act in made)  # noqa: S101 (acts only)
    return tuple(made)


def _move_over(officer: Officer) -> None:
    """Give the specialist a post where the duty went; the old one stays."""
    unit = Unit.objects.get(code=OWNER_2025)
    if not Post.objects.filter(officer=officer, unit=unit).exists():
        day = SECOND.arrived_at.date()
        give_post(
            officer,
            unit,
            Role.COORDINATOR,
            by=None,
            at=SECOND.arrived_at,
            valid_from=max(day - timedelta(days=90), unit.valid_from),
        )


def _live_through(chapter: Chapter, officer: Officer) -> Campaign:
    """Take the letter in, open and send its campaign, and let its units live until its day."""
    load_topics(by=None, at=chapter.arrived_at)
    owner = Unit.objects.get(code=chapter.owner)
    data = (files("loa.cli") / chapter.letter).read_bytes()
    letter = receive_dispatch(data, chapter.letter, owner, by=officer, at=chapter.arrived_at)
    confirm_letter(letter, by=officer, at=chapter.arrived_at)
    choices = Choices(
        units_on=chapter.units_on,
        pack=TopicPack.objects.filter(code="online-scams").first(),
    )
    campaign = open_campaign(letter, choices, by=officer, at=chapter.arrived_at)
    close_holes(campaign, by=officer, at=chapter.arrived_at)
    send_campaign(campaign, by=officer, at=chapter.sent_at)
    campaign.refresh_from_db()
    dice = random.Random(chapter.seed)  # noqa: S311 (sample data, not a secret)
    live(campaign, dice=dice, by=officer, now=chapter.lived_until)
    return campaign
