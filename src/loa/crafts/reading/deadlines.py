"""Deadlines and periods: what is due when, and when the thing itself takes place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from loa.crafts.reading.dates import Mention, earliest, find_dates, latest
from loa.crafts.reading.level import level
from loa.crafts.reading.missing import why
from loa.crafts.reading.paragraphs import Paragraph, merged
from loa.crafts.reading.result import Field
from loa.crafts.reading.sentences import sentence_at

_TIME = r"(?:(?P<hour>[0-2]?\d)\s*(?:h|g|gio|:)\s*(?P<minute>[0-5]\d)?\s*(?:phut|')?\s*,?\s*(?:sang|chieu|toi)?\s*(?:,\s*)?)?"
_DUE = re.compile(
    r"(?P<phrase>truoc khi (?:het|ket thuc)|cham nhat(?:\s*(?:la|den|vao|trong))?(?:\s*het)?|muon nhat(?:\s*(?:la|den))?|truoc|khong qua|khong muon hon|han cuoi(?:\s*cung)?(?:\s+(?:nop|gui|nhan|bao cao|dang ky)[^:;.]{0,30})?(?:\s*(?:la|den))?(?:\s*het)?"
    r"|(?:thoi\s+)?(?:han|gian)\s+(?:gui|nop|nhan|bao cao|tham gia|dang ky|du thi|hoan thanh|tiep nhan|phat hanh)[^:;.]{0,40}[:\s](?:\s*(?:truoc|den))?(?:\s*het)?|thoi han\s*(?::|la|den)?(?:\s*het)?|(?:hoan thanh|xong|ket thuc)\s+(?:truoc|trong)|(?:ngay )?trong(?=\s+ngay)|den het|den)"
    r"\s*:?\s*" + _TIME + r"(?:(?:thu\s+\w+|chu nhat)\s*,?\s*)?(?:ngay\s*|thang\s*)?$"
)
_WEAK = ("den", "den het", "trong")
_SEND = re.compile(
    r"\b(?:gui|trinh|bao cao|nop|dang ky|gop y|phan hoi|tra loi|hoan thanh|tong hop|lap danh sach|thong bao ket qua|xac nhan|de xuat)\b"
)
_NOT_OURS = re.compile(
    r"\b(?:co hieu luc|ke tu ngay|tinh tu|ap dung tu|het hieu luc|ban hanh truoc|sinh truoc|thanh lap truoc|chua thuc hien|den nay con|thoi gian bao cao truoc"
    r"|da bao cao)\b"
)
_REGULAR = re.compile(r"\b(?:hang thang|hang quy|hang nam|hang tuan|dinh ky)\b")
# An earlier letter's: "đã có Công văn số 70/NV đề nghị … báo cáo trước ngày 25/11".
_TOLD_BEFORE = re.compile(r"\bda\s+(?:co|ban hanh|gui|phat hanh)\b[^.;]{0,200}$")
_RANGE = re.compile(r"\b(?:tu)\s*(?:ngay\s*)?$|\b(?:den|toi)\s*(?:het\s*)?(?:ngay\s*)?$")


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline found: where, which day, and how it is said."""

    paragraph: Paragraph
    mention: Mention
    start: int  # of the phrase
    phrase: str
    time: str | None
    inclusive: bool

    @property
    def day(self) -> date:
        return self.mention.last if self.mention.precision != "day" else self.mention.first

    @property
    def last_day(self) -> date:
        return self.day if self.inclusive else self.day - timedelta(days=1)


def find_dues(
    paragraphs: list[Paragraph], letter_date: str | None, issuer: str | None = None
) -> list[Due]:
    """Find the deadlines that this letter sets: earlier letters' and the issuer's own are not."""
    year = int(letter_date[:4]) if letter_date else None
    begun = earliest(letter_date)
    out: list[Due] = []
    for paragraph in paragraphs:
        for mention in find_dates(paragraph.flat, year=year):
            due = _due(paragraph, mention)
            if due is None or (begun is not None and due.day < begun):
                continue
            if issuer and _is_issuers_own(due, issuer):
                continue
            out.append(due)
    return out


def _is_issuers_own(due: Due, issuer: str) -> bool:
    """Say whether the issuer sets itself a day: ", Ban Quản lý tổng hợp gửi Sở Nội vụ trước ngày …"."""
    before = due.paragraph.text[: due.start]
    clause = re.split(r"[,;.]\s+", before)[-1]
    summed = re.search(r"\s(?:tổng hợp|báo cáo|gửi|trình)\b", clause)
    if not summed or len(before) == len(clause):
        return False
    name = level(clause[: summed.start()]).split()
    words = level(issuer).split()
    initials = "".join(word[0] for word in words)
    return bool(name) and (
        (len(name) > 1 and words[: len(name)] == name)
        or (
            len(name[0]) > 2
            and initials.startswith(name[0])
            and words[-len(name) + 1 :] == name[1:]
        )
    )


