"""What the machine saw of publications; what it could not tell is judged here by a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from loa.campaigns.models import Campaign
from loa.campaigns.policies import may_receive_from, may_run, may_see_units
from loa.evidence import queries, showing
from loa.evidence.adding import additions_in, words_before
from loa.evidence.captures import is_of_its_page
from loa.evidence.checked_words import (
    AGAINST_WORDS,
    CHANGE_WORDS,
    OUTCOME_MEANINGS,
    OUTCOME_WORDS,
    REASON_WORDS,
    SHOWS,
    TRUST_WORDS,
    all_reason_words,
    reason_words,
)
from loa.evidence.errors import AlreadyJudgedError
from loa.evidence.facets import released_on, window_of
from loa.evidence.judging import judge as say
from loa.evidence.judging import undo_judgement
from loa.evidence.models import Check, Judgement
from loa.evidence.photo_pairs import pairs_of, twins_of
from loa.evidence.vanished import vanished_of
from loa.evidence.views.queue import kept_query, queue_context, to_next, waiting
from loa.files.serving import serve
from loa.materials.models import Material
from loa.materials.queries import newest, with_versions
from loa.ui.pages import page, seen
from loa.ui.tables import Cell, table_file
from loa.units.signed_in import OfficerRequest, signed_in

PER_PAGE = 30
FILTERED = (
    *(
        "altered",
        "text_part",
        "picture_part",
        "look_alike",
        "short_text",
        "denied",
        "no_match",
        "outside_period",
        "dated_ahead",
        "old_material",
        "earlier_material",
        "expired_material",
        "only_handed_in",
        "own_file",
        "others_channel",
    ),
    *("foreign_host", "vanished", "gone", "login_wall", "javascript_only", "robots"),
    *("untied_post", "key_refused"),
)


MOST_SHOWN = 6
MOST_EARLIER = 10
MOST_CAMPAIGNS = 5
MOST_SAVED = 20_000
MOST_WORDS = 1_500


@dataclass(frozen=True)
class Changed:
    """A number, address or code that is not the material's. `said`: "" where unreadable."""

    what: Promise
    expected: str
    said: str


@dataclass(frozen=True)
class Shown:
    """One finding with what is laid side by side: the material, and the page or its picture."""

    material: Material
    preview: str
    word: Promise
    meaning: str
    reason: Promise
    percent: int
    picture: int | None
    passage: showing.Passage | None
    words: str
    changes: list[Changed]


@dataclass(frozen=True)
class Line:
    """One check as a row of the list, in words."""

    check: Check
    word: Promise
    meaning: str
    reasons: list[Promise]


def _line(check: Check) -> Line:
    reasons = all_reason_words(check.reasons)
    outcome = check.outcome
    return Line(check, OUTCOME_WORDS[outcome], OUTCOME_MEANINGS[outcome], reasons)


def _campaigns(request: OfficerRequest) -> list[tuple[Campaign, int, int]]:
    """Give the campaigns looked at, each with its equal photos and vanished pages that wait."""
    today = timezone.localdate()
    return [
        (each, pairs_of(each).count(), len(vanished_of(request.user, each, today)))
        for each in queries.campaigns_looked_at(request.user, today)[:MOST_CAMPAIGNS]
    ]


def _checks(request: OfficerRequest) -> QuerySet[Check]:
    return queries.latest_checks(request.user, timezone.localdate(), show="all")


def _check(request: OfficerRequest, pk: int) -> Check:
    return get_object_or_404(_checks(request), pk=pk)


def _check_or_newer(request: OfficerRequest, pk: int) -> Check:
    """Give a check, or the look at the same publication that took its place meanwhile."""
    row = _checks(request).filter(pk=pk).first()
    return row or get_object_or_404(_checks(request), publication__checks=pk)


def _led_to(request: OfficerRequest, row: Check) -> HttpResponse:
    """Lead to a check, in the queue if they came from there."""
    where = reverse("evidence:check", args=[row.pk])
    kept = f"?{request.GET.urlencode()}" if request.GET else ""
    return HttpResponseRedirect(f"{where}{kept}", status=303)


def found_of(check: Check) -> list[Shown]:
    """Give the findings of a check, the surest first, each with its two sides."""
    keys = [each["material"] for each in check.findings if each["material"]]
    rows = with_versions(Material.objects.filter(pk__in=keys))
    materials = {str(each.pk): each for each in rows}
    return [
        Shown(
            material=materials[each["material"]],
            preview="" if each["passage"] else _preview(materials[each["material"]]),
            word=OUTCOME_WORDS[each["outcome"]],
            meaning=OUTCOME_MEANINGS[each["outcome"]],
            reason=reason_words(each["reason"]),
            percent=round(each["share"] * 100),
            picture=each["picture"],
            passage=showing.passage_of(check, each["passage"]) if each["passage"] else None,
            words=showing.words_beside(materials[each["material"]], each["passage"] or ""),
            changes=[
                Changed(CHANGE_WORDS[change["kind"]], change["expected"], change["said"])
                for change in each.get("changes") or ()
            ],
        )
        for each in check.findings
        if each["material"] in materials
    ]


def word_on(check: Check) -> Judgement | None:
    """Give the word on a check: said of it, or of an earlier look that ended alike."""
    own = check.judgements.filter(undone_at__isnull=True).select_related("made_by").first()
    return own or check.settled_by


def _preview(material: Material) -> str:
    """Give the address of a material's picture; empty where it has none."""
    version = newest(material)
    if version is None:
        return ""
    for stored, name in ((version.preview, "preview"), (version.file, "file")):
        if stored and stored.media_type.startswith("image/") and not stored.removed_at:
            return reverse(f"materials:{name}", args=[material.pk, version.number])
    return ""


