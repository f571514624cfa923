"""Who may: the guard that all policies use, and the questions about posts."""

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from loa.units import queries
from loa.units.words import Role

if TYPE_CHECKING:
    from loa.units.models import Officer, Unit


class NotAllowedError(PermissionDenied):
    """The officer's posts do not allow this. Nothing was changed."""


def require(is_allowed: bool) -> None:
    """Raise NotAllowedError unless allowed."""
    if not is_allowed:
        raise NotAllowedError


def holds(officer: "Officer | AnonymousUser", unit: "Unit", *roles: Role, on: date) -> bool:
    """Say whether `officer` holds one of `roles` (none given: any) in `unit` on a day."""
    if officer.pk is None:
        return False
    wanted = roles or tuple(Role)
    return (
        queries.posts_of(officer.pk, on)
        .filter(unit=unit, role__in=[role.value for role in wanted])
        .exists()
    )
