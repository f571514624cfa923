"""What a unit did: its list, the form to add to it, one publication with its files."""

from collections.abc import Sequence
from datetime import date, datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.campaigns.models import Participant
from loa.campaigns.policies import may_answer, may_run, may_see_units, require
from loa.campaigns.queries import participants_visible_to
from loa.crafts.viet import fold, write_date
from loa.evidence import actions, queries
from loa.evidence.adding import additions_of
from loa.evidence.captures import remove_bytes
from loa.evidence.checked_words import STATE_MEANINGS, STATES, all_reason_words
from loa.evidence.errors import (
    AlreadyLoggedError,
    CountError,
    EvidenceError,
    NothingToShowError,
    OutsideCampaignError,
)
from loa.evidence.forms import PublicationForm, RemoveForm, WithdrawForm
from loa.evidence.models import ActKind, Publication
from loa.evidence.photo_pairs import twins_of
from loa.evidence.words import KIND_WORDS, MEASURE_WORDS, WAY_WORDS, WAYS, way_of
from loa.files.actions import RemovedFileError
from loa.files.models import StoredFile
from loa.files.serving import serve
from loa.ui.pages import page, seen, taken
from loa.ui.tables import Cell, table_file
from loa.units.signed_in import OfficerRequest, signed_in

PER_PAGE = 30
MOST_AIRINGS = 100


def participant_of(request: OfficerRequest, participant_id: int, on: date) -> Participant:
    rows = participants_visible_to(request.user, on).select_related("campaign__owner", "unit")
    return get_object_or_404(rows, pk=participant_id)


def add_words(row: Publication) -> str:
    """Say what may be added: a screenshot of a page, or a photo of what is none."""
    return _("Add a screenshot") if row.address else _("Add a photo")


def publication_of(request: OfficerRequest, pk: int, on: date) -> Publication:
    rows = queries.visible_to(request.user, on).select_related(
        "participant__campaign", "participant__unit", "logged_by"
    )
    return get_object_or_404(rows, pk=pk)


@signed_in
@require_GET
def publications(request: OfficerRequest, participant_id: int) -> HttpResponse:
    """List what a unit did; search by title or address, filter by kind."""
    today = timezone.localdate()
    participant = participant_of(request, participant_id, today)
    search, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    rows = queries.acts_of(participant)
    shown = _filtered(request, rows)
    listed = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "participant": participant,
        "page_obj": listed,
        "lines": [
            (
                act,
                KIND_WORDS[ActKind(act.publication.kind)],
                _said(act.publication.counts),
                STATES[act.state],
                STATE_MEANINGS[act.state],
            )
            for act in listed
        ],
        "state": request.GET.get("state", ""),
        "states": STATES.items(),
        "saved": request.GET.urlencode(),
        "sightings": queries.sightings_waiting(participant).count(),
        "search": search,
        "kind": kind,
        "kinds": KIND_WORDS.items(),
        "may_answer": may_answer(request.user, participant, today),
        "standing_many": sum(act.state != "off" for act in rows),
    }
    return page(request, "evidence/publications.html", context, partial="rows")


def _filtered(request: OfficerRequest, rows: list[queries.Act]) -> list[queries.Act]:
    search, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    state = request.GET.get("state", "")
    if state and state not in STATES:
        raise Http404
    return [
        act
        for act in rows
        if kind in ("", act.publication.kind)
        and state in ("", act.state)
        and fold(search) in fold(f"{act.publication.title} {act.publication.address}")
    ]


