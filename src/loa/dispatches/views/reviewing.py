"""The review: the letter beside its fields, one doubtful field at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from loa.dispatches import actions, policies, queries
from loa.dispatches.actions import (
    ChangedMeanwhileError,
    DispatchError,
    OpenFieldsError,
    UnknownFieldError,
    UnreadableValueError,
)
from loa.dispatches.forms import Box, as_text, boxes, date_text, typed_value, value_from_lines
from loa.dispatches.gateways import pictures
from loa.dispatches.models import Dispatch
from loa.dispatches.queries import FieldView, Review
from loa.dispatches.views.letters import found, picture, review_address
from loa.dispatches.words import KINSHIPS, SPECS, Column, FieldSpec, Shape
from loa.files import actions as files
from loa.ui.pages import page, seen
from loa.units.signed_in import OfficerRequest, signed_in

PICTURES = frozenset({"pdf_scan", "image"})
HAS_PAGES = PICTURES | {"pdf_text"}
SHORT = 90  # letters of a value in the list of what was read


@dataclass(frozen=True)
class FieldRow:
    """A field on the page: its view, its value in words, its boxes."""

    view: FieldView
    shown: list[str]
    records: list[list[tuple[object, str]]]
    boxes: list[list[Box]]
    lines: list[tuple[int, str]]  # of the letter, that it was read from

    @property
    def short(self) -> str:
        told = self.shown or ["; ".join(text for _, text in each) for each in self.records]
        text = " · ".join(told)
        return text if len(text) <= SHORT else f"{text[:SHORT].rstrip()}…"

    @property
    def takes_text(self) -> bool:
        return self.view.spec.shape in (Shape.TEXT, Shape.LONG, Shape.DATE, Shape.LIST)


@dataclass(frozen=True)
class SourceLine:
    """A line of the letter: which field it belongs to, and whether that one is shown now."""

    number: int
    text: str
    owner: str
    label: object
    is_current: bool
    is_open: bool


@dataclass(frozen=True)
class Frame:
    """A rectangle on a page, in thousandths of it."""

    owner: str
    label: object
    is_current: bool
    left: int
    top: int
    width: int
    height: int


@signed_in
@require_GET
def dispatch(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show the letter beside its fields: the one asked for, else the first doubtful one."""
    today = timezone.localdate()
    return show(request, found(request, pk, today), today)