def unframed(check: Check) -> list[int]:
    """Give the numbers of the pictures to show where no region was found in any."""
    if any(each["material"] and each["region"] for each in check.findings):
        return []
    there = (n for n, each in enumerate(showing.pictures_of(check)) if each is not None)
    return list(islice(there, MOST_SHOWN))


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
        "waiting": waiting(request).count(),
        "query": kept_query(request),
        "campaigns": _campaigns(request),
        "saved": request.GET.urlencode(),
    }
    return page(request, "evidence/checks.html", context, partial="rows")


@signed_in
@require_GET
def checks_file(request: OfficerRequest) -> HttpResponse:
    """Give the list, as filtered, as a table that a spreadsheet opens."""
    show = request.GET.get("show", "")
    if show not in SHOWS:
        raise Http404
    rows = queries.latest_checks(
        request.user, timezone.localdate(), show=show, reason=request.GET.get("reason", ""),
        unit=request.GET.get("q", "").strip(),
    )  # fmt: skip
    heads = (_("Unit"), _("What"), _("Address"), _("What the machine says"), _("Reason"))
    table: list[Sequence[Cell]] = [(*heads, _("How it was seen"), _("Looked at"))]
    for row in rows[:MOST_SAVED]:
        line, what = _line(row), row.publication
        table.append(
            (
                what.participant.name,
                str(what),
                what.address,
                str(line.word),
                " ".join(str(each) for each in line.reasons),
                str(TRUST_WORDS[row.trust]),
                timezone.localtime(row.checked_at).strftime("%d/%m/%Y %H:%M"),
            )
        )
    return table_file("csv", "checks", table)


@signed_in
@require_GET
def check(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one check: what was met, beside the material, and what a person said.

    With `line` in the address the officer is working through the queue: answers lead on.
    """
    row = _check_or_newer(request, pk)
    if row.pk != pk:
        return _led_to(request, row)
    publication = row.publication
    looks = list(publication.checks.defer("findings"))
    found = found_of(row)
    window = window_of(row, looks, released_on(row, [each.material for each in found]))
    said = word_on(row)
    today = timezone.localdate()
    may_judge = may_receive_from(request.user, publication.participant, today)
    sees_all = may_see_units(request.user, publication.participant.campaign, today)
    context = {
        "check": row,
        "line": _line(row),
        "publication": publication,
        "participant": publication.participant,
        "found": found,
        "found_more": len(found) - 1,
        "window": window,
        "against": [AGAINST_WORDS[code] for code in window.against],
        "twins": twins_of(publication) if sees_all else [],
        "page_words": "" if found else showing.page_text(row)[:MOST_WORDS],
        "pictures": unframed(row),
        "trust": TRUST_WORDS[row.trust],
        "is_capture_false": row.capture and not is_of_its_page(row),
        "said": said,
        "is_own": said is not None and said.made_by_id == request.user.pk,
        "may_judge": may_judge,
        "may_run": may_run(request.user, publication.participant.campaign, today),
        "additions": additions_in(row),
        "words_before": words_before(row),
        "earlier": [_line(each) for each in looks if each.pk != row.pk][:MOST_EARLIER],
        **(queue_context(request) if "line" in request.GET else {}),
    }
    return page(request, "evidence/check.html", context)


@signed_in
@require_POST
def judge(request: OfficerRequest, pk: int) -> HttpResponse:
    """Keep a person's word on a check; in the queue, go on to the next."""
    word = request.POST.get("word", "")
    if word not in {"yes", "no"}:
        raise Http404
    row = _check_or_newer(request, pk)
    if row.pk != pk:
        messages.warning(
            request, _("Loa has looked again meanwhile. Here is what it met; please say again.")
        )
        return _led_to(request, row)
    note = request.POST.get("note", "")[:300]
    try:
        say(row, is_published=word == "yes", note=note, by=request.user, at=timezone.now())
    except AlreadyJudgedError as error:
        name = error.standing.made_by
        messages.error(request, _("%(name)s has judged this already.") % {"name": name})
        return _led_to(request, row)
    else:
        if "line" in request.GET:
            return to_next(request, after=row.pk)
        messages.success(request, _("Your word is kept. You can take it back."))
    return seen("evidence:check", row.pk)


@signed_in
@require_POST
def undo(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take back one's own word; in the queue, stand before that check again."""
    row = _check(request, pk)
    said = word_on(row)
    if said is None:
        raise Http404
    undo_judgement(said, by=request.user, at=timezone.now())
    messages.success(request, _("Your word is taken back."))
    return _led_to(request, row)


@signed_in
@require_GET
def capture(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give the capture as a WARC file, to be saved; never shown on our own address."""
    row = _check(request, pk)
    if row.capture is None:
        raise Http404
    return serve(row.capture, f"capture-{row.pk}.warc.gz", as_download=True)


@signed_in
@require_GET
def picture(request: OfficerRequest, pk: int, number: int) -> HttpResponse:
    """Draw one picture of a check anew, the region of what was met in it framed."""
    row = _check(request, pk)
    shown = next(islice(showing.pictures_of(row), number, None), None)
    if shown is None:
        raise Http404
    regions = [
        each["region"]
        for each in row.findings
        if each["material"] and each["picture"] == number and each["region"]
    ]
    wrong = [
        change["region"]
        for each in row.findings
        if each["picture"] == number
        for change in each.get("changes") or ()
        if change["region"]
    ]
    return showing.as_answer(showing.framed(shown, regions[0] if regions else None, wrong))
