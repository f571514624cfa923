"""The one place where the same letter, another format of it and an amended one are told apart.

Never loses a text: what is not surely the same is kept as an amended version, and a person says
what it is. In words: docs/rules/intake.md.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from loa.crafts.viet import fold
from loa.dispatches.models import Dispatch, Kinship
from loa.dispatches.queries.differing import FieldChange
from loa.dispatches.queries.review import review
from loa.units.models import Unit

PICTURES = frozenset({"pdf_scan", "image"})
# Words shared, of all words of both: two formats of one letter differ by page numbers and
# stamps, a scan by what its OCR misread.
SAME_TEXT = 0.97
SAME_PICTURE = 0.85
SURE = 0.9
HEADS = ("issuer", "number", "symbol", "date", "doc_type")
CONTENT = (
    "subject", "addressees", "periods", "audience", "scope", "tasks", "deadlines", "report",
    "contacts", "attachments",
)  # fmt: skip
_DAYS = ("periods", "deadlines", "report")
_WORD = re.compile(r"\w+")
_PAGE_NUMBER = re.compile(r"\W*\d{1,3}\W*")
_MARKS = re.compile(r"[\W_]+")
_NAMED = re.compile(
    r"(?P<how>thu hoi|bai bo|huy bo|thay the|dinh chinh|sua doi|bo sung|dieu chinh)"
    r"(?:\s*(?:,|va)\s*(?:sua doi|bo sung|dieu chinh|thay the))*"
    r"(?:\s+(?:mot so|noi dung|diem|tai|cua|cho))*"
    r"\s+(?:cong van|van ban|ke hoach|thong bao|cong dien|quyet dinh|huong dan|chi thi|"
    r"giay moi|to trinh)\s+so:?\s*(?P<number>\d+)\s*/\s*(?P<symbol>[a-z0-9&-]+)"
)
_HOW = {"thu hoi": Kinship.WITHDRAWS, "bai bo": Kinship.WITHDRAWS, "huy bo": Kinship.WITHDRAWS,
        "thay the": Kinship.REPLACES}  # fmt: skip


@dataclass(frozen=True)
class Text:
    """What is compared of a letter."""

    format: str
    lines: tuple[str, ...]
    fields: Mapping[str, Any]


def words_of(lines: Iterable[str]) -> list[str]:
    """Return a letter's words as they are compared: no marks, no case, no page numbers, sorted.

    Order is left out, since a two-column letterhead comes out in different orders.
    """
    kept = (line for line in lines if not _PAGE_NUMBER.fullmatch(line))
    return sorted(_WORD.findall(fold(" ".join(kept))))


def is_same_letter(known: Text, new: Text) -> bool:
    """Say whether two texts under one number are one letter, in two files."""
    mine, other = Counter(words_of(known.lines)), Counter(words_of(new.lines))
    both = sum(mine.values()) + sum(other.values())
    shared = 2 * sum((mine & other).values()) / both if both else 0.0
    if PICTURES & {known.format, new.format}:
        days = all(
            _plain(a.get("value")) == _plain(b.get("value"))
            for name in _DAYS
            if _is_sure(a := known.fields.get(name) or {})
            and _is_sure(b := new.fields.get(name) or {})
        )
        return shared >= SAME_PICTURE and days
    if known.format == new.format:
        return mine == other
    return shared >= SAME_TEXT and all(
        _plain((known.fields.get(name) or {}).get("value"))
        == _plain((new.fields.get(name) or {}).get("value"))
        for name in CONTENT
    )


def known_like(
    owner: Unit, *, issuer: str, number: str, symbol: str, issued_on: date | None
) -> Dispatch | None:
    """Return the unit's first letter with this natural key, if it has one. One query.

    The year counts, not the day: an amended version may bear a later one.
    """
    if not (number and issued_on):
        return None
    wanted = fold(issuer), fold(symbol)
    rows = Dispatch.objects.filter(owner=owner, number=number, issued_on__year=issued_on.year)
    return next(
        (
            row
            for row in rows.order_by("pk")
            if (fold(row.issuer_name), fold(row.symbol)) == wanted
        ),
        None,
    )


def named_in(owner: Unit, lines: Iterable[str]) -> tuple[Dispatch, Kinship] | None:
    """Return the unit's letter that these lines replace, correct or withdraw, if it is here."""
    text = " ".join(fold(" ".join(lines)).split())
    for found in _NAMED.finditer(text):
        rows = Dispatch.objects.filter(owner=owner, number=found["number"]).order_by("-pk")
        symbol = found["symbol"].strip("-")
        for row in rows:
            if row.symbol and fold(row.symbol) == symbol:
                return row, _HOW.get(found["how"], Kinship.CORRECTS)
    return None


def changes(dispatch: Dispatch) -> tuple[FieldChange, ...]:
    """Return the fields that differ from the letter this one amends, in the form's order."""
    if dispatch.amends is None:
        return ()
    before, after = review(dispatch.amends), review(dispatch)
    names = {*HEADS, *CONTENT, "signatories", "distribution"}
    return tuple(
        FieldChange(was, now)
        for was, now in zip(before.fields, after.fields, strict=True)
        if now.name in names and _plain(was.value) != _plain(now.value)
    )


def _is_sure(field: Mapping[str, Any]) -> bool:
    return float(field.get("certainty") or 0) >= SURE and bool(field.get("value"))


def _plain(value: Any) -> str:
    """Return a value as it is compared: no marks, no case, no empty parts."""
    if value in (None, "", [], {}):
        return ""
    text = fold(json.dumps(value, ensure_ascii=False, sort_keys=True))
    return _MARKS.sub(" ", text.replace("null", " ")).strip()
