"""Deadlines: what is due when."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from loa.crafts.reading.dates import Mention, are_joined, earliest, find_dates
from loa.crafts.reading.level import level
from loa.crafts.reading.missing import why
from loa.crafts.reading.paragraphs import Paragraph, merged
from loa.crafts.reading.references import find_references
from loa.crafts.reading.result import Field
from loa.crafts.reading.sentences import sentence_at
from loa.crafts.reading.tables import Row

_TIME = r"(?:(?P<hour>[0-2]?\d)\s*(?:h|g|gio|:)\s*(?P<minute>[0-5]\d)?\s*(?:phut|')?\s*,?\s*(?:sang|chieu|toi)?\s*(?:,\s*)?)?"
_DUE = re.compile(
    r"(?P<phrase>truoc (?:het|cuoi gio(?: lam viec)?(?: (?:sang|chieu))?|cuoi)|truoc khi (?:het|ket thuc)|cham nhat(?:\s*(?:la|den|vao|trong))?(?:\s*het)?|muon nhat(?:\s*(?:la|den|vao|trong))?|truoc|khong qua|khong muon hon|han (?:cuoi|chot)(?:\s*cung)?(?:\s+(?:nop|gui|nhan|bao cao|dang ky)[^:;.]{0,30})?(?:\s*(?:la|den))?(?:\s*het)?"
    r"|(?:thoi\s+)?(?:han|gian)\s+(?:gui|nop|nhan|bao cao|tham gia|dang ky|du thi|hoan thanh|tiep nhan|phat hanh)[^:;.]{0,40}[:\s](?:\s*(?:truoc|den))?(?:\s*het)?|thoi han\s*(?::|la|den)?(?:\s*het)?|(?:hoan thanh|xong|ket thuc)\s+(?:truoc|trong)|(?:ngay )?trong(?=\s+ngay)|den het|den)"
    r"\s*:?\s*"
    + _TIME
    + r"(?:(?:thu\s+\w+|chu nhat)\s*,?\s*)?(?:ngay\s*|thang\s*|hom nay\s*[(,]?\s*(?:ngay\s*)?|ngay\s+(?:thu\s+\w+|chu nhat)\s*[(,]\s*(?:ngay\s*)?)?$"
)
_WEAK = ("den", "den het", "trong")
_SEND = re.compile(
    r"\b(?:gui|trinh|bao cao|nop|dang ky|gop y|phan hoi|tra loi|hoan thanh|tong hop|lap danh sach|thong bao ket qua|xac nhan|de xuat)\b"
)
NOT_OURS = re.compile(
    r"\b(?:co hieu luc|ke tu ngay|tinh tu|ap dung tu|het hieu luc|(?:da|duoc|van ban) ban hanh truoc|sinh truoc|thanh lap truoc|chua thuc hien|den nay con|thoi gian bao cao truoc"
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
    paragraphs: list[Paragraph],
    letter_date: str | None,
    issuer: str | None = None,
    rows: Sequence[Row] = (),
) -> list[Due]:
    """Find the deadlines that this letter sets: earlier letters' and the issuer's own are not."""
    year = int(letter_date[:4]) if letter_date else None
    begun = earliest(letter_date)
    cells = {id(row.due) for row in rows if row.due is not None}
    out: list[Due] = []
    for paragraph in paragraphs:
        for mention in _single(
            paragraph.flat, find_dates(paragraph.flat, year=year, since=begun)
        ):
            due = _due(paragraph, mention)
            if due is None and id(paragraph) in cells:
                due = _of_cell(paragraph, mention)
            if due is None or (begun is not None and due.day < begun):
                continue
            if issuer and _is_issuers_own(due, issuer):
                continue
            out.append(due)
    return out


def _single(flat: str, mentions: list[Mention]) -> list[Mention]:
    """Leave out the days that begin a range: "Thời gian đăng ký: 01/6/2025 - 15/6/2025"."""
    ranges = {
        one.start
        for one, other in itertools.pairwise(mentions)
        if are_joined(flat, one, other)
        and not flat[one.end : other.start].strip().startswith(",")
    }
    return [mention for mention in mentions if mention.start not in ranges]


def _of_cell(paragraph: Paragraph, mention: Mention) -> Due | None:
    """Take a day that stands alone in a table's column of terms: nothing else says it is due."""
    if mention.first != mention.last and mention.precision == "day":
        return None
    return Due(paragraph, mention, mention.start, "", None, inclusive=True)


# "… gửi về Sở trước 20/5 để kịp thời tổng hợp, báo cáo UBND tỉnh trước 25/5"
_SO_THAT = re.compile(
    r"\bde\s+(?:kip thoi\s+)?(?:tong hop|bao cao|trinh)\b[^.;]{0,80}(?:truoc|cham nhat)?\s*$"
)


