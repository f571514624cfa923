"""The report clause: to whom, by when, and by which way if the letter names one."""

import itertools
import re
from collections.abc import Iterator
from typing import Any

from loa.crafts.reading.bodies import opens_body
from loa.crafts.reading.deadlines import Due
from loa.crafts.reading.missing import why
from loa.crafts.reading.paragraphs import Paragraph
from loa.crafts.reading.result import Field
from loa.crafts.reading.sentences import sentences

_REPORT = re.compile(r"\bbao cao\b")
_OF_ALL = re.compile(r"\b(?:tong ket|ca nam|ket thuc)\b")
_HAND_IN = re.compile(
    r"\b(?:bao cao|gui|nop|dang ky|gop y|phan hoi|phan anh|tong hop|ket qua|chuyen)\b"
)
_TO = (
    re.compile(r"\b(?:bao cao|gui|nop|dang ky|ket qua|phan anh|phan hoi|y kien|chuyen|so lieu)\b[^.;:]{0,200}?\bve\s+(?!viec)(?P<to>\S.*)"),
    re.compile(r"\b(?:noi|dia chi|dau moi) (?:nhan|tiep nhan)(?: (?:bao cao|ho so|ket qua|san pham))?\s*:\s*(?P<to>\S.*)"),
    re.compile(r"\b(?:gui|nop)\s+(?:truc tiep\s+)?tai\s+(?P<to>\S.*)"),
    re.compile(r"\bdia chi\s*:\s*(?P<to>\S.*)"),
    re.compile(r"\b(?:gui|nop|bao cao)\s+(?:ket qua\s+)?(?:cho|den|toi|len)\s+(?P<to>\S.*)"),
    re.compile(r"\b(?:bao cao|gui)\s+(?P<to>(?:bo|ubnd|uy ban|so|thu tuong|tinh|ban|chu tich|hoi dong|phong|van phong|cuc|chi cuc|tong cuc|cong an|trung tam|vien|dang uy|huyen uy|thanh uy|hoi|doan|lien doan|cong doan|kho bac|ngan hang|bao hiem|truong|benh vien|thuong truc|co quan|tong cong ty|dai|vu|thanh tra|giam doc|lanh dao|thu truong|ubmttq|mttq|btv|bch|bcd|to|khoa|chi nhanh|doi|nha truong|ban chi huy|ban giam)\b.*)"),
    re.compile(r"\bqua\s+(?P<to>(?:phong|van phong|ban|trung tam|so)\b.*)"),
)  # fmt: skip
_TO_ENDS = re.compile(
    r"\s+(?:truoc|ngay (?=\d)|de (?=tong|theo|bao|so|duoc|xem|kip)|cham nhat|theo quy dinh|va qua|qua dia chi|qua (?:he thong|phan mem|email|mail|thu dien tu|truc)|bang|va gui|dong thoi|hoac|hang (?:ngay|tuan|thang|quy|nam)|khi|sau khi|nham|muon nhat|vao|theo (?:mau|dia chi|dung)|trong)\b|[;:]|\.(?=\s|$|/)|,(?!\s*(?:ubnd|uy ban|so|bo|phong|ban)\b)"
)
_CHANNELS = (
    (re.compile(r"\b(?:e-?mail|mail|thu dien tu|hop thu)\b[^.;]{0,40}?(?P<mail>[\w.+-]+@[\w.-]+\w)"), "thư điện tử"),
    (re.compile(r"\b(?:qua|tren|bang)\s+(?:he thong|phan mem|truc lien thong|cong thong tin|ung dung)[^.,;()]{0,70}"), ""),
    (re.compile(r"\b(?:file mem|ban mem|ban dien tu)\b[^.;]{0,60}?(?P<mail>[\w.+-]+@[\w.-]+\w)"), "thư điện tử"),
)  # fmt: skip
_CLEAR = 0.5  # of the score, between the clause taken and the next
_NO_BODY = re.compile(r"(?:bản|bàn|báo cáo|số|hội viên|đơn)\s")
_PART = re.compile(r";\s+")
# A part with a day of its own that hands nothing in outside: approving, finishing, setting up.
_OTHER = re.compile(
    r"(?![^;]*\b(?:bao cao|gui|nop|dang ky|gop y|phan hoi)\b)[^;]*\b(?:trinh|hoan thanh|phe duyet|xay dung|ban hanh|lap|to chuc)\b"
)
_REGULAR = re.compile(r"\b(?:hang|dinh ky)\s+(?:ngay|tuan|thang|quy|nam)\b")
# "Giao Phòng Kinh tế tổng hợp, tham mưu UBND xã báo cáo Sở …"
_SUMS_UP = re.compile(
    r"(?<!de )\b(?:tong hop|tham muu)\b[^.;]{0,80}\b(?:bao cao|trinh)\s+(?!ket qua|ve\b)\w"
)
_PLEA = re.compile(r"\b(?:de nghi|yeu cau|giao|gui|bao cao|lap|nop)\b")


