"""The list of letters, the door through which files are uploaded, and a letter's own file."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods

from loa.dispatches import actions, policies, queries
from loa.dispatches.actions import DuplicateDispatchError, RefusedDispatchError, Same
from loa.dispatches.forms import UploadForm
from loa.dispatches.gateways import pictures
from loa.dispatches.gateways.memory import NotTaken, ScreenedUploadHandler
from loa.dispatches.models import Dispatch
from loa.files.serving import serve
from loa.ui.pages import page, seen
from loa.units.models import Unit
from loa.units.queries import names_of
from loa.units.signed_in import OfficerRequest, signed_in

PER_PAGE = 30
MOST_FILES = 50
A_DAY_S = 86_400
AGAIN_S = 2


@dataclass(frozen=True)
class Sent:
    """What came of one file. `meaning` as the standings of the look; `letter` where it is."""

    name: str
    meaning: str
    text: str
    letter: Dispatch | None = None


def found(request: OfficerRequest, pk: int, on: date) -> Dispatch:
    return get_object_or_404(queries.visible_to(request.user, on), pk=pk)


@csrf_exempt  # here only: the token is asked for below, once it is said where files may lie
def dispatches(request: HttpRequest) -> HttpResponseBase:
    """List the letters, or take files in; these stay in memory until they are screened."""
    request.upload_handlers = [ScreenedUploadHandler(request)]
    return _dispatches(request)


@csrf_protect
@signed_in
@require_http_methods(["GET", "POST"])
def _dispatches(request: OfficerRequest) -> HttpResponse:
    """List the letters; POST takes files in, one by one: a bad one does not stop the rest."""
    today = timezone.localdate()
    units = list(queries.receiving_units(request.user, today))
    if request.method == "POST":
        return _receive(request, units)
    search = request.GET.get("q", "").strip()
    mine = queries.visible_to(request.user, today)
    rows = queries.search(mine.filter(set_aside_at__isnull=True), search)
    listed = Paginator(rows.order_by("-arrived_at"), PER_PAGE).get_page(request.GET.get("page"))
    counts = queries.open_counts(listed)
    names = names_of([unit.pk for unit in units], today)
    choices = [
        (str(unit.pk), names[unit.pk].name if unit.pk in names else unit.code) for unit in units
    ]
    context = {
        "page_obj": listed,
        "rows": [(row, counts.get(row.pk, 0), hasattr(row, "campaign")) for row in listed],
        "search": search,
        "upload": UploadForm(units=choices) if units else None,
        "most_files": MOST_FILES,
    }
    return page(request, "dispatches/dispatches.html", context, partial="rows")


def _receive(request: OfficerRequest, units: list[Unit]) -> HttpResponse:
    unit = next((each for each in units if str(each.pk) == request.POST.get("unit")), None)
    policies.require(unit is not None)
    assert unit is not None  # noqa: S101 (required just above)
    came = request.FILES.getlist("files")
    sent = [_take(request, unit, file) for file in came[:MOST_FILES]]
    if "HX-Request" in request.headers:
        return page(request, "dispatches/sent.html", {"sent": sent})
    if not came:
        messages.error(request, _("No file was chosen. Choose the letter's file, then send."))
    if len(came) > MOST_FILES:
        left = len(came) - MOST_FILES
        words = _("%(left)s files were not taken: at most %(most)s at once. Send them anew.")
        messages.warning(request, words % {"left": left, "most": MOST_FILES})
    made = [each.letter for each in sent if each.meaning == "done" and each.letter]
    if len(made) == 1 and len(came) == 1:
        return seen("dispatches:dispatch", made[0].pk)
    for each in sent:
        if each.meaning != "done":
            tell = messages.error if each.meaning == "alarm" else messages.warning
            tell(request, f"{each.name}: {each.text}")
    if made:
        messages.success(request, _("%(many)s letters taken in.") % {"many": len(made)})
    return seen("dispatches:dispatches")


def _take(request: OfficerRequest, unit: Unit, file: UploadedFile[Any]) -> Sent:
    name = file.name or ""
    if isinstance(file, NotTaken):
        return Sent(
            name, "alarm", _("Not taken: the files together are over 100 MB. Send it anew.")
        )
    try:
        letter = actions.receive_dispatch(
            file.read(), name, unit, by=request.user, at=timezone.now()
        )
    except RefusedDispatchError as error:
        return Sent(name, "alarm", error.message)
    except DuplicateDispatchError as error:
        known = {"known": error.known}
        if error.same is Same.FILE:
            text = _("This file is already here (“%(known)s”). Nothing was added.") % known
        else:
            text = _("This letter is already here, in another file (“%(known)s”).") % known
        return Sent(name, "waiting", text, error.known)
    if letter.amends is not None:
        text = _("Read. It changes an earlier letter (“%(known)s”).") % {"known": letter.amends}
        return Sent(name, "done", text, letter)
    return Sent(name, "done", _("Read."), letter)


@signed_in
@require_GET
def original(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give the file as it arrived."""
    row = found(request, pk, timezone.localdate())
    return serve(row.file, row.file_name)


@signed_in
@require_GET
def sheet(request: OfficerRequest, pk: int, number: int) -> HttpResponse:
    """Give a page of the letter as a picture."""
    row = found(request, pk, timezone.localdate())
    if not (row.format in actions.HAS_PAGES and 1 <= number <= row.pages):
        raise Http404
    return picture(row, pictures.page(row.file, number))


def picture(row: Dispatch, drawn: bytes | None) -> HttpResponse:
    """Answer with a picture that this browser alone may keep for a day.

    Not drawn yet: it is asked for, and the browser told to come again. Cannot be drawn: 404.
    """
    if drawn is None:
        actions.ask_for_pages(row.pk)
        soon = HttpResponse(status=202)
        soon["Retry-After"] = str(AGAIN_S)
        soon["Cache-Control"] = "no-store"
        return soon
    if not drawn:
        raise Http404
    response = HttpResponse(drawn, content_type="image/webp")
    response["Cache-Control"] = f"private, max-age={A_DAY_S}"
    return response


def review_address(pk: int, name: str = "", *, as_pages: bool | None = None) -> str:
    """Return the address of a letter's review, at one field."""
    told = [f"field={name}"] if name else []
    if as_pages is not None:
        told.append("as=pages" if as_pages else "as=text")
    address = reverse("dispatches:dispatch", args=[pk])
    return address + (f"?{'&'.join(told)}" if told else "")
