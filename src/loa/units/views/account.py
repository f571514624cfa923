"""One's own account: sign-ins, open sessions, the second step; and the sign-ins of others."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from loa.crafts.viet import clean
from loa.ui.pages import page, seen
from loa.units import actions, attendance, policies
from loa.units.forms import SignInsForm
from loa.units.labels import ROLE_LABELS, WAY_LABELS
from loa.units.models import Visit
from loa.units.second_factor import demand_on, has_second_factor
from loa.units.signed_in import OfficerRequest, signed_in
from loa.units.visits import Way
from loa.units.words import Role

SHOWN = 20
PER_PAGE = 50


def _row(visit: Visit) -> dict[str, object]:
    return {"visit": visit, "way": WAY_LABELS[Way(visit.way)]}


@never_cache
@signed_in
@require_GET
def second_factor(request: OfficerRequest) -> HttpResponse:
    """Say why a second step is needed, and offer the two ways to set one up."""
    today = timezone.localdate()
    demand = demand_on(request.user, today)
    roles = [ROLE_LABELS[Role(role)] for role in policies.roles_with_second_factor()]
    context = {
        "demand": demand,
        "is_owed": demand is not None and demand.is_owed(today),
        "has_one": has_second_factor(request.user),
        "roles": roles,
    }
    return page(request, "units/second_factor.html", context)


@signed_in
@require_GET
def account(request: OfficerRequest) -> HttpResponse:
    """Show the last sign-ins and the sessions that are open, one's own only."""
    at = timezone.now()
    here = request.session.session_key
    sessions = attendance.open_sessions(request.user, at=at)
    context = {
        "visits": [_row(visit) for visit in attendance.visits_of(request.user)[:SHOWN]],
        "sessions": [
            _row(visit) | {"is_here": visit.session_key == here} for visit in sessions
        ],
        "has_others": sessions.exclude(session_key=here).exists(),
        "has_second_factor": has_second_factor(request.user),
        "has_password": request.user.has_usable_password(),
    }
    return page(request, "units/account.html", context)


@signed_in
@require_POST
def end_session(request: OfficerRequest, visit_id: int) -> HttpResponse:
    """End one of one's own sessions, on another device."""
    visit = get_object_or_404(attendance.visits_of(request.user), pk=visit_id)
    actions.end_session(visit, by=request.user, at=timezone.now())
    messages.success(request, _("This session has ended."))
    return seen("units:account")


@signed_in
@require_POST
def end_sessions(request: OfficerRequest) -> HttpResponse:
    """End every session of one's own but the one that asks."""
    key = request.session.session_key or ""
    officer = actions.end_sessions(
        request.user, by=request.user, at=timezone.now(), except_key=key
    )
    update_session_auth_hash(request, officer)
    actions.move_session(
        officer, at=timezone.now(), old=key, new=request.session.session_key or ""
    )
    messages.success(request, _("You are signed out on every other device."))
    return seen("units:account")


@signed_in
@require_GET
def sign_ins(request: OfficerRequest) -> HttpResponse:
    """List the sign-ins of those one answers for: by name, refused ones only, paged."""
    today = timezone.localdate()
    policies.require(bool(attendance.answered_for(request.user, today)))
    form = SignInsForm(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    rows = attendance.visits_visible_to(request.user, today)
    if words := clean(wanted.get("q", "")).strip():
        rows = rows.filter(officer__in=attendance.named(words))
    if wanted.get("refused"):
        rows = rows.filter(is_refused=True)
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": listed,
        "rows": [_row(visit) for visit in listed],
        "is_narrowed": bool(words or wanted.get("refused")),
    }
    return page(request, "units/sign_ins.html", context, partial="rows")
