"""Other documents that the letter rests on: type, number, issuer, date, subject.

Those that stand inside another's subject are that document's business, not this letter's.
"""

import itertools
import re
from dataclasses import dataclass
from typing import Any

from loa.crafts.reading.bodies import opens_body
from loa.crafts.reading.dates import find_dates
from loa.crafts.reading.missing import why
from loa.crafts.reading.paragraphs import Paragraph, merged
from loa.crafts.reading.result import Field, Spans
from loa.crafts.reading.sentences import outside_quotes
from loa.crafts.reading.symbols import mended_symbol

_TYPES = {
    "cong van": "Công văn", "ke hoach": "Kế hoạch", "cong dien": "Công điện", "thong bao": "Thông báo",
    "huong dan": "Hướng dẫn", "chi thi": "Chỉ thị", "quyet dinh": "Quyết định", "to trinh": "Tờ trình",
    "bao cao": "Báo cáo", "nghi quyet": "Nghị quyết", "nghi dinh": "Nghị định", "thong tu": "Thông tư",
    "thong tu lien tich": "Thông tư liên tịch", "luat": "Luật", "phap lenh": "Pháp lệnh", "chuong trinh": "Chương trình",
    "ket luan": "Kết luận", "thong tri": "Thông tri", "giay moi": "Giấy mời", "van ban": "Văn bản", "de an": "Đề án",
    "phuong an": "Phương án", "quy dinh": "Quy định", "quy che": "Quy chế", "lenh": "Lệnh", "giay uy quyen": "Giấy ủy quyền",
    "thoa thuan": "Thỏa thuận", "quy chuan": "Quy chuẩn", "bien ban": "Biên bản", "phieu chuyen": "Phiếu chuyển", "thu": "Thư",
    "cong van hoa toc": "Công văn", "ke hoach lien tich": "Kế hoạch liên tịch", "hiep dinh": "Hiệp định", "lien tich": "Liên tịch",
}  # fmt: skip
_NUMBER = r"\d{1,6}[a-z]?(?:\s*/\s*\d{4})?\s*[/-]\s*(?:[a-z][a-z0-9&.]*)(?:\s?[-/]\s?[a-z][a-z0-9&.]*)*"
_REF = re.compile(
    r"\b(?P<type>"
    + "|".join(sorted(_TYPES, key=len, reverse=True))
    + r")(?:\s+(?:phoi hop|lien nganh|lien tich|lien bo|hanh dong|cong tac|ket luan|toan khoa|chuyen de))?"
    + r"\s*,?\s*(?:khan\s+|mat\s+)?(?:s[o06]\s*[:.]?\s*)?(?P<number>"
    + _NUMBER
    + r")"
)
_WHOLE_NUMBER = re.compile(r"[-/][A-ZĐ]\w*[-/][A-ZĐ]\w")
_BARE = re.compile(r"\b(?:va|,|;)\s*(?:s[o06]\s*[:.]?\s*)(?P<number>" + _NUMBER + r")")
_GROUNDS = re.compile(r"^\W*(?:can cu|thuc hien|theo|thi hanh|trien khai)\b")
_NAMED = re.compile(
    r"\b(?P<type>luat|phap lenh)\s+(?:[a-z,-]+\s+){1,14}?(?:so\s+)(?P<number>\d{1,3}/\d{4}/[a-z][a-z0-9-]*)"
)
_DATED = re.compile(r"^\s*,?\s*(?:de|ky|ra)?\s*(?=ngay\b|\(?\d)")
_ISSUED = re.compile(r"^\s*,?\s*(?:cua|do|tu)\s+")
_ISSUER_ENDS = re.compile(
    r"(?<!\bban)\s+(?:ve\b|v/v\b|quy dinh\b|ban hanh\b|phe duyet\b|huong dan\b|trien khai\b|sua doi\b|thong qua\b|tai\b|vao\b|de nghi\b|yeu cau\b"
    r"|chi dao\b|lien quan\b|thuc hien\b|tiep tuc\b|cong bo\b|cho y kien\b|nham\b|gui\b|tang cuong\b|to chuc\b|bao cao\b|dinh chinh\b|khoa [ivx]+ ve\b)|[;:]|\.(?=\s|$)|,(?=\s)|\s+\("
)
# "… kết quả 5 năm thực hiện Quyết định số 14": what is reported on, not a ground.
_CARRIED_OUT = re.compile(
    r"\b(?:nam|ket qua|tong ket|so ket)\s+(?:trien khai\s+)?thuc hien\s+$"
)
_PAST = re.compile(r"(?:^|[.:;]\s+)\W*(?:truoc (?:do|day|kia)|nam truoc)\b[^.:;]*$")
_ABOUT = re.compile(r"^[\s,]*(?:(?:ban hanh\s+)?(?:ve\s+viec|v\s*/\s*v|ve)\s+)")
# ", Sở Y tế đề nghị …": here the letter itself begins to speak.
_ISSUER_SPEAKS = re.compile(
    r",\s+(?=(?:[^,;.]{3,70},\s+)?[^,;.]{3,90}?\s(?:de nghi|yeu cau|giao|thong bao|trien khai|kinh moi|huong dan|ban hanh|to chuc|xay dung ke hoach|bao cao|kinh de nghi|tran trong)\b)"
)
_SUBJECT_ENDS = re.compile(
    r";|\.(?=\s+[A-ZĐÀ-Ỹ“\"])|\./|\.\s*$|:\s*$|,\s+(?=ngày\s+\d)|\s+\((?=được gửi|gửi kèm|sao gửi|kèm theo|có )"
)
_ISSUED_BEFORE = re.compile(
    r"ngay\s+(?P<date>[\d/ .-]{8,12})\s*,?\s*(?P<issuer>[^,;.]{3,90}?)\s+(?:da\s+|co\s+|vua\s+|da co\s+)*(?:ban hanh|co|gui|ra)\s*(?:van ban\s*)?(?:tai\s*)?$"
)
_MAX_ISSUER = 170
_MAX_SUBJECT = 420


