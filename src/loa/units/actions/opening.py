"""Opening, placing and ending a unit on a day, as acts do it; nothing here records."""

from datetime import date

from django.db import models
from django.db.models import Q

from loa.crafts.viet import clean
from loa.units import queries
from loa.units.actions.effects import ONE_DAY, Effects
from loa.units.errors import (
    LaterRowsError,
    PlanIncompleteError,
    UnitBelowItselfError,
    UnitHasChildrenError,
    UnitNotThereError,
)
from loa.units.models import Channel, Identifier, Kind, Level, Unit, UnitName, UnitParent
from loa.units.naming import name_keys
from loa.units.plans import NewUnit
from loa.units.words import Tree


def living(code: str, on: date) -> Unit:
    """Return the unit that exists on a day, locked. Raises UnitNotThereError."""
    row = Unit.objects.select_for_update().filter(queries.on_date(on), code=code).first()
    if row is None:
        raise UnitNotThereError(code=code, on=on)
    return row


def open_new(new: NewUnit, on: date, source: str, effects: Effects) -> Unit:
    """Open a unit on a day below its parents. Raises ValidationError if its code is taken."""
    kind = Kind.objects.filter(code=new.kind).first()
    level = Level.objects.filter(code=new.level).first()
    if kind is None or level is None:
        field = f"level {new.level}" if kind else f"kind {new.kind}"
        raise PlanIncompleteError(kind="open", field=field)
    unit = Unit(code=new.code, valid_from=on, source=source, is_sample=new.is_sample)
    effects.make(unit)
    effects.make(
        UnitName(
            unit=unit,
            name=clean(new.name),
            short_name=clean(new.short_name),
            area=clean(new.area),
            kind=kind,
            level=level,
            position=new.position,
            valid_from=on,
            **name_keys(new.name),
        )
    )
    for tree, code in ((Tree.TERRITORIAL, new.parent), (Tree.SECTOR, new.sector_parent)):
        if code:
            place_below(unit, living(code, on), on, tree, effects)
    return unit


def place_below(unit: Unit, parent: Unit, on: date, tree: Tree, effects: Effects) -> None:
    """Hang a unit below another from a day on.

    Raises UnitBelowItselfError, UnitNotThereError if the parent ends before the unit does, and
    LaterRowsError if a later place is known already.
    """
    places = UnitParent.objects.filter(unit=unit, tree=tree.value)
    if places.filter(valid_from__gt=on).exists():
        raise LaterRowsError(code=unit.code, on=on)
    if parent.valid_to is not None and (
        unit.valid_to is None or parent.valid_to < unit.valid_to
    ):
        raise UnitNotThereError(code=parent.code, on=parent.valid_to + ONE_DAY)
    later = UnitParent.objects.filter(tree=tree.value, valid_from__gt=on)
    for day in (on, *later.values_list("valid_from", flat=True).distinct()):
        if unit.pk in (parent.pk, *queries.above(parent.pk, day, tree)):
            raise UnitBelowItselfError(code=unit.code, parent=parent.code, on=day)
    held = places.filter(queries.on_date(on)).first()
    if held is not None:
        effects.turn(held, on, parent_id=parent.pk)
    else:
        effects.make(UnitParent(unit=unit, parent=parent, tree=tree.value, valid_from=on))


def end(unit: Unit, on: date, effects: Effects) -> None:
    """Let the day before `on` be a unit's last, and that of its names, places and channels.

    Raises UnitHasChildrenError, LaterRowsError.
    """
    if unit.valid_to is not None or unit.valid_from >= on:
        raise LaterRowsError(code=unit.code, on=on)
    still = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    below = UnitParent.objects.filter(still, parent=unit).values_list("unit__code", flat=True)
    if children := tuple(below.order_by("unit__code")):
        raise UnitHasChildrenError(code=unit.code, children=children)
    own: tuple[type[models.Model], ...] = (UnitName, UnitParent, Identifier, Channel)
    for model in own:
        for row in model._default_manager.filter(still, unit=unit):
            if row.valid_from >= on:  # type: ignore[attr-defined] # all four are dated
                raise LaterRowsError(code=unit.code, on=on)
            effects.change(row, valid_to=on - ONE_DAY)
    effects.change(unit, valid_to=on - ONE_DAY)