def _is_issuers_own(due: Due, issuer: str) -> bool:
    """Say whether the issuer sets itself a day: ", Ban Quản lý tổng hợp gửi Sở Nội vụ trước ngày …"."""
    before = due.paragraph.text[: due.start]
    if _SO_THAT.search(due.paragraph.flat, 0, due.start):
        return True
    clause = re.split(r"[,;.]\s+", before)[-1]
    summed = re.search(r"\s(?:sẽ\s+)?(?:tổng hợp|báo cáo|gửi|trình)\b", clause)
    if not summed or (len(before) == len(clause) and "sẽ" not in summed[0]):
        return False
    name = level(clause[: summed.start()]).split()
    words = level(issuer).split()
    initials = "".join(word[0] for word in words)
    is_own = "sẽ" in summed[0]  # "Sở sẽ tổng hợp"
    return bool(name) and (
        ((len(name) > 1 or is_own) and words[: len(name)] == name)
        or (
            len(name[0]) > 2
            and initials.startswith(name[0])
            and words[-len(name) + 1 :] == name[1:]
        )
    )


def _due(paragraph: Paragraph, mention: Mention) -> Due | None:
    flat = paragraph.flat
    before = flat[max(0, mention.start - 90) : mention.start]
    within = _within(before, mention)
    match = within or _DUE.search(before)
    if match is None:
        return None
    phrase = re.sub(r"\s+", " ", match["phrase"]).strip()
    first, last = sentence_at(paragraph.text, mention.start)
    sentence = flat[first:last]
    start = mention.start - len(before) + match.start("phrase")
    if phrase in _WEAK and not within and not _ends_a_duty(flat[first:start], sentence):
        return None
    behind = re.match(r"[^,;.]{0,25}", flat[mention.end :])
    near = flat[max(first, start - 60) : mention.end] + (behind[0] if behind else "")
    if NOT_OURS.search(near) or (not _has_year(flat, mention) and _REGULAR.search(near)):
        return None
    if _TOLD_BEFORE.search(flat[first:start]) or _TRICK.search(flat[first:start]):
        return None
    if _is_cited(paragraph, first, mention.start) or _is_quoted(flat, mention.start):
        return None
    time = None
    if match.groupdict().get("hour"):
        time = f"{int(match['hour']):02d}:{int(match['minute'] or 0):02d}"
    exclusive = "truoc" in phrase and time is None and not re.search("het|cuoi", phrase)
    if (
        "het" not in phrase
        and mention.precision != "day"
        and "truoc" in phrase
        and mention.precision != "year"
    ):
        mention = Mention(mention.start, mention.end, mention.first, mention.first)
    return Due(paragraph, mention, start, phrase, time, inclusive=not exclusive)


# "hoàn thành … trong quý IV/2025": a term, where "tổ chức trong tháng 9" is a period.
_WITHIN = re.compile(
    r"\b(?:hoan thanh|xong|bao cao|gui|nop|trinh|ban hanh|phe duyet|tham muu)\b"
    r"(?![^;.]*\b(?:to chuc|dien ra|trien khai|phat dong)\b)[^;.]{0,80}?\b(?P<phrase>(?:ngay )?trong)\s+(?:thang\s*)?$"
)


def _within(before: str, mention: Mention) -> re.Match[str] | None:
    return _WITHIN.search(before) if mention.precision in ("month", "quarter") else None


# What a swindler demanded: "Vừa qua có kẻ … yêu cầu nộp tiền trước ngày 01/9".
_TRICK = re.compile(
    r"\b(?:co ke|ke (?:gian|xau|lua dao)|(?:cac )?doi tuong (?:xau|la|lua dao|gia danh|mao danh|tu xung)|gia danh|mao danh|tu xung)\b"
    r"[^.]*\b(?:yeu cau|doa|de doa|nop tien|chuyen tien|chuyen khoan|doi)\b[^.;]*$"
)
_CITES = re.compile(
    r"\b(?:thuc hien|theo|can cu|nhan duoc|phuc dap|tra loi|tiep nhan|tiep theo|xet)\b[^.;]*$"
)


def _is_quoted(flat: str, place: int) -> bool:
    """Say whether a day stands in quotation marks: somebody else's words."""
    return flat.count('"', 0, place) % 2 == 1 and '"' in flat[place:]


def _is_cited(paragraph: Paragraph, first: int, place: int) -> bool:
    """Say whether a day stands in what another document asks: "Công văn số 45 … đề nghị trả lời trước ngày …"."""
    cited = [
        end for start, end, _ in find_references(paragraph) if first <= start and end <= place
    ]
    if not cited or not _CITES.search(paragraph.flat[first : cited[-1]]):
        return False
    between = paragraph.flat[cited[-1] : place]
    return not re.search(r"[,;:)]", between) and len(between) < 260


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