@signed_in
@require_GET
def publications_file(request: OfficerRequest, participant_id: int) -> HttpResponse:
    """Give the unit's list, as filtered, as a table that a spreadsheet opens."""
    participant = participant_of(request, participant_id, timezone.localdate())
    heads = (_("Day"), _("Kind"), _("What"), _("Address"), _("Counts"))
    table: list[Sequence[Cell]] = [(*heads, _("What Loa saw"), _("Logged"))]
    for act in _filtered(request, queries.acts_of(participant)):
        row = act.publication
        counts = ", ".join(f"{number} {word}" for number, word in _said(row.counts))
        at = timezone.localtime(row.logged_at).strftime("%d/%m/%Y %H:%M")
        kind = str(KIND_WORDS[ActKind(row.kind)])
        table.append(
            (
                write_date(row.happened_on), kind, str(row), row.address, counts,
                str(STATES[act.state]), at,
            )
        )  # fmt: skip
    return table_file("csv", f"unit-{participant.pk}", table)


def _said(counts: dict[str, int]) -> list[tuple[int, object]]:
    return [(number, MEASURE_WORDS.get(measure, measure)) for measure, number in counts.items()]


@signed_in
@require_http_methods(["GET", "POST"])
def log(request: OfficerRequest, participant_id: int) -> HttpResponse:
    """Log one publication. `?kind=` and `?address=` fill the form for a link from the desk."""
    at = timezone.now()
    today = timezone.localdate(at)
    participant = participant_of(request, participant_id, today)
    require(may_answer(request.user, participant, today))
    way = _way(request)
    if request.method == "POST":
        form = PublicationForm(
            request.POST, request.FILES, participant=participant, today=today, way=way
        )
        if form.is_valid() and (made := _log(form, participant, request, at)):
            messages.success(
                request, _("On the list: %(what)s. It counts in your report.") % {"what": made}
            )
            return taken(seen("desk:work", participant.pk), form.cleaned_data["key"])
        return page(request, "evidence/log.html", _log_context(form, participant), status=422)
    chosen = {name: request.GET[name] for name in ("kind", "address") if name in request.GET}
    form = PublicationForm(participant=participant, today=today, way=way, initial=chosen)
    return page(request, "evidence/log.html", _log_context(form, participant))


def _way(request: OfficerRequest) -> str:
    """Say by which of the four ways something is given: as asked for, else by its kind."""
    asked = request.POST if request.method == "POST" else request.GET
    way, kind = asked.get("way", ""), asked.get("kind", "")
    if way in WAYS:
        return way
    return way_of(ActKind(kind)) if kind in list(ActKind) else "link"


def _log_context(form: PublicationForm, participant: Participant) -> dict[str, object]:
    where = reverse("evidence:log", args=[participant.pk])
    here = form.initial["way"]
    tabs = [
        {"word": word, "href": f"{where}?way={way}", "is_here": way == here}
        for way, word in WAY_WORDS.items()
    ]
    return {"form": form, "participant": participant, "tabs": tabs, "way": here}


def _log(
    form: PublicationForm, participant: Participant, request: OfficerRequest, at: datetime
) -> Publication | None:
    """Log what the form holds; on a refusal say why on the form and return None."""
    try:
        return actions.log_publication(participant, form.logged(), by=request.user, at=at)
    except AlreadyLoggedError as error:
        form.add_error(
            "address",
            _("This address is already on the list, logged on %(day)s. Nothing was added.")
            % {"day": write_date(timezone.localdate(error.known.logged_at))},
        )
    except RemovedFileError:
        form.add_error(
            "photos",
            _("A file among these was deleted for cause before. Leave it out."),
        )
    except NothingToShowError:
        form.add_error(None, _("Give at least one of: the address, a photograph, a number."))
    except OutsideCampaignError as error:
        form.add_error(
            "happened_on",
            _("The campaign began on %(first)s; choose a day from then until today.")
            % {"first": write_date(error.first)},
        )
    except CountError as error:
        form.add_error(
            error.measure if error.measure in form.fields else None,
            _("This number cannot be: %(value)s.") % {"value": error.value},
        )
    return None


