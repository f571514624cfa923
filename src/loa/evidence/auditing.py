"""How often is the machine's own "found" wrong? A person looks at a sample of it.

And the error record: what the machine said beside what a person said, of every check judged.
"""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from loa.campaigns.models import Campaign
from loa.campaigns.policies import may_run, require
from loa.crafts.measuring import exact_interval
from loa.evidence.models import Audit, Check, Judgement
from loa.ledger.actions import record
from loa.units.models import Officer

SAMPLE = 60
"""With no error among 60 the true share lies below 6 % (95 %)."""


@dataclass(frozen=True)
class AuditResult:
    """What a sample showed so far. `low`, `high`: 95 % interval of the share that is wrong."""

    audit: Audit
    size: int
    judged: int
    wrong: int

    @property
    def left(self) -> int:
        return self.size - self.judged

    @property
    def share(self) -> float:
        return self.wrong / self.judged if self.judged else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        return exact_interval(self.wrong, self.judged)


@dataclass(frozen=True)
class Record:
    """How often persons agreed with one finding of the machine, by its deciding reason."""

    outcome: str
    reason: str
    yes: int
    no: int


def of_the_machine(campaign: Campaign) -> QuerySet[Check]:
    """Return the standing "found" of a campaign that no person has judged."""
    judged = Judgement.objects.filter(check_of=OuterRef("pk"), undone_at__isnull=True)
    return Check.objects.filter(
        ~Exists(judged),
        settled_by__isnull=True,
        is_latest=True,
        outcome="found",
        publication__participant__campaign=campaign,
        publication__withdrawn_at__isnull=True,
    ).order_by("pk")


@transaction.atomic
def draw_audit(
    campaign: Campaign, *, seed: int, by: Officer, at: datetime, size: int = SAMPLE
) -> Audit | None:
    """Draw a sample of the machine's own "found"; None where there is none to draw from.

    The same seed draws the same rows from the same rows.
    """
    require(may_run(by, campaign, timezone.localdate(at)))
    keys = list(of_the_machine(campaign).values_list("pk", flat=True))
    if not keys:
        return None
    drawn = random.Random(seed).sample(keys, min(size, len(keys)))  # noqa: S311 (no secret)
    audit = Audit.objects.create(
        campaign=campaign, seed=seed, drawn_from=len(keys), drawn_at=at, drawn_by=by
    )
    audit.checks.set(drawn)
    record("audit.drawn", audit, by=by, at=at, unit_id=campaign.owner_id)
    return audit


def result_of(audit: Audit) -> AuditResult:
    """Count what persons said of a sample."""
    words = Judgement.objects.filter(check_of__in=audit.checks.all(), undone_at__isnull=True)
    said = Counter(words.values_list("is_published", flat=True))
    return AuditResult(audit, audit.checks.count(), said[True] + said[False], said[False])


def error_record(campaign: Campaign, until: date | None = None) -> list[Record]:
    """Return what the machine said beside what persons said, the most frequent first."""
    words = Judgement.objects.filter(
        undone_at__isnull=True, check_of__publication__participant__campaign=campaign
    )
    if until:
        words = words.filter(made_at__date__lte=until)
    said: Counter[tuple[str, str, bool]] = Counter(
        (word.check_of.outcome, next(iter(word.check_of.reasons), ""), word.is_published)
        for word in words.select_related("check_of")
    )
    kinds = {(outcome, reason) for outcome, reason, _ in said}
    rows = [
        Record(outcome, reason, said[outcome, reason, True], said[outcome, reason, False])
        for outcome, reason in kinds
    ]
    return sorted(rows, key=lambda row: (-(row.yes + row.no), row.outcome, row.reason))
