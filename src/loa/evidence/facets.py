"""When was it published: what the page says, what the unit says, what we saw, and what misfits.

Our own look proves only "no later than"; a page's day is a claim. So both are shown, and what
says otherwise beside them. Source: docs/rules/matching.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from loa.evidence.models import Check, Publication
from loa.materials.models import Material

NEAR = timedelta(days=3)
"""A unit that logs a day or two beside the page's own day has only rounded."""


@dataclass(frozen=True)
class Window:
    """A publication against its campaign's days. `is_inside`: None where nobody can say.

    `page_says`: the day that the page gives; `unit_says`: the day that was logged;
    `first_seen`, `last_seen`: our looks that met the material; `released_on`: since when the
    material that was met existed. `against`: codes of what says otherwise.
    """

    first: date
    last: date
    page_says: date | None
    unit_says: date
    first_seen: datetime | None
    last_seen: datetime | None
    released_on: date | None
    is_inside: bool | None
    against: tuple[str, ...]


def window_of(check: Check, looks: Sequence[Check], released_on: date | None) -> Window:
    """Lay a check's days beside its campaign's. `looks`: all of the publication, any order."""
    publication, campaign = check.publication, check.publication.participant.campaign
    first, last = campaign.starts_on, campaign.ends_on
    met = sorted(each.checked_at for each in looks if each.outcome == "found")
    said = check.dated_on
    first_seen = met[0] if met else None
    against = list(misfits(said, check.checked_at, first, last))
    days = {each.dated_on for each in looks if each.dated_on}
    if len(days) > 1:
        against.append("day_changed")
    if said and abs(said - publication.happened_on) > NEAR:
        against.append("other_than_unit")
    if first_seen and not said and timezone.localdate(first_seen) > last:
        against.append("seen_after")
    inside: bool | None = None
    if "outside_period" in against:
        inside = False
    elif said and not {"dated_ahead", "day_changed"} & set(against):
        inside = True
    elif not said and first_seen and released_on and released_on >= first:
        # It did not exist before, and stood there no later than we saw it.
        inside = True if timezone.localdate(first_seen) <= last else None
    return Window(
        first, last, said, publication.happened_on, first_seen, met[-1] if met else None,
        released_on, inside, tuple(against),
    )  # fmt: skip


def misfits(said: date | None, seen_at: datetime, first: date, last: date) -> tuple[str, ...]:
    """Say what is wrong with the day that a page gives: outside the campaign, or ahead."""
    if said is None:
        return ()
    if said > timezone.localdate(seen_at) + timedelta(days=1):
        return ("dated_ahead",)
    return () if first <= said <= last else ("outside_period",)


def released_on(check: Check, materials: Sequence[Material]) -> date | None:
    """Say since when what was met has existed: the newest of the materials found."""
    met = {str(each["material"]) for each in check.findings if each["outcome"] == "found"}
    days = [each.valid_from for each in materials if str(each.pk) in met]
    return max(days, default=None)


def expired_on(publication: Publication, keys: Sequence[str], said: date | None) -> bool:
    """Say whether all these materials were withdrawn or past their time when it was published.

    The day is the page's own, else the unit's. One query.
    """
    day = said or publication.happened_on
    rows = list(Material.objects.filter(pk__in=keys).values_list("valid_to", "withdrawn_at"))
    return bool(rows) and all(
        (valid_to is not None and valid_to < day)
        or (withdrawn is not None and timezone.localdate(withdrawn) < day)
        for valid_to, withdrawn in rows
    )
