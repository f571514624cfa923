"""Who: organisations on any date, their officers, and what posts allow.

A `Unit` is only an identity. What it is called, what kind it is and where it hangs are dated
rows beside it, so that last year's campaign keeps last year's names. "The tree on a date" and
"who answers for a unit that is gone" are judgements: see `queries.py`.
"""

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from loa.units.acts import Act as Act
from loa.units.incoming import ListImport as ListImport
from loa.units.incoming import ListProgress as ListProgress
from loa.units.managers import OfficerManager
from loa.units.page_keys import PageKey as PageKey
from loa.units.replacements import Replacement as Replacement
from loa.units.visits import Tries as Tries
from loa.units.visits import Visit as Visit
from loa.units.words import ChannelKind, Relation, Role, SuccessionKind, Tree


def valid_range(name: str) -> models.CheckConstraint:
    """`valid_to` is the last day on which the row holds; null = until further notice."""
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name=name
    )


class Level(models.Model):
    """Level of government or of a body (cấp): a row, since districts came and went."""

    code = models.SlugField(max_length=40, unique=True)
    name_vi = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name_vi


class Kind(models.Model):
    """Kind of unit (loại đơn vị): department, mass organisation, school … with its relation."""

    code = models.SlugField(max_length=40, unique=True)
    name_vi = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150)
    position = models.PositiveIntegerField()
    relation = models.CharField(
        max_length=10,
        choices=[(r.value, r.value) for r in Relation],
        default=Relation.BESIDE.value,
    )  # how a department speaks to it: one asks peers, Party bodies and the press

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name_vi


class Unit(models.Model):
    """An organisation (đơn vị): an identity with dates. Its names and places are beside it."""

    code = models.CharField(max_length=80, unique=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]
        constraints = [valid_range("unit_dates_in_order")]

    def __str__(self) -> str:
        return self.code


IN_ORDER = ["position", "name_sort", "id", "valid_from", "valid_to"]


