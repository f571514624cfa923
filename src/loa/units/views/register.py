"""The register: units on a day, one unit's sheet, groups of recipients."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from loa.ui.pages import page
from loa.units import policies, queries, sheets
from loa.units.duties import duty_name
from loa.units.forms import RegisterForm
from loa.units.models import Group
from loa.units.paging import stretch_of
from loa.units.signed_in import OfficerRequest, signed_in
from loa.units.stands import answering_now, answers_now

PER_PAGE = 50
LONGEST_KEY = 18  # digits that every database holds


def _filters(request: OfficerRequest) -> tuple[RegisterForm, date]:
    """Return the bound filters and the day; a wrong filter narrows nothing."""
    form = RegisterForm(request.GET, language=get_language() or "vi")
    form.is_valid()
    return form, form.cleaned_data.get("day") or timezone.localdate()


def _key(text: str) -> int | None:
    """Return the key of a row as the address names it; what is none is passed over."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY else None


def _is_allowed(request: OfficerRequest) -> bool:
    return policies.may_see_units(request.user, on=timezone.localdate())


@signed_in
@require_GET
def unit_list(request: OfficerRequest) -> HttpResponse:
    """List the units of a day: search, kind and level in the address, paged."""
    policies.require(_is_allowed(request))
    form, day = _filters(request)
    wanted = form.cleaned_data
    rows = sheets.units_on(
        day,
        search=wanted.get("q", "").strip(),
        kind=wanted.get("kind", ""),
        level=wanted.get("level", ""),
    )
    listed = stretch_of(
        rows,
        size=PER_PAGE,
        after=_key(request.GET.get("after", "")),
        before=_key(request.GET.get("before", "")),
        is_english=(get_language() or "vi").startswith("en"),
    )
    is_past = day != timezone.localdate()
    ids = [row.unit_id for row in listed.rows] if is_past else []
    answers = answers_now(ids, timezone.localdate()) if ids else {}
    is_narrowed = any(wanted.get(name) for name in ("q", "kind", "level"))
    context = {
        "form": form,
        "listed": listed,
        "day": day,
        "is_past": is_past,
        "lines": [(row, answers.get(row.unit_id, ())) for row in listed.rows],
        "is_narrowed": is_narrowed,
        "may_see_sign_ins": policies.may_look_after_people(
            request.user, on=timezone.localdate()
        ),
    }
    return page(request, "units/unit_list.html", context, partial="rows")


@signed_in
@require_GET
def unit(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show what the register holds of a unit, as of `?day=`."""
    today = timezone.localdate()
    found = get_object_or_404(queries.visible_to(request.user, today), pk=pk)
    form, day = _filters(request)
    sheet = sheets.sheet_of(found, day)
    context = {
        "sheet": sheet,
        "form": form,
        "children": Paginator(sheet.children, PER_PAGE).get_page(request.GET.get("page")),
        "day": day,
        "today": today,
        "answering": (
            [
                (duty_name(each.duty) if each.duty else "", each.heirs)
                for each in answering_now(found.pk, today)
            ]
            if found.valid_to is not None and found.valid_to < today
            else ()
        ),
        "may_see_people": policies.may_see_people(request.user, found, on=today),
        "may_issue_codes": policies.may_issue_codes(request.user, [found.pk], on=today),
    }
    return page(request, "units/unit.html", context)


@signed_in
@require_GET
def group_list(request: OfficerRequest) -> HttpResponse:
    """List the groups of recipients, with how many units each holds on a day."""
    policies.require(_is_allowed(request))
    form, day = _filters(request)
    rows = [
        {"group": each, "many": queries.expand(each, day).count()}
        for each in Group.objects.order_by("position")
    ]
    return page(request, "units/groups.html", {"rows": rows, "form": form, "day": day})


@signed_in
@require_GET
def group(request: OfficerRequest, code: str) -> HttpResponse:
    """Show which units a group holds on a day, and how letters write it."""
    policies.require(_is_allowed(request))
    found = get_object_or_404(Group, code=code)
    form, day = _filters(request)
    rows = Paginator(queries.expand(found, day), PER_PAGE)
    context = {
        "group": found,
        "form": form,
        "synonyms": found.synonyms.all(),
        "page_obj": rows.get_page(request.GET.get("page")),
        "day": day,
    }
    return page(request, "units/group.html", context, partial="rows")