@signed_in
@require_GET
def publication(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one publication with its files, and how to take it off the list."""
    today = timezone.localdate()
    row = publication_of(request, pk, today)
    # Who else handed in a photo is the coordinator's business, not the next unit's.
    sees_all = may_see_units(request.user, row.participant.campaign, today)
    context = {
        "publication": row,
        "participant": row.participant,
        "words": KIND_WORDS[ActKind(row.kind)],
        "said": _said(row.counts),
        "files": row.files.order_by("pk"),
        "additions": additions_of(row),
        "add_words": add_words(row),
        "airings": row.airings.all()[:MOST_AIRINGS],
        "airings_many": row.airings.count(),
        "seen": (act := queries.act_of(row)),
        "seen_word": STATES[act.state],
        "seen_meaning": STATE_MEANINGS[act.state],
        "reasons": all_reason_words(act.check.reasons) if act.check else [],
        "twins": twins_of(row) if sees_all else [],
        "materials": row.materials.order_by("title"),
        "may_answer": may_answer(request.user, row.participant, today),
        "may_run": may_run(request.user, row.participant.campaign, today),
    }
    return page(request, "evidence/publication.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def withdraw(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take a publication off the list, with a reason; it can be put back."""
    at = timezone.now()
    row = publication_of(request, pk, timezone.localdate(at))
    require(may_answer(request.user, row.participant, timezone.localdate(at)))
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw_publication(
            row, reason=form.cleaned_data["reason"], by=request.user, at=at
        )
        messages.success(request, _("Taken off the list. You can put it back."))
        return seen("evidence:publications", row.participant_id)
    context = {
        "question": _("Take this off the list?"),
        "consequence": _("It no longer counts in your report. It stays on record."),
        "verb": _("Take off the list"),
        "kind": "danger",
        "back": reverse("evidence:publication", args=[row.pk]),
        "form": form,
        "facts": [{"label": _("What"), "value": str(row)}],
    }
    return page(request, "ui/confirm.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def restore(request: OfficerRequest, pk: int) -> HttpResponse:
    """Put a withdrawn publication back on the list."""
    at = timezone.now()
    row = publication_of(request, pk, timezone.localdate(at))
    try:
        actions.restore_publication(row, by=request.user, at=at)
    except EvidenceError:
        messages.error(request, _("Its address stands on the list anew; nothing was changed."))
    else:
        messages.success(request, _("Back on the list."))
    return seen("evidence:publications", row.participant_id)


@signed_in
@require_GET
def file(request: OfficerRequest, pk: int, file_id: int) -> HttpResponse:
    """Give one file of a publication, as what it was recognised to be."""
    row = publication_of(request, pk, timezone.localdate())
    stored = get_object_or_404(row.files, pk=file_id)
    return serve(stored)


@signed_in
@require_http_methods(["GET", "POST"])
def remove_file(request: OfficerRequest, pk: int, file_id: int) -> HttpResponse:
    """Delete a file of a publication, or the capture of a look at it, for cause."""
    at = timezone.now()
    today = timezone.localdate(at)
    row = publication_of(request, pk, today)
    require(may_run(request.user, row.participant.campaign, today))
    known = Q(publications=row) | Q(additions__publication=row)
    known |= Q(pk__in=row.checks.values("capture"))
    stored = get_object_or_404(StoredFile.objects.filter(known).distinct(), pk=file_id)
    form = RemoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        remove_bytes(stored, row, reason=reason, by=request.user, at=at)
        messages.success(request, _("Deleted. Its hash and your reason stay on record."))
        return seen("evidence:publication", row.pk)
    context = {
        "question": _("Delete these bytes for good?"),
        "consequence": _("They are gone for good; the hash, the reason and your name stay."),
        "verb": _("Delete"),
        "kind": "danger",
        "back": reverse("evidence:publication", args=[row.pk]),
        "form": form,
        "facts": [
            {"label": _("What"), "value": str(row)},
            {"label": "SHA-256", "value": stored.sha256},
        ],
    }
    return page(request, "ui/confirm.html", context, status=422 if form.is_bound else 200)
