"""Who shows a material to call it false does not publish it: the one list of denials.

Only plain denials count ("đây là tin giả", "nội dung trên là bịa đặt", "bác bỏ thông tin …"):
a campaign against scams speaks of false news itself. What the material says stays out of it.
Of print put onto a poster ("TIN GIẢ") the words must be the denial, not one in a sentence.
Source: docs/rules/matching.md.
"""

import re
from collections.abc import Iterator, Sequence

# Bare words: "tin nhắn này là giả mạo", "thông tin giả danh" and "là giá trị" are none.
_WHAT = (
    r"(?:tin(?! nhan)|thong tin|noi dung|bai viet|bai dang|van ban|cong van|thong bao"
    r"|hinh anh|buc anh|anh|to roi|poster|video|clip|tai lieu|duong link|so dien thoai)"
)
_CALLED = {
    "tin gia": "tin giả", "tin don": "tin đồn", "fake news": "fake news",
    "gia mao": "giả mạo", "sai su that": "sai sự thật",
    "khong dung su that": "không đúng sự thật", "khong chinh xac": "không chính xác",
    "khong phai su that": "không phải sự thật", "bia dat": "bịa đặt",
    "xuyen tac": "xuyên tạc", "tin that thiet": "tin thất thiệt",
    "bi cat ghep": "bị cắt ghép",
}  # fmt: skip
_FALSE = rf"(?:{'|'.join(_CALLED)}|gia(?! \w)|khong dung)"
# Over a poster these too deny it; in a sentence they are what a campaign warns of.
_STAMPED = _CALLED | {"fake": "fake", "lua dao": "lừa đảo"}
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


# What an OCR takes for one another, brought to one sign, and what it mixes up at times.
_ONE = str.maketrans("1lj0q69457", "iiiooggast")
_ALIKE = ("dob", "cg", "nmhw", "iter", "uvn", "sab", "kx", "fp")
_LETTERS_A_SLIP = 6
_MOST_WORDS = 8
# Words that may stand beside a denial in print that consists of it.
_BESIDE = frozenset(
    split
    for each in (
        "day la", "hinh anh nay", "bai viet", "noi dung", "thong tin", "do", "hoan toan", "deu",
        "xin dung", "khong chia se", "lan truyen", "tren", "duoi", "bi", "ba con", "gia",
        "fake news", "canh bao",
    )
    for split in each.split()
)  # fmt: skip
# How much of its line a denial is; less of one that nothing else sounds like.
_OF_IT, _LONG, _OF_IT_LONG = 0.75, 8, 0.6
# "Phòng chống tin giả", "cảnh báo lừa đảo": after such words it is what the poster warns of.
_WARNING = ("phong", "chong", "canh giac", "nhan dien", "to giac", "ngan chan", "noi khong")
# Of these a whole print may warn, also where a part of it was read badly or is cut off.
_WARNED_OF = ("lua dao", "gia mao")
_WARNINGS = frozenset(
    {"canh", "bao", "giac", "phong", "chong", "nhan", "dien", "tranh", "bay", "doan", "khong"}
)
_BEFORE = 3


def denial_said(words: Sequence[str]) -> str:
    """Give the first denial that bare words say in a sentence, as it is spelt; "" for none."""
    for said in denials_in(words):
        return next((name for key, name in _CALLED.items() if key in said), said)
    return ""


def denial_put(lines: Sequence[Sequence[str]]) -> str:
    """Give the denial of which print put onto a poster consists, as it is spelt; "" for none.

    `lines`: the print's bare words line by line, as an OCR read them.
    """
    words = [word for line in lines for word in line if len(word) > 1]
    rows = [row for row, line in enumerate(lines) for word in line if len(word) > 1]
    met: list[tuple[int, int, str]] = []
    for first, last, key in _windows(words):
        before = " ".join(words[max(0, first - _BEFORE) : first])
        if any(f" {each} " in f" {before} " for each in _WARNING):
            continue
        if key in _WARNED_OF and _WARNINGS.intersection(words):
            continue
        beside = [
            word
            for at, word in enumerate(words)
            if rows[at] in rows[first:last] and not first <= at < last
        ]
        of_it = _BESIDE.union(key.split())
        strange = sum(len(word) for word in beside if word not in of_it)
        every = sum(map(len, beside)) + sum(map(len, words[first:last]))
        least = _OF_IT_LONG if len(key) > _LONG else _OF_IT
        if strange <= (1 - least) * every:
            met.append((strange, -len(key), _STAMPED[key]))
    return min(met, default=(0, 0, ""))[-1]


def _windows(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Find runs of words that are one of the denials but for an OCR's slips."""
    for first in range(len(words)):
        met = ""
        for last in range(first + 1, min(len(words), first + _MOST_WORDS) + 1):
            met += words[last - 1].translate(_ONE)
            for key in _STAMPED:
                wanted = key.replace(" ", "").translate(_ONE)
                # What is left of a frame is read as an i.
                if _is_like(met, wanted) or _is_like(met.strip("i"), wanted):
                    yield first, last, key


def _is_like(met: str, wanted: str) -> bool:
    if len(met) + 1 == len(wanted) > _LONG - 1:
        # One letter of a long one may be lost, most of all its first or last.
        return any(wanted[:at] + wanted[at + 1 :] == met for at in range(len(wanted)))
    if len(met) != len(wanted):
        return False
    odd = [(a, b) for a, b in zip(met, wanted, strict=True) if a != b]
    return len(odd) <= len(wanted) // _LETTERS_A_SLIP and all(
        any(a in group and b in group for group in _ALIKE) for a, b in odd
    )
