"""The coordinator's board: one sentence, a funnel, and a row for every unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from loa.campaigns.models import Participant, Round
from loa.crafts.viet import fold
from loa.evidence.queries import many_publications
from loa.reports.queries.standing import MISSING, owed_by, with_report


@dataclass(frozen=True)
class Board:
    """Counts of one round at an instant. `missing` are overdue or shut out, never "late"."""

    units: int
    acknowledged: int
    published: int
    sent: int
    accepted: int
    returned: int
    missing: int
    sent_late: int


@dataclass(frozen=True)
class BoardRow:
    """One unit on the board; `standing` is timing's word, `report_pk` None before a draft."""

    participant: Participant
    standing: str
    report_pk: int | None
    first_sent_at: datetime | None
    accepted_at: datetime | None
    returned_at: datetime | None
    publications: int


FILTERS: dict[str, Q] = {
    "unacknowledged": Q(acknowledged_at__isnull=True),
    "acknowledged": Q(acknowledged_at__isnull=False),
    "unpublished": Q(publications_many=0),
    "published": Q(publications_many__gt=0),
    "missing": Q(standing__in=MISSING),
    "unsent": Q(first_sent_at__isnull=True),
    "reported": Q(first_sent_at__isnull=False),
    "sent": Q(first_sent_at__isnull=False, accepted_at__isnull=True),
    "sent_late": Q(standing="sent_late"),
    "returned": Q(returned_at__isnull=False),
    "accepted": Q(accepted_at__isnull=False),
}


def board_rows(
    each: Round, now: datetime, *, search: str = "", show: str = ""
) -> QuerySet[Participant]:
    """Return the units that owe a report, annotated (see `as_rows`).

    `show` is "" or a key of FILTERS. Annotations: standing, report_pk, first_sent_at, sent_at,
    accepted_at, returned_at, publications_many.
    """
    rows = with_report(owed_by(each), each, now).annotate(
        report_pk=F("report__pk"),
        first_sent_at=F("report__first_sent_at"),
        sent_at=F("report__sent_at"),
        accepted_at=F("report__accepted_at"),
        returned_at=F("report__returned_at"),
        publications_many=Coalesce(many_publications(OuterRef("pk")), 0),
    )
    if search.strip():
        rows = rows.filter(name_fold__contains=fold(search))
    return rows.filter(FILTERS.get(show, Q()))


def as_rows(participants: Iterable[Participant]) -> list[BoardRow]:
    """Return what `board_rows` annotated, typed; give it one page."""
    return [
        BoardRow(
            participant=row,
            standing=vars(row)["standing"],
            report_pk=vars(row)["report_pk"],
            first_sent_at=vars(row)["first_sent_at"],
            accepted_at=vars(row)["accepted_at"],
            returned_at=vars(row)["returned_at"],
            publications=vars(row)["publications_many"],
        )
        for row in participants
    ]


def board(each: Round, now: datetime) -> Board:
    """Count the board in one query."""
    counts = board_rows(each, now).aggregate(
        units=Count("pk"),
        **{
            name: Count("pk", filter=FILTERS[name])
            for name in ("acknowledged", "published", "accepted", "returned", "missing")
        },
        sent=Count("pk", filter=FILTERS["reported"]),
        sent_late=Count("pk", filter=FILTERS["sent_late"]),
    )
    return Board(**counts)
