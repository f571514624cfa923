"""Who may: a material belongs to a unit, and its coordinator speaks for it."""

from datetime import date

from django.contrib.auth.models import AnonymousUser

from loa.materials.models import Material
from loa.units.models import Officer, Unit
from loa.units.policies import holds, require
from loa.units.words import Role

__all__ = ["may_keep", "may_publish", "may_take", "require"]


def may_publish(officer: Officer | AnonymousUser, owner: Unit, on: date) -> bool:
    """Publish in a unit's name: its coordinator."""
    return holds(officer, owner, Role.COORDINATOR, on=on)


def may_keep(officer: Officer | AnonymousUser, material: Material, on: date) -> bool:
    """Replace, withdraw, bring back: the coordinator of the unit that owns it."""
    return may_publish(officer, material.owner, on)


def may_take(officer: Officer | AnonymousUser, unit: Unit, on: date) -> bool:
    """Take a material for a unit: whoever works for it there."""
    return holds(
        officer, unit, Role.REPORTER, Role.APPROVER, Role.CLERK, Role.COORDINATOR, on=on
    )
