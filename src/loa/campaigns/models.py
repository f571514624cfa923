"""A confirmed dispatch put to work: who must do what, by when, and reports to whom.

Facts only. Standing, holes, "who has not answered" are judgements in `queries.py`.
"""

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from loa.campaigns.amendments import Amendment as Amendment
from loa.campaigns.learned import LearnedName as LearnedName
from loa.campaigns.remarks import Clearance as Clearance
from loa.campaigns.remarks import Remark as Remark
from loa.crafts.timing import Basis
from loa.dispatches.models import Dispatch
from loa.materials.models import Material
from loa.topics.models import TopicPack
from loa.units.models import Group, Unit


class RoundKind(StrEnum):
    INTERIM = "interim"
    FINAL = "final"


class DutyKind(StrEnum):
    PUBLISH = "publish"  # đăng trên kênh của đơn vị
    BROADCAST = "broadcast"  # phát thanh, truyền hình
    PASS_ON = "pass_on"  # noqa: S105 (not a password)  # tuyên truyền đến đơn vị trực thuộc, trường học
    TEACH = "teach"  # buổi học, buổi nói chuyện
    INFORM_STAFF = "inform_staff"  # đến công chức, viên chức, người lao động, sinh viên
    INFORM_PUBLIC = "inform_public"  # đến người dân
    REPORT = "report"
    OTHER = "other"


class Part(StrEnum):
    """What a unit is in a campaign."""

    TASKED = "tasked"
    FOR_INFORMATION = "for_information"
    COORDINATING = "coordinating"  # để p/h: reads, comments, never due
    REPORTED_TO = "reported_to"  # để b/c


class Place(StrEnum):
    """Where in the letter a line of names stands."""

    ADDRESSED = "addressed"  # Kính gửi
    DISTRIBUTED = "distributed"  # Nơi nhận


class HoleKind(StrEnum):
    """What the letter leaves open between recipients, tasks and audiences."""

    UNKNOWN_WORDS = "unknown_words"  # words that name no unit and no group we know
    WITHOUT_TASK = "without_task"  # an addressee that no task names
    ONLY_BY_GROUP = "only_by_group"  # a task's doer is reached only through a group
    NOT_ADDRESSED = "not_addressed"  # a task names somebody the letter is not sent to
    AUDIENCE = "audience"  # an audience that no task reaches
    PASS_ON = "pass_on"  # noqa: S105 (not a password)  # others stand below the doer: do they get desks of their own?
    EMPTY_GROUP = "empty_group"  # a group that has no unit on the day


class HoleWord(StrEnum):
    """How a person closed a hole."""

    FOR_INFORMATION = "for_information"
    ADDED = "added"  # a target, a task or an audience was added
    AS_IT_IS = "as_it_is"  # seen, and left as the letter has it
    LEFT_OUT = "left_out"


class Campaign(models.Model):
    """A campaign (chiến dịch): period, audiences, scope, owner, founded on dispatches."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=500)
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="campaigns")
    dispatch = models.OneToOneField(Dispatch, on_delete=models.PROTECT, related_name="campaign")
    pack = models.ForeignKey(
        TopicPack, null=True, blank=True, on_delete=models.PROTECT, related_name="campaigns"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    units_on = models.DateField()  # groups expand to the units of this day
    scope = models.CharField(max_length=300, blank=True)
    audiences = models.JSONField(default=list)  # as the letter words them
    materials = models.ManyToManyField(Material, blank=True, related_name="campaigns")
    public_intro = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_public = models.BooleanField(default=False)

    class Meta:
        ordering = ["-starts_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="campaign_dates_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Round(models.Model):
    """One report round (đợt báo cáo): when the data is cut, when it is due, when it shuts.

    `due_at` is the first instant that is too late; "trước ngày 15/11" is 15/11 00:00.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="rounds")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in RoundKind])
    number = models.PositiveSmallIntegerField()
    phrase = models.CharField(max_length=300, blank=True)  # as the letter words it
    cut_off_at = models.DateTimeField()
    due_at = models.DateTimeField()
    grace_minutes = models.PositiveIntegerField(default=0)
    basis = models.CharField(
        max_length=10,
        choices=[(b.value, b.value) for b in Basis],
        default=Basis.ARRIVED.value,
    )  # which instant of a report counts: its own date, or its arrival here
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)  # a person shut it

    class Meta:
        ordering = ["campaign", "number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="round_once"),
            models.CheckConstraint(
                condition=Q(closes_at__gte=F("due_at")), name="round_closes_after_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} · {self.kind}"


class Addressee(models.Model):
    """One name in "Kính gửi" or "Nơi nhận", and the group or unit it means.

    Neither group nor unit: nobody has said yet who is meant. One line of the letter may mean
    several: it then has several rows with the same words.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="addressees")
    position = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=12, choices=[(p.value, p.value) for p in Place])
    words = models.CharField(max_length=300)
    part = models.CharField(max_length=16, choices=[(p.value, p.value) for p in Part])
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["campaign", "place", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=True) | Q(unit__isnull=True),
                name="addressee_at_most_one_target",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class HoleAnswer(models.Model):
    """A person's word on one hole; `place` says which: the words, an audience, a task."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="hole_answers"
    )
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in HoleKind])
    place = models.CharField(max_length=320)
    word = models.CharField(max_length=16, choices=[(w.value, w.value) for w in HoleWord])
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["campaign", "id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "kind", "place"], name="hole_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.place}"


