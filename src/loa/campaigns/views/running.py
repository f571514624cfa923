"""What the coordinator does with an opened campaign: closes holes, moves dates, sends."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from loa.campaigns import actions, papers, policies, queries
from loa.campaigns.errors import CampaignError, NobodyTaskedError, NoRoundError
from loa.campaigns.forms import RoundForm, ShowForm, after, unit_called
from loa.campaigns.models import HoleKind, HoleWord, Round, RoundKind, Task
from loa.campaigns.views.reading import found
from loa.crafts.timing import Basis, last_day
from loa.crafts.viet import write_number
from loa.files.serving import serve_document
from loa.ui.pages import page, seen
from loa.units.models import Group
from loa.units.signed_in import OfficerRequest, signed_in


@signed_in
@require_POST
def hole(request: OfficerRequest, slug: str) -> HttpResponse:
    """Close one hole: `kind`, `place`, `word`, and the group or task that the word needs."""
    at = timezone.now()
    row = found(request, slug, timezone.localdate(at))
    asked = request.POST
    group = Group.objects.filter(code=asked.get("group", "")).first()
    wanted = asked.get("task", "")
    task = Task.objects.filter(campaign=row, pk=wanted).first() if wanted.isdigit() else None
    named = asked.get("unit", "").strip()
    unit = unit_called(named, row.units_on) if named and group is None else None
    try:
        kind, word = HoleKind(asked.get("kind", "")), HoleWord(asked.get("word", ""))
    except ValueError:
        raise Http404 from None
    if word is HoleWord.ADDED and kind is HoleKind.UNKNOWN_WORDS and not (group or unit):
        messages.error(
            request, _("Choose the group or type the unit that these words mean, then say so.")
        )
        return seen("campaigns:campaign", slug)
    try:
        actions.close_hole(
            row, kind, asked.get("place", ""), word,
            group=group, unit=unit, task=task, by=request.user, at=at,
        )  # fmt: skip
    except CampaignError:
        messages.warning(request, _("This hole is no longer there: somebody closed it."))
    response = seen("campaigns:campaign", slug)
    response["Location"] += "#holes"
    return response


@signed_in
@require_http_methods(["GET", "POST"])
def edit_round(request: OfficerRequest, slug: str, number: int) -> HttpResponse:
    """Move the days of a round, also after the sending: an extension is a new deadline."""
    at = timezone.now()
    row = found(request, slug, timezone.localdate(at))
    policies.require(policies.may_run(request.user, row, timezone.localdate(at)))
    each = get_object_or_404(Round, campaign=row, number=number)
    closes_on = timezone.localdate(each.closes_at - timedelta(microseconds=1))
    initial = {"last_day": last_day(queries.deadline_of(each)), "closes_on": closes_on}
    form = RoundForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        due = after(form.cleaned_data["last_day"])
        actions.set_round(
            row,
            number,
            actions.RoundTimes(
                kind=RoundKind(each.kind),
                cut_off_at=each.cut_off_at if each.cut_off_at <= due else due,
                due_at=due,
                closes_at=after(form.cleaned_data["closes_on"]),
                basis=Basis(each.basis),
                grace_minutes=each.grace_minutes,
            ),
            by=request.user,
            at=at,
        )
        messages.success(request, _("The days of the round are changed."))
        return seen("campaigns:campaign", slug)
    context = {
        "question": _("Change the days of the round?"),
        "consequence": _("What was sent before the new day counts as in time."),
        "verb": _("Change"),
        "back": reverse("campaigns:campaign", args=[slug]),
        "form": form,
        "facts": [{"label": _("In the letter's words"), "value": each.phrase or "—"}],
    }
    return page(request, "ui/confirm.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def send(request: OfficerRequest, slug: str) -> HttpResponse:
    """Ask once more, then put the campaign on every unit's desk."""
    at = timezone.now()
    row = found(request, slug, timezone.localdate(at))
    policies.require(policies.may_run(request.user, row, timezone.localdate(at)))
    if request.method == "POST":
        try:
            sent = actions.send_campaign(row, by=request.user, at=at)
        except NoRoundError:
            messages.error(request, _("There is no report round yet. Add one, then send."))
        except NobodyTaskedError:
            messages.error(request, _("No unit has a task yet. Close the holes, then send."))
        else:
            text = ngettext(
                "Sent to %(many)s unit; %(mails)s mails are on their way.",
                "Sent to %(many)s units; %(mails)s mails are on their way.",
                sent.delivered,
            )
            told = {"many": write_number(sent.delivered), "mails": write_number(sent.mails)}
            messages.success(request, text % told)
        return seen("campaigns:campaign", slug)
    waiting = len(queries.open_holes(row))
    count = queries.participants(row).filter(delivered_at__isnull=True).count()
    consequence = _("Every unit sees its tasks on its desk; contact officers get a mail.")
    if waiting:
        left = ngettext(
            "%(many)s hole is still open.", "%(many)s holes are still open.", waiting
        )
        consequence = f"{left % {'many': waiting}} {consequence}"
    context = {
        "question": _("Send the campaign to its units?"),
        "consequence": consequence,
        "verb": _("Send"),
        "back": reverse("campaigns:campaign", args=[slug]),
        "facts": [{"label": _("Units"), "value": write_number(count)}],
    }
    return page(request, "ui/confirm.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def show(request: OfficerRequest, slug: str) -> HttpResponse:
    """Choose the campaign's material and whether citizens see it."""
    at = timezone.now()
    row = found(request, slug, timezone.localdate(at))
    policies.require(policies.may_run(request.user, row, timezone.localdate(at)))
    initial = {
        "materials": row.materials.all(),
        "is_public": row.is_public,
        "public_intro": row.public_intro,
    }
    form = ShowForm(request.POST or None, campaign=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.show_campaign(row, **form.cleaned_data, by=request.user, at=at)
        messages.success(request, _("Kept."))
        return seen("campaigns:campaign", slug)
    context = {"form": form, "campaign": row}
    return page(request, "campaigns/show.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def codes(request: OfficerRequest, slug: str, kind: str) -> HttpResponse:
    """Give every unit its claim code and return the letter whose annex carries them."""
    at = timezone.now()
    row = found(request, slug, timezone.localdate(at))
    if kind not in ("docx", "pdf"):
        raise Http404
    given = actions.give_claim_codes(row, by=request.user, at=at)
    if not given:
        messages.warning(request, _("No unit of this campaign is within your reach."))
        return seen("campaigns:campaign", slug)
    address = settings.SITE_URL + reverse("units:claim")
    document = papers.claim_letter(
        row, [(unit.name, code.code) for unit, code in given], address, timezone.localtime(at)
    )
    return serve_document(document, kind, f"ma-nhan-viec-{row.slug}")
