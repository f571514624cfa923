"""A small campaign of the cast, sent: communes and a school owe reports to the department.

Made without the letter's way in, so that evidence and reports are tested alone.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from loa.campaigns.models import (
    Assignment,
    Campaign,
    Part,
    Participant,
    Round,
    RoundKind,
    Task,
)
from loa.crafts.viet import fold
from loa.dispatches.models import Dispatch
from loa.files.actions import store
from loa.ledger.actions import record
from loa.units.models import Unit
from tests.people import NOW, VIETNAM, Cast

DUE = datetime(2024, 11, 15, tzinfo=VIETNAM)  # "trước ngày 15/11/2024"
CLOSES = datetime(2024, 11, 20, tzinfo=VIETNAM)


@dataclass(frozen=True)
class Sent:
    """The campaign, its interim round, and its participants by unit code."""

    campaign: Campaign
    interim: Round
    participants: dict[str, Participant]


@transaction.atomic
def send_small_campaign(cast: Cast, *, at: datetime = NOW) -> Sent:
    """Send a campaign to p.h1, p.h1.x1, p.h1.x2, p.gd and, through p.gd, p.h2.t1."""
    owner = cast.units["p.tt"]
    letter = Dispatch.objects.create(
        owner=owner,
        file=store(b"a letter", by=cast.an, at=at),
        file_name="letter.txt",
        format="text",
        text_sha256="0" * 64,
        arrived_at=at,
        arrived_by=cast.an,
        issuer_name="Sở Thông tin và Truyền thông",
        symbol="STTTT-CNTT",
        subject="tuyên truyền phòng, chống lừa đảo trực tuyến",
    )
    campaign = Campaign.objects.create(
        slug="phong-chong-lua-dao",
        title="Chiến dịch phòng, chống lừa đảo trực tuyến",
        owner=owner,
        dispatch=letter,
        starts_on=date(2024, 10, 10),
        ends_on=date(2024, 11, 20),
        units_on=date(2024, 10, 21),
        opened_at=at,
        opened_by=cast.an,
        sent_at=at,
        sent_by=cast.an,
    )
    interim = Round.objects.create(
        campaign=campaign,
        kind=RoundKind.INTERIM.value,
        number=1,
        cut_off_at=DUE,
        due_at=DUE,
        closes_at=CLOSES,
    )
    task = Task.objects.create(campaign=campaign, number="1", position=1, text="Tuyên truyền")
    task.duties.create(position=1, kind="publish", text="Đăng tin, bài")
    lines: dict[str, Unit] = {
        "p.h1": owner,
        "p.h1.x1": owner,
        "p.h1.x2": owner,
        "p.gd": owner,
        "p.h2.t1": cast.units["p.gd"],
    }
    names = {code: cast.units[code].names.get().name for code in lines}
    participants = {
        code: Participant.objects.create(
            campaign=campaign,
            unit=cast.units[code],
            part=Part.TASKED.value,
            reports_to=superior,
            name=names[code],
            name_fold=fold(names[code]),
            position=position,
            delivered_at=at,
        )
        for position, (code, superior) in enumerate(lines.items())
    }
    for participant in participants.values():
        Assignment.objects.create(task=task, participant=participant)
    record("campaign.sent", campaign, by=cast.an, at=at)
    return Sent(campaign, interim, participants)


def after(**time: int) -> datetime:
    """Return an instant so long after the sending, e.g. `after(days=2)`."""
    return NOW + timedelta(**time)
