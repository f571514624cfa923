"""Typing a letter's fields: every shape of answer, without script."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from loa.crafts.viet import read_date, write_date
from loa.dispatches.words import AUDIENCE_WORDS, Column, FieldSpec, Shape

_PART_OF_DATE = re.compile(r"(?:(\d{1,2})[/-])?(\d{4})")
_BEFORE_DAY = re.compile(r"^.*?(?=ngày\s+\d)", re.IGNORECASE)
SPARE_ROWS = 2


class UploadForm(forms.Form):
    """Where letters are dropped; several at once."""

    unit = forms.ChoiceField(label=_("Received by"), choices=())

    def __init__(self, *args: Any, units: list[tuple[str, str]], **facts: Any) -> None:
        super().__init__(*args, **facts)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ChoiceField)  # noqa: S101 (declared above)
        unit.choices = units
        if len(units) == 1:
            unit.widget = forms.HiddenInput()
            unit.initial = units[0][0]


@dataclass(frozen=True)
class Box:
    """One box to type in; `value` is text, lists are one item a line."""

    name: str
    label: Any
    shape: Shape
    value: str
    choices: tuple[tuple[str, Any], ...] = ()

    @property
    def is_many_lines(self) -> bool:
        return self.shape in (Shape.LIST, Shape.LONG)


def boxes(spec: FieldSpec, value: Any) -> list[list[Box]]:
    """Return the boxes of a field, row by row; a plain field is one row of one box."""
    if spec.shape is Shape.ROW:
        return [_row(spec.columns, value if isinstance(value, dict) else {}, 0)]
    if spec.shape is Shape.ROWS:
        rows = [row for row in value or [] if isinstance(row, dict)]
        return [
            _row(spec.columns, row, at)
            for at, row in enumerate([*rows, *({} for _ in range(SPARE_ROWS))])
        ]
    return [[Box("value", spec.label, spec.shape, as_text(spec.shape, value))]]


def _row(columns: tuple[Column, ...], row: Mapping[str, Any], at: int) -> list[Box]:
    return [
        Box(
            f"{at}-{column.name}",
            _label(column),
            column.shape,
            as_text(column.shape, row.get(column.name)),
            column.choices,
        )
        for column in columns
    ]


def _label(column: Column) -> Any:
    if column.shape is not Shape.LIST:
        return column.label
    return format_lazy("{} ({})", column.label, _("one a line"))


def typed_value(spec: FieldSpec, data: Mapping[str, str]) -> Any:
    """Return what the boxes hold, in the shape of `loa read --json`; raises ValueError."""
    if spec.shape not in (Shape.ROW, Shape.ROWS):
        return from_text(spec.shape, data.get("value", ""))
    rows = []
    for at in _rows_in(data):
        row = {
            column.name: from_text(column.shape, data.get(f"{at}-{column.name}", ""))
            for column in spec.columns
        }
        if any(part not in (None, "", []) for part in row.values()):
            rows.append(row)
    if spec.shape is Shape.ROW:
        return rows[0] if rows else None
    return rows or None


def value_from_lines(spec: FieldSpec, lines: Sequence[str], data: Mapping[str, str]) -> Any:
    """Return what lines `first` to `last` of the letter say, as an answer of the field.

    Raises LookupError where the letter has no such lines, ValueError as `typed_value`.
    """
    first, last = data.get("first", ""), data.get("last", "") or data.get("first", "")
    if not (first.isdigit() and last.isdigit() and 1 <= int(first) <= int(last) <= len(lines)):
        raise LookupError(first, last)
    taken = [line.strip() for line in lines[int(first) - 1 : int(last)]]
    joint = "\n" if spec.shape is Shape.LIST else " "
    return from_text(spec.shape, joint.join(taken))


def _rows_in(data: Mapping[str, str]) -> Iterator[int]:
    found = {int(m.group(1)) for name in data if (m := re.match(r"(\d{1,3})-", name))}
    return iter(sorted(found))


def as_text(shape: Shape, value: Any) -> str:
    """Write a value as one types it: lists one a line, days day first."""
    if value in (None, "", []):
        return ""
    if isinstance(value, list):
        parts = [_inner(each) for each in value]
        return "\n".join(part for part in parts if part)
    if shape is Shape.DATE:
        return date_text(str(value))
    return _inner(value)


def _inner(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("text") or value.get("label") or value.get("name") or "")
    return AUDIENCE_WORDS.get(str(value), str(value))


def date_text(iso: str) -> str:
    """Write "2024-11-15" as 15/11/2024 and "2024-10" as 10/2024."""
    parts = iso.split("-")
    if len(parts) == 3:
        try:
            return write_date(date.fromisoformat(iso))
        except ValueError:
            return iso
    return "/".join(reversed(parts))


def from_text(shape: Shape, text: str) -> Any:
    """Read what was typed. A day that is none raises ValueError."""
    text = text.strip()
    if shape is Shape.LIST:
        return [line.strip() for line in text.splitlines() if line.strip()] or None
    if not text:
        return None
    if shape is Shape.DATE:
        # marked in a letter: "Tiền Giang, ngày 21 tháng 10 năm 2024"
        day = read_date(text) or read_date(_BEFORE_DAY.sub("", text, count=1))
        if day is not None:
            return day.isoformat()
        part = _PART_OF_DATE.fullmatch(text)
        if part is None or not 1 <= int(part.group(1) or 1) <= 12:
            raise ValueError(text)
        return f"{part.group(2)}-{int(part.group(1)):02d}" if part.group(1) else part.group(2)
    return " ".join(text.split())
