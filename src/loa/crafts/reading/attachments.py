"""Attachments: the list after "Đính kèm", and what brackets say is sent along."""

import itertools
import re

from loa.crafts.reading.level import level
from loa.crafts.reading.missing import why
from loa.crafts.reading.paragraphs import Paragraph, merged
from loa.crafts.reading.pieces import Piece
from loa.crafts.reading.result import Field

_LIST = re.compile(
    r"^\W*(?:(?:tai lieu|van ban|ho so)?\s*(?:(?:dinh kem|gui kem)(?: theo)?|kem theo)(?:\s+(?:cong van|van ban|ke hoach|thong bao)(?: nay)?)?(?:\s*:\s*|\s*$))"
)
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
_TWO = re.compile(r"(?:\s+và|;|,)\s+(?=(?:[Pp]hụ|[Mm]ẫu|[Bb]iểu|[Dd]anh sách|[Đđ]ề cương)\s)")
_ISSUED_WITH = re.compile(
    r"\bban hanh kem theo (?:quyet dinh|ke hoach|cong van|huong dan|thong bao|van ban) nay\s*(?:la\s+)?(?P<what>[^.;:]{4,180})"
)
_WHERE = re.compile(r"^(?:chi tiết|cụ thể|nội dung)\s+(?:tại|theo|như|ở)\s+", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\b(?:file|website|cong thong tin|he thong|trang)\b")


def read_attachments(paragraphs: list[Paragraph], annexes: list[Piece]) -> Field:
    """List what the letter says is attached, in the letter's words."""
    names: list[str] = []
    spans: list[tuple[int, int]] = []

    def add(name: str, span: tuple[int, int]) -> None:
        tidy = re.sub(r"^\W+", "", name).strip(" ;.,:/")
        if tidy and all(level(tidy) != level(other) for other in names):
            names.append(tidy)
            spans.append(span)

    for at, paragraph in enumerate(paragraphs):
        match = _LIST.match(paragraph.flat)
        if match and paragraph.kind in ("", "bullet"):
            inline = paragraph.text[match.end() :].strip()
            if inline:
                for part in re.split(r";\s*", inline):
                    add(part, paragraph.lines())
            for item in paragraphs[at + 1 :]:
                if item.kind not in ("bullet", "number"):
                    break
                add(item.text, item.lines())
            continue
        for pattern in (_BRACKET, _BRACKET_FIRST, _FORM, _ISSUED_WITH, _DOWNLOAD):
            for found in pattern.finditer(paragraph.flat):
                what = paragraph.text[slice(*found.span("what"))].removeprefix("theo ")
                what = _WHERE.sub("", what)
                if not _ELSEWHERE.search(level(what)):
                    for one in _TWO.split(what):
                        add(_fuller(one, annexes), paragraph.lines(*found.span()))
    kept = [at for at, name in enumerate(names) if not _is_said_fuller(name, names)]
    names, spans = [names[at] for at in kept], [spans[at] for at in kept]
    if not names:
        return Field(
            None, 0.85, missing=why("attachments_absent"), missing_code="attachments_absent"
        )
    is_scan = any(paragraph.certainty < 1.0 for paragraph in paragraphs)
    return Field(names, 0.85 if is_scan else 0.9, merged(tuple(spans)))


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
