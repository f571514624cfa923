"""Periods: when the thing itself takes place, in days of a campaign and of events."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from loa.crafts.reading.dates import Mention, are_joined, earliest, find_dates, latest
from loa.crafts.reading.deadlines import NOT_OURS, Due
from loa.crafts.reading.missing import why
from loa.crafts.reading.paragraphs import Paragraph, merged
from loa.crafts.reading.result import Field
from loa.crafts.reading.sentences import outside_quotes, sentence_at

_CAMPAIGN = re.compile(
    r"\b(?:chien dich|thang hanh dong|tuan le|dot cao diem|cao diem|phat dong|tuyen truyen|huong ung|trien khai|thang an toan|ra quan|thuc hien)\b"
)
_EVENT = re.compile(
    r"\b(?:to chuc|khai mac|be mac|mit tinh|dien ra|hoi nghi|hoi thi|hoi thao|cuoc hop|tap huan|le phat dong|le ra quan|chung ket|ban ket|ky thi|le\b|sinh hoat|hop\b|du hop|chao co|giao luu|dien dan|toa dam|dai hoi|ngoai khoa|dien tap|ra mat|khanh thanh|khoi cong|khai truong|khai giang|be giang|phat song|dau tien phat|lam viec (?:tai|voi))"
)
_TIME_LABEL = re.compile(
    r"(?:thoi gian|thoi diem|ngay to chuc)(?:\s+(?:to chuc|thuc hien|du kien|trien khai|dien ra|khai mac|tuyen truyen|hop|cai dat|tap huan|thi)){0,2}"
    r"[^.;:]{0,40}(?::|\bla\b|\bngay\b|\bvao\b|\btu\b|^)\s*.{0,40}$"
)
_AT = re.compile(
    r"(?:\b(?:vao\s+)?(?:luc|hoi)\s+)?\d{1,2}\s*(?:h|g|gio)\s*\d{0,2}\s*(?:phut)?[^.;]{0,30}(?:ngay|thu\s\w+\s*,|chu nhat\s*,)\s*$|\b(?:luc|vao luc|vao hoi)\b[^.;]{0,40}$"
)
_TAKES_EFFECT = re.compile(r"\b(?:hieu luc|thong qua|ban hanh|ap dung)\b[^,;.]{0,25}\bngay\s*$")
# "học bù vào ngày 04/10", "phát động vào sáng 06/10".
_ON = re.compile(
    r"\bvao\s+(?:(?:luc|hoi)\s+[^,;.]{2,25}\s+)?(?:(?:buoi\s+)?(?:sang|chieu|toi|trua)\s+)?(?:(?:thu\s+\w+|chu nhat)\s*,?\s*)?(?:ngay\s*)?$"
)
_OWED = re.compile(
    r"\b(?:gui|nop|bao cao|hoan thanh|hieu luc|gia tri|het han|het hieu luc|hen|xay ra|nhan duoc|phat hien|bat dau|cong bo|ban hanh)\b"
)
# A short name and nothing but its day: "Phiên giao dịch việc làm lần 5: ngày 20/6/2025".
_NAMED = re.compile(
    r"^\W*(?!(?:thoi han|han|so|cham nhat|truoc|dang ky|tiep nhan|nhan|can cu|theo)\b)[^:;.]{3,60}:\s*(?:(?:buoi\s+)?(?:sang|chieu|toi)\s*,?\s*)?(?:(?:thu\s+\w+|chu nhat)\s*,?\s*)?(?:ngay\s*)?$"
)
# A day with a name of its own ("Ngày tựu trường: thứ Tư"), or a part of a day of the week.
_LABELLED = re.compile(
    r"\bngay\s+[a-z ]{3,30}:\s*[^.;:]{0,20}$|\b(?:sang|chieu|toi)\s+(?:thu\s+\w+|chu nhat)\s*,?\s*(?:ngay\s*)?$"
)
_FROM_TO = re.compile(
    r"\btu\s+(?P<now>nay|hom nay|thoi diem nay|ngay (?:ky|ban hanh|ra)(?: (?:ban hanh|ke hoach|cong van|van ban|chi thi|thong bao|huong dan))?(?: nay)?|khi (?:ban hanh|nhan duoc)(?: (?:ke hoach|cong van|van ban))?(?: nay)?)?[^.;]{0,30}?(?:den|toi)\s*(?:het\s*)?(?:\d{1,2}\s*(?:h|g|gio)\s*\d{0,2}\s*)?(?:ngay\s*|thang\s*|nam\s*)?$"
)


def read_periods(
    paragraphs: list[Paragraph], letter_date: str | None, dues: list[Due]
) -> Field:
    """Periods of the campaign and of events; a deadline's day is not one."""
    taken = {(id(due.paragraph), due.mention.start) for due in dues}
    rows: list[dict[str, Any]] = []
    spans: list[tuple[int, int]] = []
    for paragraph, row, start, end in _periods(paragraphs, letter_date, taken):
        if any((row["start"], row["end"]) == (old["start"], old["end"]) for old in rows):
            continue
        rows.append(row)
        spans.append(paragraph.lines(start, end))
    if not rows:
        return Field(None, 0.85, missing=why("periods_absent"), missing_code="periods_absent")
    labelled = all(row["kind"] != "other" for row in rows)
    used = {line for span in spans for line in range(span[0], span[1] + 1)}
    seen = min(p.certainty for p in paragraphs if used & set(range(p.first, p.last + 1)))
    ranged = all(row["start"] != row["end"] for row in rows)
    sure = (0.93 if ranged else 0.87) if labelled else 0.8
    if (
        letter_date
        and len(letter_date) < 10
        and any(re.search(r"\btu nay\b", p.flat) for p in paragraphs)
    ):
        sure = min(sure, 0.6)  # "từ nay" counts from a day that nobody could read
    return Field(rows, sure if seen >= 0.85 else sure * 0.9, merged(tuple(spans)))


