"""Tasks: who is asked to do what, from numbered lists and from sentences that order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from loa.crafts.reading.audiences import audiences_of
from loa.crafts.reading.bodies import divide, group_holds, opens_body, same_body
from loa.crafts.reading.deadlines import Due
from loa.crafts.reading.duties import duties_of
from loa.crafts.reading.level import level
from loa.crafts.reading.missing import why
from loa.crafts.reading.orders import Doer, doer_of, heading_doer, orders_in, starts_with_verb
from loa.crafts.reading.outline import Item, outline_of
from loa.crafts.reading.paragraphs import Paragraph, merged
from loa.crafts.reading.references import find_references
from loa.crafts.reading.result import SURE, Field
from loa.crafts.reading.sentences import sentence_at

_DUTY_SECTION = re.compile(
    r"\b(?:to chuc thuc hien|phan cong|nhiem vu|trach nhiem|giai phap|noi dung (?:trien khai|thuc hien|tuyen truyen|sinh hoat|hoat dong)|cong tac (?:phoi hop|to chuc)|thuc hien nhu sau)\b"
)
_NOT_SECTION = re.compile(
    r"\b(?:muc dich|yeu cau chung|thoi gian|dia diem|thanh phan|doi tuong|hinh thuc|kinh phi|pham vi|co cau giai thuong|muc tieu|can cu|quan diem)\b"
)
# "… đề nghị các đơn vị quan tâm thực hiện": a wish, not a task.
_ONLY_CLOSING = re.compile(
    r"\W*(?:(?:nghiem tuc|quan tam|khan truong|phoi hop|to chuc|trien khai|thuc hien|chi dao|bao cao|ket qua|noi dung|tren|nhan duoc|can cu|theo|nay|cac|tich cuc|tham gia|luu y|thoi gian|thoi han|huong ung|chap hanh|kip thoi|day du|tot|va)\W*)+(?:$|[.;/].*$)"
)
_CLOSING = re.compile(
    r"^\W*(?:tren day la|nhan duoc|trong qua trinh|can cu (?:noi dung|cong van|ke hoach) nay|moi chi tiet|thong tin chi tiet|rat mong|tran trong)\b"
)


@dataclass(slots=True)
class _Task:
    no: str | None
    recipients: tuple[str, ...]
    text: str
    duty: str  # the text from its first verb on
    paragraphs: list[Paragraph]
    lines: tuple[tuple[int, int], ...]
    sure: float


def read_tasks(
    paragraphs: list[Paragraph], dues: list[Due], addressees: Sequence[str] = ()
) -> Field:
    """Read the tasks as rows `{"no", "recipients", "text", "deadline", "duties", "audiences"}`."""
    roots = outline_of(paragraphs)
    tasks = _from_lists(roots)
    if not tasks:
        tasks = _from_sentences(roots)
    if not tasks:
        return Field(None, 0.6, missing=why("tasks_absent"), missing_code="tasks_absent")
    rows = [_row(task, dues) for task in tasks]
    seen = min(paragraph.certainty for task in tasks for paragraph in task.paragraphs)
    sure = min(
        max(task.sure, 0.91) if _are_addressed(task.recipients, addressees) else task.sure
        for task in tasks
    )
    if seen < 1.0 and not (seen >= 0.93 and sure >= SURE):
        sure = min(sure, 0.88)  # one misread head in a list spoils the list
    return Field(
        rows,
        sure if seen >= 0.85 else sure * max(0.5, seen),
        merged(tuple(span for task in tasks for span in task.lines)),
    )


def _are_addressed(recipients: Sequence[str], addressees: Sequence[str]) -> bool:
    """Say whether Kính gửi names who is asked: what two places agree on is seldom misread."""
    bodies = [body for line in addressees for body in divide(line) or [line]]
    return bool(recipients) and all(
        _EVERYONE.match(level(name))
        or any(same_body(name, body) or group_holds(body, name) for body in bodies)
        for name in recipients
    )


_IS_TOLD = re.compile(r"^\W*(?:giao|yeu cau|de nghi|phan cong)\s")
_EVERYONE = re.compile(r"^(?:cac|thu truong cac)\s+(?:co quan|don vi)")


def _row(task: _Task, dues: list[Due]) -> dict[str, Any]:
    inside = {id(paragraph) for paragraph in task.paragraphs}
    due = next((due for due in dues if id(due.paragraph) in inside), None)
    return {
        "no": task.no,
        "recipients": list(task.recipients),
        "text": task.text,
        "deadline": due.day.isoformat() if due else None,
        "duties": duties_of(task.duty),
        "audiences": list(audiences_of(task.text)),
        "source": [list(span) for span in task.lines],
    }


# ------------------------------------------------------------------------------ from lists
def _from_lists(roots: list[Item]) -> list[_Task]:
    tasks: list[_Task] = []
    for group, intro in _lists(roots):
        tasks.extend(_list_tasks(group, intro))
    return tasks


def _lists(roots: list[Item]) -> list[tuple[list[Item], Item | None]]:
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


def _list_tasks(group: list[Item], intro: Item | None) -> list[_Task]:
    parent_heading = group[0].parent.paragraph.flat if group[0].parent else ""
    if parent_heading and _NOT_SECTION.search(parent_heading):
        return []
    above = group[0].parent
    if above is not None and _doer(above) is not None and not _is_field(above):
        return []  # the items are parts of the parent's own task
    group = [item for item in group if not _is_field(item)]
    if not group:
        return []
    doers = [_doer(item) for item in group]
    named = sum(doer is not None for doer in doers)
    order = orders_in(intro.paragraph.text) if intro is not None else []
    default = order[-1].recipients if order else ()
    introduces = intro is not None and intro.paragraph.text.rstrip().endswith((":", "sau"))
    verbs = sum(starts_with_verb(item.paragraph.text) for item in group)
    in_duties = bool(_DUTY_SECTION.search(parent_heading))
    if named == 0 and not (default and introduces and verbs * 2 >= len(group)):
        return []
    if named * 2 < len(group) and (
        (not default and not in_duties) or verbs * 2 < len(group) - named
    ):
        # Conclusions with a task among them: "3. Giao Văn phòng Huyện ủy theo dõi …".
        return [
            _item_task(item, doer, (), certain=False)
            for item, doer in zip(group, doers, strict=True)
            if doer is not None and _IS_TOLD.match(item.paragraph.flat)
        ]
    is_bullets = group[0].paragraph.kind == "bullet"
    is_root = group[0].parent is None  # "… đề nghị các đơn vị:" and its dashes are the tasks
    tasks: list[_Task] = []
    for item, doer in zip(group, doers, strict=True):
        if doer is None and (not default or (is_bullets and not (introduces and is_root))):
            continue
        if item.paragraph.kind == "roman" and doer is None:
            continue
        task = _item_task(item, doer, default, certain=named == len(group))
        if doer is None and intro is not None:
            # Who is asked stands in the paragraph above the list.
            task.lines = ((intro.paragraph.first, intro.paragraph.last), *task.lines)
        tasks.append(task)
    return tasks


def _is_field(item: Item) -> bool:
    """Say whether an item only heads those who act: "1. Ngành Y tế" over "a) Trung tâm …: …"."""
    if not item.is_heading or not item.children:
        return False
    doers = [doer_of(child.paragraph.text) for child in item.children]
    return sum(doer is not None and doer.how == "colon" for doer in doers) == len(doers)


def _doer(item: Item) -> Doer | None:
    named = opens_body(item.paragraph.text)
    if item.is_heading and not named and _DUTY_SECTION.search(item.paragraph.flat):
        return None
    doer = doer_of(item.paragraph.text)
    if (
        doer is not None
        and doer.how == "colon"
        and not item.paragraph.text[doer.text_from :].strip()
    ):
        return heading_doer(item.paragraph.text) or doer
    if doer is None and item.is_heading and item.children:
        return heading_doer(item.paragraph.text.rstrip(":"))
    return doer


def _item_task(
    item: Item, doer: Doer | None, default: Sequence[str], *, certain: bool
) -> _Task:
    own = item.paragraph.text[doer.text_from :] if doer else item.paragraph.text
    below = " ".join(child.text() for child in item.children)
    text = " ".join(part for part in (own.strip(" :"), below) if part).strip()
    paragraphs = item.walk()
    return _Task(
        no=item.path or None,
        recipients=tuple(doer.recipients) if doer else tuple(default),
        text=text.strip(" ./;"),
        duty=" ".join([item.paragraph.text[doer.duty_from if doer else 0 :], below]).strip(
            " :./;"
        ),
        paragraphs=paragraphs,
        lines=((paragraphs[0].first, paragraphs[-1].last),),
        sure=0.93 if doer and certain else 0.82,
    )


# -------------------------------------------------------------------------- from sentences
def _from_sentences(roots: list[Item]) -> list[_Task]:
    tasks: list[_Task] = []
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
            if _ONLY_CLOSING.match(duty) or re.match(r"\W*(?:ve viec|biet)\b", duty):
                continue
            first, _ = sentence_at(paragraph.text, order.start)
            start = _subject_start(paragraph, first, order.start)
            tasks.append(_sentence_task(paragraph, start, order.stop, order.recipients, 0.85))
            continue
        doer = doer_of(paragraph.text) if paragraph.kind in ("", "bullet") else None
        if doer is not None and doer.how == "verb" and _is_plural(doer.recipients):
            tasks.append(_sentence_task(paragraph, 0, doer.duty_from, doer.recipients, 0.75))
    return tasks


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


def _is_plural(recipients: Sequence[str]) -> bool:
    return bool(recipients) and bool(
        re.match(r"^(?:cac|tat ca|thu truong|toan the)\b", level(recipients[0]))
    )


def _sentence_task(
    paragraph: Paragraph, start: int, duty: int, recipients: Sequence[str], sure: float
) -> _Task:
    text = paragraph.text[start:].strip(" ./;")
    return _Task(
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
    grounds = re.match(r"^\W*(?:can cu|theo|thuc hien|tiep tuc thuc hien|xet)\b", before)
    cited = [end for _, end, _ in find_references(paragraph) if first <= end <= ask]
    if not grounds and not cited:
        return first
    cut = max(before.rfind(", "), before.rfind("; "))
    return first + cut + 2 if cut >= 0 else first