def _due(paragraph: Paragraph, mention: Mention) -> Due | None:
    flat = paragraph.flat
    before = flat[max(0, mention.start - 90) : mention.start]
    match = _DUE.search(before)
    if match is None:
        return None
    phrase = re.sub(r"\s+", " ", match["phrase"]).strip()
    first, last = sentence_at(paragraph.text, mention.start)
    sentence = flat[first:last]
    start = mention.start - len(before) + match.start()
    if phrase in _WEAK and not _ends_a_duty(flat[first:start], sentence):
        return None
    behind = re.match(r"[^,;.]{0,25}", flat[mention.end :])
    near = flat[max(first, start - 60) : mention.end] + (behind[0] if behind else "")
    if _NOT_OURS.search(near) or (not _has_year(flat, mention) and _REGULAR.search(near)):
        return None
    if _TOLD_BEFORE.search(flat[first:start]):
        return None
    time = None
    if match["hour"]:
        time = f"{int(match['hour']):02d}:{int(match['minute'] or 0):02d}"
    exclusive = "truoc" in phrase and time is None and "het" not in phrase
    if (
        "het" not in phrase
        and mention.precision != "day"
        and "truoc" in phrase
        and mention.precision != "year"
    ):
        mention = Mention(mention.start, mention.end, mention.first, mention.first)
    return Due(paragraph, mention, start, phrase, time, inclusive=not exclusive)


def _has_year(flat: str, mention: Mention) -> bool:
    """Say whether a date names its year: one that comes again every month or year has none."""
    return bool(re.search(r"\b20\d\d\b", flat[mention.start : mention.end]))


def _ends_a_duty(before: str, sentence: str) -> bool:
    """Say whether "đến hết ngày …" is a deadline: where something is to be handed in, not in a period."""
    if re.search(r"\btu\b[^.;]{0,45}$", before):
        return False
    return bool(_SEND.search(before[-80:])) and "thoi gian" not in sentence[:40]


def read_deadlines(dues: list[Due]) -> Field:
    """Make the field: one row a deadline, the same day and duty once."""
    if not dues:
        return Field(
            None, 0.9, missing=why("deadlines_absent"), missing_code="deadlines_absent"
        )
    rows: list[dict[str, Any]] = []
    spans: list[tuple[int, int]] = []
    seen: set[tuple[date, str | None]] = set()
    for due in dues:
        spans.append(due.paragraph.lines(due.start, due.mention.end))
        if (due.day, due.time) in seen:
            continue
        seen.add((due.day, due.time))
        rows.append(
            {
                "date": due.day.isoformat(),
                "time": due.time,
                "last_day": due.last_day.isoformat(),
                "what": _what(due),
                "phrase": due.paragraph.text[due.start : due.mention.end].strip(),
            }
        )
    # A day that exists and follows "trước ngày" was never misread on the scans we know.
    seen_well = min(max(due.paragraph.certainty, 0.9) for due in dues)
    return Field(
        rows, 0.95 if seen_well >= 0.9 else 0.9 * max(0.5, seen_well), merged(tuple(spans))
    )


_WHAT_STARTS = re.compile(
    r"\b(?:bao cao|gui|nop|dang ky|hoan thanh|tong hop|gop y|lap danh sach|tham gia|to chuc|trien khai)\b"
)


def _what(due: Due) -> str:
    """Give the duty in the letter's words: from its first verb to the phrase."""
    first, last = sentence_at(due.paragraph.text, due.start)
    before = due.paragraph.text[first : due.start]
    flat = due.paragraph.flat[first : due.start]
    clause = max(flat.rfind(";"), flat.rfind(" va bao cao") + 1, 0)
    verb = _WHAT_STARTS.search(flat, clause if clause else max(0, len(flat) - 160))
    at = verb.start() if verb else max(0, len(before) - 80)
    words = before[at:].strip(" ,;(")
    if not words:
        words = due.paragraph.text[due.mention.end : last].strip(" ,;()./")
    return words[:160]


