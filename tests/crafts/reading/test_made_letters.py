"""A hundred letters made by chance: every layout, phrase and style reads right."""

from typing import Any

import pytest

from loa.crafts.opening import open_document
from loa.crafts.reading import Field, read_document
from tests.crafts.reading.letters import make


def told(fields: dict[str, Field]) -> dict[str, Any]:
    """Give what was read in the shape of the made answers."""
    values = {name: field.value for name, field in fields.items()}
    signatory = (values["signatories"] or [{}])[0]
    plain = ("issuer", "number", "symbol", "place", "date", "doc_type", "subject", "addressees")
    return {name: values[name] for name in plain} | {
        "references": [row["number"] for row in values["legal_basis"] or []],
        "last_days": [row["last_day"] for row in values["deadlines"] or []],
        "doers": [
            name[:1].upper() + name[1:]
            for row in values["tasks"] or []
            for name in row["recipients"]
        ],
        "report_to": (values["report"] or {}).get("to"),
        "phones": [row["phone"] for row in values["contacts"] or []],
        "signer": (signatory.get("authority"), signatory.get("role"), signatory.get("name")),
        "roles": [row["role"] for row in values["distribution"] or []],
    }


@pytest.mark.parametrize("seed", range(100))
def test_a_made_letter_reads_as_it_was_made(seed: int) -> None:
    letter = make(seed)
    assert told(read_document(open_document(letter.text.encode())).fields) == letter.expected