class Task(models.Model):
    """One numbered order of the letter (nhiệm vụ), with the lines it came from."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="tasks")
    number = models.CharField(max_length=10)
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    recipients_text = models.JSONField(default=list)  # as the letter words them
    source = models.JSONField(default=list)  # [[first_line, last_line], …]
    audiences = models.JSONField(default=list)
    due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["campaign", "position"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "position"], name="task_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:60]}"


class Duty(models.Model):
    """One thing to do within a task: "post and tell your staff" is two."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="duties")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in DutyKind])
    text = models.CharField(max_length=500)

    class Meta:
        ordering = ["task", "position"]
        constraints = [models.UniqueConstraint(fields=["task", "position"], name="duty_once")]

    def __str__(self) -> str:
        return self.text


class Addressing(models.Model):
    """Task × group or unit, as the letter said it or as a person closed a hole."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="addressings")
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    words = models.CharField(max_length=300, blank=True)
    closed_by_hand = models.BooleanField(default=False)
    # The units are not the letter's own recipients: the doer above them passes the task down,
    # and they report to that doer.
    is_passed_on = models.BooleanField(default=False)

    class Meta:
        ordering = ["task", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=False, unit__isnull=True)
                | Q(group__isnull=True, unit__isnull=False),
                name="addressing_one_target",
            ),
            models.UniqueConstraint(
                fields=["task", "group"],
                condition=Q(group__isnull=False),
                name="addressing_group_once",
            ),
            models.UniqueConstraint(
                fields=["task", "unit"],
                condition=Q(unit__isnull=False),
                name="addressing_unit_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} → {self.group or self.unit}"


class Participant(models.Model):
    """Campaign × unit (đơn vị tham gia): its part, its reporting line, what reached it.

    `reports_to` is the reporting line (tuyến báo cáo) of this campaign: it follows the mandate,
    not the tree. The unit's name is kept as it was, for papers; the live name is dated.
    """

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="participants"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="participations")
    part = models.CharField(max_length=16, choices=[(p.value, p.value) for p in Part])
    reports_to = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    line_by_hand = models.BooleanField(default=False)  # a person drew `reports_to`
    name = models.CharField(max_length=300)
    name_fold = models.CharField(max_length=450, editable=False)
    position = models.PositiveIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        ordering = ["campaign", "position", "name_fold"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit"], name="participant_once"),
            models.CheckConstraint(
                condition=Q(reports_to__isnull=True) | ~Q(reports_to=F("unit")),
                name="participant_not_own_superior",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True) | Q(delivered_at__isnull=False),
                name="participant_acknowledged_after_delivery",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "reports_to"], name="participant_by_line"),
            models.Index(fields=["unit", "campaign"], name="participant_by_unit"),
        ]

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """Task × unit (giao việc). `exempt_reason` where the task cannot apply to the unit."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignments")
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="assignments"
    )
    passed_down_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="passed_down"
    )
    due_at = models.DateTimeField(null=True, blank=True)  # null: the task's
    exempt_at = models.DateTimeField(null=True, blank=True)
    exempt_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["participant", "task"]
        constraints = [
            models.UniqueConstraint(fields=["task", "participant"], name="assignment_once"),
            models.CheckConstraint(
                condition=Q(exempt_at__isnull=True) | ~Q(exempt_reason=""),
                name="assignment_exempt_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} · {self.task}"


class UpwardDuty(models.Model):
    """To whom the owner itself must report (nghĩa vụ báo cáo lên), or that nobody said."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="upward_duties"
    )
    to_name = models.CharField(max_length=300)
    founded_on = models.CharField(max_length=300, blank=True)  # the letter that says so
    form = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)  # null: not stated
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["campaign", "id"]

    def __str__(self) -> str:
        return self.to_name
