"""A list of units by the web: brought, watched while a job looks, decided on, read in."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from loa.files.serving import serve
from loa.ui.pages import page, seen
from loa.units import actions, policies, queries
from loa.units.act_forms import ListForm
from loa.units.actions.incoming import RUNNING
from loa.units.errors import ListNotReadyError
from loa.units.list_words import Proposal, fault_rows, proposals, refusal
from loa.units.lists import IS_NEW
from loa.units.models import ListImport
from loa.units.signed_in import OfficerRequest, signed_in
from loa.units.words import ListState

MOST_TOLD = 100


def _is_english() -> bool:
    return (get_language() or "vi").startswith("en")


@signed_in
@require_http_methods(["GET", "POST"])
def import_list(request: OfficerRequest) -> HttpResponse:
    """Bring a list: it is looked at first, and read in when a person says so."""
    at = timezone.now()
    policies.require(policies.may_keep_register(request.user, on=timezone.localdate(at)))
    is_sent = request.method == "POST"
    form = ListForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        language=get_language() or "vi",
    )
    if is_sent and form.is_valid():
        told = form.cleaned_data
        upload: UploadedFile[bytes] = told["file"]
        row, is_new = actions.bring_list(
            upload.read(),
            name=upload.name or "units.csv",
            since=told["since"],
            kind=told["kind"],
            level=told["level"],
            is_english=_is_english(),
            by=request.user,
            at=at,
        )
        if not is_new:
            said = _("This very file was brought before. Here is where it stands.")
            messages.info(request, said)
        return seen("units:list_import", row.pk)
    recent = ListImport.objects.select_related("by").order_by("-pk")[:10]
    context = {"form": form, "recent": recent}
    return page(request, "units/import.html", context, status=422 if is_sent else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def list_import(request: OfficerRequest, pk: int) -> HttpResponse:
    """Watch a list being looked at or read in; say what doubles are; have it read in."""
    at = timezone.now()
    policies.require(policies.may_keep_register(request.user, on=timezone.localdate(at)))
    row = get_object_or_404(ListImport.objects.select_related("progress", "by"), pk=pk)
    asked = proposals(row)
    if request.method == "POST":
        try:
            _do(request, row, asked)
        except ListNotReadyError:
            said = _("This list has moved on meanwhile. Look at it as it stands now.")
            messages.warning(request, said)
        return seen("units:list_import", row.pk)
    names = queries.names_of_codes({each.other for each in asked}, timezone.localdate(at))
    context = {
        "row": row,
        "is_running": row.state in RUNNING,
        "is_checked": row.state == ListState.CHECKED.value,
        "is_done": row.state == ListState.DONE.value,
        "is_writing": row.state == ListState.WRITE.value,
        "may_accept": not (row.fault_count or row.doubt_count) and row.opened,
        "refusal": refusal(row),
        "faults": fault_rows(row, MOST_TOLD, is_english=_is_english()),
        "proposals": [(each, names.get(each.other, each.other)) for each in asked],
        "new_word": IS_NEW,
    }
    return page(request, "units/list_import.html", context, partial="state")


def _do(request: OfficerRequest, row: ListImport, asked: tuple[Proposal, ...]) -> None:
    at, by = timezone.now(), request.user
    match request.POST.get("do", ""):
        case "accept":
            actions.accept_list(row, by=by, at=at)
        case "again":
            actions.check_again(row, by=by, at=at)
        case "all_same":
            words = {each.line: each.other for each in asked}
            actions.decide_doubles(row, words, by=by, at=at)
        case "all_new":
            words = {each.line: IS_NEW for each in asked if each.may_be_new}
            actions.decide_doubles(row, words, by=by, at=at)
        case "decide":
            said = ((each, request.POST.get(f"line-{each.line}", "")) for each in asked)
            words = {each.line: word for each, word in said if word in each.answers}
            if words:
                actions.decide_doubles(row, words, by=by, at=at)


@signed_in
@require_GET
def list_faults(request: OfficerRequest, pk: int) -> HttpResponse:
    """Send the lines that have faults or doubts back, with a column of reasons."""
    policies.require(policies.may_keep_register(request.user, on=timezone.localdate()))
    row = get_object_or_404(ListImport.objects.select_related("back"), pk=pk)
    if row.back is None:
        raise Http404
    stem, _dot, suffix = row.name.rpartition(".")
    ending = "csv" if suffix.lower() == "csv" else "xlsx"
    return serve(row.back, f"{stem or suffix}-faults.{ending}", as_download=True)
