"""A page that shows a material in order to call it false: no publication of it.

Only plain denials count ("đây là tin giả", "nội dung trên là bịa đặt", "bác bỏ thông tin …"):
a campaign against scams speaks of false news itself. What the material says stays out of it.
Source: docs/rules/matching.md.
"""

import re
from collections.abc import Sequence

# Bare words: "tin nhắn này là giả mạo", "thông tin giả danh" and "là giá trị" are none.
_WHAT = (
    r"(?:tin(?! nhan)|thong tin|noi dung|bai viet|bai dang|van ban|cong van|thong bao"
    r"|hinh anh|buc anh|anh|to roi|poster|video|clip|tai lieu|duong link|so dien thoai)"
)
_FALSE = (
    r"(?:tin gia|tin don|fake news|gia mao|gia(?! \w)|sai su that|khong dung(?: su that)?"
    r"|khong chinh xac|khong phai su that|bia dat|xuyen tac|tin that thiet|bi cat ghep)"
)
_ELSEWHERE = r"(?! (?:mang|khong gian|facebook|zalo|internet|dien thoai))"
_HERE = (
    rf"(?:tren{_ELSEWHERE}|nay|noi tren|neu tren|sau|sau day|duoi day|ben duoi|do"
    r"|dang lan truyen|lan truyen)"
)
_DENIALS = re.compile(
    rf"\bday la {_WHAT}?(?: \w+)? ?{_FALSE}\b"
    rf"|\b{_WHAT} (?:\w+ ){{0,2}}{_HERE}(?: \w+){{0,4}}? (?:la|deu la|hoan toan|deu) {_FALSE}\b"
    rf"|\bbac bo {_WHAT}\b"
    rf"|\bkhong phai (?:la )?{_WHAT} (?:cua|do|chinh thuc)\b"
)
AROUND = 80
"""Words before and after a passage that may speak of it."""


def denials_in(words: Sequence[str]) -> tuple[str, ...]:
    """Give the denials that stand in bare words, each once."""
    return tuple(dict.fromkeys(found[0] for found in _DENIALS.finditer(" ".join(words))))


def is_denied(around: Sequence[str], own: Sequence[str] = ()) -> bool:
    """Say whether words around a material call it false, in words that it has not itself."""
    ours = f" {' '.join(own)} "
    return any(f" {denial} " not in ours for denial in denials_in(around))
