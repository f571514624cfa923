"""Campaigns as they stand: the list, one campaign, its units."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from loa.campaigns import policies, queries
from loa.campaigns.models import (
    Campaign,
    HoleKind,
    HoleWord,
    Part,
    Participant,
    RoundKind,
)
from loa.campaigns.queries import Hole
from loa.campaigns.words import ANSWER_WORDS, HOLE_WORDS, PART_WORDS, ROUND_WORDS
from loa.crafts.timing import last_day
from loa.crafts.viet import fold, write_number
from loa.ui.pages import page
from loa.units.lens import LensForm
from loa.units.models import Group
from loa.units.signed_in import OfficerRequest, signed_in
from loa.units.stands import StandRow, stand_together

PER_PAGE = 50


def found(request: OfficerRequest, slug: str, on: date) -> Campaign:
    return get_object_or_404(queries.visible_to(request.user, on), slug=slug)


@signed_in
@require_GET
def campaigns(request: OfficerRequest) -> HttpResponse:
    """List the campaigns that the officer may know of."""
    today = timezone.localdate()
    rows = queries.visible_to(request.user, today).distinct()
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return page(request, "campaigns/campaigns.html", {"page_obj": listed, "today": today})


@dataclass(frozen=True)
class HoleRow:
    """A hole in words, with the buttons that close it and what each of them needs."""

    hole: Hole
    says: str
    answers: list[tuple[str, object]]
    asks_group: bool
    asks_task: bool
    answered: object


def _hole_row(hole: Hole) -> HoleRow:
    words = HOLE_WORDS[hole.kind]
    told = {
        "words": hole.words or (hole.task.text[:80] if hole.task else ""),
        "units": write_number(hole.unit_count),
        "task": hole.task.number if hole.task else "",
    }
    return HoleRow(
        hole=hole,
        says=str(words.says) % told,
        answers=[(word.value, label) for word, label in words.answers],
        asks_group=hole.kind is HoleKind.UNKNOWN_WORDS,
        asks_task=hole.kind in (HoleKind.WITHOUT_TASK, HoleKind.AUDIENCE),
        answered=ANSWER_WORDS[HoleWord(hole.answer.word)] if hole.answer else None,
    )


@signed_in
@require_GET
def campaign(request: OfficerRequest, slug: str) -> HttpResponse:
    """Show one campaign; to whom runs it also the holes, the next step and the papers."""
    at = timezone.now()
    today = timezone.localdate(at)
    row = found(request, slug, today)
    may_run = policies.may_run(request.user, row, today)
    may_see_units = policies.may_see_units(request.user, row, today)
    holes = [_hole_row(hole) for hole in queries.holes(row)] if may_run else []
    amending = queries.amending(row) if may_see_units else []
    context = {
        "campaign": row,
        "amending": amending,
        "settled": [each for each in amending if each.is_settled],
        "rounds": [
            (each, ROUND_WORDS[RoundKind(each.kind)], last_day(queries.deadline_of(each)))
            for each in queries.rounds_of(row)
        ],
        "tasks": row.tasks.prefetch_related(
            "duties", "addressings__group", "addressings__unit__names"
        ).order_by("position"),
        "open_holes": [hole for hole in holes if hole.hole.is_open],
        "closed_holes": [hole for hole in holes if not hole.hole.is_open],
        "groups": Group.objects.order_by("position") if may_run else (),
        "upward": row.upward_duties.all() if may_see_units else (),
        "matrix": queries.matrix(row) if may_see_units else (),
        "unit_count": queries.participants(row).count(),
        "tasked": queries.participants(row).filter(part=Part.TASKED.value).count(),
        "mine": queries.participations_of(request.user, today).filter(campaign=row),
        "current": queries.current_round(row, at),
        "may_run": may_run,
        "may_see_units": may_see_units,
        "may_see_remarks": may_see_units
        or policies.speaks_for(request.user, row, today) is not None,
        "today": today,
    }
    return page(request, "campaigns/campaign.html", context)


@signed_in
@require_GET
def units(request: OfficerRequest, slug: str) -> HttpResponse:
    """List a campaign's units with their part and line; search, filter, paging."""
    today = timezone.localdate()
    row = found(request, slug, today)
    policies.require(policies.may_see_units(request.user, row, today))
    search, part = request.GET.get("q", "").strip(), request.GET.get("part", "")
    rows = queries.participants(row).prefetch_related("reports_to__names")
    if search:
        rows = rows.filter(name_fold__contains=fold(search))
    if part in set(Part):
        rows = rows.filter(part=part)
    lens = LensForm(request.GET, today=today)
    stands, waiting = _stands(rows, lens.on) if lens.on else ([], None)
    shown = rows if lens.on is None else rows.none()
    listed = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "campaign": row,
        "lens": lens,
        "stands": Paginator(stands, PER_PAGE).get_page(request.GET.get("page")),
        "waiting": waiting,
        "page_obj": listed,
        "may_run": policies.may_run(request.user, row, today),
        "rows": [(each, PART_WORDS[Part(each.part)]) for each in listed],
        "search": search,
        "part": part,
        "parts": [(each.value, words) for each, words in PART_WORDS.items()],
    }
    return page(request, "campaigns/units.html", context, partial="rows")


def _stands(participants: Iterable[Participant], on: date) -> tuple[list[StandRow], StandRow]:
    """Put a campaign's units at who answers for them on a day."""
    stands, waiting = stand_together(((each.unit_id, each) for each in participants), on)
    listed = [_stand(stand.unit_id, stand.name, stand.rows) for stand in stands]
    return listed, _stand(None, "", waiting)


def _stand(unit_id: int | None, name: str, rows: list[Participant]) -> StandRow:
    items = [
        (each.name, reverse("desk:work", args=[each.pk]), "none", PART_WORDS[Part(each.part)])
        for each in rows
    ]
    return StandRow(unit_id, name, items, [(gettext_lazy("Units"), len(rows))])
