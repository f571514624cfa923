"""Checks: the machine looks at what units logged, a person judges what it could not tell.

The one place where "is published" is put together. Unreachable is never "not found", and a
person's word wins over every finding. Source: docs/rules/matching.md.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from loa.crafts.matching import VERSION, Finding, Reason
from loa.doors.manners import next_try
from loa.evidence.doubts import doubts, is_handed_in
from loa.evidence.judging import word_carried
from loa.evidence.looking import Visited, as_warc
from loa.evidence.looks import Taken, bring_back, is_held, is_shown
from loa.evidence.models import Check, Publication
from loa.evidence.own_channels import Stands, stands_at
from loa.files.actions import store
from loa.ledger.actions import record

# A failure counts as "a person should look" after three tries, at once, after a minute and
# after ten, or where the campaign ends before the next; until then it is "not reached yet".
TRIES = 3
LOOK_AGAIN = (timedelta(days=1), timedelta(days=7), timedelta(days=30))
LOOKING_FAILED = "looking_failed"
"""Our own fault, thrice: the page or a picture of it stops the one who looks."""
PICTURE_GIVEN = "picture_given"
"""The page was not read, but the unit handed in what shows it."""
HOST_SILENT = "host_silent"
"""The host asked for rest at all its tries: this page of it was not even asked for."""


@transaction.atomic
def store_check(
    publication: Publication,
    seen: Visited | None,
    findings: Sequence[Finding],
    *,
    at: datetime,
    taken: Taken | None = None,
) -> Check | None:
    """Keep one look at a publication, and put it back in the line.

    None, and nothing kept, where `taken` has passed into other hands meanwhile.
    """
    if taken is not None and not is_held(taken):
        return None
    before = Check.objects.filter(publication=publication, is_latest=True).first()
    stands = Stands.ELSEWHERE
    if seen and seen.by_key:
        stands = Stands.OWN  # whose page it is the platform has said, not the address
    elif seen and not seen.code:
        unit_id, on = publication.participant.unit_id, publication.happened_on
        stands = stands_at(seen.final_address, unit_id, on)
    trust = trust_of(publication, seen, findings, stands)
    outcome, reasons = _weigh(publication, seen, findings, at, stands)
    if outcome == "found" and trust == "C":
        reasons.append("foreign_host")
    was_found = before is not None and before.outcome == "found"
    is_there = bool(findings) and findings[0].outcome.value == "found"
    if was_found and not is_there and outcome in {"not_found", "cannot_tell"}:
        reasons = ["vanished", *reasons]
    number = before.number + 1 if before else 1
    failures = ((before.failures if before else 0) + 1) if outcome == "unreachable" else 0
    if seen and seen.code == HOST_SILENT:
        failures = max(failures, TRIES)
    if was_found and outcome == "unreachable" and failures < TRIES:
        reasons = [*reasons, "was_there"]
    kept_findings = [plain(each) for each in findings]
    next_at = _next_look(publication, seen, failures, number, at)
    asks = _needs_person(outcome, reasons, failures, is_last=next_at is None)
    word = None
    if before is not None and (asks or outcome == "found"):
        word = word_carried(publication, outcome, reasons, kept_findings)
    Check.objects.filter(publication=publication, is_latest=True).update(is_latest=False)
    warc = as_warc(seen) if seen else None
    check = Check(
        publication=publication,
        number=number,
        checked_at=at,
        outcome=outcome,
        reasons=reasons,
        findings=kept_findings,
        trust=trust,
        final_address=(seen.final_address if seen else "")[:2000],
        dated_on=seen.page.dated if seen else None,
        capture=store(warc, by=None, at=at) if warc else None,
        matcher_version=VERSION,
        failures=failures,
        next_at=next_at,
        needs_person=asks and word is None,
        settled_by=word,
    )
    # Both rows are in our hands: to ask the database whether they exist says nothing new.
    known = ("publication", "capture", "settled_by")
    check.full_clean(exclude=known, validate_unique=False, validate_constraints=False)
    check.save()
    unit_id = publication.participant.unit_id
    # The ledger's chain of hashes is the captures' chain too: `loa verify` compares them.
    kept = {"capture": (None, check.capture.sha256)} if check.capture else {}
    verb = "publication.checked"
    record(verb, check, by=None, at=at, changes=kept, unit_id=unit_id, note=outcome)
    if taken is not None:
        bring_back(taken, due_at=check.next_at)
    return check


def _weigh(
    publication: Publication,
    seen: Visited | None,
    findings: Sequence[Finding],
    at: datetime,
    stands: Stands,
) -> tuple[str, list[str]]:
    best = findings[0] if findings else None
    reasons = [best.reason.value] if best else []
    if seen and seen.code and seen.code != LOOKING_FAILED and is_shown(publication):
        reasons = [PICTURE_GIVEN, *reasons]
    if seen is None and best is None:
        return "claimed", ["nothing_shown"]
    if seen and seen.code == LOOKING_FAILED:
        return "cannot_tell", [seen.code]
    if best and best.outcome.value == "altered":
        # An alarm is heard wherever it comes from: a page, or a picture handed in with it.
        return "altered", [*([seen.code] if seen and seen.code else []), *reasons]
    if seen and seen.code and (best is None or best.outcome.value != "found"):
        if best and best.reason is Reason.NOTHING_TO_COMPARE:
            reasons.remove(best.reason.value)  # why it was not read says it all
        # The site says itself that the page is not there; all else is only "not reached".
        return ("not_found" if seen.code == "gone" else "unreachable"), [seen.code, *reasons]
    outcome = best.outcome.value if best else "cannot_tell"
    if seen and seen.is_untied:
        # A post of the page carries it, but the address names none: a person has to say.
        return "cannot_tell", ["untied_post", *reasons]
    if seen and seen.too_large and outcome == "not_found":
        return "cannot_tell", ["picture_too_large", *reasons]
    if seen and seen.code:
        return "cannot_tell", [seen.code, *reasons]
    if outcome == "found":
        wrong = list(doubts(publication, seen, findings, at=at, stands=stands))
        if wrong:
            return "cannot_tell", [*wrong, *reasons]
    return outcome, reasons


def trust_of(
    publication: Publication, seen: Visited | None, findings: Sequence[Finding], stands: Stands
) -> str:
    """Say how far it can be trusted: A own channel, B read with the page's key, C elsewhere.

    D: a picture handed in. E: only said.
    """
    if seen is None or seen.code:
        is_met = any(each.material for each in findings)
        return "D" if is_met or is_shown(publication) else "E"
    if findings and findings[0].material and is_handed_in(seen, findings[0]):
        return "D"
    if seen.by_key:
        return "B"
    return "A" if stands is Stands.OWN else "C"


def _next_look(
    publication: Publication, seen: Visited | None, failures: int, number: int, at: datetime
) -> datetime | None:
    if seen is None or seen.code == LOOKING_FAILED:
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
    outcome: str, reasons: Sequence[str], failures: int, *, is_last: bool
) -> bool:
    if outcome == "unreachable":
        return is_last or failures >= TRIES
    return outcome not in {"found", "claimed"} and "no_material" not in reasons


def plain(finding: Finding) -> dict[str, object]:
    """Give a finding as it is kept in a row."""
    row = asdict(finding)
    return row | {"outcome": finding.outcome.value, "reason": finding.reason.value}
