"""What the register shows of units on a day: the list, one unit's sheet, one group."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from loa.crafts.viet import fold
from loa.units.duties import duty_name
from loa.units.labels import CHANNEL_LABELS, SUCCESSION_LABELS, TREE_LABELS
from loa.units.models import (
    Channel,
    Group,
    Identifier,
    Kind,
    Level,
    Post,
    Succession,
    Unit,
    UnitName,
    UnitParent,
)
from loa.units.queries import expand, name_of, names_of, names_on, on_date
from loa.units.words import ChannelKind, SuccessionKind, Tree

MOST_ENDED = 50  # shown on a page


@dataclass(frozen=True)
class Place:
    """Where the unit hangs in one tree, or one that hangs below it."""

    label: object  # a lazy word
    unit_id: int
    name: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Passage:
    """One succession told from this unit: what happened, to or from whom; None: nobody yet."""

    on: date
    word: object
    duty: str
    is_from: bool  # this unit took over from `unit_id`
    unit_id: int | None
    name: str
    needs_person: bool
    source: str


@dataclass(frozen=True)
class Sheet:
    """All that the register holds of a unit, as of a day."""

    unit: Unit
    name: UnitName | None
    is_there: bool
    names: tuple[UnitName, ...]
    places: tuple[Place, ...]
    children: QuerySet[UnitName]
    identifiers: tuple[Identifier, ...]
    channels: tuple[tuple[object, Channel], ...]
    groups: tuple[Group, ...]
    passages: tuple[Passage, ...]


def units_on(
    day: date, *, search: str = "", kind: str = "", level: str = ""
) -> QuerySet[UnitName]:
    """Return the units of a day by precedence.

    `search` is part of a name, whatever its tones, case and spaces, or a whole code.
    """
    rows = names_on(day)
    if search:
        owners = Identifier.objects.filter(value__iexact=search).values("unit_id")
        rows = rows.filter(
            Q(name_fold__contains=fold(search))
            | Q(short_name__icontains=search)
            | Q(unit_id__in=owners)
            | Q(unit_id__in=Unit.objects.filter(code=search).values("pk"))
        )
    # By key, found first: a join would hide from the database which index is in order.
    if kind:
        rows = rows.filter(kind_id=Kind.objects.filter(code=kind).values_list("pk")[:1])
    if level:
        rows = rows.filter(level_id=Level.objects.filter(code=level).values_list("pk")[:1])
    return rows


def groups_of(unit: Unit, day: date) -> tuple[Group, ...]:
    """Return the groups that a unit is in on `day`; a query or two a group."""
    return tuple(
        group
        for group in Group.objects.order_by("position")
        if expand(group, day).filter(unit=unit).exists()
    )


def people_on(unit: Unit, day: date) -> QuerySet[Post]:
    """Return the posts held in a unit on `day`, with their officers."""
    rows = Post.objects.filter(on_date(day), unit=unit, officer__is_active=True)
    return rows.select_related("officer", "unit", "stands_in_for__officer").order_by(
        "role", "officer__name"
    )


def posts_beside(unit: Unit, day: date) -> tuple[list[Post], list[Post]]:
    """Return the posts of a unit that are still to begin, and those that have ended."""
    rows = Post.objects.filter(unit=unit).select_related("officer", "stands_in_for__officer")
    coming = rows.filter(valid_from__gt=day).order_by("valid_from", "pk")
    ended = rows.filter(valid_to__lt=day).order_by("-valid_to", "pk")
    return list(coming), list(ended[:MOST_ENDED])


def sheet_of(unit: Unit, day: date) -> Sheet:
    """Return what the register holds of a unit, as of `day`."""
    hangs = tuple(UnitParent.objects.filter(unit=unit).order_by("tree", "-valid_from"))
    follows = tuple(
        Succession.objects.filter(Q(predecessor=unit) | Q(successor=unit)).order_by("-on", "pk")
    )
    others = {row.parent_id for row in hangs}
    others |= {_other(row, unit) or unit.pk for row in follows}
    called = names_of(others, day)
    name = name_of(unit, day)
    below = UnitParent.objects.filter(on_date(day), parent=unit)
    return Sheet(
        unit=unit,
        name=name,
        is_there=unit.valid_from <= day and (unit.valid_to is None or day <= unit.valid_to),
        names=tuple(unit.names.select_related("kind", "level").order_by("-valid_from")),
        places=tuple(_place(row, called) for row in hangs),
        children=names_on(day).filter(unit_id__in=below.values("unit_id")),
        identifiers=tuple(unit.identifiers.order_by("scheme", "-valid_from")),
        channels=tuple(
            (CHANNEL_LABELS[ChannelKind(row.kind)], row)
            for row in unit.channels.filter(on_date(day))
        ),
        groups=groups_of(unit, day),
        passages=tuple(_passage(row, unit, called) for row in follows),
    )


def _place(row: UnitParent, called: Mapping[int, UnitName]) -> Place:
    name = called[row.parent_id].name if row.parent_id in called else ""
    label = TREE_LABELS[Tree(row.tree)]
    return Place(label, row.parent_id, name, row.valid_from, row.valid_to)


def _other(row: Succession, unit: Unit) -> int | None:
    return row.successor_id if row.predecessor_id == unit.pk else row.predecessor_id


def _passage(row: Succession, unit: Unit, called: Mapping[int, UnitName]) -> Passage:
    other = _other(row, unit)
    return Passage(
        on=row.on,
        word=SUCCESSION_LABELS[SuccessionKind(row.kind)],
        duty=duty_name(row.duty) if row.duty else "",
        is_from=row.successor_id == unit.pk,
        unit_id=other,
        name=called[other].name if other is not None and other in called else "",
        needs_person=row.needs_person,
        source=row.source,
    )