@dataclass(slots=True)
class _Found:
    start: int
    end: int  # of the number
    stop: int  # of the subject
    value: dict[str, Any]


def read_references(paragraphs: list[Paragraph]) -> Field:
    """Give the documents cited in the opening paragraphs, each once, in order."""
    values: list[dict[str, Any]] = []
    spans: list[tuple[int, int]] = []
    seen: set[str] = set()
    sure = 0.96
    for paragraph in paragraphs:
        for found in _in_paragraph(paragraph):
            key = re.sub(r"[\s.]", "", found.value["number"]).lower()
            if key in seen:
                continue
            seen.add(key)
            values.append(found.value)
            spans.append(paragraph.lines(found.start, max(found.end, found.stop)))
            if paragraph.certainty < 1.0:
                _mend(found.value)
            if paragraph.certainty < 1.0 and _is_cut(found.value["number"], paragraph.text):
                sure = min(sure, 0.7)  # an OCR lost its end: "546/QĐ", "23/CĐ-T"
            if paragraph.certainty < 0.9:
                sure = min(sure, 0.92 * max(0.5, paragraph.certainty))
    if not values:
        return Field(
            None, 0.9, missing=why("legal_basis_absent"), missing_code="legal_basis_absent"
        )
    source: Spans = merged(tuple(spans))
    return Field(values, sure, source)


def _is_cut(number: str, text: str) -> bool:
    """Say whether an OCR lost the end of a number or parted it: "98-KH/TW ĐTN-ĐKTHTN"."""
    goes_on = re.search(re.escape(number) + r"\s+[A-ZĐ]{2,}\w*-[A-ZĐ]", text)
    return bool(goes_on) or not _WHOLE_NUMBER.search(number)


def _mend(value: dict[str, Any]) -> None:
    """Write a number that an OCR read as the type before it and the body after it want it."""
    digits, slash, symbol = value["number"].rpartition("/")
    if slash:
        symbol, _ = mended_symbol(symbol, kind=value["type"], issuer=value["issuer"])
        value["number"] = digits + slash + symbol


def find_references(paragraph: Paragraph) -> list[tuple[int, int, str]]:
    """Where any document is cited: (start, end, number)."""
    return [
        (match.start(), match.end(), paragraph.text[slice(*match.span("number"))])
        for match in _REF.finditer(paragraph.flat)
    ]


def _in_paragraph(paragraph: Paragraph) -> list[_Found]:
    out: list[_Found] = []
    nested_end = -1
    last_nested = False
    for match in _matches(paragraph.flat):
        start, _end = match.span()
        if _CARRIED_OUT.search(paragraph.flat, 0, start) or _is_past(paragraph, start):
            continue
        inside = start < nested_end
        joined = paragraph.flat[max(0, start - 12) : start].rstrip()
        sibling = joined.endswith((";", ",", ".", "“", '"')) or (
            joined.endswith((" va", "can cu", "thuc hien", "theo")) and not last_nested
        )
        if inside and not sibling:
            last_nested = True
            continue
        if inside and sibling and last_nested and joined.endswith(("va", ",")):
            continue
        last_nested = False
        if out and out[-1].stop > start:
            out[-1] = _shortened(out[-1], paragraph, start)
        found = _one(paragraph, match)
        out.append(found)
        nested_end = found.stop
    return _shared(out, paragraph)


def _is_past(paragraph: Paragraph, place: int) -> bool:
    """Say whether a sentence only tells what went before: "Trước đó, tại Công văn số …"."""
    return bool(_PAST.search(paragraph.flat, 0, place))


