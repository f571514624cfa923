"""What `loa draft` can draft: a name for each shape of facts, and its way to a document."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from .consolidated import consolidated_report
from .decode import FactsError, decode
from .letters import ClaimLetterFacts, ReminderFacts, claim_letter, reminder_letter
from .model import Kind, OfficialDocument
from .papers import ConsolidatedFacts, UnitReportFacts, unit_report

PAPERS: dict[str, type] = {
    "unit-report": UnitReportFacts,
    "consolidated-report": ConsolidatedFacts,
    "claim-letter": ClaimLetterFacts,
    "reminder": ReminderFacts,
}
_COMPOSE: dict[str, Callable[[Any], OfficialDocument]] = {
    "unit-report": unit_report,
    "consolidated-report": consolidated_report,
    "claim-letter": claim_letter,
    "reminder": reminder_letter,
}
KINDS: tuple[str, ...] = (*(str(kind) for kind in Kind), *PAPERS)


def compose(kind: str, content: object) -> OfficialDocument:
    """Make the document of a kind from parsed JSON.

    A plain kind ("report", "letter", …) takes an `OfficialDocument` whose "kind" may be left
    out; the others take the facts of their paper. Raises FactsError, KeyError for a kind that
    is not in KINDS.
    """
    if kind in PAPERS:
        return _COMPOSE[kind](decode(PAPERS[kind], content))
    wanted = Kind(kind)
    if not isinstance(content, dict):
        raise FactsError("$", "wrong", "object")
    document = decode(OfficialDocument, {"kind": kind} | content)
    return replace(document, kind=wanted)
