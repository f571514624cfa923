"""The consolidated report: frozen facts, the text a person writes, its signing."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from loa.campaigns.models import Round
from loa.campaigns.policies import may_run, require
from loa.crafts.viet import clean
from loa.files.actions import store
from loa.ledger.actions import record
from loa.reports import queries
from loa.reports.errors import AlreadyAcceptedError
from loa.reports.models import Consolidation
from loa.units.models import Officer


@transaction.atomic
def consolidate(each: Round, *, by: Officer, at: datetime) -> Consolidation:
    """Roll a round up as of `at` and freeze the facts. The same facts give the same row."""
    require(may_run(by, each.campaign, timezone.localdate(at)))
    rolled = queries.tally(each, as_of=at)
    facts = queries.facts_of(each, rolled)
    latest = Consolidation.objects.filter(round=each, unit=each.campaign.owner).first()
    if latest and latest.facts == facts:
        return latest
    made = Consolidation.objects.create(
        round=each,
        unit=each.campaign.owner,
        number_in_round=latest.number_in_round + 1 if latest else 1,
        as_of=at,
        facts=facts,
        text=latest.text if latest else queries.proposed_text(rolled, facts),
        made_at=at,
        made_by=by,
    )
    record(
        "consolidation.made", made, by=by, at=at,
        changes={"received": (None, facts["received"]), "expected": (None, facts["expected"])},
        unit_id=each.campaign.owner_id,
    )  # fmt: skip
    return made


@transaction.atomic
def edit_text(
    made: Consolidation, text: Mapping[str, str], *, by: Officer, at: datetime
) -> Consolidation:
    """Keep the narrative sections as the coordinator writes them. Not after the signing."""
    require(may_run(by, made.round.campaign, timezone.localdate(at)))
    if made.signed_at:
        raise AlreadyAcceptedError
    former = made.text
    made.text = {code: clean(words).strip() for code, words in text.items()}
    if made.text == former:
        return made
    made.save(update_fields=["text"])
    changes = {code: (former.get(code), words) for code, words in made.text.items()}
    record("consolidation.edited", made, by=by, at=at, changes=changes, unit_id=made.unit_id)
    return made


@transaction.atomic
def record_signing(
    made: Consolidation,
    *,
    number: str,
    issued_on: date,
    signed: bytes | None,
    by: Officer,
    at: datetime,
) -> Consolidation:
    """Keep number, date and file of the signed report: from here on its figures are public."""
    require(may_run(by, made.round.campaign, timezone.localdate(at)))
    file = store(signed, by=by, at=at) if signed else made.signed_file
    changes = {"number": (made.number, number), "issued_on": (made.issued_on, issued_on)}
    made.number, made.issued_on, made.signed_file = number.strip(), issued_on, file
    made.signed_at = made.signed_at or at
    made.full_clean(validate_unique=False)
    made.save(update_fields=["number", "issued_on", "signed_file", "signed_at"])
    record("consolidation.signed", made, by=by, at=at, changes=changes, unit_id=made.unit_id)
    return made
