"""What an act makes and changes, written down row by row so that it can be undone."""

from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import ProtectedError

from loa.units.errors import ActInUseError
from loa.units.models import Act, Identifier, UnitName, UnitParent

ONE_DAY = timedelta(days=1)
Dated = UnitName | UnitParent | Identifier


class Effects:
    """The changes of one act, in their order: [model, key, {field: [from, to]} or null]."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []

    def make(self, row: models.Model) -> None:
        row.full_clean()
        row.save()
        self.rows.append([row._meta.label_lower, row.pk, None])

    def change(self, row: models.Model, **values: Any) -> None:
        told = {}
        for field, value in values.items():
            told[field] = [_plain(getattr(row, field)), _plain(value)]
            setattr(row, field, value)
        row.full_clean()
        row.save()
        self.rows.append([row._meta.label_lower, row.pk, told])

    def turn(self, row: Dated, on: date, **values: Any) -> None:
        """Let other values hold from `on` for as long as `row` would have held."""
        if row.valid_from == on:
            self.change(row, **values)
            return
        end = row.valid_to
        self.change(row, valid_to=on - ONE_DAY)
        row.pk, row._state.adding = None, True
        row.valid_from, row.valid_to = on, end
        for field, value in values.items():
            setattr(row, field, value)
        self.make(row)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def take_back(act: Act) -> None:
    """Undo an act's changes, the last first. Raises ActInUseError if work refers to a row."""
    for label, key, told in reversed(act.effects):
        model = apps.get_model(label)
        row = model._default_manager.get(pk=key)
        try:
            if told is None:
                row.delete()
                continue
        except ProtectedError as error:
            used = {item._meta.label_lower for item in error.protected_objects}
            raise ActInUseError(what=", ".join(sorted(used))) from error
        for field, (before, _) in told.items():
            setattr(row, field, model._meta.get_field(field).to_python(before))
        row.save(update_fields=list(told))


def standing_on(act: Act) -> tuple[int, ...]:
    """Return the keys of later acts, not undone, that changed rows of this one."""
    mine = {(label, key) for label, key, _ in act.effects}
    later = Act.objects.filter(pk__gt=act.pk, undone_by__isnull=True, undoes__isnull=True)
    return tuple(
        other.pk
        for other in later.order_by("pk")
        if mine & {(label, key) for label, key, _ in other.effects}
    )
