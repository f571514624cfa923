"""A living campaign of any size: opened and sent by the real actions, then lived through.

Deterministic: the same seed, size and instant give the same campaign. What thousands of units
did is written in bulk, each row with its line in the ledger. All people are invented.
"""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib.resources import files

from loa.campaigns.actions import (
    Choices,
    add_recipient,
    close_hole,
    open_campaign,
    send_campaign,
)
from loa.campaigns.actions.showing import show_campaign
from loa.campaigns.models import Campaign, HoleKind, HoleWord, Participant
from loa.campaigns.queries.holes import open_holes
from loa.crafts.timing import VIETNAM
from loa.dispatches.actions import confirm_dispatch, confirm_field, receive_dispatch
from loa.dispatches.models import Dispatch
from loa.dispatches.queries import review
from loa.materials.actions import load_sample_materials
from loa.topics.actions import load_topics
from loa.topics.models import TopicPack
from loa.units.actions import add_group, store_catalogue
from loa.units.catalogue import Catalogue, UnitRow
from loa.units.models import Officer, Unit

UNITS_ON = date(2024, 10, 20)  # the sample province as it stood for the campaign of 2024
SENT_BEFORE = timedelta(days=26)
DUE_AFTER = timedelta(days=2)
ENDS_AFTER = timedelta(days=9)
INTRO = (
    "Kẻ lừa đảo không cần bạn cả tin, họ chỉ cần bạn vội. Chậm lại một phút, hỏi lại bằng số "
    "mình tự tìm, chưa chắc thì chưa chuyển."
)
MADE_UP = "mau.truong"
HIGHEST_POSITION = 900_000


@dataclass(frozen=True)
class Plan:
    """When a living campaign is what, seen from the instant `now`."""

    now: datetime
    seed: int

    @property
    def sent_at(self) -> datetime:
        return datetime.combine((self.now - SENT_BEFORE).date(), time(8, 30), VIETNAM)

    def letter(self) -> bytes:
        """Write the letter that founds the campaign; its number comes from the seed."""
        text = (files("loa.cli") / "living_letter.txt").read_text(encoding="utf-8")
        issued = (self.sent_at - timedelta(days=1)).date()
        return text.format(
            number=1000 + self.seed % 9000,
            issued=issued,
            starts=self.sent_at.date(),
            ends=(self.now + ENDS_AFTER).date(),
            due=(self.now + DUE_AFTER).date(),
        ).encode()


def open_living(plan: Plan, *, units: int, owner: Unit, by: Officer) -> Campaign:
    """Take the letter in, confirm it, open and send its campaign to at least `units` units.

    Raises DuplicateDispatchError where the same seed was lived through before.
    """
    at = plan.sent_at - timedelta(hours=2)
    load_topics(by=None, at=at)
    materials = load_sample_materials(owner=owner, by=by, at=at)
    letter = receive_dispatch(
        plan.letter(), f"cong-van-mau-{plan.seed}.txt", owner, by=by, at=at
    )
    confirm_letter(letter, by=by, at=at)
    choices = Choices(
        units_on=UNITS_ON, pack=TopicPack.objects.filter(code="online-scams").first()
    )
    campaign = open_campaign(letter, choices, by=by, at=at)
    close_holes(campaign, by=by, at=at)
    _add_made_up(campaign, units, by=by, at=at)
    show_campaign(
        campaign, materials=materials, is_public=True, public_intro=INTRO, by=by, at=at
    )
    send_campaign(campaign, by=by, at=plan.sent_at)
    campaign.refresh_from_db()
    return campaign


def confirm_letter(letter: Dispatch, *, by: Officer, at: datetime) -> None:
    """Say yes to every field as it was read, and then to the letter."""
    for field in review(letter).open_fields:
        confirm_field(letter, field.name, field.read, by=by, at=at)
    confirm_dispatch(letter, by=by, at=at)


def close_holes(campaign: Campaign, *, by: Officer, at: datetime) -> None:
    """Close all holes; who stands below a doer gets a desk of its own."""
    for hole in open_holes(campaign):
        word = HoleWord.ADDED if hole.kind is HoleKind.PASS_ON else HoleWord.AS_IT_IS
        close_hole(campaign, hole.kind, hole.place, word, by=by, at=at)


def _add_made_up(campaign: Campaign, units: int, *, by: Officer, at: datetime) -> None:
    """Invent schools until the campaign reaches `units` units."""
    lacking = units - Participant.objects.filter(campaign=campaign).count()
    if lacking <= 0:
        return
    stem = f"{MADE_UP}{campaign.pk}"
    rows = tuple(
        UnitRow(
            code=f"{stem}.{number:05d}",
            name=f"Trường mẫu số {number}",
            short_name=f"Trường mẫu {number}",
            area="",
            kind="secondary_school",
            level="commune",
            parent_code="",
            valid_from=date(2024, 1, 1),
            valid_to=None,
            position=HIGHEST_POSITION + number,
            official_code="",
            source="loa simulate",
            is_sample=True,
        )
        for number in range(1, lacking + 1)
    )
    store_catalogue(_only(rows), name=stem, by=None, at=at)
    group = add_group(
        stem.replace(".", "-"),
        f"Các trường mẫu của chiến dịch {campaign.pk}",
        {"units": [row.code for row in rows]},
        by=None,
        at=at,
    )
    task = campaign.tasks.order_by("position")[0]
    add_recipient(task, group=group, by=by, at=at)


def _only(rows: tuple[UnitRow, ...]) -> Catalogue:
    return Catalogue(
        units=rows,
        edges=(),
        kinds=(),
        levels=(),
        duties=(),
        groups=(),
        successions=(),
        channels=(),
        sources=(),
    )


def dice(plan: Plan) -> random.Random:
    """Return the campaign's own source of chance: the same seed, the same life."""
    return random.Random(plan.seed)  # noqa: S311 (sample data, not a secret)
