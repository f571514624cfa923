"""Two campaigns side by side: as they were, and restated under the units of a chosen day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from loa.campaigns.models import Round
from loa.campaigns.policies import may_see_units, require
from loa.campaigns.queries import rounds_seen_whole, visible_to
from loa.crafts.viet import write_date
from loa.desk import comparing
from loa.desk.comparing import Kind
from loa.desk.forms import CompareForm
from loa.reports.queries import Comparison, EarlierDayError, Line, compare, roll_of
from loa.reports.words import APART_WORDS
from loa.ui.pages import page
from loa.ui.tables import table_file
from loa.units.duties import duty_name
from loa.units.queries import names_of
from loa.units.signed_in import OfficerRequest, signed_in

PER_PAGE = 30
REST = "rest"  # in the address: all other work; blank is "as the owner's duty passed"


@dataclass(frozen=True)
class Asked:
    """A comparison as the address asked for it, and the lines it shows."""

    form: CompareForm
    comparison: Comparison
    kinds: dict[str, Kind]
    kind: Kind
    under: int | None
    lines: list[Line]

    @property
    def heads(self) -> tuple[str, str]:
        rounds = self.comparison.first.round, self.comparison.second.round
        return comparing.short_names(rounds[0].campaign, rounds[1].campaign)


def _asked(request: OfficerRequest, at: datetime) -> Asked | CompareForm:
    """Compare what the address asks for; only the form where there are not two rounds."""
    today = timezone.localdate(at)
    told = request.GET
    form = CompareForm(told, today=today)
    rounds = comparing.with_reported(rounds_seen_whole(request.user, today))
    chosen = comparing.choose(rounds, told.get("first", ""), told.get("second", ""))
    offered = [(comparing.key_of(each), comparing.words_of(each)) for each in rounds]
    for field in ("first", "second"):
        form.offer(field, offered)
    if chosen is None:
        return form
    comparison = _compared(form, chosen, at)
    kinds = comparing.kinds_of(comparison)
    kind = kinds.get(told.get("figure", "")) or kinds[comparing.USUAL]
    form.offer("figure", [(each.key, each.label) for each in kinds.values()])
    form.offer("duty", _duties(comparison))
    form.data = {
        **told.dict(),
        "first": comparing.key_of(chosen[0]),
        "second": comparing.key_of(chosen[1]),
        "figure": kind.key,
    }
    under = _under(told.get("under", ""), comparison)
    lines = comparing.lines_of(
        comparison,
        kind,
        under=under,
        rows=told.get("rows", ""),
        show=told.get("show", ""),
        search=told.get("q", "").strip(),
    )
    lines = comparing.in_order(lines, kind, told.get("sort", ""))
    return Asked(form, comparison, kinds, kind, under, lines)


def _compared(form: CompareForm, chosen: tuple[Round, Round], at: datetime) -> Comparison:
    """Compare; where the day asked for comes too early say so, and show what was."""
    duty = {"": None, REST: ""}.get(asked := form.data.get("duty", ""), asked)
    try:
        return compare(*chosen, at, on=form.on, duty=duty)
    except EarlierDayError as error:
        form.add_error("day", _too_early(error))
        form.forget_day()
        return compare(*chosen, at)


@signed_in
@require_GET
def round_figures(request: OfficerRequest, slug: str, number: int) -> HttpResponse:
    """Show one round rolled up by unit: as it was, or under the units of another day."""
    at = timezone.now()
    today = timezone.localdate(at)
    campaign = get_object_or_404(visible_to(request.user, today), slug=slug)
    require(may_see_units(request.user, campaign, today))
    each = get_object_or_404(
        Round.objects.select_related("campaign__owner"), campaign=campaign, number=number
    )
    form = CompareForm(request.GET, today=today)
    rolled = _rolled(form, each, at)
    kinds = comparing.kinds_of(rolled)
    under = _under(request.GET.get("under", ""), rolled)
    search = request.GET.get("q", "").strip()
    lines = comparing.lines_of(
        rolled,
        kinds[comparing.USUAL],
        under=under,
        rows=request.GET.get("rows", ""),
        show="waiting" if request.GET.get("show") == "waiting" else "",
        search=search,
    )
    if kind := request.GET.get("file", ""):
        rows = comparing.one_table(rolled, kinds.values(), lines)
        return table_file(kind, f"{campaign.slug}-{number}-don-vi", rows)
    figures = [kind for key, kind in kinds.items() if key not in comparing.COUNTS]
    form.offer("figure", [(each.key, each.label) for each in figures])
    chosen = [each for each in figures if each.key == request.GET.get("figure")]
    shown = [kinds[key] for key in comparing.COUNTS] + (chosen or figures[:1])
    listed = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    side, is_below = rolled.first, bool(under and request.GET.get("under"))
    context = {
        "campaign": campaign,
        "round": each,
        "form": form,
        "rolled": rolled,
        "heads": [kind.titled for kind in shown],
        "page_obj": listed,
        "rows": [comparing.one_row(line, shown) for line in listed],
        "foot": [
            comparing.cells_of(label, facts, shown)
            for label, facts in (
                (_("Added up at the units"), side.summed),
                (_("Waits for a person"), side.waiting),
                (_("All that came in"), side.reported),
            )
        ],
        "path": rolled.above(under) if is_below and under else (),
        "under": rolled.itself(under) if is_below and under else None,
    }
    return page(request, "desk/round_figures.html", context, partial="figures")


def _rolled(form: CompareForm, each: Round, at: datetime) -> Comparison:
    try:
        return roll_of(each, at, on=form.on)
    except EarlierDayError as error:
        form.add_error("day", _too_early(error))
        form.forget_day()
        return roll_of(each, at)


def _too_early(error: EarlierDayError) -> str:
    return _(
        "Figures go forward to who answers later, never back. Type %(day)s or a later day; "
        "until then they stand as they were."
    ) % {"day": write_date(error.earliest)}


def _under(asked: str, comparison: Comparison) -> int | None:
    if not asked:
        return comparison.top
    if not asked.isdigit() or int(asked) not in comparison.children:
        raise Http404
    return int(asked)


def _duties(comparison: Comparison) -> list[tuple[str, str]]:
    named = [(code, duty_name(code)) for code in comparison.duties]
    return [
        ("", _("that which passed to the second campaign's owner")),
        (REST, _("all other work")),
        *named,
    ]


def _by_owner(comparison: Comparison, today: date) -> dict[str, str] | None:
    """Say in whose place the second's owner works, by which duty; None: in nobody's."""
    owners = [side.round.campaign.owner_id for side in (comparison.first, comparison.second)]
    if not comparison.is_by_owner or owners[0] == owners[1]:
        return None
    names = names_of(owners, comparison.on or today)
    duty = duty_name(comparison.duty) if comparison.duty else _("all other work")
    return {"first": names[owners[0]].name, "second": names[owners[1]].name, "duty": duty}


@signed_in
@require_GET
def compare_rounds(request: OfficerRequest) -> HttpResponse:
    """Put two rounds side by side, figure by figure and unit by unit."""
    at = timezone.now()
    asked = _asked(request, at)
    if isinstance(asked, CompareForm):
        return page(request, "desk/compare.html", {"form": asked})
    comparison, kind = asked.comparison, asked.kind
    listed = Paginator(asked.lines, PER_PAGE).get_page(request.GET.get("page"))
    one, other = comparison.first, comparison.second
    foot = [
        comparing.row_of_facts(_("Added up at the units"), one.summed, other.summed, kind),
        comparing.row_of_waiting(_("Waits for a person"), one.waiting, other.waiting, kind),
        comparing.row_of_facts(_("All that came in"), one.reported, other.reported, kind),
    ]
    under = asked.under
    context = {
        "form": asked.form,
        "comparison": comparison,
        "heads": asked.heads,
        "titles": [comparing.words_of(one.round), comparing.words_of(other.round)],
        "whole": comparing.whole(comparison, asked.kinds.values()),
        "apart": [(comparing.label_of(row), APART_WORDS[why]) for row, why in comparison.apart],
        "kind": kind,
        "page_obj": listed,
        "rows": [comparing.row_of(line, kind) for line in listed],
        "foot": foot,
        "waits": len(comparison.waiting()),
        "by_owner": _by_owner(comparison, timezone.localdate(at)),
        "path": comparison.above(under) if under and request.GET.get("under") else (),
        "under": comparison.itself(under) if under and request.GET.get("under") else None,
        "is_narrowed": any(request.GET.get(key) for key in ("q", "show")),
        "at": at,
    }
    return page(request, "desk/compare.html", context, partial="figures")


@signed_in
@require_GET
def compare_file(request: OfficerRequest, kind: str) -> HttpResponse:
    """Give the rows asked for with every figure, as CSV or XLSX."""
    asked = _asked(request, timezone.now())
    if isinstance(asked, CompareForm):
        raise Http404
    rows = comparing.table(asked.comparison, asked.kinds.values(), asked.lines, asked.heads)
    return table_file(kind, "so-sanh", rows)
