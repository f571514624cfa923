"""What an act is to do, before it is done: typed, and read from a TOML file. No Django."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from loa.units.errors import PlanUnreadableError
from loa.units.words import ActKind, Tree


@dataclass(frozen=True)
class NewUnit:
    """A unit that the act opens on its day; kind, level and parents are codes."""

    code: str
    name: str
    kind: str
    level: str
    parent: str = ""
    sector_parent: str = ""
    short_name: str = ""
    area: str = ""
    position: int = 0
    is_sample: bool = False


@dataclass(frozen=True)
class Heir:
    """Who takes over: one duty, or (blank) all that no other heir is named for.

    A proposed heir takes nothing yet: the work waits until a person settles it.
    """

    code: str
    duty: str = ""
    is_proposed: bool = False


@dataclass(frozen=True)
class Plan:
    """One act (quyết định sắp xếp): `units` are the codes of those it acts upon."""

    kind: ActKind
    on: date
    basis: str
    units: tuple[str, ...]
    opens: tuple[NewUnit, ...] = ()
    heirs: tuple[Heir, ...] = ()
    name: str = ""
    short_name: str = ""
    parent: str = ""
    tree: Tree = Tree.TERRITORIAL
    note: str = ""


def read_plans(text: str) -> tuple[Plan, ...]:
    """Read `[[act]]` tables, in their order. Raises PlanUnreadableError with the act's number.

    Keys are the fields of Plan; `opens` and `heirs` are arrays of tables with the fields of
    NewUnit and Heir.
    """
    try:
        told = tomllib.loads(text).get("act", [])
    except tomllib.TOMLDecodeError as error:
        raise PlanUnreadableError(act=0, what=str(error)) from error
    if not isinstance(told, list) or not told:
        raise PlanUnreadableError(act=0, what="[[act]]")
    return tuple(_plan(number, entry) for number, entry in enumerate(told, start=1))


def _plan(number: int, entry: dict[str, Any]) -> Plan:
    try:
        values = dict(entry)
        unknown = values.keys() - {field.name for field in fields(Plan)}
        if unknown:
            raise PlanUnreadableError(act=number, what=", ".join(sorted(unknown)))
        values["kind"] = ActKind(values["kind"])
        values["tree"] = Tree(values.get("tree", Tree.TERRITORIAL))
        values["units"] = tuple(values.get("units", ()))
        values["opens"] = tuple(NewUnit(**one) for one in values.get("opens", ()))
        values["heirs"] = tuple(Heir(**one) for one in values.get("heirs", ()))
        plan = Plan(**values)
    except (KeyError, TypeError, ValueError) as error:
        raise PlanUnreadableError(act=number, what=str(error)) from error
    if type(plan.on) is not date or not all(isinstance(code, str) for code in plan.units):
        raise PlanUnreadableError(act=number, what="on, units")
    return plan
