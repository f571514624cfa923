"""Letters: taken in, looked at field by field beside their lines, confirmed."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.dispatches import actions, policies, queries
from loa.dispatches.actions import (
    ChangedMeanwhileError,
    DispatchError,
    DuplicateDispatchError,
    OpenFieldsError,
    RefusedDispatchError,
    Same,
    UnreadableValueError,
)
from loa.dispatches.forms import Box, UploadForm, as_text, boxes, date_text, typed_value
from loa.dispatches.models import Dispatch
from loa.dispatches.queries import FieldView
from loa.dispatches.words import SPECS, Column, Shape
from loa.files.serving import serve
from loa.ui.pages import page, seen
from loa.units.models import Unit
from loa.units.queries import names_of
from loa.units.signed_in import OfficerRequest, signed_in

PER_PAGE = 30
MOST_FILES = 20


def _found(request: OfficerRequest, pk: int, on: date) -> Dispatch:
    return get_object_or_404(queries.visible_to(request.user, on), pk=pk)


# ---------------------------------------------------------------- the list and the door
@signed_in
@require_http_methods(["GET", "POST"])
def dispatches(request: OfficerRequest) -> HttpResponse:
    """List the letters; POST takes files in, one by one: a bad one does not stop the rest."""
    at = timezone.now()
    today = timezone.localdate(at)
    units = list(queries.receiving_units(request.user, today))
    if request.method == "POST":
        return _receive(request, units)
    search = request.GET.get("q", "").strip()
    rows = queries.search(queries.visible_to(request.user, today), search)
    listed = Paginator(rows.order_by("-arrived_at"), PER_PAGE).get_page(request.GET.get("page"))
    counts = queries.open_counts(listed)
    names = names_of([unit.pk for unit in units], today)
    context = {
        "page_obj": listed,
        "rows": [(row, counts.get(row.pk, 0), hasattr(row, "campaign")) for row in listed],
        "search": search,
        "upload": UploadForm(
            units=[(str(unit.pk), names[unit.pk].name if unit.pk in names else unit.code)
                   for unit in units]
        )
        if units
        else None,
    }  # fmt: skip
    return page(request, "dispatches/dispatches.html", context, partial="rows")


def _receive(request: OfficerRequest, units: list[Unit]) -> HttpResponse:
    unit = next((each for each in units if str(each.pk) == request.POST.get("unit")), None)
    policies.require(unit is not None)
    assert unit is not None  # noqa: S101 (required just above)
    files = request.FILES.getlist("files")[:MOST_FILES]
    if not files:
        messages.error(request, _("No file was chosen. Choose the letter's file, then send."))
    made: list[Dispatch] = []
    for file in files:
        name = file.name or ""
        try:
            made.append(
                actions.receive_dispatch(
                    file.read(), name, unit, by=request.user, at=timezone.now()
                )
            )
        except RefusedDispatchError as error:
            messages.error(request, f"{name}: {error.message}")
        except DuplicateDispatchError as error:
            messages.warning(request, _duplicate(name, error))
    if len(made) == 1 and len(files) == 1:
        return seen("dispatches:dispatch", made[0].pk)
    if made:
        messages.success(request, _("%(many)s letters taken in.") % {"many": len(made)})
    return seen("dispatches:dispatches")


def _duplicate(name: str, error: DuplicateDispatchError) -> str:
    known = {"name": name, "known": error.known, "pk": error.known.pk}
    if error.same is Same.FILE:
        return (
            _("%(name)s: this file is already here (“%(known)s”). Nothing was added.") % known
        )
    return (
        _("%(name)s: this letter is already here, in another file (“%(known)s”). Not added.")
        % known
    )


@signed_in
@require_GET
def original(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give the file as it arrived."""
    row = _found(request, pk, timezone.localdate())
    return serve(row.file, row.file_name)


# ---------------------------------------------------------------- the review
@dataclass(frozen=True)
class FieldRow:
    """A field on the page: its view, its value in words, its boxes."""

    view: FieldView
    shown: list[str]
    records: list[list[tuple[object, str]]]
    boxes: list[list[Box]]
    first_line: int


