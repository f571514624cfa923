"""Whether the lines of a list of contacts can be carried out: unit, address, right, doubles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from loa.crafts.viet import fold
from loa.units import attendance, policies, queries
from loa.units.labels import ROLE_LABELS
from loa.units.lists.contacts import Contact
from loa.units.models import Identifier, Officer, Post, UnitName
from loa.units.words import Role


class Why(StrEnum):
    """Why a line cannot be carried out."""

    NO_ADDRESS = "no_address"
    BAD_ADDRESS = "bad_address"
    NO_NAME = "no_name"
    NO_UNIT = "no_unit"
    MANY_UNITS = "many_units"
    NO_ROLE = "no_role"
    NOT_ALLOWED = "not_allowed"
    TWICE = "twice"


@dataclass(frozen=True)
class Ready:
    """A line that can be carried out. `held`: the post is there, only the mail goes again."""

    contact: Contact
    unit: UnitName
    role: Role
    officer: Officer | None
    held: Post | None


@dataclass(frozen=True)
class Refused:
    contact: Contact
    why: Why


@dataclass(frozen=True)
class Checked:
    ready: tuple[Ready, ...]
    refused: tuple[Refused, ...]


def role_words() -> dict[str, str]:
    """Return {folded word: code} of the roles, in the language of now and by code."""
    words = {fold(str(label)): role.value for role, label in ROLE_LABELS.items()}
    return words | {role.value: role.value for role in Role}


def check_contacts(lines: Sequence[Contact], *, by: Officer, on: date) -> Checked:
    """Say of each line whether `by` may carry it out. A few queries, whatever their number."""
    gives = policies.giver(by, on=on)
    units = _Units(attendance.answered_for(by, on) | gives.units, on)
    known = {
        officer.email: officer
        for officer in queries.officers_by_addresses(line.email for line in lines)
    }
    held = {
        (post.officer_id, post.unit_id, post.role): post
        for post in queries.posts_held_by(known.values(), on)
    }
    ready, refused, seen = [], [], set()
    for line in lines:
        found = _check(line, units, known, gives)
        if isinstance(found, Why):
            refused.append(Refused(line, found))
            continue
        unit, role = found
        key = (line.email.strip().lower(), unit.unit_id, role)
        if key in seen:
            refused.append(Refused(line, Why.TWICE))
            continue
        seen.add(key)
        officer = known.get(key[0])
        post = held.get((officer.pk, unit.unit_id, role.value)) if officer else None
        ready.append(Ready(line, unit, role, officer, post))
    return Checked(tuple(ready), tuple(refused))


def _check(
    line: Contact, units: "_Units", known: dict[str, Officer], gives: policies.Giver
) -> "tuple[UnitName, Role] | Why":
    address = line.email.strip().lower()
    if not address:
        return Why.NO_ADDRESS
    try:
        validate_email(address)
    except ValidationError:
        return Why.BAD_ADDRESS
    if line.role and line.role not in set(Role):
        return Why.NO_ROLE
    role = Role(line.role) if line.role else Role.REPORTER
    found = units.find(line.unit)
    if len(found) != 1:
        return Why.MANY_UNITS if found else Why.NO_UNIT
    officer = known.get(address)
    if officer is None and not line.name:
        return Why.NO_NAME
    if not gives.may_give(officer, found[0].unit_id, role):
        return Why.NOT_ALLOWED
    return found[0], role


class _Units:
    """The units that may be named, by code, identifier, name and short name."""

    def __init__(self, ids: set[int], on: date) -> None:
        self._by_word: dict[str, dict[int, UnitName]] = {}
        rows = {row.unit_id: row for row in queries.names_on(on) if row.unit_id in ids}
        for row in rows.values():
            for word in (row.unit.code, row.name, row.short_name):
                self._add(word, row)
        marks = Identifier.objects.filter(queries.on_date(on))
        for value, unit_id in marks.values_list("value", "unit_id"):
            if unit_id in rows:
                self._add(value, rows[unit_id])

    def _add(self, word: str, row: UnitName) -> None:
        if word:
            self._by_word.setdefault(fold(word), {})[row.unit_id] = row

    def find(self, word: str) -> list[UnitName]:
        return list(self._by_word.get(fold(word), {}).values()) if word else []
