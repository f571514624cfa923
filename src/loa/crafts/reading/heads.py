"""Heads without a number: paragraphs that each ask another body, "Đề nghị X: …", "Giao Y …".

Two or more of them divide a letter like numbered items, and what is dashed under one is its own.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from loa.crafts.reading.doers import Doer, doer_of
from loa.crafts.reading.level import level
from loa.crafts.reading.paragraphs import Paragraph

_ASKS = re.compile(r"^\W*(?:(?:kinh\s+)?de nghi|yeu cau|giao|phan cong|doi voi)\s")
# Everybody at once: the closing sentence of a letter, no head.
_EVERYBODY = re.compile(
    r"^(?:cac|thu truong cac|thu truong|tat ca|quy|toan the)\s+(?:co quan|don vi|dia phuong|dong chi|bo phan|quy vi|ong|ba)\b"
)


def with_heads(paragraphs: list[Paragraph], addressees: Sequence[str]) -> list[Paragraph]:
    """Give the paragraphs, those that head who is asked as items of their own kind."""
    doers = {at: doer for at, one in enumerate(paragraphs) if (doer := _asked(one, addressees))}
    asked = [at for at in doers if _ASKS.match(paragraphs[at].flat)]
    if len({doers[at].recipients for at in asked}) < 2 or _is_numbered(paragraphs, addressees):
        return paragraphs
    last = max(asked)
    if any(_heads_numbers(paragraphs, at) for at in asked):
        return paragraphs
    return [
        replace(one, kind="head")
        if at in asked or (at in doers and asked[0] < at < last)
        else one
        for at, one in enumerate(paragraphs)
    ]


def _asked(paragraph: Paragraph, addressees: Sequence[str]) -> Doer | None:
    if paragraph.kind:
        return None
    doer = doer_of(paragraph.text, addressees)
    if doer is None or not doer.recipients or _EVERYBODY.match(level(doer.recipients[0])):
        return None
    return doer


def _is_numbered(paragraphs: list[Paragraph], addressees: Sequence[str]) -> bool:
    """Say whether numbered items name those who act: then sentences beside them are no heads."""
    return any(
        one.kind in ("number", "roman", "letter") and doer_of(one.text, addressees)
        for one in paragraphs
    )


def _heads_numbers(paragraphs: list[Paragraph], at: int) -> bool:
    after = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
    return after is not None and after.kind in ("number", "roman")
