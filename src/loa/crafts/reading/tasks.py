"""Tasks: who is asked to do what, from numbered lists and from sentences that order."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from loa.crafts.reading.audiences import audiences_of
from loa.crafts.reading.bodies import divide, group_holds, names_in, same_body
from loa.crafts.reading.deadlines import Due
from loa.crafts.reading.doers import Doer, walked_doer
from loa.crafts.reading.duties import duties_of
from loa.crafts.reading.level import level
from loa.crafts.reading.lists import (
    DUTY_SECTION,
    assigns,
    doer_in,
    hands_in,
    is_field,
    lists_of,
    tells,
    told_above,
)
from loa.crafts.reading.missing import why
from loa.crafts.reading.orders import orders_in
from loa.crafts.reading.outline import Item, outline_of
from loa.crafts.reading.paragraphs import Paragraph, merged
from loa.crafts.reading.result import SURE, Field
from loa.crafts.reading.tables import Row
from loa.crafts.reading.told import Task, from_sentences

_NOT_SECTION = re.compile(
    r"\b(?:muc dich|yeu cau chung|thoi gian|dia diem|thanh phan|doi tuong|hinh thuc|kinh phi|pham vi|co cau giai thuong|muc tieu|can cu|quan diem)\b"
)


def read_tasks(
    paragraphs: list[Paragraph],
    dues: list[Due],
    addressees: Sequence[str] = (),
    rows: Sequence[Row] = (),
) -> Field:
    """Read the tasks as rows `{"no", "recipients", "text", "deadline", "duties", "audiences"}`.

    `rows` are the rows of tables whose cells are among the paragraphs.
    """
    cells = {id(cell) for row in rows for cell in row.cells}
    known = names_in(addressees)
    roots = outline_of([one for one in paragraphs if id(one) not in cells], known)
    tasks = sorted([*_from_tables(rows), *_from_lists(roots)], key=lambda task: task.lines[-1])
    if not tasks:
        tasks = from_sentences(roots)
    if not tasks:
        return Field(None, 0.6, missing=why("tasks_absent"), missing_code="tasks_absent")
    values = [_row(task, dues) for task in tasks]
    seen = min(paragraph.certainty for task in tasks for paragraph in task.paragraphs)
    sure = min(
        max(task.sure, 0.91) if _are_addressed(task.recipients, addressees) else task.sure
        for task in tasks
    )
    if seen < 1.0 and not (seen >= 0.93 and sure >= SURE):
        sure = min(sure, 0.88)  # one misread head in a list spoils the list
    return Field(
        values,
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
_ASKS_ON = re.compile(r"^\W*(?:yeu cau|chi dao|huong dan|phan cong|giao)\s")
_EVERYONE = re.compile(r"^(?:cac|thu truong cac)\s+(?:co quan|don vi)")


def _row(task: Task, dues: list[Due]) -> dict[str, Any]:
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


# ----------------------------------------------------------------------------- from tables
def _from_tables(rows: Sequence[Row]) -> Iterator[Task]:
    for row in rows:
        text = row.work.text.strip(" ./;")
        lines = (
            min(cell.first for cell in row.cells),
            max(cell.last for cell in row.cells),
        )
        yield Task(
            no=row.number or None,
            recipients=tuple(divide(row.doer.text)),
            text=text,
            duty=text,
            paragraphs=row.cells,
            lines=(lines,),
            sure=0.9,
        )


# ------------------------------------------------------------------------------ from lists
def _from_lists(roots: list[Item]) -> list[Task]:
    tasks: list[Task] = []
    for group, intro in lists_of(roots):
        tasks.extend(_list_tasks(group, intro))
    return tasks


def _list_tasks(group: list[Item], intro: Item | None) -> list[Task]:
    parent_heading = group[0].parent.paragraph.flat if group[0].parent else ""
    if parent_heading and _NOT_SECTION.search(parent_heading):
        return []
    above = group[0].parent
    if above is not None and doer_in(above) is not None and not is_field(above):
        return []  # the items are parts of the parent's own task
    group = [item for item in group if not is_field(item)]
    if not group:
        return []
    doers = [doer_in(item) for item in group]
    order = orders_in(intro.paragraph.text) if intro is not None else []
    default = order[-1].recipients if order else told_above(intro)
    if default and sum(doer is not None for doer in doers) * 2 < len(group):
        # "2. Yêu cầu các cơ quan báo chí …": what those asked above are to ask of others.
        doers = [
            None if doer and _ASKS_ON.match(item.paragraph.flat) else doer
            for item, doer in zip(group, doers, strict=True)
        ]
    named = sum(doer is not None for doer in doers)
    if named * 2 >= len(group) or assigns(intro, group):
        doers = [
            doer or walked_doer(item.paragraph.text)
            for item, doer in zip(group, doers, strict=True)
        ]
        named = sum(doer is not None for doer in doers)
    introduces = intro is not None and (
        intro.paragraph.text.rstrip().endswith((":", "sau"))
        or bool(order and not intro.paragraph.text[order[-1].stop :].strip())
    )
    verbs = sum(tells(item.paragraph.text) for item in group)
    in_duties = bool(DUTY_SECTION.search(parent_heading))
    if named == 0 and not (default and introduces and verbs * 2 >= len(group)):
        return []
    if named * 2 < len(group) and (
        (not default and not in_duties) or verbs * 2 < len(group) - named
    ):
        # Conclusions with a task among them: "3. Giao Văn phòng Huyện ủy theo dõi …".
        return [
            _item_task(item, doer, (), certain=False)
            for item, doer in zip(group, doers, strict=True)
            if doer is not None
            and (_IS_TOLD.match(item.paragraph.flat) or hands_in(item, doer))
        ]
    is_bullets = group[0].paragraph.kind == "bullet"
    is_root = group[0].parent is None  # "… đề nghị các đơn vị:" and its dashes are the tasks
    tasks: list[Task] = []
    for item, doer in zip(group, doers, strict=True):
        if doer is None and (not default or (is_bullets and not (introduces and is_root))):
            continue
        if item.paragraph.kind == "roman" and doer is None:
            continue
        if _CARRIED_OUT.search(item.paragraph.flat):
            continue
        task = _item_task(item, doer, default, certain=named == len(group))
        if doer is None and intro is not None:
            # Who is asked stands in the paragraph above the list.
            task.lines = ((intro.paragraph.first, intro.paragraph.last), *task.lines)
        tasks.append(task)
    return tasks


_CARRIED_OUT = re.compile(
    r"\bchiu trach nhiem thi hanh (?:quyet dinh|nghi quyet|chi thi|quy dinh) nay\b"
)


def _item_task(item: Item, doer: Doer | None, default: Sequence[str], *, certain: bool) -> Task:
    own = item.paragraph.text[doer.text_from :] if doer else item.paragraph.text
    below = " ".join(child.text() for child in item.children)
    text = " ".join(part for part in (own.strip(" :"), below) if part).strip()
    paragraphs = item.walk()
    return Task(
        no=item.path or None,
        recipients=tuple(doer.recipients) if doer else tuple(default),
        text=text.strip(" ./;"),
        duty=" ".join([item.paragraph.text[doer.duty_from if doer else 0 :], below]).strip(
            " :./;"
        ),
        paragraphs=paragraphs,
        lines=((paragraphs[0].first, paragraphs[-1].last),),
        sure=0.93 if doer and certain and doer.how != "walked" else 0.82,
    )