# ---------------------------------------------------------------------------------- periods
_CAMPAIGN = re.compile(
    r"\b(?:chien dich|thang hanh dong|tuan le|dot cao diem|cao diem|phat dong|tuyen truyen|huong ung|trien khai|thang an toan|ra quan|thuc hien)\b"
)
_EVENT = re.compile(
    r"\b(?:to chuc|khai mac|be mac|mit tinh|dien ra|hoi nghi|hoi thi|hoi thao|cuoc hop|tap huan|le phat dong|le ra quan|chung ket|ban ket|ky thi|le\b|sinh hoat|hop\b|du hop|chao co|giao luu|dien dan|toa dam|dai hoi|ngoai khoa)"
)
_TIME_LABEL = re.compile(
    r"(?:thoi gian|thoi diem|ngay to chuc)(?:\s+(?:to chuc|thuc hien|du kien|trien khai|dien ra|khai mac|tuyen truyen|hop|cai dat|tap huan|thi)){0,2}"
    r"[^.;:]{0,40}(?::|\bla\b|\bngay\b|\bvao\b|\btu\b|^)\s*.{0,40}$"
)
_AT = re.compile(
    r"(?:\b(?:vao\s+)?(?:luc|hoi)\s+)?\d{1,2}\s*(?:h|g|gio)\s*\d{0,2}\s*(?:phut)?[^.;]{0,30}(?:ngay|thu\s\w+\s*,|chu nhat\s*,)\s*$|\b(?:luc|vao luc|vao hoi)\b[^.;]{0,40}$"
)
_TAKES_EFFECT = re.compile(r"\b(?:hieu luc|thong qua|ban hanh|ap dung)\b[^,;.]{0,25}\bngay\s*$")
# A day with a name of its own ("Ngày tựu trường: thứ Tư"), or a part of a day of the week.
_LABELLED = re.compile(
    r"\bngay\s+[a-z ]{3,30}:\s*[^.;:]{0,20}$|\b(?:sang|chieu|toi)\s+(?:thu\s+\w+|chu nhat)\s*,?\s*(?:ngay\s*)?$"
)
_FROM_TO = re.compile(
    r"\btu\s+(?P<now>nay|ngay ky(?: ban hanh)?|khi ban hanh)?[^.;]{0,30}?(?:den|toi)\s*(?:het\s*)?(?:\d{1,2}\s*(?:h|g|gio)\s*\d{0,2}\s*)?(?:ngay\s*|thang\s*|nam\s*)?$"
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
        mentions = find_dates(paragraph.flat, year=year)
        used: set[int] = set()
        for at, mention in enumerate(mentions):
            if at in used or (id(paragraph), mention.start) in taken:
                continue
            context = heading + " " + paragraph.flat[: mention.start]
            after = mentions[at + 1] if at + 1 < len(mentions) else None
            if after is not None and _joined(paragraph.flat, mention, after):
                used.add(at + 1)
                row = _row(context, mention.first, after.last, paragraph, mention.start)
                yield paragraph, row, mention.start, after.end
            elif (now := _FROM_TO.search(context[-60:])) and now["now"]:
                begun_on = latest(letter_date) if len(letter_date or "") == 10 else None
                row = _row(context, begun_on, mention.last, paragraph, mention.start)
                yield paragraph, row, mention.start, mention.end
            elif (
                (mention.first < mention.last and mention.precision == "day")
                or _is_long(context, mention, begun)
            ) or (
                mention.precision == "day"
                and _is_event(paragraph, heading, mention, begun)
                and (begun is None or mention.last >= begun)
            ):
                row = _row(context, mention.first, mention.last, paragraph, mention.start)
                yield paragraph, row, mention.start, mention.end
        if len(paragraph.text) < 60 and paragraph.kind:
            heading = paragraph.flat


def _is_long(context: str, mention: Mention, begun: date | None) -> bool:
    """Say whether months are the time of something to come: "tổ chức trong tháng 9/2024"."""
    if mention.precision not in ("month", "quarter") or (begun and mention.last <= begun):
        return False
    near = context[-70:]
    return bool(re.search(r"\b(?:trong|tu)\s*$", near)) and bool(
        _CAMPAIGN.search(near) or _EVENT.search(near) or _TIME_LABEL.search(near)
    )


def _joined(flat: str, one: Mention, other: Mention) -> bool:
    between = flat[one.end : other.start]
    return (
        bool(
            len(between) < 48
            and re.search(
                r"^[\s,(]*(?:\(.{0,20}\)\s*)?(?:den|toi|-)\s*(?:het\s*)?"
                r"(?:(?:thu\s+\w+|chu nhat|\d{1,2}\s*(?:h|g|gio)\s*\d{0,2}(?:\s*phut)?|sang|chieu)[\s,]*)*(?:ngay\s*)?[-.\s]*$",
                between,
            )
        )
        and one.first <= other.last
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
    if _TIME_LABEL.search(before) or (heading.startswith("thoi gian") and not paragraph.kind):
        return True
    if (_AT.search(before) and (begun is None or mention.last > begun)) or _LABELLED.search(
        before
    ):
        return True
    if _NOT_OURS.search(before[-60:]) or re.search(r"\btai (?:phien|cuoc|buoi)\b", before):
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
