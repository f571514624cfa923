"""The coordinator's board: one sentence, a funnel, every unit by name; what starts there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.campaigns.models import Campaign, Participant, Round
from loa.campaigns.policies import (
    may_run,
    may_see_units,
    require,
)
from loa.campaigns.queries import amended, rounds_of, visible_to
from loa.crafts.timing import last_day
from loa.crafts.viet import write_date, write_number
from loa.desk.forms import ReminderForm
from loa.reports.actions import accept_report, remind
from loa.reports.models import Report
from loa.reports.queries import Board, BoardRow, as_rows, board, board_rows, deadline_for
from loa.reports.words import Shown, shown
from loa.ui.pages import page, seen
from loa.ui.tables import Cell, table_file
from loa.units.lens import LensForm
from loa.units.queries import contacts_of
from loa.units.signed_in import OfficerRequest, signed_in
from loa.units.stands import StandRow, stand_together

PER_PAGE = 50


@dataclass(frozen=True)
class Step:
    """One figure of the funnel; a link that shows those it counts."""

    number: int
    word: Promise
    show: str
    meaning: str = ""


def _steps(counts: Board) -> list[Step]:
    return [
        Step(counts.units, gettext_lazy("given the task"), ""),
        Step(counts.acknowledged, gettext_lazy("have received it"), "acknowledged"),
        Step(counts.published, gettext_lazy("have published"), "published"),
        Step(counts.sent, gettext_lazy("have reported"), "reported"),
        Step(counts.accepted, gettext_lazy("accepted"), "accepted"),
        Step(counts.missing, gettext_lazy("reports not received"), "missing"),
        Step(counts.returned, gettext_lazy("to be completed"), "returned"),
    ]


SHOWS: dict[str, Promise] = {
    "": gettext_lazy("All units"),
    "unacknowledged": gettext_lazy("Not yet received by the unit"),
    "acknowledged": gettext_lazy("Received by the unit"),
    "unpublished": gettext_lazy("Nothing published yet"),
    "published": gettext_lazy("Published"),
    "unsent": gettext_lazy("No report yet"),
    "missing": gettext_lazy("Report not received by the date"),
    "reported": gettext_lazy("Reported"),
    "sent": gettext_lazy("Reported, to be looked at"),
    "sent_late": gettext_lazy("Reported after the date"),
    "returned": gettext_lazy("Asked to complete"),
    "accepted": gettext_lazy("Accepted"),
}


def _round(request: OfficerRequest, slug: str, number: int) -> tuple[Campaign, Round]:
    today = timezone.localdate()
    campaign = get_object_or_404(visible_to(request.user, today), slug=slug)
    require(may_see_units(request.user, campaign, today))
    each = get_object_or_404(
        Round.objects.select_related("campaign__owner"), campaign=campaign, number=number
    )
    return campaign, each


def _rows(request: OfficerRequest, each: Round) -> QuerySet[Participant]:
    search, show = request.GET.get("q", ""), request.GET.get("show", "")
    return board_rows(each, timezone.now(), search=search, show=show)


@signed_in
@require_GET
def board_of(request: OfficerRequest, slug: str, number: int) -> HttpResponse:
    """Show how a round stands: one sentence, the funnel, a row for every unit."""
    at = timezone.now()
    campaign, each = _round(request, slug, number)
    lens = LensForm(request.GET, today=timezone.localdate(at))
    found = _rows(request, each)
    stands, waiting = _stands(found, lens.on) if lens.on else ([], None)
    shown = found if lens.on is None else found.none()
    rows = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    contacts = contacts_of([row.unit_id for row in rows], timezone.localdate(at))
    lines = [
        (row, _shown(row), contacts.get(row.participant.unit_id, [])) for row in as_rows(rows)
    ]
    counts = board(each, at)
    context = {
        "campaign": campaign,
        "round": each,
        "rounds": rounds_of(campaign),
        "at": at,
        "today": timezone.localdate(at),
        "last_day": last_day(deadline_for(None, each)),
        "counts": counts,
        "steps": _steps(counts),
        "shows": SHOWS.items(),
        "show": request.GET.get("show", ""),
        "search": request.GET.get("q", ""),
        "page_obj": rows,
        "lines": lines,
        "lens": lens,
        "stands": Paginator(stands, PER_PAGE).get_page(request.GET.get("page")),
        "waiting": waiting,
        "may_run": may_run(request.user, campaign, timezone.localdate(at)),
        "is_amended": bool(amended([campaign])),
    }
    return page(request, "desk/board.html", context, partial="rows")


def _stands(participants: QuerySet[Participant], on: date) -> tuple[list[StandRow], StandRow]:
    """Put the board's rows at who answers for their units on a day."""
    rows = as_rows(participants)
    stands, waiting = stand_together(((row.participant.unit_id, row) for row in rows), on)
    listed = [_stand(stand.unit_id, stand.name, stand.rows) for stand in stands]
    return listed, _stand(None, "", waiting)