def read_report(paragraphs: list[Paragraph], dues: list[Due]) -> Field:
    """Give `{"deadline", "to", "channel"}`; the channel is null where the letter names none."""
    best: tuple[float, Paragraph, int, int, Due | None] | None = None
    second = 0.0
    for paragraph in paragraphs:
        for start, end in _clauses(paragraph, dues):
            score, due = _score(paragraph, start, end, dues)
            if score > 0 and (best is None or score >= best[0]):
                second = best[0] if best else 0.0
                best = (score, paragraph, start, end, due)
            else:
                second = max(second, score)
    if best is None:
        return Field(None, 0.85, missing=why("report_absent"), missing_code="report_absent")
    score, paragraph, start, end, due = best
    to = _to(paragraph, start, end, due) or _to(paragraph, 0, len(paragraph.text), None)
    value: dict[str, Any] = {
        "deadline": due.day.isoformat() if due else None,
        "to": to,
        "channel": _channel(paragraph, start),
    }
    sure = 0.95 if due and to else 0.75
    days = {d.day for d in dues if d.paragraph is paragraph and start <= d.start < end}
    if second > score - _CLEAR or len(days) > 1:
        sure = min(sure, 0.85)  # another clause asks nearly as much, or there are several days
    if paragraph.certainty < 0.9:
        sure = min(sure, 0.91) if paragraph.certainty >= 0.7 else sure * 0.8
    return Field(value, sure, (paragraph.lines(start, end),))


def _clauses(paragraph: Paragraph, dues: list[Due]) -> Iterator[tuple[int, int]]:
    """Give the sentences; one whose deadline belongs to another duty is given in its parts.

    "trình Ban Giám đốc trong ngày 29/8; báo cáo số liệu hằng ngày": two duties, one with a day.
    """
    for start, end in sentences(paragraph.text):
        cuts = [
            start,
            *(start + m.end() for m in _PART.finditer(paragraph.flat[start:end])),
            end,
        ]
        parts = list(itertools.pairwise(cuts))
        owned = [
            part
            for part in parts
            if any(d.paragraph is paragraph and part[0] <= d.start < part[1] for d in dues)
        ]
        if len(owned) > 1:
            yield from parts
        elif owned and all(_OTHER.match(paragraph.flat[slice(*part)]) for part in owned):
            yield from (part for part in parts if part not in owned)
        else:
            yield start, end


