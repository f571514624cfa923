"""Who may: letters belong to the unit they arrived at."""

from datetime import date

from django.contrib.auth.models import AnonymousUser

from loa.dispatches.models import Dispatch
from loa.units.models import Officer, Unit
from loa.units.policies import holds, require
from loa.units.words import Role

__all__ = ["may_confirm", "may_read", "may_receive", "require"]

Asker = Officer | AnonymousUser


def may_receive(officer: Asker, unit: Unit, on: date) -> bool:
    """Take a letter in for the unit: its coordinator or its clerk."""
    return holds(officer, unit, Role.COORDINATOR, Role.CLERK, on=on)


def may_read(officer: Asker, dispatch: Dispatch, on: date) -> bool:
    """Read the letter, its file and its reading: whoever works in the unit it arrived at."""
    return holds(officer, dispatch.owner, on=on)


def may_confirm(officer: Asker, dispatch: Dispatch, on: date) -> bool:
    """Correct and confirm what was read: the coordinator of the unit it arrived at."""
    return holds(officer, dispatch.owner, Role.COORDINATOR, on=on)