def _periods(
    paragraphs: list[Paragraph], letter_date: str | None, taken: set[tuple[int, int]]
) -> Iterator[tuple[Paragraph, dict[str, Any], int, int]]:
    year = int(letter_date[:4]) if letter_date else None
    begun = earliest(letter_date)
    heading = ""
    for paragraph in paragraphs:
        mentions = find_dates(paragraph.flat, year=year, since=begun)
        used: set[int] = set()
        for at, mention in enumerate(mentions):
            if at in used or (id(paragraph), mention.start) in taken:
                continue
            if _is_told(paragraph, mention.start):
                continue
            context = heading + " " + paragraph.flat[: mention.start]
            after = mentions[at + 1] if at + 1 < len(mentions) else None
            if after is not None and are_joined(paragraph.flat, mention, after):
                used.add(at + 1)
                row = _row(context, mention.first, after.last, paragraph, mention.start)
                yield paragraph, row, mention.start, after.end
            elif (now := _FROM_TO.search(context[-60:])) and now["now"]:
                begun_on = latest(letter_date) if len(letter_date or "") == 10 else None
                row = _row(context, begun_on, mention.last, paragraph, mention.start)
                yield paragraph, row, mention.start, mention.end
            elif (
                (mention.first < mention.last and mention.precision == "day")
                or _is_long(
                    context, mention, begun, paragraph.flat[mention.end : mention.end + 30]
                )
            ) or (
                mention.precision == "day"
                and _is_event(paragraph, heading, mention, begun)
                and (begun is None or mention.last >= begun)
            ):
                row = _row(context, mention.first, mention.last, paragraph, mention.start)
                yield paragraph, row, mention.start, mention.end
        if (
            len(paragraph.text) < 60
            and paragraph.kind
            and not _ITEM_ENDS.search(paragraph.text)
        ):
            heading = paragraph.flat


# A forecast, and years that are kept as an anniversary, are no time of the letter's matter.
_TOLD = re.compile(
    r"^\W*(?:(?:nhan )?ky niem|theo (?:tin|ban tin|du bao|nhan dinh|thong tin tu (?:dai|trung tam du bao))|du bao)\b[^;]*$"
)


