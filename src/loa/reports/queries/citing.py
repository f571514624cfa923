"""Letters as papers cite them: "Công văn số 15/X ngày 01/10/2024 của Y về việc …"."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from loa.crafts.viet import write_date
from loa.dispatches.models import Dispatch

LETTER = "Công văn"


def cited(letter: Dispatch) -> str:
    """Cite a letter as reports do; what it leaves blank stays out."""
    return _words(
        letter.doc_type or LETTER, letter.full_symbol, letter.issued_on, letter.issuer_name
    )


def grounds_of(letter: Dispatch) -> list[str]:
    """Cite what a letter rests on, as a person confirmed it, else as it was read."""
    confirmed = letter.confirmations.filter(field="legal_basis").order_by("-pk").first()
    if confirmed is not None:
        return _grounds(confirmed.value)
    reading = letter.readings.order_by("-pk").first()
    field = reading.fields.get("legal_basis") if reading else None
    return _grounds(field.get("value")) if isinstance(field, Mapping) else []


def _grounds(value: object) -> list[str]:
    rows = value if isinstance(value, list) else []
    return [_ground(row) for row in rows if isinstance(row, Mapping) and row.get("number")]


def _ground(row: Mapping[str, Any]) -> str:
    try:
        day = date.fromisoformat(str(row.get("date")))
    except ValueError:
        day = None
    words = _words(row.get("type") or LETTER, row["number"], day, row.get("issuer") or "")
    subject = row.get("subject")
    return f"{words} về việc {subject}" if subject else words


def _words(kind: str, symbol: str, day: date | None, issuer: str) -> str:
    number = f" số {symbol}" if symbol else ""
    on = f" ngày {write_date(day)}" if day else ""
    by = f" của {issuer}" if issuer else ""
    return f"{kind}{number}{on}{by}"
