"""What the machine saw of publications; what it could not tell is judged here by a person."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from loa.campaigns.policies import may_receive_from
from loa.evidence import queries
from loa.evidence.checked_words import (
    OUTCOME_MEANINGS,
    OUTCOME_WORDS,
    REASON_WORDS,
    SHOWS,
    TRUST_WORDS,
    reason_words,
)
from loa.evidence.errors import AlreadyJudgedError
from loa.evidence.judging import judge as say
from loa.evidence.judging import undo_judgement
from loa.evidence.models import Check, Judgement
from loa.files.serving import serve
from loa.materials.models import Material
from loa.ui.pages import page, seen
from loa.units.signed_in import OfficerRequest, signed_in

PER_PAGE = 30
FILTERED = (
    *("text_part", "picture_part", "look_alike", "short_text", "no_match", "outside_period"),
    *("foreign_host", "vanished", "gone", "login_wall", "javascript_only", "robots"),
)


@dataclass(frozen=True)
class Line:
    """One check as a row of the list, in words."""

    check: Check
    word: Promise
    meaning: str
    reasons: list[Promise]


def _line(check: Check) -> Line:
    reasons = [reason_words(code) for code in check.reasons]
    outcome = check.outcome
    return Line(check, OUTCOME_WORDS[outcome], OUTCOME_MEANINGS[outcome], reasons)


def _check(request: OfficerRequest, pk: int) -> Check:
    rows = queries.latest_checks(request.user, timezone.localdate(), show="all")
    return get_object_or_404(rows, pk=pk)


@signed_in
@require_GET
def checks(request: OfficerRequest) -> HttpResponse:
    """List what needs a person's eye; filter by outcome, reason and unit."""
    show, reason = request.GET.get("show", ""), request.GET.get("reason", "")
    unit = request.GET.get("q", "").strip()
    if show not in SHOWS:
        raise Http404
    rows = queries.latest_checks(
        request.user, timezone.localdate(), show=show, reason=reason, unit=unit
    )
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": listed,
        "lines": [_line(check) for check in listed],
        "show": show,
        "shows": SHOWS.items(),
        "reason": reason,
        "reasons": [(code, REASON_WORDS[code]) for code in FILTERED],
        "search": unit,
    }
    return page(request, "evidence/checks.html", context, partial="rows")


@signed_in
@require_GET
def check(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one check: what was met, beside the material, and what a person said."""
    row = _check(request, pk)
    publication = row.publication
    keys = [each["material"] for each in row.findings if each["material"]]
    materials = {str(each.pk): each for each in Material.objects.filter(pk__in=keys)}
    found = [
        {
            "material": materials.get(each["material"]),
            "word": OUTCOME_WORDS[each["outcome"]],
            "meaning": OUTCOME_MEANINGS[each["outcome"]],
            "reason": reason_words(each["reason"]),
            "percent": round(each["share"] * 100),
            "passage": each["passage"],
        }
        for each in row.findings
        if each["material"]
    ]
    said = row.judgements.filter(undone_at__isnull=True).select_related("made_by").first()
    context = {
        "check": row,
        "line": _line(row),
        "publication": publication,
        "participant": publication.participant,
        "found": found,
        "trust": TRUST_WORDS[row.trust],
        "said": said,
        "is_own": said is not None and said.made_by_id == request.user.pk,
        "may_judge": may_receive_from(
            request.user, publication.participant, timezone.localdate()
        ),
        "earlier": [_line(each) for each in publication.checks.exclude(pk=row.pk)[:10]],
    }
    return page(request, "evidence/check.html", context)


@signed_in
@require_POST
def judge(request: OfficerRequest, pk: int) -> HttpResponse:
    """Keep a person's word on a check."""
    row = _check(request, pk)
    word = request.POST.get("word", "")
    if word not in {"yes", "no"}:
        raise Http404
    note = request.POST.get("note", "")[:300]
    try:
        say(row, is_published=word == "yes", note=note, by=request.user, at=timezone.now())
    except AlreadyJudgedError as error:
        name = error.standing.made_by
        messages.error(request, _("%(name)s has judged this already.") % {"name": name})
    else:
        messages.success(request, _("Your word is kept. You can take it back."))
    return seen("evidence:check", row.pk)


@signed_in
@require_POST
def undo(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take back one's own word."""
    row = _check(request, pk)
    said = get_object_or_404(Judgement, check_of=row, undone_at__isnull=True)
    undo_judgement(said, by=request.user, at=timezone.now())
    messages.success(request, _("Your word is taken back."))
    return seen("evidence:check", row.pk)


@signed_in
@require_GET
def capture(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give the capture as a WARC file, to be saved; never shown on our own address."""
    row = _check(request, pk)
    if row.capture is None:
        raise Http404
    return serve(row.capture, f"capture-{row.pk}.warc.gz", as_download=True)
