"""How a unit joins: the code in a letter's annex, typed by the clerk who names the officer.

Codes are made of consonants and digits that no hand mistakes for another (no 0/O, 1/I/L, 2/Z,
5/S, 6/G, 8/B), and hold nothing that a Vietnamese keyboard turns into a marked letter while it
is typed (no vowel, no D, no W): 18 signs, 8 of them, some 11 thousand million codes.
"""

import secrets
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from loa.crafts.viet import clean, fold
from loa.ledger.actions import record
from loa.units import policies, queries
from loa.units.actions.people import appoint, enrol
from loa.units.errors import (
    ClaimCodeExpiredError,
    ClaimCodeUnknownError,
    ClaimCodeUsedError,
)
from loa.units.models import ClaimCode, Officer, Post, Unit
from loa.units.words import Role

SIGNS = "CFHJKMNPQRTVX34679"
HALF = 4


def make_claim_code() -> str:
    """Return a fresh code as it is printed: `HKTN-47RM`."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(2 * HALF))
    return f"{signs[:HALF]}-{signs[HALF:]}"


def plain_code(typed: str) -> str:
    """Return a typed code as it is printed: small letters, spaces and dashes do not count."""
    signs = "".join(sign for sign in fold(typed).upper() if sign.isalnum())
    return f"{signs[:HALF]}-{signs[HALF:]}"


@transaction.atomic
def issue_claim_codes(
    units: Iterable[Unit],
    *,
    by: Officer | None,
    at: datetime,
    expires_at: datetime,
    reach_on: date | None = None,
) -> dict[int, ClaimCode]:
    """Give each unit a code; return {unit id: code}.

    `reach_on` is the day on whose tree the coordinator's reach is judged (none: today): a
    campaign reaches units as they stood on its own day, even where they have ended since.

    A unit whose code is still open keeps it, so a regenerated annex shows the same one; its
    end moves to `expires_at` if that is later. One ledger row for the whole issue.
    """
    wanted = list(units)
    day = reach_on or timezone.localdate(at)
    policies.require(policies.may_issue_codes(by, [unit.pk for unit in wanted], on=day))
    codes = {
        code.unit_id: code
        for code in ClaimCode.objects.select_for_update()
        .filter(
            unit__in=wanted, used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at
        )
        .order_by("made_at", "pk")
    }
    longer = [code for code in codes.values() if code.expires_at < expires_at]
    for code in longer:
        code.expires_at = expires_at
    ClaimCode.objects.bulk_update(longer, ["expires_at"], batch_size=500)
    missing = [unit for unit in wanted if unit.pk not in codes]
    fresh: set[str] = set()
    while len(fresh) < len(missing):
        fresh.add(make_claim_code())
    made = ClaimCode.objects.bulk_create(
        [
            ClaimCode(unit=unit, code=code, made_at=at, expires_at=expires_at)
            for unit, code in zip(missing, fresh, strict=True)
        ],
        batch_size=500,
    )
    codes |= {code.unit_id: code for code in made}
    if made or longer:
        record(
            "claim_codes.issued",
            (made or longer)[0],
            by=by,
            at=at,
            changes={
                "unit_ids": (None, [code.unit_id for code in made]),
                "expires_at": (None, expires_at),
            },
            note=f"{len(made)} new, {len(longer)} prolonged, {len(codes)} in all",
        )
    return codes


@transaction.atomic
def revoke_claim_code(code: ClaimCode, *, by: Officer | None, at: datetime) -> ClaimCode:
    """Shut a code that went astray; the next issue makes another."""
    policies.require(policies.may_issue_codes(by, [code.unit_id], on=timezone.localdate(at)))
    code.revoked_at = at
    code.full_clean()
    code.save(update_fields=["revoked_at"])
    record("claim_code.revoked", code, by=by, at=at, unit_id=code.unit_id)
    return code


def find_claim_code(typed: str, *, at: datetime) -> ClaimCode:
    """Return the open code that was typed; see `claim_unit` for what it raises."""
    code = (
        ClaimCode.objects.select_related("unit")
        .filter(code=plain_code(typed), revoked_at__isnull=True)
        .first()
    )
    if code is None:
        raise ClaimCodeUnknownError
    if code.used_at is not None:
        raise ClaimCodeUsedError(used_at=code.used_at)
    if code.expires_at <= at:
        raise ClaimCodeExpiredError(expired_at=code.expires_at)
    return code


@transaction.atomic
def claim_unit(*, code: str, name: str, email: str, at: datetime, phone: str = "") -> Post:
    """Name the officer of the unit whose code was typed: its reporter from today.

    The holder of the letter needs no login: the code is the right. A person known by that
    address keeps the login they have. Raises ClaimCodeUnknownError, ClaimCodeUsedError or
    ClaimCodeExpiredError.
    """
    found = find_claim_code(code, at=at)
    taken = ClaimCode.objects.filter(pk=found.pk, used_at__isnull=True).update(used_at=at)
    if not taken:  # two hands, one code: the first one has it
        raise ClaimCodeUsedError(used_at=at)
    found.used_at = at
    note = f"claim code {found.code[:HALF]}-…"
    officer = queries.officer_by_address(clean(email).strip())
    if officer is None:
        officer = enrol(email=email, name=name, phone=phone, by=None, at=at, note=note)
    today = timezone.localdate(at)
    held = queries.posts_of(officer.pk, today).filter(unit=found.unit, role=Role.REPORTER.value)
    post = held.first() or appoint(
        officer, found.unit, Role.REPORTER, by=None, at=at, valid_from=today, note=note
    )
    found.post = post
    found.save(update_fields=["post"])
    record(
        "claim_code.used",
        found,
        by=officer,
        at=at,
        unit_id=found.unit_id,
        changes={"post": (None, post.pk)},
    )
    return post
