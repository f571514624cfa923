"""What the units of a living campaign did: received, published, reported, were answered."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from loa.campaigns.models import Assignment, Campaign, Duty, Part, Participant, Round
from loa.evidence.models import ActKind, Publication
from loa.ledger.actions import BATCH, record_many
from loa.materials.models import Material
from loa.reports.figures import Value, into_slots
from loa.reports.models import Report, Submission
from loa.reports.queries import indicators_of
from loa.units.models import Officer, Post
from loa.units.words import Role

# Shares of the units; the interim round is almost finished.
ACKNOWLEDGED, PUBLISHED, REPORTED, ACCEPTED, RETURNED = 0.93, 0.85, 0.8, 0.75, 0.04
MOST_PUBLICATIONS = 3
WITHOUT_OFFICER = 0.05
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
MIDDLE = ("Thị", "Văn", "Minh", "Thanh", "Ngọc", "Hữu")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Hà", "Hạnh", "Khánh", "Lan", "Mai", "Phúc", "Thảo", "Út")
ACTS = (
    (ActKind.WEB, "Đăng bài “Chậm lại một phút” trên trang thông tin điện tử", "turn", 40, 900),
    (ActKind.SOCIAL, "Đăng áp phích “Chậm lại một phút” trên fanpage", "turn", 60, 2500),
    (ActKind.GROUP_CHAT, "Gửi infographic năm dấu hiệu vào nhóm Zalo", "turn", 30, 400),
    (ActKind.LOUDSPEAKER, "Phát lời một phút trên truyền thanh cơ sở", "minute", 2, 30),
    (ActKind.SESSION, "Nói chuyện về phòng, chống lừa đảo trực tuyến", "person", 20, 180),
    (ActKind.PRINT, "Treo áp phích, phát tờ rơi", "item", 20, 500),
)
RESULT = "Đơn vị đã đăng tài liệu, phổ biến đến công chức, viên chức và người dân."
REASON = "Đề nghị bổ sung: số người dự chưa khớp với số buổi."


@dataclass
class Life:
    """What one unit did, drawn before anything is written."""

    participant: Participant
    officer: Officer
    acknowledged_at: datetime
    acts: list[Publication] = field(default_factory=list)
    report: Report | None = None


@transaction.atomic
def live(campaign: Campaign, *, dice: random.Random, by: Officer, now: datetime) -> list[Life]:
    """Let the units of a sent campaign live until `now`; return those that received it."""
    rows = list(
        Participant.objects.filter(campaign=campaign, part=Part.TASKED.value)
        .exclude(delivered_at=None)
        .order_by("position", "pk")
    )
    lacking = [row for row in rows if dice.random() >= WITHOUT_OFFICER]
    lives = _acknowledge(_name_officers(lacking, dice, campaign.sent_at or now), dice, now)
    _publish(lives, campaign, dice, now)
    each = Round.objects.filter(campaign=campaign).order_by("number").first()
    if each is not None:
        _report(lives, each, dice, by, now)
    return lives


def _name_officers(
    rows: Sequence[Participant], dice: random.Random, at: datetime
) -> list[tuple[Participant, Officer]]:
    officers = []
    for row in rows:
        name = f"{dice.choice(FAMILY)} {dice.choice(MIDDLE)} {dice.choice(GIVEN)}"
        officers.append(Officer(email=f"dm{row.pk}@mau.example", name=name, created_at=at))
        officers[-1].set_unusable_password()  # nobody signs in with it
    Officer.objects.bulk_create(officers, batch_size=BATCH)
    first = timezone.localdate(at)
    posts = Post.objects.bulk_create(
        (
            Post(
                officer=officer, unit_id=row.unit_id, role=Role.REPORTER.value, valid_from=first
            )
            for row, officer in zip(rows, officers, strict=True)
        ),
        batch_size=BATCH,
    )
    record_many("officer.registered", officers, by=None, at=at)
    record_many("post.given", posts, by=None, at=at)
    return list(zip(rows, officers, strict=True))


def _acknowledge(
    named: list[tuple[Participant, Officer]], dice: random.Random, now: datetime
) -> list[Life]:
    lives = []
    for row, officer in named:
        if dice.random() >= ACKNOWLEDGED or row.delivered_at is None:
            continue
        at = row.delivered_at + (now - row.delivered_at) * (dice.random() ** 3) * 0.5
        row.acknowledged_at, row.acknowledged_by = at, officer
        lives.append(Life(row, officer, at))
    rows = [life.participant for life in lives]
    Participant.objects.bulk_update(
        rows, ["acknowledged_at", "acknowledged_by"], batch_size=BATCH // 4
    )
    record_many("participant.acknowledged", rows, by=None, at=now)
    return lives


def _publish(lives: list[Life], campaign: Campaign, dice: random.Random, now: datetime) -> None:
    for life in lives:
        if dice.random() >= PUBLISHED / ACKNOWLEDGED:
            continue
        for number in range(dice.randint(1, MOST_PUBLICATIONS)):
            life.acts.append(_act(life, number, dice, now))
    made = [act for life in lives for act in life.acts]
    Publication.objects.bulk_create(made, batch_size=BATCH // 4)
    materials = list(Material.objects.filter(campaigns=campaign).order_by("code"))
    used = Publication.materials.through
    used.objects.bulk_create(
        (
            used(publication_id=act.pk, material_id=dice.choice(materials).pk)
            for act in made
            if materials
        ),
        batch_size=BATCH,
    )
    first_duty = _first_duties(campaign)
    done = Publication.duties.through
    done.objects.bulk_create(
        (
            done(publication_id=act.pk, duty_id=first_duty[act.participant_id])
            for act in made
            if act.participant_id in first_duty
        ),
        batch_size=BATCH,
    )
    record_many("publication.logged", made, by=None, at=now)


def _act(life: Life, number: int, dice: random.Random, now: datetime) -> Publication:
    kind, title, measure, least, most = dice.choice(ACTS)
    at = life.acknowledged_at + (now - life.acknowledged_at) * dice.random()
    row = life.participant
    is_online = kind in {ActKind.WEB, ActKind.SOCIAL}
    counts = {measure: dice.randint(least, most)}
    if kind is ActKind.SESSION:
        counts["session"] = 1
    return Publication(
        participant=row,
        kind=kind.value,
        address=f"https://dv{row.unit_id}.example/bai/{row.pk}-{number}" if is_online else "",
        title=title,
        happened_on=timezone.localdate(at),
        counts=counts,
        idempotency_key=f"living-{row.pk}-{number}",
        logged_at=at,
        logged_by=life.officer,
    )


def _first_duties(campaign: Campaign) -> dict[int, int]:
    """Return {participant id: the id of the first duty of its first task}."""
    duty_of = {
        duty.task_id: duty.pk
        for duty in Duty.objects.filter(task__campaign=campaign).order_by("-position")
    }
    given = Assignment.objects.filter(task__campaign=campaign).order_by("-task__position")
    return {row.participant_id: duty_of[row.task_id] for row in given if row.task_id in duty_of}


def _report(
    lives: list[Life], each: Round, dice: random.Random, by: Officer, now: datetime
) -> None:
    indicators = indicators_of(each)
    codes = {indicator.code for indicator in indicators}
    for life in lives:
        if dice.random() >= REPORTED / ACKNOWLEDGED:
            continue
        sent_at = life.acknowledged_at + (now - life.acknowledged_at) * (
            0.8 + 0.2 * dice.random()
        )
        values = {c: v for c, v in _figures(life, dice).items() if c in codes}
        life.report = Report(
            round=each,
            participant=life.participant,
            draft={"values": values, "narratives": {"results": RESULT}},
            draft_version=1,
            draft_at=sent_at,
            draft_by=life.officer,
            first_sent_at=sent_at,
            sent_at=sent_at,
        )
        chance = dice.random()
        if chance < ACCEPTED:
            life.report.accepted_at = sent_at + (now - sent_at) * dice.random()
        elif chance < ACCEPTED + RETURNED:
            life.report.returned_at, life.report.returned_reason = now, REASON
            life.report.due_again_at = each.due_at + timedelta(days=3)
            life.report.first_sent_at = None
    reports = [life.report for life in lives if life.report]
    Report.objects.bulk_create(reports, batch_size=BATCH // 4)
    Submission.objects.bulk_create(
        (
            Submission(
                report=report,
                number=1,
                narratives=report.draft["narratives"],
                idempotency_key=f"living-{report.participant_id}",
                sent_at=report.sent_at or now,
                sent_by=report.draft_by,
                **into_slots(indicators, report.draft["values"]),
            )
            for report in reports
        ),
        batch_size=BATCH // 10,
    )
    record_many("report.sent", reports, by=None, at=now)
    record_many("report.accepted", [r for r in reports if r.accepted_at], by=by, at=now)
    record_many("report.returned", [r for r in reports if r.returned_at], by=by, at=now)


def _figures(life: Life, dice: random.Random) -> dict[str, Value]:
    """Add up what the unit logged, as its form would be filled before it types."""
    kinds = [act.kind for act in life.acts]

    def total(measure: str, *of: ActKind) -> int:
        wanted = {kind.value for kind in of}
        return sum(act.counts.get(measure, 0) for act in life.acts if act.kind in wanted)

    staff = dice.randint(12, 90)
    online = (ActKind.WEB, ActKind.SOCIAL, ActKind.GROUP_CHAT)
    return {
        "web_items": kinds.count(ActKind.WEB.value),
        "social_items": kinds.count("social") + kinds.count("group_chat"),
        "views": total("turn", *online),
        "broadcasts": kinds.count(ActKind.LOUDSPEAKER.value),
        "minutes": total("minute", ActKind.LOUDSPEAKER),
        "sessions": total("session", ActKind.SESSION),
        "people": total("person", ActKind.SESSION),
        "printed": total("item", ActKind.PRINT),
        "staff": [dice.randint(staff // 2, staff), staff],
    }
