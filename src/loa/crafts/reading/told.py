"""Tasks that sentences give: "đề nghị X …", "Body: does this", "Các đơn vị thực hiện …"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loa.crafts.reading.doers import Doer, doer_of
from loa.crafts.reading.level import level
from loa.crafts.reading.orders import Order, orders_in
from loa.crafts.reading.outline import Item
from loa.crafts.reading.paragraphs import Paragraph
from loa.crafts.reading.references import find_references
from loa.crafts.reading.sentences import sentence_at
from loa.crafts.reading.verbs import starts_with_verb

# "… đề nghị các đơn vị quan tâm thực hiện": a wish, not a task.
_ONLY_CLOSING = re.compile(
    r"\W*(?:(?:nghiem tuc|quan tam|khan truong|phoi hop|to chuc|trien khai|thuc hien|chi dao|bao cao|ket qua|noi dung|tren|nhan duoc|can cu|theo|nay|cac|tich cuc|tham gia|luu y|thoi gian|thoi han|huong ung|chap hanh|kip thoi|day du|tot|va)\W*)+(?:$|[.;/].*$)"
)
_CLOSING = re.compile(
    r"^\W*(?:tren day la|nhan duoc|trong qua trinh|can cu (?:noi dung|cong van|ke hoach) nay|moi chi tiet|thong tin chi tiet|rat mong|tran trong)\b"
)


@dataclass(slots=True)
class Task:
    """Who is asked to do what, and where it stands."""

    no: str | None
    recipients: tuple[str, ...]
    text: str
    duty: str  # the text from its first verb on
    paragraphs: list[Paragraph]
    lines: tuple[tuple[int, int], ...]
    sure: float


def from_sentences(roots: list[Item]) -> list[Task]:
    tasks: list[Task] = []
    wishes: list[tuple[Paragraph, Order]] = []
    paragraphs = [paragraph for item in roots for paragraph in item.walk()]
    lone = {id(p): doer for p in paragraphs if not p.kind and (doer := _says_who(p))}
    for at, paragraph in enumerate(paragraphs):
        if _CLOSING.match(paragraph.flat):
            continue
        if len(lone) > 1 and id(paragraph) in lone:
            doer = lone[id(paragraph)]
            tasks.append(
                _sentence_task(
                    paragraph,
                    _after_space(paragraph, doer.text_from),
                    doer.duty_from,
                    doer.recipients,
                    0.85,
                )
            )
            continue
        order = next((order for order in orders_in(paragraph.text)), None)
        if order is not None:
            duty = paragraph.flat[order.stop :]
            after = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
            if not duty.strip(" :") and after is not None:
                if not after.kind and starts_with_verb(after.text):
                    task = _sentence_task(after, 0, 0, order.recipients, 0.85)
                    task.lines = (paragraph.lines(), *task.lines)
                    tasks.append(task)
                continue
            if _ONLY_CLOSING.match(duty) and _goes_on(paragraph, order.stop):
                wishes.append((paragraph, order))
            if _ONLY_CLOSING.match(duty) or re.match(r"\W*(?:ve viec|biet)\b", duty):
                continue
            first, _ = sentence_at(paragraph.text, order.start)
            start = _subject_start(paragraph, first, order.start)
            tasks.append(_sentence_task(paragraph, start, order.stop, order.recipients, 0.85))
            continue
        doer = doer_of(paragraph.text) if paragraph.kind in ("", "bullet") else None
        if doer is None or doer.how != "verb":
            continue
        if tasks and _HANDS_IN.match(paragraph.flat[doer.duty_from :]):
            continue  # the report clause that closes a letter
        is_charged = _IN_CHARGE.match(paragraph.flat[doer.duty_from :])
        if is_charged or is_plural(doer.recipients):
            tasks.append(_sentence_task(paragraph, 0, doer.duty_from, doer.recipients, 0.75))
    for paragraph, order in wishes[: 0 if tasks else 1]:
        first, _ = sentence_at(paragraph.text, order.start)
        start = _subject_start(paragraph, first, order.start)
        tasks.append(_sentence_task(paragraph, start, order.stop, order.recipients, 0.7))
    return tasks


def _goes_on(paragraph: Paragraph, stop: int) -> bool:
    """Say whether a duty follows a wish: "… khẩn trương thực hiện; phân công cụ thể …"."""
    _, mark, rest = paragraph.text[stop:].partition("; ")
    return bool(mark) and starts_with_verb(rest)


def _says_who(paragraph: Paragraph) -> Doer | None:
    """Give the doer of a paragraph that is "Body: does this"."""
    doer = doer_of(paragraph.text)
    is_told = (
        doer is not None
        and doer.how == "colon"
        and starts_with_verb(paragraph.text[doer.text_from :])
    )
    return doer if is_told else None


def _after_space(paragraph: Paragraph, at: int) -> int:
    while at < len(paragraph.text) and paragraph.text[at] == " ":
        at += 1
    return at


_HANDS_IN = re.compile(r"\W*(?:gui|bao cao|nop)\b[^;]*\bve\s")
_IN_CHARGE = re.compile(r"(?:chiu trach nhiem|co trach nhiem|chu tri)\b(?! thi hanh)")
# "Các đơn vị", "Giám đốc các bệnh viện": one body in the singular may just be told of.
_PLURAL = re.compile(r"^(?:cac|tat ca|thu truong|toan the|toan bo|moi)\b|^[a-z ]{2,60}\scac\b")


def is_plural(recipients: Sequence[str]) -> bool:
    return bool(recipients) and bool(_PLURAL.match(level(recipients[0])))


def _sentence_task(
    paragraph: Paragraph, start: int, duty: int, recipients: Sequence[str], sure: float
) -> Task:
    text = paragraph.text[start:].strip(" ./;")
    return Task(
        no=None,
        recipients=tuple(recipients),
        text=text,
        duty=paragraph.text[duty:].strip(" ./;"),
        paragraphs=[paragraph],
        lines=(paragraph.lines(start, len(paragraph.text)),),
        sure=sure,
    )


def _subject_start(paragraph: Paragraph, first: int, ask: int) -> int:
    """Where the ordering clause begins: after the grounds that the sentence opens with."""
    before = paragraph.flat[first:ask]
    if before.rstrip().endswith(":"):
        return ask  # "Chủ tịch UBND tỉnh có ý kiến chỉ đạo: Giao Sở Y tế …"
    grounds = re.match(r"^\W*(?:can cu|theo|thuc hien|tiep tuc thuc hien|xet)\b", before)
    cited = [end for _, end, _ in find_references(paragraph) if first <= end <= ask]
    if not grounds and not cited:
        return first
    cut = max(before.rfind(", "), before.rfind("; "))
    return first + cut + 2 if cut >= 0 else first