def show(
    request: OfficerRequest,
    row: Dispatch,
    today: date,
    *,
    name: str = "",
    wrong: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show the review; `wrong` says why the last answer was not kept."""
    review = queries.review(row)
    asked = review.field(name or request.GET.get("field", ""))
    waiting = review.open_fields
    current = asked or next(iter(waiting), None)
    has_pages = row.format in HAS_PAGES and bool(row.places)
    told = request.GET.get("as", "")
    as_pages = has_pages and (told == "pages" or (not told and row.format in PICTURES))
    at = waiting.index(current) if current in waiting else -1
    context = {
        "dispatch": row,
        "review": review,
        "lines": [] if as_pages else _lines(row, review, current),
        "sheets": _sheets(row, review, current) if as_pages else [],
        "as_pages": as_pages,
        "has_pages": has_pages,
        "current": _field_row(current, row) if current else None,
        "is_asked": asked is not None,
        "has_spot": current is not None and _shows_spot(row, current),
        "open_rows": [_field_row(field, row) for field in waiting],
        "following": waiting[(at + 1) % len(waiting)] if waiting else None,
        "before": waiting[max(at, 0) - 1] if len(waiting) > 2 else None,
        "other_rows": [_field_row(field, row) for field in review.other_fields],
        "may_confirm": policies.may_confirm(request.user, row, today),
        "campaign": getattr(row, "campaign", None),
        "wrong": wrong,
        "waiting": len(waiting),
        "last_said": max(
            (each for each in review.fields if each.is_answered),
            key=lambda each: each.seen,
            default=None,
        ),
        "next_letter": queries.next_open(request.user, today, row),
        "kinship": KINSHIPS.get(row.amends_how, ""),
        "changes": [
            (
                change.after.spec.label,
                _field_row(change.before, row),
                _field_row(change.after, row),
            )
            for change in queries.changes(row)
        ],
    }
    return page(request, "dispatches/dispatch.html", context, status=status)


def _lines(row: Dispatch, review: Review, current: FieldView | None) -> list[SourceLine]:
    owners = _owners(review)
    lit = current.lines if current is not None else frozenset()
    told: set[str] = set()
    shown = []
    for number, text in enumerate(row.lines, start=1):
        owner = owners.get(number)
        label = owner.spec.label if owner and owner.name not in told else ""
        if owner:
            told.add(owner.name)
        shown.append(
            SourceLine(
                number, text, owner.name if owner else "", label, number in lit,
                owner is not None and owner.is_open,
            )
        )  # fmt: skip
    return shown


def _owners(review: Review) -> dict[int, FieldView]:
    """Return {line: the field that was read from it}; of several the one with fewest lines."""
    owners: dict[int, FieldView] = {}
    for field in sorted(review.fields, key=lambda each: len(each.lines)):
        for number in field.lines:
            owners.setdefault(number, field)
    return owners


def _sheets(
    row: Dispatch, review: Review, current: FieldView | None
) -> list[tuple[int, list[Frame]]]:
    frames: dict[int, list[Frame]] = {number: [] for number in range(1, row.pages + 1)}
    lit = current.lines if current is not None else frozenset()
    owners = {**_owners(review), **dict.fromkeys(lit, current)}
    for number, place in enumerate(row.places, start=1):
        owner = owners.get(number)
        if owner is current and current is not None and current.crop is not None:
            continue  # its spot is framed below
        if place is not None and owner is not None and place[0] in frames:
            frames[int(place[0])].append(_frame(owner, place, number in lit))
    if current is not None and current.crop is not None:
        frames.setdefault(int(current.crop[0]), []).append(_frame(current, current.crop, True))
    return sorted(frames.items())


def _frame(owner: FieldView, place: list[float], is_current: bool) -> Frame:
    _page, left, top, right, bottom = place
    return Frame(
        owner.name, owner.spec.label, is_current,
        round(left * 1000), round(top * 1000),
        max(round((right - left) * 1000), 1), max(round((bottom - top) * 1000), 1),
    )  # fmt: skip


def _spot_of(row: Dispatch, field: FieldView) -> list[float] | None:
    """Return the spot on a page from which a field was, or could not be, read."""
    if row.format not in HAS_PAGES or field.crop is not None:
        return field.crop
    first = min(field.lines, default=0)
    places: list[list[float] | None] = row.places
    return places[first - 1] if 0 < first <= len(places) else None


def _shows_spot(row: Dispatch, field: FieldView) -> bool:
    """Say whether the field needs its picture beside it: a doubt about what was written."""
    is_doubt = field.crop is not None or (field.is_open and row.format in PICTURES)
    return is_doubt and _spot_of(row, field) is not None


def _field_row(field: FieldView, row: Dispatch) -> FieldRow:
    spec, value = field.spec, field.value
    shown: list[str] = []
    records: list[list[tuple[object, str]]] = []
    if spec.shape is Shape.ROWS:
        rows = [each for each in value or [] if isinstance(each, dict)]
        records = [_record(spec.columns, each) for each in rows]
    elif spec.shape is Shape.ROW and isinstance(value, dict):
        records = [_record(spec.columns, value)]
    elif spec.shape is Shape.DATE and value:
        shown = [date_text(str(value))]
    else:
        shown = as_text(spec.shape, value).splitlines()
    lines = [(n, row.lines[n - 1]) for n in sorted(field.lines) if 0 < n <= len(row.lines)]
    return FieldRow(field, shown, records, boxes(spec, value), lines)


def _record(columns: tuple[Column, ...], row: dict[str, object]) -> list[tuple[object, str]]:
    told: list[tuple[object, str]] = []
    for column in columns:
        value = row.get(column.name)
        if value in (None, "", []):
            continue
        text = as_text(column.shape, value).replace("\n", "; ")
        words = dict(column.choices).get(text, text) if column.choices else text
        told.append((column.label, str(words)))
    return told


@signed_in
@require_GET
def spot(request: OfficerRequest, pk: int, name: str) -> HttpResponse:
    """Give the spot of a field that could not be read, cut out of its page."""
    row = found(request, pk, timezone.localdate())
    view = queries.review(row).field(name)
    place = _spot_of(row, view) if view is not None else None
    if place is None:
        raise Http404
    number, left, top, right, bottom = place
    data = files.read(row.file)
    return picture(pictures.spot(data, int(number), (left, top, right, bottom)))


@signed_in
@require_POST
def field(request: OfficerRequest, pk: int, name: str) -> HttpResponse:
    """Keep a person's word on one field: `do` is accept, correct, lines, none or undo."""
    at = timezone.now()
    today = timezone.localdate(at)
    row = found(request, pk, today)
    policies.require(policies.may_confirm(request.user, row, today))
    spec = SPECS.get(name)
    if spec is None:
        return seen("dispatches:dispatch", pk)
    try:
        _keep(request, row, spec, at)
    except ValueError as error:
        told = {"text": error.args[0]}
        wrong = _("“%(text)s” is not a day. Type it as 14/11/2024, or 11/2024.") % told
    except LookupError:
        wrong = _("The letter has no such lines. Type the numbers that stand beside them.")
    except UnreadableValueError:
        wrong = _("This answer does not fit the field. Nothing was changed.")
    except ChangedMeanwhileError as error:
        wrong = _("%(who)s changed this field meanwhile. Look at it, then say again.") % {
            "who": error.current.by
        }
    else:
        is_undone = request.POST.get("do") == "undo"
        response = seen(review_address(pk, name if is_undone else ""))
        is_open = is_undone or bool(queries.review(row).open_fields)
        response["Location"] += "#field" if is_open else "#done"
        return response
    return show(request, row, today, name=name, wrong=f"{spec.label}: {wrong}", status=422)


def _keep(request: OfficerRequest, row: Dispatch, spec: FieldSpec, at: datetime) -> None:
    do = request.POST.get("do", "correct")
    told = request.POST.get("seen", "")
    if do == "undo":
        actions.undo(row, spec.name, by=request.user, at=at)
        return
    if do == "accept":
        view = queries.review(row).field(spec.name)
        value = view.read if view is not None else None
    elif do == "lines":
        value = value_from_lines(spec, row.lines, request.POST)
    else:
        value = None if do == "none" else typed_value(spec, request.POST)
    seen_word = int(told) if told.isdigit() else None
    actions.confirm_field(row, spec.name, value, by=request.user, at=at, seen=seen_word)


@signed_in
@require_POST
def finding(request: OfficerRequest, pk: int, number: int) -> HttpResponse:
    """Note that a person has seen a finding."""
    at = timezone.now()
    row = found(request, pk, timezone.localdate(at))
    policies.require(policies.may_confirm(request.user, row, timezone.localdate(at)))
    try:
        actions.answer_finding(
            row, number, note=request.POST.get("note", ""), by=request.user, at=at
        )
    except DispatchError:
        messages.error(request, _("This finding is no longer there."))
    return seen("dispatches:dispatch", pk)


@signed_in
@require_POST
def aside(request: OfficerRequest, pk: int) -> HttpResponse:
    """Set a letter aside that is the same as an earlier one, or take it up again."""
    at = timezone.now()
    row = found(request, pk, timezone.localdate(at))
    do: Callable[..., Dispatch]
    do = actions.take_up if request.POST.get("do") == "take_up" else actions.set_aside
    try:
        do(row, by=request.user, at=at)
    except UnknownFieldError:
        messages.error(request, _("This letter changes no other one, so it stays."))
    return seen("dispatches:dispatch", pk)


@signed_in
@require_POST
def confirm(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say yes to the letter as it stands, and go on to the campaign."""
    at = timezone.now()
    row = found(request, pk, timezone.localdate(at))
    policies.require(policies.may_confirm(request.user, row, timezone.localdate(at)))
    try:
        actions.confirm_dispatch(row, by=request.user, at=at)
    except OpenFieldsError as error:
        words = ", ".join(str(SPECS[name].label) for name in error.fields)
        messages.error(
            request, _("These fields still wait for you: %(words)s.") % {"words": words}
        )
        return seen("dispatches:dispatch", pk)
    messages.success(request, _("The letter is confirmed. Now the campaign can be opened."))
    return seen(reverse("campaigns:open", args=[pk]))
