"""What of a field is different in an amended letter: only the parts that changed, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from loa.crafts.viet import fold, read_date, write_date
from loa.dispatches.queries.review import FieldView
from loa.dispatches.words import Column, Shape

AROUND = 4  # words left standing beside what changed
LONGEST = 240


@dataclass(frozen=True)
class FieldChange:
    """One field that says something else than in the former letter."""

    before: FieldView
    after: FieldView

    @property
    def was(self) -> str:
        return self._parts[0]

    @property
    def now(self) -> str:
        return self._parts[1]

    @property
    def _parts(self) -> tuple[str, str]:
        return differing(in_words(self.before), in_words(self.after))


def in_words(field: FieldView) -> list[str]:
    """Return a field's value as one types it, one item each."""
    listed = field.value if isinstance(field.value, list) else [field.value]
    shape = field.spec.shape
    if shape in (Shape.ROW, Shape.ROWS):
        rows = [each for each in listed if isinstance(each, dict)]
        return [text for row in rows if (text := _row(field.spec.columns, row))]
    return [text for each in listed if (text := _plain(each))]


def differing(before: list[str], after: list[str]) -> tuple[str, str]:
    """Return what stands only in the one and only in the other; equal items are left out."""
    kept_before, kept_after = ({fold(each) for each in side} for side in (before, after))
    gone = [each for each in before if fold(each) not in kept_after]
    come = [each for each in after if fold(each) not in kept_before]
    if len(gone) == len(come) == 1:
        gone[0], come[0] = _around(gone[0].split(), come[0].split())
    return _cut("; ".join(gone)), _cut("; ".join(come))


def _around(was: list[str], now: list[str]) -> tuple[str, str]:
    """Leave out the words that both begin and end with, but for a few."""
    shorter = min(len(was), len(now))
    first = next((n for n in range(shorter) if fold(was[n]) != fold(now[n])), shorter)
    last = next(
        (n for n in range(shorter - first) if fold(was[-1 - n]) != fold(now[-1 - n])),
        shorter - first,
    )
    begin, end = max(first - AROUND, 0), max(last - AROUND, 0)
    return _between(was, begin, end), _between(now, begin, end)


def _between(words: list[str], begin: int, end: int) -> str:
    told = " ".join(words[begin : len(words) - end])
    return f"{'… ' if begin else ''}{told}{' …' if end else ''}"


def _row(columns: tuple[Column, ...], row: Mapping[str, Any]) -> str:
    parts: list[str] = []
    is_first_day = True
    for column in columns:
        value = row.get(column.name)
        listed = value if isinstance(value, list) else [value]
        text = ", ".join(part for each in listed if (part := _plain(each)))
        text = str(dict(column.choices).get(text, text))
        if text and column.shape is Shape.DATE:  # a second day says which it is
            text = text if is_first_day else f"{column.label}: {text}"
            is_first_day = False
        parts.append(text)
    return " · ".join(part for part in parts if part)


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("text") or value.get("label") or value.get("name")
    text = " ".join(str(value).split()) if value not in (None, "", [], {}) else ""
    day = read_date(text) if len(text) == len("2024-11-15") and text[4:5] == "-" else None
    return write_date(day) if day is not None else text


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
