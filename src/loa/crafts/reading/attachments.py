"""Attachments: the list after "Đính kèm", and what brackets say is sent along."""

import itertools
import re
from collections.abc import Iterator

from loa.crafts.reading.level import level
from loa.crafts.reading.missing import why
from loa.crafts.reading.paragraphs import Paragraph, merged
from loa.crafts.reading.pieces import Piece
from loa.crafts.reading.result import Field

_LIST = re.compile(
    r"^\W*(?:(?:tai lieu|van ban|ho so)?\s*(?:(?:duoc\s+)?(?:dinh kem|gui kem)(?: theo)?|kem theo)(?:\s+(?:cong van|van ban|ke hoach|thong bao|huong dan)(?: nay)?)?(?:\s*(?:gom|bao gom|la))?(?:\s*:\s*|\s*$))"
)
# Words that a paper's name begins with.
_PAPER = (
    r"(?:the le|phieu|mau|bieu|bang|danh sach|danh muc|de cuong|phu luc|phu bieu|ke hoach|tai lieu|bo tai lieu|ban|chuong trinh|quy che|du thao|du toan"
    r"|cong van|quyet dinh|thong bao|huong dan|kich ban|giay|ho so|to roi|to gap|so do|ap phich|thong diep|bai tuyen truyen|\d+ (?:ban|bang|mau|video|poster)|poster|video|clip|infographic|maket|bo cau hoi|bo nhan dien)\b"
)
_WITH = r"(?:(?:duoc\s+)?(?:dinh kem|gui kem|kem theo)(?: theo)?(?:\s+(?:cong van|van ban|ke hoach|thong bao|huong dan)(?: nay)?)?)"
# "Mẫu báo cáo đính kèm công văn này.", "Chi tiết tại Phụ lục II kèm theo."
_SENT = re.compile(
    r"(?:^|[.;]\s+|\b(?:theo|tai|trong)\s+(?:cac\s+)?)(?P<what>"
    + _PAPER
    + r"[^.;:()]{0,80}?)\s*,?\s*"
    + _WITH
    + r"\s*(?=[.;)]|\W*$)"
)
# "Gửi kèm theo Công văn này Đề cương báo cáo và Phụ lục số liệu."
_SENDS = re.compile(
    r"(?:^|[.;]\s+)\W*(?:[^.;:]{2,60}\s)?(?:dinh kem|gui kem|kem theo)(?: theo)?(?:\s+(?:cong van|van ban|thong bao|huong dan)(?: nay)?)?\s+(?P<what>"
    + _PAPER
    + r"[^.;:()]{0,160})(?=[.;]|\W*$)"
)
# A paper named with "gửi kèm" in brackets behind it.
_MARKED = re.compile(
    r"\b(?P<what>"
    + _PAPER
    + r"[^.;:(),]{0,70}?)\s*\((?:duoc\s+)?(?:gui kem|dinh kem|kem theo)[^()]{0,30}\)"
)
_DEMANDS = re.compile(r"\b(?:bao cao|gui ve|nop|de nghi|yeu cau)\b|\bve\s+(?!viec)")
_TO_US = re.compile(r"\bve\s+(?!viec)")
_ITSELF = re.compile(r"(?:cong van|van ban|ke hoach|thong bao|quyet dinh|huong dan)\s+nay\b")
_BRACKET = re.compile(
    r"\((?:co\s+)?(?P<what>[^()]{2,110}?)\s*(?:,\s*)?(?:duoc\s+)?(?:dinh kem|gui kem|kem theo)(?:\s+(?:cong van|van ban|ke hoach|thong bao)(?: nay)?)?\s*\)"
)
_BRACKET_FIRST = re.compile(
    r"\((?:gui kem|kem theo|dinh kem)\s*(?:theo\s+)?:?\s*(?P<what>[^()]{4,160})\)"
)
_FORM = re.compile(
    r"\btheo\s+(?P<what>(?:mau|de cuong|bieu mau|phu luc)[^,.;()]{0,60}?)\s*(?:dinh kem|kem theo|gui kem)"
)
# "Tài liệu hướng dẫn và Biểu mẫu tải tại https://…", "quét mã QR".
_DOWNLOAD = re.compile(
    r"(?:^|[.;(]\s*)\W*(?P<what>(?:(?:bo|file|cac)\s+)?(?:tai lieu|bieu mau|mau|bieu|phu luc|de cuong|danh (?:sach|muc)|ban tin|the le|thong diep|ke hoach|bai tuyen truyen|an pham|poster|infographic|video|clip|phieu)\b[^.;:]{0,140}?)"
    r"\s+(?:(?:duoc|co the|de nghi|xin|vui long)\s+){0,2}(?:dang tai|tai (?:ve\s+)?|truy cap|quet|gui qua|lay)\s*(?:tai|tu|theo|o|qua|ma qr|dia chi|duong dan|duong link|link|lien ket|https?)\b"
)
# "Đề cương báo cáo và Phụ biểu 01": two papers.
_TWO = re.compile(r"(?:\s+va|;|,)\s+(?=(?:mau so )?" + _PAPER + r")")
_ISSUED_WITH = re.compile(
    r"\bban hanh kem theo (?:quyet dinh|ke hoach|cong van|huong dan|thong bao|van ban) nay\s*(?:la\s+)?(?P<what>[^.;:]{4,180})"
)
_WHERE = re.compile(r"^(?:chi tiết|cụ thể|nội dung)\s+(?:tại|theo|như|ở)\s+", re.IGNORECASE)
_FETCHED = re.compile(r"^\W*(?:tải|quét|truy cập|xem)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\b(?:file|website|cong thong tin|he thong|trang)\b")


