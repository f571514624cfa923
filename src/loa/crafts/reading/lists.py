"""What a list says of itself: whom it is for, whether its items give work out, who does one."""

import re

from loa.crafts.reading.bodies import opens_body
from loa.crafts.reading.doers import Doer, doer_of, heading_doer
from loa.crafts.reading.outline import Item
from loa.crafts.reading.sentences import sentence_at
from loa.crafts.reading.told import is_plural
from loa.crafts.reading.verbs import starts_with_verb

DUTY_SECTION = re.compile(
    r"\b(?:to chuc thuc hien|phan cong|nhiem vu|trach nhiem|giai phap|noi dung (?:trien khai|thuc hien|tuyen truyen|sinh hoat|hoat dong)|cong tac (?:phoi hop|to chuc)|thuc hien nhu sau)\b"
)


def lists_of(roots: list[Item]) -> list[tuple[list[Item], Item | None]]:
    """Give runs of numbered items with the paragraph that introduces them, at any depth."""
    out: list[tuple[list[Item], Item | None]] = []

    def collect(items: list[Item], parent: Item | None) -> None:
        run: list[Item] = []
        intro = parent
        for item in items:
            if item.paragraph.kind == "":
                if run:
                    out.append((run, intro))
                    run = []
                intro = item
                continue
            if run and item.depth != run[0].depth:
                out.append((run, intro))
                run = []
            run.append(item)
        if run:
            out.append((run, intro))
        for item in items:
            if item.children:
                collect(item.children, item)

    collect(roots, None)
    return out


def assigns(intro: Item | None, group: list[Item]) -> bool:
    """Say whether a list gives work out though no verb of it is known: each item opens with a body."""
    text = intro.paragraph.flat if intro is not None else ""
    opening = sum(opens_body(item.paragraph.text) for item in group)
    return bool(_GIVES_OUT.search(text)) and opening > 1 and opening * 4 >= len(group) * 3


_GIVES_OUT = re.compile(
    r"\b(?:de nghi|yeu cau|phan cong|giao|trach nhiem|nhiem vu|trien khai|to chuc thuc hien)\b[^.]*:?\W*$"
)


def hands_in(item: Item, doer: Doer) -> bool:
    """Say whether all are to hand something in: "4. Các khoa gửi danh sách về Phòng …"."""
    duty = item.paragraph.flat[doer.duty_from :]
    return doer.how == "verb" and is_plural(doer.recipients) and bool(_HANDS_IN.match(duty))


_HANDS_IN = re.compile(r"\W*(?:gui|lap danh sach|dang ky|bao cao|nop|cu|thong ke)\b")


def tells(text: str) -> bool:
    """Say whether an item under "đề nghị các đơn vị:" tells what to do, if by its colon."""
    head, _, rest = text.partition(":")
    return starts_with_verb(text) or bool(
        _MEASURED.match(text) or (len(head) < 80 and rest and starts_with_verb(rest))
    )


# "100% đơn vị treo băng rôn", "Mỗi xã có ít nhất 01 tin bài".
_MEASURED = re.compile(r"^\W*(?:\d{1,3}\s*%|[Mm]ỗi)\s")


def told_above(intro: Item | None) -> tuple[str, ...]:
    """Give whom a list is for where nobody is asked by a verb: "Các đơn vị thực hiện:"."""
    text = intro.paragraph.text if intro is not None else ""
    if not text.rstrip().endswith((":", "sau")):
        return ()
    start, end = sentence_at(text, len(text) - 1)
    clause = re.split(r"[,;]\s+", text[start:end])[-1]
    doer = doer_of(clause.rstrip(" :"))
    return doer.recipients if doer and doer.how == "verb" and is_plural(doer.recipients) else ()


def is_field(item: Item) -> bool:
    """Say whether an item only heads those who act: "1. Ngành Y tế" over "a) Trung tâm …: …"."""
    if not item.is_heading or not item.children:
        return False
    doers = [doer_of(child.paragraph.text, child.known) for child in item.children]
    return sum(doer is not None and doer.how == "colon" for doer in doers) == len(doers)


# "Nhiệm vụ của Trung tâm Y tế:" heads that body's duties.
_OF_BODY = re.compile(
    r"^\W*(?:trach nhiem|nhiem vu)\s+cua\s+(?!cac (?:don vi|co quan|ben)\W*$)"
)


def doer_in(item: Item) -> Doer | None:
    named = opens_body(item.paragraph.text)
    is_section = item.is_heading and not named and DUTY_SECTION.search(item.paragraph.flat)
    if is_section and not _OF_BODY.match(item.paragraph.flat):
        return None
    doer = doer_of(item.paragraph.text, item.known)
    if (
        doer is not None
        and doer.how == "colon"
        and not item.paragraph.text[doer.text_from :].strip()
    ):
        return heading_doer(item.paragraph.text, item.known) or doer
    if doer is None and item.is_heading and item.children:
        return heading_doer(item.paragraph.text.rstrip(":"), item.known)
    return doer
