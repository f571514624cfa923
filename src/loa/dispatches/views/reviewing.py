"""The review: the letter beside its fields, one doubtful field at a time."""

from collections.abc import Callable
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
from loa.dispatches.forms import typed_value, value_from_lines
from loa.dispatches.gateways import pictures
from loa.dispatches.models import Dispatch
from loa.dispatches.views import layout
from loa.dispatches.views.letters import found, picture, review_address
from loa.dispatches.words import KINSHIPS, SPECS, FieldSpec
from loa.ui.pages import page, seen
from loa.units.signed_in import OfficerRequest, signed_in


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
    has_pages = row.format in actions.HAS_PAGES and bool(row.places)
    told = request.GET.get("as", "")
    as_pages = has_pages and (told == "pages" or (not told and row.format in layout.PICTURES))
    at = waiting.index(current) if current in waiting else -1
    context = {
        "dispatch": row,
        "review": review,
        "lines": [] if as_pages else layout.lines(row, review, current),
        "sheets": layout.sheets(row, review, current) if as_pages else [],
        "as_pages": as_pages,
        "has_pages": has_pages,
        "current": layout.field_row(current, row) if current else None,
        "is_asked": asked is not None,
        "has_spot": current is not None and layout.shows_spot(row, current),
        "open_rows": [layout.field_row(field, row) for field in waiting],
        "following": waiting[(at + 1) % len(waiting)] if waiting else None,
        "before": waiting[max(at, 0) - 1] if len(waiting) > 2 else None,
        "other_rows": [layout.field_row(field, row) for field in review.other_fields],
        "may_confirm": policies.may_confirm(request.user, row, today),
        "campaign": getattr(row, "campaign", None),
        "amended_campaign": getattr(row.amends, "campaign", None),
        "wrong": wrong,
        "waiting": len(waiting),
        "last_said": max(
            (each for each in review.fields if each.is_answered),
            key=lambda each: each.seen,
            default=None,
        ),
        "next_letter": queries.next_open(request.user, today, row),
        "kinship": KINSHIPS.get(row.amends_how, ""),
        "changes": queries.changes(row),
    }
    return page(request, "dispatches/dispatch.html", context, status=status)


@signed_in
@require_GET
def spot(request: OfficerRequest, pk: int, name: str) -> HttpResponse:
    """Give the spot of a field that could not be read, cut out of its page."""
    row = found(request, pk, timezone.localdate())
    view = queries.review(row).field(name)
    place = layout.spot_of(row, view) if view is not None else None
    if place is None:
        raise Http404
    number, left, top, right, bottom = place
    return picture(row, pictures.spot(row.file, int(number), (left, top, right, bottom)))


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
    amended = getattr(row.amends, "campaign", None)
    if amended is not None and request.POST.get("to") == "amended":
        messages.success(
            request, _("The letter is confirmed. Now bring the campaign up to it.")
        )
        return seen(f"{reverse('campaigns:campaign', args=[amended.slug])}#amended")
    messages.success(request, _("The letter is confirmed. Now the campaign can be opened."))
    return seen(reverse("campaigns:open", args=[pk]))