_PLAIN = (_BRACKET, _BRACKET_FIRST, _ISSUED_WITH, _MARKED)
_PATTERNS = (_BRACKET, _BRACKET_FIRST, _FORM, _ISSUED_WITH, _DOWNLOAD, _SENT, _SENDS, _MARKED)


def _parts(what: str) -> list[str]:
    """Divide "Thể lệ, Phiếu đăng ký và Mẫu báo cáo": each opens with the name of a paper."""
    flat = level(what)
    cuts = [(match.start(), match.end()) for match in _TWO.finditer(flat)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(what)]
    return [what[start:end] for start, end in zip(starts, ends, strict=True)]


def read_attachments(paragraphs: list[Paragraph], annexes: list[Piece]) -> Field:
    """List what the letter says is attached, in the letter's words."""
    names: list[str] = []
    spans: list[tuple[int, int]] = []
    sure: list[float] = []
    for name, span, certainty in _said(paragraphs, annexes):
        tidy = re.sub(r"^\W+", "", name).strip(" ;.,:/")
        if tidy and all(level(tidy) != level(other) for other in names):
            names.append(tidy)
            spans.append(span)
            sure.append(certainty)
    kept = [at for at, name in enumerate(names) if not _is_said_fuller(name, names)]
    if not kept:
        return Field(
            None, 0.85, missing=why("attachments_absent"), missing_code="attachments_absent"
        )
    is_scan = any(paragraph.certainty < 1.0 for paragraph in paragraphs)
    return Field(
        [names[at] for at in kept],
        0.85 if is_scan else min(sure[at] for at in kept),
        merged(tuple(spans[at] for at in kept)),
    )


def _said(
    paragraphs: list[Paragraph], annexes: list[Piece]
) -> Iterator[tuple[str, tuple[int, int], float]]:
    """Give each paper with its lines; one of a list or of brackets is surer than one in passing."""
    for at, paragraph in enumerate(paragraphs):
        match = _LIST.match(paragraph.flat)
        if match and paragraph.kind in ("", "bullet"):
            inline = paragraph.text[match.end() :].strip()
            for one in re.split(r";\s*", inline) if ";" in inline else _parts(inline):
                yield one, paragraph.lines(), 0.9
            for item in paragraphs[at + 1 :]:
                if item.kind not in ("bullet", "number"):
                    break
                yield item.text, item.lines(), 0.9
            continue
        for pattern in _PATTERNS:
            for found in pattern.finditer(paragraph.flat):
                what = paragraph.text[slice(*found.span("what"))].removeprefix("theo ")
                what = _WHERE.sub("", what)
                if _is_sent(pattern, found) and not _FETCHED.match(what):
                    for one in _parts(what):
                        lines = paragraph.lines(*found.span())
                        yield _fuller(one, annexes), lines, 0.9 if pattern in _PLAIN else 0.86


def _is_sent(pattern: re.Pattern[str], found: re.Match[str]) -> bool:
    """Say whether the letter sends a paper: not what its recipients are to send, or get elsewhere."""
    before = found[0][: found.start("what") - found.start()]
    if pattern is _SENDS and (_DEMANDS.search(before) or _TO_US.search(found["what"])):
        return False
    return not _ITSELF.match(found["what"]) and not _ELSEWHERE.search(found["what"])


def _is_said_fuller(name: str, names: list[str]) -> bool:
    """Say whether another name says the same and more: "mẫu" beside "Mẫu báo cáo kết quả"."""
    flat = level(name)
    words = set(flat.split())
    others = [other for other in map(level, names) if other != flat]
    return any(other.startswith(flat) or words < set(other.split()) for other in others)


def _fuller(what: str, annexes: list[Piece]) -> str:
    """Give a bare "Danh sách" the rest of its title from the annex that follows the letter."""
    if len(what.split()) > 3:
        return what
    flat = level(what).strip()
    for piece, after in itertools.pairwise(annexes):
        if piece.flat.strip(" .:") == flat:
            title = re.split(r"\s+(?:theo|kèm theo|ban hành)\s+", after.text)[0]
            return f"{what.strip()} {title[:1].lower()}{title[1:]}"
    return what
