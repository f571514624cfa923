"""Officers and their posts: who holds which role in which unit, from when to when."""

from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from loa.crafts.viet import clean
from loa.ledger.actions import record
from loa.units import policies, queries
from loa.units.actions.visiting import void_sessions
from loa.units.errors import OfficerKnownError, PostEndedError, PostHeldError
from loa.units.models import Officer, Post, SignInLink, Unit
from loa.units.words import Role


@transaction.atomic
def register_officer(
    *, email: str, name: str, by: Officer | None, at: datetime, phone: str = ""
) -> Officer:
    """Make a login without a password; a link or a mailed code opens it.

    `by` is None for the program itself. Raises OfficerKnownError if the address, compared
    without case, is taken: addresses are logins, and one person has one.
    """
    policies.require(policies.may_register_officers(by, on=timezone.localdate(at)))
    return enrol(email=email, name=name, phone=phone, by=by, at=at)


def enrol(
    *, email: str, name: str, phone: str, by: Officer | None, at: datetime, note: str = ""
) -> Officer:
    """Do what `register_officer` does, for an action that has asked its own policy."""
    address = clean(email).strip().lower()
    if queries.officer_by_address(address) is not None:
        raise OfficerKnownError(email=address)
    officer = Officer(
        email=address, name=clean(name).strip(), phone=clean(phone).strip(), created_at=at
    )
    officer.set_unusable_password()
    officer.full_clean()
    officer.save()
    record("officer.registered", officer, by=by, at=at, note=note)
    return officer


@transaction.atomic
def give_post(
    officer: Officer,
    unit: Unit,
    role: Role,
    *,
    by: Officer | None,
    at: datetime,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Post:
    """Give `officer` a role in a unit, from today unless said otherwise.

    Raises PostHeldError if the same post already holds on its first day.
    """
    today = timezone.localdate(at)
    policies.require(policies.may_give_post(by, officer, unit, role, on=today))
    return appoint(
        officer, unit, role, by=by, at=at, valid_from=valid_from or today, valid_to=valid_to
    )


def appoint(
    officer: Officer,
    unit: Unit,
    role: Role,
    *,
    by: Officer | None,
    at: datetime,
    valid_from: date,
    valid_to: date | None = None,
    stands_in_for: Post | None = None,
    note: str = "",
) -> Post:
    """Do what `give_post` does, for an action that has asked its own policy."""
    held = queries.posts_of(officer.pk, valid_from).filter(unit=unit, role=role.value)
    if held.exists():
        raise PostHeldError(role=role.value, unit_code=unit.code)
    post = Post(
        officer=officer,
        unit=unit,
        role=role.value,
        valid_from=valid_from,
        valid_to=valid_to,
        stands_in_for=stands_in_for,
    )
    post.full_clean()
    post.save()
    record(
        "post.given",
        post,
        by=by,
        at=at,
        unit_id=unit.pk,
        changes={"valid_from": (None, valid_from), "valid_to": (None, valid_to)},
        note=note,
    )
    return post


@transaction.atomic
def end_post(
    post: Post, *, by: Officer | None, at: datetime, last_day: date | None = None
) -> Post:
    """End a post; `last_day` (yesterday unless said otherwise) is the last it holds.

    A post given today and ended today keeps today as its only day; one that has not begun is
    gone. Whoever stands in for its holder ends with it. Raises PostEndedError if it has ended
    before.
    """
    today = timezone.localdate(at)
    policies.require(policies.may_end_post(by, post, on=today))
    if post.valid_to is not None and post.valid_to < today:
        raise PostEndedError(ended_on=post.valid_to)
    last = last_day or today - timedelta(days=1)
    for stand_in in Post.objects.filter(stands_in_for=post, valid_to__gt=last):
        cut_short(stand_in, last, by=by, at=at, today=today)
    return cut_short(post, last, by=by, at=at, today=today)


def cut_short(post: Post, last: date, *, by: Officer | None, at: datetime, today: date) -> Post:
    """Let `last` be the last day of a post; what has not begun by then, and today, is gone."""
    before = post.valid_to
    if post.valid_from > max(last, today):
        Post.objects.filter(stands_in_for=post).update(stands_in_for=None)
        SignInLink.objects.filter(post=post).delete()
        record("post.taken_back", post, by=by, at=at, unit_id=post.unit_id)
        post.delete()
        return post
    post.valid_to = max(last, post.valid_from)
    post.full_clean()
    post.save(update_fields=["valid_to"])
    record(
        "post.ended",
        post,
        by=by,
        at=at,
        unit_id=post.unit_id,
        changes={"valid_to": (before, post.valid_to)},
    )
    return post


@transaction.atomic
def disable_officer(
    officer: Officer, *, by: Officer | None, at: datetime, why: str = ""
) -> Officer:
    """Shut a login. Posts stay as history, and give nothing while it is shut."""
    policies.require(policies.may_disable(by, officer, on=timezone.localdate(at)))
    set_active(officer, is_active=False, by=by, at=at, why=why)
    return void_sessions(officer, by=by, at=at)


@transaction.atomic
def enable_officer(
    officer: Officer, *, by: Officer | None, at: datetime, why: str = ""
) -> Officer:
    """Open a login that was shut; a year of silence counts anew from now."""
    policies.require(policies.may_disable(by, officer, on=timezone.localdate(at)))
    return set_active(officer, is_active=True, by=by, at=at, why=why)


@transaction.atomic
def reset_second_factor(
    officer: Officer, *, by: Officer | None, at: datetime, why: str = ""
) -> Officer:
    """Take a lost second step away, with its recovery codes, and end all sessions.

    At the next sign-in they set up another, if their role asks for one.
    """
    policies.require(policies.may_reset_second_factor(by, officer, on=policies.day_of(at)))
    steps = Authenticator.objects.filter(user_id=officer.pk)
    kinds = sorted({str(step.type) for step in steps})
    steps.delete()
    record(
        "officer.second_factor_reset",
        officer,
        by=by,
        at=at,
        changes={"steps": (kinds, [])},
        note=why,
    )
    return void_sessions(officer, by=by, at=at)


@transaction.atomic
def give_password(
    officer: Officer, password: str, *, by: Officer | None, at: datetime
) -> Officer:
    """Set a password that its holder must change at the next sign-in; it ends all sessions.

    Only the program itself may (the command line): whoever knew an officer's password could
    do their unit's work.
    """
    policies.require(by is None)
    officer.set_password(password)
    officer.must_change_password = True
    officer.save(update_fields=["password", "must_change_password"])
    record("officer.password_given", officer, by=by, at=at)
    return void_sessions(officer, by=by, at=at)


def set_active(
    officer: Officer, *, is_active: bool, by: Officer | None, at: datetime, why: str
) -> Officer:
    """Shut or open a login, for an action that has asked its own policy."""
    if officer.is_active == is_active:
        return officer
    officer.is_active = is_active
    if is_active:
        officer.reopened_at = at
    officer.full_clean()
    officer.save(update_fields=["is_active", "reopened_at"])
    record(
        "officer.enabled" if is_active else "officer.disabled",
        officer,
        by=by,
        at=at,
        changes={"is_active": (not is_active, is_active)},
        note=why,
    )
    return officer
