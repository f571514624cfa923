"""Which form a round uses, and what of it is known before anyone types."""

from dataclasses import dataclass
from datetime import datetime

from loa.campaigns.models import Participant, Round
from loa.evidence.queries import counted, standing_publications
from loa.reports.errors import NoFormError
from loa.reports.figures import Value
from loa.reports.models import Form, Indicator, Source


def form_of(each: Round) -> Form:
    """Return the round's form; where none was chosen, the newest standard one."""
    chosen = Form.objects.filter(round_forms__round=each).first()
    form = chosen or Form.objects.filter(code="standard").order_by("-version").first()
    if form is None:
        raise NoFormError
    return form


def indicators_of(each: Round) -> list[Indicator]:
    return list(form_of(each).indicators.order_by("position"))


@dataclass(frozen=True)
class Prefilled:
    """A figure that Loa proposes, and how many publications it was counted from."""

    value: Value
    from_publications: int


def prefill(participant: Participant, each: Round, until: datetime) -> dict[str, Prefilled]:
    """Return {indicator code: figure} counted from the unit's own publications."""
    publications = list(standing_publications(participant, until))
    found: dict[str, Prefilled] = {}
    for indicator in indicators_of(each):
        if indicator.source == Source.EVIDENCE.value:
            rule = indicator.evidence_rule
            kinds = set(rule.get("kinds", []))
            many = sum(1 for row in publications if not kinds or row.kind in kinds)
            found[indicator.code] = Prefilled(counted(publications, rule), many)
    return found
