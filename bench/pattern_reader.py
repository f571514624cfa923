"""A plain-pattern reader, as today's registry tools do it: one expression a field, whole text.

The peer that `bench/reading.py` measures against; nothing in Loa uses it.
"""

import re
from typing import Any

_NUMBER = re.compile(r"Số\s*:?\s*(\d+)\s*/\s*([A-ZĐ][\w&\-]*)")
_DATE = re.compile(
    r"([A-ZĐÀ-Ỹ][\w .]{2,30}),\s*ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})"
)
_ABOUT = re.compile(r"V/v:?\s*(.+?)(?:\n\s*\n|\nKính gửi)", re.DOTALL)
_TO = re.compile(r"Kính gửi\s*:\s*(.+?)(?:\n\s*\n|\.\s*\n)", re.DOTALL)
_REF = re.compile(
    r"(Công văn|Kế hoạch|Quyết định|Nghị quyết|Nghị định|Thông tư|Chỉ thị|Luật)\s+số\s+"
    r"([\d]+/[\w\-/]+)(?:\s+ngày\s+(\d{1,2})/(\d{1,2})/(\d{4}))?"
)
_DUE = re.compile(r"(?:trước|chậm nhất)\s+(?:là\s+)?ngày\s+(\d{1,2})/(\d{1,2})/(\d{4})")
_PERIOD = re.compile(
    r"[Tt]ừ ngày\s+(\d{1,2})/(\d{1,2})/(\d{4})"
    r"\s+đến(?: hết)? ngày\s+(\d{1,2})/(\d{1,2})/(\d{4})"
)
_TASK = re.compile(r"^\s*(\d{1,2})\.\s+([^:\n]{4,120}):\s*(.+)$", re.MULTILINE)
_PHONE = re.compile(r"\b0\d{2,3}[ .]?\d{3}[ .]?\d{3,4}\b")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TYPES = ("KẾ HOẠCH", "CHỈ THỊ", "THÔNG BÁO", "QUYẾT ĐỊNH", "BÁO CÁO", "HƯỚNG DẪN", "TỜ TRÌNH")
_RECEIVED = re.compile(r"Nơi nhận\s*:(.+?)Lưu\s*:([^\n]*)", re.DOTALL)


def read_text(text: str) -> dict[str, Any]:
    """Give the fields as `loa read --json` does, without certainty or source."""
    out: dict[str, Any] = {}
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if match := _NUMBER.search(text):
        out["number"], out["symbol"] = match[1], match[2]
    if match := _DATE.search(text):
        out["place"] = match[1].strip()
        out["date"] = _iso(match[4], match[3], match[2])
    if match := _ABOUT.search(text):
        out["subject"] = " ".join(match[1].split())
    if match := _TO.search(text):
        names = re.split(r"\n\s*-|;", match[1])
        out["addressees"] = [
            " ".join(n.split()).strip(" -;.") for n in names if n.strip(" -\n")
        ]
    out["doc_type"] = next(
        (kind.capitalize() for kind in _TYPES if any(line == kind for line in lines)),
        "Công văn",
    )
    heads = [line for line in lines[:6] if line.isupper() and "CỘNG HÒA" not in line]
    if heads:
        out["issuer"] = heads[-1].capitalize()
        out["superior"] = heads[0].capitalize() if len(heads) > 1 else None
    out["legal_basis"] = [
        {"type": m[1], "number": m[2], "date": _iso(m[5], m[4], m[3]) if m[5] else None}
        for m in _REF.finditer(text)
    ]
    out["deadlines"] = [{"date": _iso(m[3], m[2], m[1])} for m in _DUE.finditer(text)]
    out["periods"] = [
        {"start": _iso(m[3], m[2], m[1]), "end": _iso(m[6], m[5], m[4])}
        for m in _PERIOD.finditer(text)
    ]
    out["tasks"] = [
        {"no": m[1], "recipients": [m[2].strip()], "text": m[3].strip()}
        for m in _TASK.finditer(text)
    ]
    due = next(iter(out["deadlines"]), None)
    out["report"] = {"deadline": due["date"], "to": None} if due else None
    phone, mail = _PHONE.search(text), _MAIL.search(text)
    if phone or mail:
        out["contacts"] = [
            {
                "name": None,
                "phone": re.sub(r"\D", "", phone[0]) if phone else None,
                "email": mail[0] if mail else None,
            }
        ]
    if match := _RECEIVED.search(text):
        out["distribution"] = [
            {"name": name.strip(" -;."), "role": None}
            for name in match[1].split("\n")
            if name.strip(" -;.")
        ]
    return out


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02d}-{int(day):02d}"
