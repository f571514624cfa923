"""Publications: whose, and what they add up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Cast

from loa.campaigns.models import Campaign, Participant
from loa.campaigns.queries import participants_visible_to
from loa.crafts.viet import fold
from loa.evidence.looks import SHOWN_KINDS
from loa.evidence.models import (
    Check,
    Judgement,
    Publication,
    Sighting,
    SightingState,
)
from loa.units.models import Officer
from loa.units.queries import unit_ids_of

# A changed number or code under our name does harm by the hour; all else can wait.
ALARMS_FIRST = Case(When(outcome="altered", then=0), default=1, output_field=IntegerField())


def visible_to(officer: Officer | AnonymousUser, on: date) -> QuerySet[Publication]:
    """Return the publications an officer may see: those of participants they may see."""
    return Publication.objects.filter(
        participant__in=participants_visible_to(officer, on)
    ).select_related("participant", "channel")


def campaigns_looked_at(officer: Officer, on: date) -> QuerySet[Campaign]:
    """Return the campaigns of an officer's own units in which something was looked at."""
    looked = Check.objects.filter(publication__participant__campaign=OuterRef("pk"))
    return Campaign.objects.filter(Exists(looked), owner__in=unit_ids_of(officer.pk, on))


def standing_publications(
    participant: Participant, until: datetime | None = None
) -> QuerySet[Publication]:
    """Return what stands on a unit's list (not withdrawn), newest first."""
    rows = Publication.objects.filter(participant=participant, withdrawn_at__isnull=True)
    if until:
        rows = rows.filter(logged_at__lte=until)
    return rows.select_related("channel").prefetch_related("duties", "materials", "files")


@dataclass(frozen=True)
class Act:
    """A publication with how it stands: a key of `checked_words.STATES`, and its last look."""

    publication: Publication
    state: str
    check: Check | None

    @property
    def wants_picture(self) -> bool:
        """Whether only a picture handed in can show it: Loa cannot read the page."""
        return self.state == "waits" and self.check is not None and _is_unread(self.check)


def _is_unread(check: Check) -> bool:
    shown = check.publication.kind in SHOWN_KINDS
    return shown and check.outcome == "unreachable" and check.trust == "E"


def many_without_picture(participant: Participant) -> int:
    """Count a unit's publications that only a picture handed in can show; one query."""
    unread = Check.objects.filter(
        is_latest=True, needs_person=True, outcome="unreachable", trust="E",
        publication__participant=participant, publication__withdrawn_at__isnull=True,
        publication__kind__in=SHOWN_KINDS,
    )  # fmt: skip
    return without_word(unread).count()


def acts_of(participant: Participant) -> list[Act]:
    """Return all that a unit logged, newest first, each with how it stands; three queries."""
    rows = Publication.objects.filter(participant=participant)
    return [_act(row) for row in rows.prefetch_related(*_looked())]


def act_of(publication: Publication) -> Act:
    """Return one publication with how it stands."""
    prefetch_related_objects([publication], *_looked())
    return _act(publication)


def _looked() -> "tuple[Prefetch[Any], Prefetch[Any]]":
    latest = Check.objects.filter(is_latest=True).defer("findings")
    latest = latest.select_related("settled_by")
    words = Judgement.objects.filter(undone_at__isnull=True)
    return (
        Prefetch("checks", latest, to_attr="latest"),
        Prefetch("latest__judgements", words, to_attr="words"),
    )


def _act(row: Publication) -> Act:
    check = next(iter(row.latest), None)  # type: ignore[attr-defined] # prefetched above
    word = (next(iter(check.words), None) or check.settled_by) if check else None
    if row.withdrawn_at:
        return Act(row, "off", check)
    if check is None or check.outcome == "claimed":
        return Act(row, "not_looked", check)
    if word is not None:
        return Act(row, "confirmed" if word.is_published else "denied", check)
    if check.outcome == "found":
        return Act(row, "found", check)
    return Act(row, "waits" if check.needs_person else "unreachable", check)


def sightings_waiting(participant: Participant) -> QuerySet[Sighting]:
    """Return the pages found on a unit's channels that wait for its word, newest first."""
    return Sighting.objects.filter(
        participant=participant, state=SightingState.ASKED.value
    ).order_by("-dated_on", "-pk")


def counted(publications: Iterable[Publication], rule: dict[str, object]) -> int:
    """Add up publications as an indicator's evidence rule says.

    `rule` is {"kinds": [kind …], "count": "publications" | a measure, "default": n}: how many
    rows of those kinds, or the sum of one typed count, `default` where a row gives none.
    """
    wanted = rule.get("kinds")
    kinds = set(wanted) if isinstance(wanted, list) else set()
    rows = [row for row in publications if not kinds or row.kind in kinds]
    count = str(rule.get("count", "publications"))
    if count == "publications":
        return len(rows)
    default = rule.get("default", 0)
    fallback = default if isinstance(default, int) else 0
    return sum(int(row.counts.get(count, fallback)) for row in rows)


def many_publications(participant: OuterRef) -> Subquery:
    """Return how many publications stand on a participant's list, as a subquery; else null."""
    rows = Publication.objects.filter(participant=participant, withdrawn_at__isnull=True)
    many = rows.order_by().values("participant").annotate(many=Count("pk")).values("many")
    return Subquery(many, output_field=IntegerField())


def without_word(checks: QuerySet[Check]) -> QuerySet[Check]:
    """Narrow to the checks on which no person's word stands."""
    judged = Judgement.objects.filter(check_of=OuterRef("pk"), undone_at__isnull=True)
    return checks.filter(~Exists(judged), settled_by__isnull=True)


def latest_checks(
    officer: Officer | AnonymousUser,
    on: date,
    *,
    show: str = "",
    reason: str = "",
    unit: str = "",
) -> QuerySet[Check]:
    """Return the last look at each standing publication that an officer may see.

    `show`: "" what needs a person's eye and has no word yet, "judged", "all", or an outcome.
    `reason`: a code; `unit`: a part of the unit's name, folded.
    """
    judged = Judgement.objects.filter(check_of=OuterRef("pk"), undone_at__isnull=True)
    rows = Check.objects.filter(
        is_latest=True,
        publication__in=visible_to(officer, on),
        publication__withdrawn_at__isnull=True,
    ).annotate(
        is_judged=ExpressionWrapper(
            Q(Exists(judged)) | Q(settled_by__isnull=False), output_field=BooleanField()
        )
    )
    if show == "":
        rows = rows.filter(needs_person=True, is_judged=False)
    elif show == "judged":
        rows = rows.filter(is_judged=True)
    elif show != "all":
        rows = rows.filter(outcome=show)
    if reason:
        # Codes are plain words, so the quoted code is met in the JSON text of any database.
        as_text = Cast("reasons", TextField())
        rows = rows.annotate(codes=as_text).filter(codes__contains=f'"{reason}"')
    if unit:
        rows = rows.filter(publication__participant__name_fold__contains=fold(unit))
    return rows.select_related(
        "publication__participant__campaign", "publication__participant__unit", "capture"
    ).order_by(ALARMS_FIRST, "-checked_at", "-pk")