@signed_in
@require_GET
def dispatch(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show the letter's lines beside its fields; the doubtful ones first."""
    today = timezone.localdate()
    row = _found(request, pk, today)
    return _show(request, row, today)


def _show(
    request: OfficerRequest, row: Dispatch, today: date, *, wrong: str = "", status: int = 200
) -> HttpResponse:
    review = queries.review(row)
    marked = {n for field in review.open_fields for n in field.lines}
    known = {n for field in review.fields for n in field.lines}
    context = {
        "dispatch": row,
        "review": review,
        "lines": [
            (at, line, at in marked, at in known) for at, line in enumerate(row.lines, start=1)
        ],
        "open_rows": [_field_row(field) for field in review.open_fields],
        "other_rows": [_field_row(field) for field in review.other_fields],
        "may_confirm": policies.may_confirm(request.user, row, today),
        "campaign": getattr(row, "campaign", None),
        "wrong": wrong,
        "waiting": len(review.open_fields),
    }
    return page(request, "dispatches/dispatch.html", context, status=status)


def _field_row(field: FieldView) -> FieldRow:
    spec, value = field.spec, field.value
    shown: list[str] = []
    records: list[list[tuple[object, str]]] = []
    if spec.shape is Shape.ROWS:
        rows = [row for row in value or [] if isinstance(row, dict)]
        records = [_record(spec.columns, row) for row in rows]
    elif spec.shape is Shape.ROW and isinstance(value, dict):
        records = [_record(spec.columns, value)]
    elif spec.shape is Shape.DATE and value:
        shown = [date_text(str(value))]
    else:
        shown = as_text(spec.shape, value).splitlines()
    first = min((span[0] for span in field.spans), default=0)
    return FieldRow(field, shown, records, boxes(spec, value), first)


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
@require_POST
def field(request: OfficerRequest, pk: int, name: str) -> HttpResponse:
    """Keep a person's word on one field: `do` is accept, correct, none or undo."""
    at = timezone.now()
    today = timezone.localdate(at)
    row = _found(request, pk, today)
    policies.require(policies.may_confirm(request.user, row, today))
    spec = SPECS.get(name)
    if spec is None:
        return seen("dispatches:dispatch", pk)
    do = request.POST.get("do", "correct")
    told = request.POST.get("seen", "")
    try:
        if do == "undo":
            actions.undo(row, name, by=request.user, at=at)
        else:
            view = queries.review(row).field(name)
            assert view is not None  # noqa: S101 (every spec is shown)
            if do == "accept":
                value = view.read
            else:
                value = None if do == "none" else typed_value(spec, request.POST)
            actions.confirm_field(
                row, name, value, by=request.user, at=at,
                seen=int(told) if told.isdigit() else None,
            )  # fmt: skip
    except ValueError as error:
        wrong = _("“%(text)s” is not a day. Type it as 14/11/2024, or 11/2024.") % {
            "text": error.args[0]
        }
        return _show(request, row, today, wrong=f"{spec.label}: {wrong}", status=422)
    except UnreadableValueError:
        wrong = _("This answer does not fit the field. Nothing was changed.")
        return _show(request, row, today, wrong=f"{spec.label}: {wrong}", status=422)
    except ChangedMeanwhileError as error:
        wrong = _("%(who)s changed this field meanwhile. Look at it, then say again.") % {
            "who": error.current.by
        }
        return _show(request, row, today, wrong=f"{spec.label}: {wrong}", status=422)
    following = queries.review(row).open_fields
    anchor = f"#f-{following[0].name}" if following else "#done"
    response = seen("dispatches:dispatch", pk)
    response["Location"] += anchor
    return response


@signed_in
@require_POST
def finding(request: OfficerRequest, pk: int, number: int) -> HttpResponse:
    """Note that a person has seen a finding."""
    at = timezone.now()
    row = _found(request, pk, timezone.localdate(at))
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
def confirm(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say yes to the letter as it stands, and go on to the campaign."""
    at = timezone.now()
    row = _found(request, pk, timezone.localdate(at))
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