def _is_told(paragraph: Paragraph, place: int) -> bool:
    first, _ = sentence_at(paragraph.text, place)
    before = paragraph.flat[first:place]
    if re.search(r"\bky niem\b[^;]*\(\W*(?:\d[\d/.]+\s*-\s*)?$", before):
        return True
    told = _TOLD.match(before)
    return told is not None and "ky niem" not in told[0] and not _ORDERED.search(before)


_ORDERED = re.compile(r"\b(?:de nghi|yeu cau|to chuc)\b")


_OPENS_WITH = re.compile(r"\W*(?:to chuc|dien ra|phat dong|trien khai|mo)\b")


_ITEM_ENDS = re.compile(r"[;.]\s*$")


def _is_long(context: str, mention: Mention, begun: date | None, behind: str) -> bool:
    """Say whether months are the time of something to come: "tổ chức trong tháng 9/2024"."""
    if mention.precision not in ("month", "quarter") or (begun and mention.last <= begun):
        return False
    near = context[-70:]
    if re.search(r"thoi gian[^.;:]{0,40}:\s*$", near):
        return True
    return bool(re.search(r"\b(?:trong|tu)\s*$|[.:;]\s*$|^\s*$", near)) and bool(
        _OPENS_WITH.match(behind)
        or _CAMPAIGN.search(near)
        or _EVENT.search(near)
        or _TIME_LABEL.search(near)
    )


def _is_event(paragraph: Paragraph, heading: str, mention: Mention, begun: date | None) -> bool:
    first, _ = sentence_at(paragraph.text, mention.start)
    before = paragraph.flat[max(first, mention.start - 110) : mention.start]
    dates_a_document = re.search(
        r"\b(?:so|cong van|quyet dinh|ke hoach so|nghi dinh)\b[^.;]{0,40}$", before
    ) and re.search(r"\d\s*/\s*[a-z]{2,}[^.;]{0,25}ngay\s*$", before)
    if _TAKES_EFFECT.search(before):
        return False
    if dates_a_document or re.search(r"\b(?:truoc|cham nhat)\b[^,;]{0,12}$", before):
        return False
    if _TIME_LABEL.search(before) or (
        heading.startswith("thoi gian")
        and (not paragraph.kind or begun is None or mention.last >= begun)
        and not _OWED.search(re.split(r"[,;]", before)[-1])
    ):
        return True
    if (_AT.search(before) and (begun is None or mention.last > begun)) or _LABELLED.search(
        before
    ):
        return True
    if (
        _ON.search(before)
        and outside_quotes(paragraph.text, mention.start)
        and (begun is None or mention.last >= begun)
        and not _OWED.search(re.split(r"[,;]", before)[-1])
    ):
        return True
    if (
        _NAMED.match(before)
        and (begun is None or mention.last >= begun)
        and not _OWED.search(before)
    ):
        return True
    if NOT_OURS.search(before[-60:]) or re.search(r"\btai (?:phien|cuoc|buoi)\b", before):
        return False
    clause = re.split(r"[,;]", before)[-1]
    return (
        bool(_EVENT.search(clause))
        and bool(re.search(r"(?:vao\s+)?ngay\s*$|^\s*$|\bngay$", before[-12:]))
        and mention.precision == "day"
    )


def _row(
    context: str, start: date | None, end: date, paragraph: Paragraph, place: int
) -> dict[str, Any]:
    near = context[-160:]
    kind = "other"
    if start is not None and start == end:
        kind = "event"
    elif _CAMPAIGN.search(near) or re.search(r"^\W*thoi gian\b", paragraph.flat):
        kind = "campaign"
    elif _EVENT.search(near):
        kind = "event"
    first, last = sentence_at(paragraph.text, place)
    label = paragraph.text[first:place].strip(" ,:;-(").rstrip()
    label = re.sub(r"\s*(?:từ|Từ)?\s*(?:ngày)?\s*$", "", label)
    return {
        "kind": kind,
        "start": start.isoformat() if start else None,
        "end": end.isoformat(),
        "label": (label or paragraph.text[first:last])[-80:].strip(" ,:;"),
    }
