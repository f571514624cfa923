"""Who came in: signing in and out on record, ending sessions, forgetting after a year."""

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.db import transaction

from loa.ledger.actions import record
from loa.units import policies, queries
from loa.units.models import Officer, Visit
from loa.units.visits import Way
from loa.units.whence import Whence

VISITS_KEPT = timedelta(days=366)  # QCVN 12:2026/BCA: logs for at least twelve months
BATCH = 1000
NOWHERE = Whence()


@transaction.atomic
def note_sign_in(
    officer: Officer, *, at: datetime, how: Way, whence: Whence = NOWHERE
) -> Visit:
    """Write down that an officer signed in, how, and coarsely from where."""
    officer.signed_in_at = at
    officer.save(update_fields=["signed_in_at"])
    visit = Visit.objects.create(
        officer=officer,
        at=at,
        way=how.value,
        network=whence.network,
        device=whence.device,
        session_key=whence.session_key,
    )
    record("officer.signed_in", officer, by=officer, at=at, note=how.value)
    return visit


@transaction.atomic
def note_failed_sign_in(
    address: str, *, at: datetime, how: Way, whence: Whence = NOWHERE
) -> None:
    """Write down a wrong try for a known address; what was typed as the secret is not kept.

    Tries for unknown addresses leave no row: they are counted by the limits, and a stranger
    must not be able to fill the ledger.
    """
    officer = queries.officer_by_address(address)
    if officer is None:
        return
    Visit.objects.create(
        officer=officer,
        at=at,
        way=how.value,
        is_refused=True,
        network=whence.network,
        device=whence.device,
    )
    record("officer.sign_in_failed", officer, by=None, at=at, note=how.value)


@transaction.atomic
def note_sign_out(officer: Officer, *, at: datetime, session_key: str) -> None:
    """Write down that an officer left by the door."""
    _shut(officer, at=at, only=session_key)
    record("officer.signed_out", officer, by=officer, at=at)


@transaction.atomic
def end_session(visit: Visit, *, by: Officer, at: datetime) -> Visit:
    """End one open session of one's own, on whatever device it is."""
    policies.require(visit.officer_id == by.pk)
    if visit.session_key and visit.ended_at is None:
        engine = import_module(settings.SESSION_ENGINE)
        engine.SessionStore(visit.session_key).delete()
        _shut(visit.officer, at=at, only=visit.session_key)
        record("session.ended", visit, by=by, at=at)
        visit.refresh_from_db()
    return visit


@transaction.atomic
def end_sessions(
    officer: Officer, *, by: Officer | None, at: datetime, except_key: str = ""
) -> Officer:
    """End every session of an officer; `except_key` only says which row stays open in the list.

    The session that asks goes on if its own holder signs it again
    (`update_session_auth_hash`). Others may end an officer's sessions who may shut the login.
    """
    is_own = by is not None and by.pk == officer.pk
    policies.require(is_own or policies.may_disable(by, officer, on=policies.day_of(at)))
    return void_sessions(officer, by=by, at=at, except_key=except_key)


def void_sessions(
    officer: Officer, *, by: Officer | None, at: datetime, except_key: str = ""
) -> Officer:
    """Do what `end_sessions` does, for an action that has asked its own policy."""
    officer.session_round += 1
    officer.save(update_fields=["session_round"])
    _shut(officer, at=at, but=except_key)
    record("sessions.ended", officer, by=by, at=at)
    return officer


@transaction.atomic
def move_session(officer: Officer, *, at: datetime, old: str, new: str) -> None:
    """Follow a session whose key was changed while it goes on."""
    if (
        old
        and new
        and Visit.objects.filter(officer=officer, session_key=old).update(session_key=new)
    ):
        record("session.renewed", officer, by=officer, at=at)


def _shut(officer: Officer, *, at: datetime, only: str = "", but: str = "") -> None:
    rows = Visit.objects.filter(officer=officer, ended_at__isnull=True).exclude(session_key="")
    if only:
        rows = rows.filter(session_key=only)
    if but:
        rows = rows.exclude(session_key=but)
    rows.update(ended_at=at)


@transaction.atomic
def forget_old_visits(*, at: datetime) -> int:
    """Delete the visits of more than a year ago, some at a time; return how many."""
    old = list(
        Visit.objects.filter(at__lt=at - VISITS_KEPT)
        .order_by("pk")
        .values_list("pk", flat=True)[:BATCH]
    )
    if not old:
        return 0
    last = Visit.objects.get(pk=old[-1])
    record("visits.forgotten", last, by=None, at=at, note=str(len(old)))
    return Visit.objects.filter(pk__in=old).delete()[0]