def _matches(flat: str) -> list[re.Match[str]]:
    found = list(_REF.finditer(flat))
    grounds = _NAMED.finditer(flat) if _GROUNDS.match(flat) else ()
    found.extend(
        match
        for match in grounds
        if not any(
            match.start() < other.end() and other.start() < match.end() for other in found
        )
    )
    found.sort(key=lambda match: match.start())
    taken = [match.span() for match in found]
    if found:
        found.extend(
            match
            for match in _BARE.finditer(flat, found[0].end())
            if not any(a < match.end() and match.start() < b for a, b in taken)
        )
    return sorted(found, key=lambda match: match.start())


def _one(paragraph: Paragraph, match: re.Match[str]) -> _Found:
    text, flat = paragraph.text, paragraph.flat
    number = _tidy(text[slice(*match.span("number"))])
    kind = _TYPES[match["type"]] if "type" in match.re.groupindex else "Văn bản"
    value: dict[str, Any] = {
        "type": kind,
        "number": number,
        "issuer": None,
        "date": None,
        "subject": None,
    }
    at = match.end()
    at = _read_date(value, flat, at)
    at = _read_issuer(value, text, flat, at)
    if value["date"] is None:
        at = _read_date(value, flat, at)
    if value["issuer"] is None and (
        before := _ISSUED_BEFORE.search(flat[: match.start()].rstrip())
    ):
        dates = find_dates(before["date"], year=None)
        value["issuer"] = text[slice(*before.span("issuer"))].strip()
        value["date"] = value["date"] or (dates[0].last.isoformat() if dates else None)
    stop = _read_subject(value, text, flat, at)
    return _Found(match.start(), match.end(), stop, value)


def _tidy(number: str) -> str:
    return re.sub(r"\s+", "", number.replace("–", "-")).rstrip(".,;&-")


def _read_date(value: dict[str, Any], flat: str, at: int) -> int:
    opened = _DATED.match(flat[at : at + 20])
    if not opened:
        return at
    window = flat[at : at + 40]
    dates = find_dates(window, year=None)
    if dates and dates[0].precision == "day" and dates[0].start <= opened.end() + 6:
        value["date"] = dates[0].last.isoformat()
        return at + dates[0].end
    return at


def _read_issuer(value: dict[str, Any], text: str, flat: str, at: int) -> int:
    opened = _ISSUED.match(flat[at : at + 12])
    if not opened:
        return at
    start = at + opened.end()
    window = flat[start : start + _MAX_ISSUER]
    depth_end = len(window)
    for end in _ISSUER_ENDS.finditer(window):
        if end[0].startswith(",") and _lists_on(window, end.end()):
            continue
        depth_end = end.start()
        break
    name = text[start : start + depth_end].strip(" ,.;")
    if name:
        value["issuer"] = name
    return start + depth_end


def _lists_on(window: str, at: int) -> bool:
    """Commas inside a body's name: "Ban Chỉ đạo Phòng, chống tội phạm, tệ nạn xã hội"."""
    return bool(
        re.match(
            r"\s*(?:chong|te nan|the thao|the duc|phong|thi xa|thanh pho|tim kiem|cuu nan|truyen hinh|xuat ban|phat trien|gia dinh|doi ngoai|dan toc|tro giup)\b",
            window[at:],
        )
    )


def _read_subject(value: dict[str, Any], text: str, flat: str, at: int) -> int:
    about = _ABOUT.match(flat[at : at + 24])
    begun = about or re.match(
        r"^[\s,]*(?=quy dinh|huong dan|phe duyet|sua doi|ban hanh|trien khai|tang cuong|to chuc|tiep tuc|yeu cau|de nghi)",
        flat[at : at + 24],
    )
    if begun is None:
        return at
    start = at + begun.end()
    end = min(len(text), start + _MAX_SUBJECT)
    for match in _SUBJECT_ENDS.finditer(text, start, end):
        if match[0].strip().startswith("(") or outside_quotes(
            text[start:], match.start() - start
        ):
            end = match.start()
            break
    for match in _ISSUER_SPEAKS.finditer(flat, start, end):
        if outside_quotes(text[start:], match.start() - start) and opens_body(
            text[match.end() : end]
        ):
            end = match.start()
            break
    subject = text[start:end].strip(" ,.;:/")
    value["subject"] = subject or None
    return end


def _shortened(found: _Found, paragraph: Paragraph, stop: int) -> _Found:
    """End a subject where the next document begins."""
    subject = found.value["subject"]
    if subject:
        cut = paragraph.text.find(subject, found.end)
        if cut >= 0:
            short = paragraph.text[cut:stop]
            found.value["subject"] = re.sub(r"[\s,;]+(?:và|va)?\s*$", "", short) or None
    found.stop = stop
    return found


def _shared(found: list[_Found], paragraph: Paragraph) -> list[_Found]:
    """Share what B says with A: "Công văn số A và Kế hoạch số B, ngày … của …"."""
    for before, after in itertools.pairwise(found):
        between = paragraph.flat[before.end : after.start].strip()
        if between in ("va", ",", ", va"):
            for key in ("issuer", "date", "subject"):
                before.value[key] = before.value[key] or after.value[key]
    return found