def _score(
    paragraph: Paragraph, start: int, end: int, dues: list[Due]
) -> tuple[float, Due | None]:
    flat = paragraph.flat[start:end]
    inside = [
        due for due in dues if due.paragraph is paragraph and start <= due.mention.start < end
    ]
    due = _own_due(paragraph, start, inside)
    score = 0.0
    if due is not None and _HAND_IN.search(flat):
        score = 3.0 + (1.0 if _REPORT.search(flat) else 0.0)
    elif _REPORT.search(flat) and _TO[0].search(flat) and _PLEA.search(flat):
        score = 1.5
    elif re.search(
        r"\b(?:kip thoi )?(?:bao cao|phan anh)\b[^.;]{0,60}\b(?:ve |ubnd|uy ban nhan dan|so )",
        flat,
    ) and re.search(r"\b(?:vuong mac|kho khan|ket qua)\b", flat):
        score = 1.0
    if due is not None and score and re.search(r"\bve\s+(?!viec)", flat):
        score += 0.6
    if due is not None and score and not paragraph.kind:
        score += 0.6  # said to all, not in one body's item
    if _SUMS_UP.search(flat) and score > 1.0:
        score -= 1.8  # who sums up for the issuer; what the others send it is the report
    if due is None and _REGULAR.search(flat):
        score = 0.0
    if re.search(r"\b(?:da|chua)\s+(?:thuc hien\s+)?bao cao\b", flat):
        score = 0.0
    return score, due


def _own_due(paragraph: Paragraph, start: int, inside: list[Due]) -> Due | None:
    """Give the day of the report among several: the one that a report or a sending leads to."""
    for wanted in (_OF_ALL, _REPORT, _HAND_IN):
        before = start
        for due in inside:
            if wanted.search(paragraph.flat[before : due.start]):
                return due
            before = due.mention.end
    return inside[0] if inside else None


def _to(paragraph: Paragraph, start: int, end: int, due: Due | None) -> str | None:
    flat = paragraph.flat[start:end]
    for pattern in _TO:
        for match in pattern.finditer(flat):
            at = start + match.start("to")
            window = paragraph.flat[at:end]
            last = at + _name_ends(paragraph.text[at:end], _without_brackets(window))
            if due is not None and at < due.start < last:
                last = due.start
            name = _without_contact(_balanced(paragraph.text[at:last])).strip(" ,.;/")
            if name and opens_body(name) and len(name) < 160 and not _NO_BODY.match(name):
                return name
    return None


def _name_ends(text: str, flat: str) -> int:
    """Give where a body's name ends: a comma before a large word that opens no body is its own."""
    for stop in _TO_ENDS.finditer(flat):
        rest = text[stop.end() :].lstrip()
        if (
            stop[0] == ","
            and rest[:1].isupper()
            and not opens_body(rest)
            and not _TITLED.match(rest)
        ):
            continue
        return stop.start()
    return len(flat)


_TITLED = re.compile(r"(?:Ông|Bà|Đồng chí|Đ/c|ĐT|SĐT|Email|Số)\b")


def _without_brackets(flat: str) -> str:
    """Blank what stands in brackets: "(qua Phòng An ninh mạng và phòng, chống tội phạm …)" ends no name."""
    return re.sub(r"\([^()]*\)", lambda match: "x" * len(match[0]), flat)


def _without_contact(name: str) -> str:
    """Take a telephone or an address out of the bracket behind a name."""
    return re.sub(
        r"\s*[,;]\s*(?:số\s+)?(?:điện thoại|ĐT|SĐT|đt|email|e-mail|Email|thư điện tử|địa chỉ|số máy)\b[^()]*(?=\))",
        "",
        name,
    )


def _balanced(name: str) -> str:
    """Cut an opened bracket that is not closed, keep one that is: "Sở Y tế (qua Phòng …)"."""
    return name[: name.rfind("(")] if name.count("(") > name.count(")") else name


def _channel(paragraph: Paragraph, start: int) -> str | None:
    flat, text = paragraph.flat[start:], paragraph.text[start:]
    for pattern, label in _CHANNELS:
        match = pattern.search(flat)
        if match is None:
            continue
        if label:
            return f"{label}: {text[slice(*match.span('mail'))]}"
        return text[match.start() : match.end()].strip()
    return None
