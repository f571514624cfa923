"""A person's word on what was read. The reading itself is never touched."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from loa.crafts.viet import clean
from loa.dispatches import policies, queries
from loa.dispatches.actions.arriving import follow
from loa.dispatches.actions.errors import (
    ChangedMeanwhileError,
    OpenFieldsError,
    UnknownFieldError,
    UnreadableValueError,
)
from loa.dispatches.actions.receiving import heads_of, search_text
from loa.dispatches.models import Confirmation, Dispatch, FindingAnswer, Kinship
from loa.dispatches.words import SPECS, FieldSpec, Shape
from loa.ledger.actions import record
from loa.units.models import Officer

HEADS = ("issuer", "number", "symbol", "date", "doc_type", "subject")


@transaction.atomic
def confirm_field(
    dispatch: Dispatch,
    field: str,
    value: Any,
    *,
    by: Officer,
    at: datetime,
    seen: int | None = None,
) -> Confirmation:
    """Keep what a person says of one field: as read, corrected, or that the letter has none.

    `value` has the shape of `loa read --json`; None says that the letter does not tell. The
    same word twice is kept once. `seen` is the word that held when the page was shown (0:
    none); where another one holds by now that says otherwise, ChangedMeanwhileError. Also
    raises UnknownFieldError, UnreadableValueError, NotAllowedError.
    """
    policies.require(policies.may_confirm(by, dispatch, timezone.localdate(at)))
    spec = _spec(field)
    value = tidy(value)
    if not fits(spec, value):
        raise UnreadableValueError(field=field)
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    current = queries.holding(dispatch).get(field)
    if current is not None and current.value == value:
        return current
    if seen is not None and current is not None and current.pk != seen:
        raise ChangedMeanwhileError(current=current)
    read = tidy((queries.reading_of(dispatch).fields.get(field) or {}).get("value"))
    word = Confirmation(
        dispatch=dispatch,
        field=field,
        value=value,
        was_corrected=value != read,
        by=by,
        at=at,
    )
    word.full_clean(exclude=["value"])  # None is a word too: the letter does not say it
    word.save()
    record(
        "dispatch.field_corrected" if word.was_corrected else "dispatch.field_accepted",
        dispatch,
        by=by,
        at=at,
        unit_id=dispatch.owner_id,
        changes={field: (current.value if current is not None else read, value)},
    )
    _refresh_heads(dispatch, field)
    return word


@transaction.atomic
def undo(dispatch: Dispatch, field: str, *, by: Officer, at: datetime) -> Confirmation | None:
    """Take the last word on a field back; what held before holds again. None: nothing to undo.

    The word stays in the table, marked. Raises UnknownFieldError, NotAllowedError.
    """
    policies.require(policies.may_confirm(by, dispatch, timezone.localdate(at)))
    _spec(field)
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    word = queries.holding(dispatch).get(field)
    if word is None:
        return None
    word.undone_at = at
    word.save(update_fields=["undone_at"])
    was_confirmed = dispatch.confirmed_at
    dispatch.confirmed_at = dispatch.confirmed_by = None
    dispatch.save(update_fields=["confirmed_at", "confirmed_by"])
    record(
        "dispatch.field_undone",
        dispatch,
        by=by,
        at=at,
        unit_id=dispatch.owner_id,
        changes={field: (word.value, None), "confirmed_at": (was_confirmed, None)},
    )
    _refresh_heads(dispatch, field)
    follow(dispatch, by=by, at=at)
    return word


@transaction.atomic
def confirm_dispatch(dispatch: Dispatch, *, by: Officer, at: datetime) -> Dispatch:
    """Say yes to the letter as it stands; what was read with certainty is accepted as read.

    Twice is once. Raises OpenFieldsError while a field waits for a person, NotAllowedError.
    """
    policies.require(policies.may_confirm(by, dispatch, timezone.localdate(at)))
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    if dispatch.confirmed_at is not None:
        return dispatch
    shown = queries.review(dispatch)
    if shown.open_fields:
        raise OpenFieldsError(fields=tuple(field.name for field in shown.open_fields))
    silent = [field for field in shown.fields if not field.is_answered]
    Confirmation.objects.bulk_create(
        Confirmation(
            dispatch=dispatch,
            field=field.name,
            value=tidy(field.read),
            was_corrected=False,
            by=by,
            at=at,
        )
        for field in silent
    )
    dispatch.confirmed_at, dispatch.confirmed_by = at, by
    dispatch.full_clean()
    dispatch.save(update_fields=["confirmed_at", "confirmed_by"])
    record(
        "dispatch.confirmed",
        dispatch,
        by=by,
        at=at,
        unit_id=dispatch.owner_id,
        changes={
            "confirmed_at": (None, at),
            "accepted_as_read": (None, [field.name for field in silent]),
        },
    )
    follow(dispatch, by=by, at=at)
    return dispatch


@transaction.atomic
def set_aside(dispatch: Dispatch, *, by: Officer, at: datetime) -> Dispatch:
    """Say that a letter is none of its own: the same as the one it amends. Twice is once.

    It stays, with its file, and lists leave it out. Raises UnknownFieldError where it amends
    none, NotAllowedError.
    """
    return _put(dispatch, aside=True, by=by, at=at)


@transaction.atomic
def take_up(dispatch: Dispatch, *, by: Officer, at: datetime) -> Dispatch:
    """Undo `set_aside`. Raises NotAllowedError."""
    return _put(dispatch, aside=False, by=by, at=at)


def _put(dispatch: Dispatch, *, aside: bool, by: Officer, at: datetime) -> Dispatch:
    policies.require(policies.may_confirm(by, dispatch, timezone.localdate(at)))
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    if aside and dispatch.amends_id is None:
        raise UnknownFieldError(field="amends")
    if (dispatch.set_aside_at is not None) is aside:
        return dispatch
    was, dispatch.set_aside_at = dispatch.set_aside_at, at if aside else None
    dispatch.save(update_fields=["set_aside_at"])
    record(
        "dispatch.set_aside" if aside else "dispatch.taken_up",
        dispatch,
        by=by,
        at=at,
        unit_id=dispatch.owner_id,
        changes={"set_aside_at": (was, dispatch.set_aside_at)},
    )
    return dispatch


@transaction.atomic
def answer_finding(
    dispatch: Dispatch, number: int, *, note: str = "", by: Officer, at: datetime
) -> FindingAnswer:
    """Note that a person has seen the reading's finding `number` (from 0), with their word.

    Raises UnknownFieldError where there is no such finding, NotAllowedError.
    """
    policies.require(policies.may_confirm(by, dispatch, timezone.localdate(at)))
    findings = queries.reading_of(dispatch).findings
    if not 0 <= number < len(findings):
        raise UnknownFieldError(field=f"finding {number}")
    code = findings[number]["code"]
    answer, is_new = FindingAnswer.objects.get_or_create(
        dispatch=dispatch,
        code=code,
        place=str(number),
        defaults={"by": by, "at": at, "note": clean(note)[:300]},
    )
    if is_new:
        record(
            "dispatch.finding_seen",
            dispatch,
            by=by,
            at=at,
            unit_id=dispatch.owner_id,
            changes={code: (None, answer.note)},
        )
    return answer


def tidy(value: Any) -> Any:
    """Return the value with clean text, without empty rows; nothing at all becomes None."""
    if isinstance(value, str):
        return clean(value).strip() or None
    if isinstance(value, list):
        return [kept for each in value if (kept := tidy(each)) is not None] or None
    if isinstance(value, dict):
        row = {name: tidy(part) for name, part in value.items()}
        return row if any(part is not None for part in row.values()) else None
    return value


def fits(spec: FieldSpec, value: Any) -> bool:
    """Say whether a value has the shape of the field's answers."""
    if value is None:
        return True
    if spec.shape is Shape.LIST:
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    if spec.shape is Shape.ROWS:
        return isinstance(value, list) and all(isinstance(each, dict) for each in value)
    if spec.shape is Shape.ROW:
        return isinstance(value, dict)
    return isinstance(value, str | list)  # a letter may word its audiences as a list