def _stand(unit_id: int | None, name: str, rows: list[BoardRow]) -> StandRow:
    def item(row: BoardRow) -> tuple[str, str, str, object]:
        said = _shown(row)
        href = reverse("desk:work", args=[row.participant.pk])
        return row.participant.name, href, said.meaning, said.word

    counts: list[tuple[object, int]] = [
        (gettext_lazy("Units"), len(rows)),
        (gettext_lazy("Published"), sum(bool(row.publications) for row in rows)),
        (gettext_lazy("Reported"), sum(row.first_sent_at is not None for row in rows)),
    ]
    return StandRow(unit_id, name, [item(row) for row in rows], counts)


@signed_in
@require_GET
def board_file(request: OfficerRequest, slug: str, number: int) -> HttpResponse:
    """Give the board's rows, as filtered, as a table that a spreadsheet opens."""
    campaign, each = _round(request, slug, number)
    rows = as_rows(_rows(request, each))
    contacts = contacts_of([row.participant.unit_id for row in rows], timezone.localdate())
    heads = (_("Unit"), _("Received by the unit"), _("Entries"), _("Report"))
    table: list[Sequence[Cell]] = [(*heads, _("Sent"), _("Contact"), _("Telephone"))]
    for row in rows:
        people = contacts.get(row.participant.unit_id, [])
        table.append(
            (
                row.participant.name,
                _minute(row.participant.acknowledged_at),
                row.publications,
                str(_shown(row).word),
                _minute(row.first_sent_at),
                "; ".join(person.name for person in people),
                "; ".join(person.phone for person in people if person.phone),
            )
        )
    return table_file("csv", f"{campaign.slug}-{number}", table)


def _shown(row: BoardRow) -> Shown:
    return shown(
        row.standing,
        is_returned=row.returned_at is not None,
        is_accepted=row.accepted_at is not None,
    )


def _minute(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%d/%m/%Y %H:%M") if at else ""


@signed_in
@require_POST
def accept_many(request: OfficerRequest, slug: str, number: int) -> HttpResponse:
    """Accept the ticked reports that wait to be looked at."""
    at = timezone.now()
    campaign, each = _round(request, slug, number)
    require(may_run(request.user, campaign, timezone.localdate(at)))
    wanted = [pk for pk in request.POST.getlist("report") if pk.isdigit()]
    rows = Report.objects.filter(
        round=each, pk__in=wanted, first_sent_at__isnull=False, accepted_at__isnull=True
    ).select_related("participant", "round__campaign__owner", "participant__reports_to")
    many = sum(bool(accept_report(row, by=request.user, at=at)) for row in rows)
    text = ngettext("%(many)s report accepted.", "%(many)s reports accepted.", many)
    messages.success(request, text % {"many": write_number(many)})
    return seen("desk:board", campaign.slug, each.number)


@signed_in
@require_http_methods(["GET", "POST"])
def remind_missing(request: OfficerRequest, slug: str, number: int) -> HttpResponse:
    """Propose a text for the group chat and a mail to units not heard from; a person sends."""
    at = timezone.now()
    campaign, each = _round(request, slug, number)
    require(may_run(request.user, campaign, timezone.localdate(at)))
    rows = list(board_rows(each, at, show="unsent"))
    proposed = _reminder(each, rows)
    form = ReminderForm(request.POST or None, initial=proposed)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        many, without = remind(
            each, rows, subject=given["subject"], text=given["text"], by=request.user, at=at
        )
        text = ngettext(
            "%(many)s mail is on its way.", "%(many)s mails are on their way.", many
        )
        messages.success(request, text % {"many": write_number(many)})
        if without:
            text = ngettext(
                "%(many)s unit has no contact officer yet: telephone, or send its code again.",
                "%(many)s units have no contact officer yet: telephone, or send their codes.",
                without,
            )
            messages.warning(request, text % {"many": write_number(without)})
        return seen("desk:board", campaign.slug, each.number)
    context = {
        "campaign": campaign,
        "round": each,
        "rows": rows,
        "form": form,
        "chat": f"{proposed['text']}\n\n" + "\n".join(f"- {row.name}" for row in rows),
    }
    return page(request, "desk/remind.html", context, status=422 if form.is_bound else 200)


def _reminder(each: Round, rows: list[Participant]) -> dict[str, str]:
    day = write_date(last_day(deadline_for(None, each)))
    return {
        "subject": _("Report of the campaign: not received yet"),
        "text": _(
            "The report on “%(campaign)s” is asked for by %(day)s. It has not been received "
            "yet from %(many)s units. If yours was sent another way, please say so."
        )
        % {"campaign": each.campaign.title, "day": day, "many": write_number(len(rows))},
    }