class UnitName(models.Model):
    """What a unit is called and is, between two dates (tên gọi, loại, cấp, thứ tự)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=120, blank=True)
    area = models.CharField(max_length=150, blank=True)  # what a People's Committee governs
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)  # order of precedence
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    name_fold = models.CharField(max_length=450, editable=False)  # for search: viet.fold
    name_sort = models.CharField(max_length=900, editable=False)  # for order: viet.sort_key

    class Meta:
        ordering = ["position", "name_sort"]
        constraints = [
            valid_range("unit_name_dates_in_order"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to__isnull=True), name="unit_name_one_open"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "valid_from"], name="unit_name_on_date"),
            models.Index(fields=["name_fold"], name="unit_name_by_fold"),
            # Pages of the list, whole and of one kind, are read off these, dates and all.
            models.Index(fields=IN_ORDER, name="unit_name_in_order"),
            models.Index(fields=["kind", *IN_ORDER], name="unit_name_by_kind"),
            models.Index(fields=["valid_from", "valid_to"], name="unit_name_by_dates"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitParent(models.Model):
    """Where a unit hangs in one tree, between two dates (đơn vị cấp trên)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="parents")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="children")
    tree = models.CharField(max_length=12, choices=[(t.value, t.value) for t in Tree])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["tree", "parent", "unit"]
        constraints = [
            valid_range("unit_parent_dates_in_order"),
            models.CheckConstraint(condition=~Q(unit=F("parent")), name="unit_not_own_parent"),
            models.UniqueConstraint(
                fields=["unit", "tree"],
                condition=Q(valid_to__isnull=True),
                name="unit_parent_one_open",
            ),
        ]
        indexes = [
            # Whole trees, and what hangs below one unit, are answered from this index alone.
            models.Index(
                fields=["parent", "tree", "valid_from", "valid_to", "unit"],
                name="unit_children",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} < {self.parent}"


class Identifier(models.Model):
    """A code that others know a unit by (mã định danh), with its scheme and dates."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="identifiers")
    scheme = models.CharField(max_length=40)  # qd20-2020, qcvn102-2016, gso
    value = models.CharField(max_length=60)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [
            valid_range("identifier_dates_in_order"),
            models.UniqueConstraint(
                fields=["scheme", "value"],
                condition=Q(valid_to__isnull=True),
                name="identifier_one_open_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


class Succession(models.Model):
    """Who took over, on a date, the whole unit or one duty of it (kế thừa).

    `successor` is null where nobody did (the districts of 2025): the work waits for a person.
    """

    on = models.DateField()
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in SuccessionKind])
    duty = models.SlugField(max_length=60, blank=True)  # blank: every duty
    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="predecessions"
    )
    needs_person = models.BooleanField(default=False)  # then the successor is a proposal
    source = models.CharField(max_length=300)
    act = models.ForeignKey(
        Act, null=True, blank=True, on_delete=models.PROTECT, related_name="successions"
    )

    class Meta:
        ordering = ["on", "predecessor", "duty"]
        constraints = [
            models.UniqueConstraint(
                fields=["on", "predecessor", "duty", "successor"], name="succession_once"
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=False) | Q(needs_person=True),
                name="succession_without_heir_needs_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.predecessor} -> {self.successor}"


class Channel(models.Model):
    """What a unit publishes on (kênh), genuine once the unit's head confirmed it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="channels")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in ChannelKind])
    name = models.CharField(max_length=200)
    address = models.URLField(max_length=500, blank=True)
    host = models.CharField(max_length=253, blank=True)
    feed_address = models.URLField(max_length=500, blank=True)
    confirmed_by = models.ForeignKey(
        "Officer", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["unit", "kind", "name"]
        constraints = [valid_range("channel_dates_in_order")]

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """A named rule that expands to units on a date (nhóm nơi nhận)."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    rule = models.JSONField(default=dict)  # the keys are in queries.GroupRule
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class GroupSynonym(models.Model):
    """Another spelling of a group or of a unit, as letters write it; learned from a person."""

    text = models.CharField(max_length=300)
    text_fold = models.CharField(max_length=450, unique=True, editable=False)
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.CASCADE, related_name="synonyms"
    )
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="synonyms"
    )

    class Meta:
        ordering = ["text_fold"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=False, unit__isnull=True)
                | Q(group__isnull=True, unit__isnull=False),
                name="synonym_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Officer(AbstractBaseUser, PermissionsMixin):
    """A person with a login (cán bộ). What they may do comes from posts, never from here."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=5, default="vi")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)  # may look at the read-only admin
    created_at = models.DateTimeField()
    signed_in_at = models.DateTimeField(null=True, blank=True)  # last; set with a ledger row
    reopened_at = models.DateTimeField(null=True, blank=True)  # silence counts anew from here
    idle_warned_at = models.DateTimeField(null=True, blank=True)
    must_change_password = models.BooleanField(default=False)  # somebody else knows it
    session_round = models.PositiveIntegerField(default=0)  # one more: every session ends
    is_sample = models.BooleanField(default=False)  # of `bin/run`: no second factor is asked

    objects: ClassVar[OfficerManager] = OfficerManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]

    @property
    def last_login(self) -> datetime | None:  # type: ignore[override] # see below
        """Answer what libraries ask. Not a column: Django would write it without a record."""
        return self.signed_in_at

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """Bind a session to the password and to the round: one more, and all are void."""
        return salted_hmac(
            "loa.units.Officer.session",
            f"{self.password} {self.session_round}",
            algorithm="sha256",
        ).hexdigest()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[-1]


class Post(models.Model):
    """Officer × unit × role, with dates (vị trí).

    `stands_in_for` is the post of somebody who is away (thay cho): it ends by itself.
    """

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    stands_in_for = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="stand_ins"
    )

    class Meta:
        ordering = ["unit", "role", "officer"]
        constraints = [
            valid_range("post_dates_in_order"),
            models.CheckConstraint(
                condition=Q(stands_in_for__isnull=True) | Q(valid_to__isnull=False),
                name="post_stand_in_ends",
            ),
            models.UniqueConstraint(
                fields=["officer", "unit", "role"],
                condition=Q(valid_to__isnull=True),
                name="post_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.role} {self.unit}"


class SignInLink(models.Model):
    """A link that signs one post in, once, for a short time. Only its hash is kept."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    next_path = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.post} until {self.expires_at:%H:%M}"


class ClaimCode(models.Model):
    """The code in a letter's annex by which a unit's clerk names its officer (mã nhận việc)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="claim_codes")
    code = models.CharField(max_length=20, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # the post it made
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["unit", "-made_at"]

    def __str__(self) -> str:
        return f"{self.unit} {self.code[:4]}…"
