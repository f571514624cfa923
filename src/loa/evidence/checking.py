"""Checks: the machine looks at what units logged, a person judges what it could not tell.

The one place where "is published" is put together. Unreachable is never "not found", and a
person's word wins over every finding. Source: docs/rules/matching.md.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks import task

from loa.campaigns.policies import may_receive_from, require
from loa.crafts.matching import VERSION, Finding, Library
from loa.crafts.viet import clean
from loa.doors.fetch import Fetcher
from loa.doors.manners import next_try
from loa.evidence.errors import AlreadyJudgedError
from loa.evidence.looking import (
    Visited,
    as_warc,
    compare,
    is_outside,
    library_of,
    visit,
)
from loa.evidence.models import ActKind, Check, Judgement, Publication
from loa.files.actions import store
from loa.ledger.actions import record
from loa.units.models import Channel, Officer

AT_ONCE = 40
# A failure counts as "a person should look" after three tries, which the back-off spreads
# over more than two hours; until then it is only "not reached yet".
TRIES = 3
LOOK_AGAIN = (timedelta(days=1), timedelta(days=7), timedelta(days=30))
PICTURE_KINDS = "image/"
# Of these a photo or screenshot can show the material; a photo of a meeting need not.
SHOWN_KINDS = (ActKind.WEB, ActKind.SOCIAL, ActKind.GROUP_CHAT, ActKind.PRINT)
_LOCK = "evidence.check_due"
_LOCK_S = 900


# Names that no one can own (RFC 2606), as samples and manuals use them: nothing to look at.
RESERVED = r"^https?://([^/]*\.)?(example|invalid|test)(:[0-9]+)?(/|$)"


def due(at: datetime) -> QuerySet[Publication]:
    """Return what is to be looked at now: never looked at, or its next look has come."""
    shown = Q(kind__in=SHOWN_KINDS, files__media_type__startswith=PICTURE_KINDS)
    checkable = (~Q(address="") & ~Q(address__iregex=RESERVED)) | shown
    never = Q(checks__isnull=True)
    again = Q(checks__is_latest=True, checks__next_at__lte=at)
    return (
        Publication.objects.filter(checkable & (never | again), withdrawn_at__isnull=True)
        .select_related("participant__campaign", "participant__unit")
        .order_by("pk")
        .distinct()
    )


def ask_for_checks(at: datetime) -> bool:
    """Put the job in the queue if something is due and none waits there already."""
    is_asked = due(at).exists() and cache.add(_LOCK, at.isoformat(), _LOCK_S)
    if is_asked:
        check_due.enqueue()
    return is_asked


@task()
def check_due() -> int:
    """Look at what is due, a handful at a time; give how many. May run twice."""
    at = timezone.now()
    try:
        return check_all(list(due(at)[:AT_ONCE]), fetcher=Fetcher(), at=at)
    finally:
        cache.delete(_LOCK)


def check_all(publications: Sequence[Publication], *, fetcher: Fetcher, at: datetime) -> int:
    """Visit, compare and store; one transaction a publication, so a crash loses only looks."""
    numbers = {row.pk: _latest_number(row) + 1 for row in publications}
    linked = [row for row in publications if row.address]
    met = visit([row.address for row in linked], fetcher) if linked else []
    seen = {row.pk: each for row, each in zip(linked, met, strict=True)}
    libraries: dict[int, Library] = {}
    made = 0
    for row in publications:
        visited = seen.get(row.pk)
        is_read = visited is None or not visited.code
        has_files = row.files.filter(media_type__startswith=PICTURE_KINDS).exists()
        findings: list[Finding] = []
        if is_read or has_files:
            campaign = row.participant.campaign
            if campaign.pk not in libraries:
                libraries[campaign.pk] = library_of(campaign)
            findings = compare(row, visited, libraries[campaign.pk])
        try:
            made += (
                store_check(row, visited, findings, number=numbers[row.pk], at=at) is not None
            )
        except IntegrityError:
            continue  # another worker stored this very look
    return made


@transaction.atomic
def store_check(
    publication: Publication,
    seen: Visited | None,
    findings: Sequence[Finding],
    *,
    number: int,
    at: datetime,
) -> Check | None:
    """Keep one look at a publication; None where that look is kept already."""
    if Check.objects.filter(publication=publication, number=number).exists():
        return None
    before = Check.objects.filter(publication=publication, is_latest=True).first()
    outcome, reasons = _weigh(publication, seen, findings)
    was_found = before is not None and before.outcome == "found"
    if was_found and outcome != "found" and outcome != "unreachable":
        reasons = ["vanished", *reasons]
    failures = ((before.failures if before else 0) + 1) if outcome == "unreachable" else 0
    if was_found and outcome == "unreachable" and failures < TRIES:
        reasons = [*reasons, "was_there"]
    Check.objects.filter(publication=publication, is_latest=True).update(is_latest=False)
    warc = as_warc(seen) if seen else None
    check = Check(
        publication=publication,
        number=number,
        checked_at=at,
        outcome=outcome,
        reasons=reasons,
        findings=[_plain(each) for each in findings],
        trust=trust_of(publication, seen),
        final_address=(seen.final_address if seen else "")[:2000],
        dated_on=seen.page.dated if seen else None,
        capture=store(warc, by=None, at=at) if warc else None,
        matcher_version=VERSION,
        failures=failures,
        next_at=_next_look(publication, seen, failures, number, at),
        needs_person=_needs_person(outcome, reasons, failures, seen)
        and not _is_settled(publication, outcome),
    )
    check.full_clean(validate_unique=False, validate_constraints=False)
    check.save()
    unit_id = publication.participant.unit_id
    record("publication.checked", check, by=None, at=at, unit_id=unit_id, note=outcome)
    return check


def _weigh(
    publication: Publication, seen: Visited | None, findings: Sequence[Finding]
) -> tuple[str, list[str]]:
    best = findings[0] if findings else None
    reasons = [best.reason.value] if best else []
    if seen and seen.code and (best is None or best.outcome.value != "found"):
        # The site says itself that the page is not there; all else is only "not reached".
        return ("not_found" if seen.code == "gone" else "unreachable"), [seen.code]
    outcome = best.outcome.value if best else "cannot_tell"
    if seen and seen.code:
        return "cannot_tell", [seen.code, *reasons]
    if outcome == "found" and seen:
        if is_outside(seen.page.dated, publication.participant.campaign):
            return "cannot_tell", ["outside_period", *reasons]
        if trust_of(publication, seen) == "C":
            reasons.append("foreign_host")
    return outcome, reasons


def trust_of(publication: Publication, seen: Visited | None) -> str:
    """Say how far a capture can be trusted: A own channel, C elsewhere, D handed in."""
    if seen is None or seen.code:
        return "D"
    host = (urlsplit(seen.final_address).hostname or "").removeprefix("www.")
    channels = Channel.objects.filter(
        unit=publication.participant.unit, confirmed_on__isnull=False
    )
    hosts = {each.host.removeprefix("www.") for each in channels if each.host}
    return "A" if host in hosts else "C"


def _next_look(
    publication: Publication, seen: Visited | None, failures: int, number: int, at: datetime
) -> datetime | None:
    if seen is None:
        return None
    campaign = publication.participant.campaign
    until = timezone.make_aware(datetime.combine(campaign.ends_on, datetime.max.time()))
    if failures:
        if seen.code and not seen.temporary:
            return None
        return next_try(failures, now=at, asked=seen.retry_after, until=max(until, at))
    again = at + LOOK_AGAIN[min(number, len(LOOK_AGAIN)) - 1]
    return again if again <= until else None


def _needs_person(
    outcome: str, reasons: Sequence[str], failures: int, seen: Visited | None
) -> bool:
    if outcome == "unreachable":
        return failures >= TRIES or (seen is not None and not seen.temporary)
    return outcome != "found" and "no_material" not in reasons


def _is_settled(publication: Publication, outcome: str) -> bool:
    """Say whether a person has spoken on a look that ended like this one: not asked twice."""
    return Judgement.objects.filter(
        check_of__publication=publication, check_of__outcome=outcome, undone_at__isnull=True
    ).exists()


def _plain(finding: Finding) -> dict[str, object]:
    row = asdict(finding)
    return row | {"outcome": finding.outcome.value, "reason": finding.reason.value}


def _latest_number(publication: Publication) -> int:
    latest = Check.objects.filter(publication=publication, is_latest=True).first()
    return latest.number if latest else 0


@transaction.atomic
def judge(
    check: Check, *, is_published: bool, note: str, by: Officer, at: datetime
) -> Judgement:
    """Say as a person whether it was published. Raises AlreadyJudgedError, NotAllowedError."""
    participant = check.publication.participant
    require(may_receive_from(by, participant, timezone.localdate(at)))
    standing = Judgement.objects.filter(check_of=check, undone_at__isnull=True).first()
    if standing:
        if standing.made_by_id == by.pk and standing.is_published == is_published:
            return standing
        raise AlreadyJudgedError(standing)
    made = Judgement(
        check_of=check,
        is_published=is_published,
        note=clean(note).strip(),
        made_at=at,
        made_by=by,
    )
    made.full_clean(validate_unique=False, validate_constraints=False)
    made.save()
    word = "yes" if is_published else "no"
    record("check.judged", check, by=by, at=at, unit_id=participant.unit_id, note=word)
    return made


@transaction.atomic
def undo_judgement(judgement: Judgement, *, by: Officer, at: datetime) -> Judgement:
    """Take one's own word back; the row stays. Raises NotAllowedError."""
    check = judgement.check_of
    participant = check.publication.participant
    may = may_receive_from(by, participant, timezone.localdate(at))
    require(may and judgement.made_by_id == by.pk)
    if judgement.undone_at is None:
        judgement.undone_at = at
        judgement.save(update_fields=["undone_at"])
        record("check.judgement_undone", check, by=by, at=at, unit_id=participant.unit_id)
    return judgement
