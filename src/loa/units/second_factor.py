"""The one place where it is decided who needs a second step at sign-in, and from when.

By role, as `LOA_SECOND_FACTOR` says (coordinators, if it says nothing), and for whoever may
look at the admin. Rule: docs/rules/people.md.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings

from loa.units import queries
from loa.units.models import Officer

STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class Demand:
    """An officer must have a second step; until `from_day` they are only reminded of it."""

    from_day: date
    is_met: bool

    def is_owed(self, on: date) -> bool:
        return not self.is_met and on >= self.from_day


def has_second_factor(officer: Officer) -> bool:
    """Say whether an officer has an app or a passkey; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user_id=officer.pk, type__in=STEPS).exists())


def demand_on(officer: Officer, on: date) -> Demand | None:
    """Return what is asked of an officer; None: no second step is.

    The grace counts from the first day of the earliest post that asks for it; the admin has
    none. Cost: one query for most officers, two for those of whom it is asked.
    """
    roles = settings.SECOND_FACTOR_ROLES
    if not roles or officer.is_sample:
        return None
    if officer.is_staff:
        return Demand(on, has_second_factor(officer))
    posts = queries.posts_of(officer.pk, on).filter(role__in=roles)
    first = posts.order_by("valid_from").values_list("valid_from", flat=True).first()
    if first is None:
        return None
    grace = timedelta(days=settings.SECOND_FACTOR_GRACE_DAYS)
    return Demand(first + grace, has_second_factor(officer))