def _spec(field: str) -> FieldSpec:
    if field not in SPECS:
        raise UnknownFieldError(field=field)
    return SPECS[field]


def _refresh_heads(dispatch: Dispatch, field: str) -> None:
    """Bring the columns that lists and the natural key use up to the words that hold.

    With a number that another letter bears it amends that one, and a person says which of the
    two it is: a version of it, or the same letter.
    """
    if field not in HEADS:
        return
    shown = queries.review(dispatch)
    heads = heads_of({each.name: {"value": each.value} for each in shown.fields})
    known = queries.known_like(
        dispatch.owner,
        issuer=heads["issuer_name"],
        number=heads["number"],
        symbol=heads["symbol"],
        issued_on=heads["issued_on"],
    )
    is_other = known is not None and known.pk != dispatch.pk and known.amends_id != dispatch.pk
    if is_other and not dispatch.amends_how:
        dispatch.amends, dispatch.amends_how = known, Kinship.VERSION.value
    elif known is None and dispatch.amends_how == Kinship.VERSION:
        dispatch.amends, dispatch.amends_how = None, ""
    for name, value in heads.items():
        setattr(dispatch, name, value)
    dispatch.search_text = search_text(dispatch)
    dispatch.save(update_fields=[*heads, "search_text", "amends", "amends_how"])
