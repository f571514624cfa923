"""Giving much at once: pasted links, and the log of a broadcaster or a loudspeaker system."""

import uuid
from datetime import datetime

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from loa.campaigns.models import Participant
from loa.campaigns.policies import may_answer, require
from loa.crafts.viet import fold, write_date
from loa.evidence import actions
from loa.evidence.errors import (
    EvidenceError,
    NoLinksError,
    OutsideCampaignError,
    PlayLogError,
)
from loa.evidence.forms import PasteForm, PlayLogForm
from loa.evidence.models import ActKind, Paste, Publication
from loa.evidence.pasting import paste_links
from loa.evidence.playlogs import Aired, PlayLog, read_play_log
from loa.evidence.views.publications import participant_of
from loa.ui.pages import page, seen, taken
from loa.units.signed_in import OfficerRequest, signed_in

MOST_REFUSED = 50


@signed_in
@require_http_methods(["GET", "POST"])
def paste(request: OfficerRequest, participant_id: int) -> HttpResponse:
    """Take many links at once."""
    at = timezone.now()
    today = timezone.localdate(at)
    participant = participant_of(request, participant_id, today)
    require(may_answer(request.user, participant, today))
    started = {"key": uuid.uuid4().hex, "happened_on": today.isoformat()}
    form = PasteForm(request.POST or None, initial=started)
    if form.is_bound and form.is_valid():
        given = _paste(form, participant, request, at)
        if given is not None:
            return taken(seen("evidence:pasted", given.pk), form.cleaned_data["key"])
    return _asked(request, form, participant, title=_("Paste links"), draft="paste")


def _asked(
    request: OfficerRequest, form: Form, participant: Participant, *, title: str, draft: str
) -> HttpResponse:
    """Show the form, or say what is wrong with what was given."""
    facts = {"form": form, "participant": participant, "title": title, "draft": draft}
    return page(request, "evidence/give.html", facts, status=422 if form.is_bound else 200)


def _paste(
    form: PasteForm, participant: Participant, request: OfficerRequest, at: datetime
) -> Paste | None:
    given = form.cleaned_data
    try:
        return paste_links(
            participant,
            given["text"],
            happened_on=given["happened_on"],
            key=given["key"],
            by=request.user,
            at=at,
        )
    except NoLinksError as error:
        words = _(
            "No link was found in this text. A link looks like https://xatanphu.gov.vn/tin/1."
        )
        if error.refused:
            words = _("None of these links leads to a public page. Copy the link again.")
        form.add_error("text", words)
    except OutsideCampaignError as error:
        form.add_error("happened_on", _outside(error))
    return None


def _outside(error: OutsideCampaignError) -> str:
    return _("The campaign began on %(first)s; choose a day from then until today.") % {
        "first": write_date(error.first)
    }


@signed_in
@require_GET
def pasted(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show what became of pasted links."""
    row = get_object_or_404(Paste.objects.select_related("participant__campaign"), pk=pk)
    participant = participant_of(request, row.participant_id, timezone.localdate())
    context = {
        "paste": row,
        "participant": participant,
        "known": row.done - row.added,
        "many": len(row.links),
        "refused": [link for link, _code in row.refused[:MOST_REFUSED]],
        "refused_many": len(row.refused),
    }
    return page(request, "evidence/pasted.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def playlog(request: OfficerRequest, participant_id: int) -> HttpResponse:
    """Take the log of a broadcaster as a file: one publication with all its airings."""
    at = timezone.now()
    today = timezone.localdate(at)
    participant = participant_of(request, participant_id, today)
    require(may_answer(request.user, participant, today))
    form = PlayLogForm(
        request.POST or None, request.FILES or None, initial={"key": uuid.uuid4().hex}
    )
    if form.is_bound and form.is_valid():
        made = _play_log(form, participant, request, at)
        if made is not None:
            return taken(seen("evidence:publication", made.pk), form.cleaned_data["key"])
    title = _("Send a broadcast log")
    return _asked(request, form, participant, title=title, draft="playlog")


def _play_log(
    form: PlayLogForm, participant: Participant, request: OfficerRequest, at: datetime
) -> Publication | None:
    given = form.cleaned_data
    data = given["log"].read()
    try:
        log = read_play_log(data)
        aired = _in_campaign(log, given["words"], participant, at)
        logged = actions.Logged(
            kind=ActKind(given["kind"]),
            happened_on=max(each.aired_on for each in aired),
            idempotency_key=given["key"],
            title=given["words"] or given["log"].name[:200],
            counts={
                "item": sum(each.times for each in aired),
                "minute": round(sum(each.seconds * each.times for each in aired) / 60),
            },
            files=[data],
            aired=aired,
        )
        return actions.log_publication(participant, logged, by=request.user, at=at)
    except PlayLogError as error:
        form.add_error("log", _why(error))
    except EvidenceError:
        form.add_error(None, _("This log cannot be counted as given. Nothing was added."))
    return None


def _in_campaign(
    log: PlayLog, words: str, participant: Participant, at: datetime
) -> list[Aired]:
    """Keep the airings of the campaign's days whose programme has the words asked for."""
    first, last = participant.campaign.starts_on, timezone.localdate(at)
    wanted = fold(words).split()
    kept = [
        each
        for each in log.aired
        if first <= each.aired_on <= last
        and all(word in fold(each.programme) for word in wanted)
    ]
    if not kept:
        raise PlayLogError("none_counts")
    return kept


def _why(error: PlayLogError) -> str:
    if error.code == "no_columns":
        return _("No headings were found. The log needs columns for the day and the programme.")
    if error.code == "no_rows":
        return ngettext(
            "No row has a day that can be read (%(many)s row). Type days as 14/11/2024.",
            "No row has a day that can be read (%(many)s rows). Type days as 14/11/2024.",
            int(error.what or 0),
        ) % {"many": error.what}
    if error.code == "too_many":
        return _("The log is too long. Send it in parts, at most %(most)s rows each.") % {
            "most": "20.000"
        }
    if error.code == "none_counts":
        return _("No row of the log lies in the campaign's days and has these words.")
    return _("This file cannot be read as a table. Save it as CSV (UTF-8) or XLSX.")
