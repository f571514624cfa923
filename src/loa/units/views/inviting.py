"""Invitations: how each stands, sending some again, naming many people from a list."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.crafts.viet import clean, write_number
from loa.ui.pages import page, seen
from loa.units import actions, attendance, policies, queries
from loa.units.contacts import Checked, check_contacts, role_words
from loa.units.forms import ContactsForm, InvitationsForm
from loa.units.invitation_words import STATE_LABELS, STATE_MEANINGS, WHY_LABELS
from loa.units.invitations import State, invitations, state_of
from loa.units.labels import ROLE_LABELS
from loa.units.lists import ListUnreadableError
from loa.units.lists.contacts import Contact, read_contacts, split_pasted, write_pasted
from loa.units.lists.reading import read_rows
from loa.units.signed_in import OfficerRequest, signed_in
from loa.units.words import Role

if TYPE_CHECKING:
    from loa.units.invitations import Invited

PER_PAGE = 50
MOST_AT_ONCE = 2000
MOST_TOLD = 100


def _narrowed(request: OfficerRequest, form: InvitationsForm) -> "QuerySet[Invited]":
    """Return the invitations that the filters leave; a wrong filter narrows nothing."""
    at = timezone.now()
    rows = invitations(request.user, on=timezone.localdate(at), at=at)
    form.is_valid()
    wanted = form.cleaned_data
    if words := clean(wanted.get("q", "")).strip():
        people, units = attendance.named(words), queries.unit_ids_named(words)
        rows = rows.filter(officer__in=people) | rows.filter(unit__in=units)
    if wanted.get("state"):
        rows = rows.filter(state=wanted["state"])
    if wanted.get("role"):
        rows = rows.filter(role=wanted["role"])
    return rows


def _require(request: OfficerRequest) -> None:
    on = timezone.localdate()
    policies.require(policies.may_look_after_people(request.user, on=on))


@signed_in
@require_GET
def invitation_list(request: OfficerRequest) -> HttpResponse:
    """List the people one answers for by how their invitation stands, filtered and paged."""
    _require(request)
    at = timezone.now()
    today = timezone.localdate(at)
    form = InvitationsForm(request.GET)
    rows = _narrowed(request, form)
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    names = queries.names_of({post.unit_id for post in listed}, today)
    counted = (
        invitations(request.user, on=today, at=at)
        .order_by()
        .values("state")
        .annotate(many=Count("pk"))
    )
    many = {row["state"]: row["many"] for row in counted}
    chosen = form.cleaned_data.get("state", "")
    context = {
        "form": form,
        "page_obj": listed,
        "rows": [
            {
                "post": post,
                "unit": names.get(post.unit_id, post.unit),
                "role": ROLE_LABELS[Role(post.role)],
                "state": STATE_LABELS[state_of(post)],
                "meaning": STATE_MEANINGS[state_of(post)],
            }
            for post in listed
        ],
        "tabs": [
            {
                "word": STATE_LABELS[state],
                "href": f"?state={state.value}",
                "count": many.get(state.value, 0),
                "is_here": chosen == state.value,
            }
            for state in State
        ],
        "is_narrowed": any(form.cleaned_data.values()),
        "most": MOST_AT_ONCE,
    }
    return page(request, "units/invitations.html", context, partial="rows")


@signed_in
@require_POST
def invite_again(request: OfficerRequest) -> HttpResponse:
    """Send the chosen invitations again, or all that the filters leave but who came in."""
    _require(request)
    rows = _narrowed(request, InvitationsForm(request.GET))
    if request.POST.get("which") == "all":
        rows = rows.exclude(state=State.IN.value)
    else:
        rows = rows.filter(pk__in=[pk for pk in request.POST.getlist("post") if pk.isdigit()])
    wanted = list(rows[:MOST_AT_ONCE])
    if not wanted:
        messages.info(request, _("Nobody was chosen. Tick the lines first."))
    else:
        count = actions.invite_again(wanted, by=request.user, at=timezone.now())
        messages.success(request, _told(count))
    response = seen("units:invitations")
    if request.META["QUERY_STRING"]:
        response["Location"] += f"?{request.META['QUERY_STRING']}"
    return response


def _told(count: int) -> str:
    said = ngettext(
        "%(number)s invitation is on its way.",
        "%(number)s invitations are on their way.",
        count,
    )
    return said % {"number": write_number(count)}


@signed_in
@require_http_methods(["GET", "POST"])
def invite_many(request: OfficerRequest) -> HttpResponse:
    """Read a pasted list or a file, show what it would do, and do it at the second button."""
    _require(request)
    at = timezone.now()
    is_sent = request.method == "POST"
    form = ContactsForm(request.POST, request.FILES) if is_sent else ContactsForm()
    context: dict[str, object] = {"form": form}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return page(request, "units/invite_many.html", context, status=status)
    lines = _lines(form)
    if not lines:
        form.add_error("lines", _("There is no line with an e-mail address."))
        return page(request, "units/invite_many.html", context, status=422)
    checked = check_contacts(lines, by=request.user, on=timezone.localdate(at))
    if request.POST.get("do") == "invite" and not checked.refused:
        done = actions.invite_many(lines, by=request.user, at=at)
        messages.success(request, _told(done.named + done.again))
        return seen("units:invitations")
    context |= _shown(lines, checked)
    status = 422 if checked.refused else 200
    return page(request, "units/invite_many.html", context, status=status)


def _lines(form: ContactsForm) -> list[Contact]:
    """Return the contacts of the file if there is one, else of what was pasted."""
    roles = role_words()
    upload: UploadedFile[bytes] | None = form.cleaned_data["file"]
    if upload is None:
        return read_contacts(split_pasted(form.cleaned_data["lines"]), roles=roles)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{Path(upload.name or '').suffix.lower()}"
        with path.open("wb") as kept:
            for chunk in upload.chunks():
                kept.write(chunk)
        try:
            return read_contacts(read_rows(path), roles=roles)
        except ListUnreadableError:
            form.add_error("file", _("This is no table. Send an XLSX or CSV file."))
            return []


def _shown(lines: list[Contact], checked: Checked) -> dict[str, object]:
    ready = [
        {
            "contact": each.contact,
            "name": each.officer.name if each.officer else each.contact.name,
            "unit": each.unit.name,
            "role": ROLE_LABELS[each.role],
            "is_held": each.held is not None,
            "is_known": each.officer is not None,
        }
        for each in checked.ready
    ]
    refused = [
        {"contact": each.contact, "why": WHY_LABELS[each.why]} for each in checked.refused
    ]
    return {
        "checked": True,
        "ready": ready[:MOST_TOLD],
        "ready_many": len(ready),
        "refused": refused[:MOST_TOLD],
        "refused_many": len(refused),
        "pasted": write_pasted(lines),
    }
