"""Duties: a task's text divided into what its doer owes, each with its kind."""

import re
from typing import Any

from loa.crafts.reading.level import level

# Kinds in the order of trial: the first that fits names the duty (levelled words).
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("report", re.compile(r"\b(?:bao cao|gui ket qua|tong hop (?:ket qua|gui|bao cao))\b")),
    ("broadcast", re.compile(r"\b(?:truyen hinh|phat thanh|phat song|tren song|bao dien tu|bao in|bao chi|chuyen muc|chuyen trang|tin bai|truyen thanh|loa)\b")),
    ("publish", re.compile(r"\b(?:dang(?: tai| phat| cac| bai| tin)?|chia se|cong khai|niem yet|treo|trang thong tin|cong thong tin|website|fanpage|mang xa hoi|zalo)\b")),
    ("pass_on", re.compile(r"\b(?:den (?:cac )?(?:truong|co so|xa|phuong|don vi|doanh nghiep|to chuc|dia phuong)|chi dao (?:cac|uy ban|ubnd)|trien khai den|pho bien den cac|quan triet den)\b")),
    ("teach", re.compile(r"\b(?:tap huan|boi duong|giang day|long ghep|ngoai khoa|sinh hoat duoi co|hoc tap|day hoc|huong dan)\b")),
    ("inform", re.compile(r"\b(?:tuyen truyen|pho bien|thong tin|van dong|quan triet|truyen thong|nang cao nhan thuc)\b")),
)  # fmt: skip
_CUT = re.compile(
    r"[;.]\s+(?=\S)|,\s*(?:đồng thời|Đồng thời)\s+|\s+đồng thời\s+|\s+và\s+(?=(?:báo cáo|gửi|tổng hợp)\b)"
)
_STARTS = re.compile(
    r"^\W*(?:(?:dong thoi|kip thoi|chu dong|tang cuong|tiep tuc|thuong xuyen|day manh|tich cuc|phoi hop|chu tri|khan truong|nghiem tuc)\W+)*"
    r"(?:dang|tuyen truyen|pho bien|quan triet|to chuc|xay dung|bo tri|huong dan|chi dao|kiem tra|theo doi|tong hop|bao cao|gui|van dong|phat|lap|cu|treo|niem yet|chia se|truc|ra soat|xu ly|tham muu|thong bao|phan cong|hoan thanh|cap nhat|thuc hien|trien khai|tap huan|duy tri|mo|dua tin|cung cap|ho tro|bao dam|dam bao|giam sat|quan ly|tham gia|phan tich|ky|phoi hop|chu tri|tang cuong|chu dong|thuong xuyen|viet|san xuat|nhac|giao|danh gia|kip thoi|long ghep)\b"
)
_SHORT = 18  # letters; less is no duty of its own


def duties_of(text: str) -> list[dict[str, Any]]:
    """Divide a task's text: `[{"kind": "publish", "text": "đăng các tài liệu …"}]`.

    A part that starts with no verb belongs to the part before it.
    """
    parts: list[str] = []
    at = 0
    for match in _CUT.finditer(text):
        rest = text[match.end() :]
        head = text[at : match.start()].strip()
        if (
            len(head) >= _SHORT
            and _STARTS.match(level(rest))
            and _closed(text[: match.start()])
        ):
            parts.append(head)
            at = match.end()
    parts.append(text[at:].strip(" .;/"))
    return [
        {"kind": kind_of(part), "text": part.strip(" .;,/")} for part in parts if part.strip()
    ]


def kind_of(text: str) -> str:
    """Name the kind of a duty: publish, broadcast, pass_on, teach, inform, report or other."""
    flat = level(text)
    for kind, words in KINDS:
        if words.search(flat):
            return kind
    return "other"


def _closed(text: str) -> bool:
    return text.count("(") <= text.count(")") and text.count("“") <= text.count("”")
