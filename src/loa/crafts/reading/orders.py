"""Orders in sentences: "đề nghị X …", "giao Y …"."""

import re
from dataclasses import dataclass

from loa.crafts.reading.bodies import divide, opens_body
from loa.crafts.reading.doers import colon_at
from loa.crafts.reading.level import level
from loa.crafts.reading.verbs import first_verb

ASK = re.compile(
    r"\b(?:(?:tran trong|kinh|rat mong|xin)\s+)?(?:de nghi|yeu cau|giao(?:\s+nhiem vu)?(?:\s+cho)?|phan cong|chi dao|huong dan(?=\s+(?:cac|quy|thu truong)\s)|kinh nho|kinh mong|mong|kinh moi|trieu tap|thong bao (?:den|toi|cho)|yeu(?=\s+giam doc|\s+thu truong|\s+cac))\s+"
)
# An order that an earlier letter gave: "Phòng Nội vụ đã có Công văn số 70/NV đề nghị …".
_TOLD_BEFORE = re.compile(r"\bda\s+(?:co|ban hanh|gui|phat hanh)\b[^.;]{0,120}$")


@dataclass(frozen=True, slots=True)
class Order:
    """An order in a sentence: text[start:end] is the asking word, recipients follow it."""

    start: int
    end: int
    recipients: tuple[str, ...]
    stop: int  # where the recipients end


def orders_in(text: str) -> list[Order]:
    """Find "đề nghị X …", "giao X …" in a paragraph."""
    flat = level(text)
    out: list[Order] = []
    for match in ASK.finditer(flat):
        start = match.end()
        if re.search(r"\b(?:theo|van ban|tai|cac|y kien|duoc)\s*$", flat[: match.start()]):
            continue
        if _TOLD_BEFORE.search(flat[: match.start()]):
            continue
        if (
            match[0].strip() == "giao"
            and text[match.start() : match.end()].strip()[1:] != "iao"
        ):
            continue  # "sách giáo khoa", "giáo viên"
        if not opens_body(text[start : start + 60]):
            continue
        if (
            match[0].strip() in ("chi dao", "huong dan")
            and out
            and match.start() == out[-1].stop
        ):
            continue  # "đề nghị Ủy ban nhân dân tỉnh chỉ đạo các đơn vị …": what it is asked to do
        verb = first_verb(text, flat, start)
        colon = colon_at(text, start)
        ends = [at for at in (verb, colon) if at is not None]
        stop = min(ends) if ends else min(len(text), start + 120)
        end_mark = re.search(
            r"[.;]\s|\s(?:theo|về việc|các nội dung|một số|những|như sau|sau đây|chưa|còn|nào|nêu trên|không|hãy|nên)\b",
            text[start:stop],
        )
        if end_mark:
            stop = start + end_mark.start()
        names = divide(text[start:stop])
        if names:
            out.append(Order(match.start(), start, tuple(names), stop))
    return out
