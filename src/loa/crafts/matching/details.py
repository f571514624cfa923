"""What a material tells people to call, open, write to and pay to: the one list of its kinds.

A poster with one digit changed is a trap that looks like ours, so these are compared one by one
(`telling.py` in texts, `scrutiny.py` in pictures). Source: docs/rules/matching.md.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from loa.crafts.matching.bare import bare


class Kind(StrEnum):
    """What kind of contact it is."""

    PHONE = "phone"
    ACCOUNT = "account"
    LINK = "link"
    MAIL = "mail"
    CODE = "code"
    WORDS = "words"
    """Any other line: only said to differ, never read."""


@dataclass(frozen=True)
class Written:
    """A contact as it stands in a text: `value` in one spelling, characters from `start`."""

    kind: Kind
    value: str
    start: int
    end: int


_PHONE = re.compile(
    r"(?<![\w/.,-])(?:\(?\+?84\)?|\(?0)(?:[\s.\-–()]{0,2}\d){8,10}(?![\w/])"
    r"|(?<![\w/.,-])1[89]00(?:[\s.\-–]?\d){4,6}(?![\w/])"
)
# Three to six digits are a number to call only beside words that say so.
_SHORT = re.compile(
    r"\b(?:goi|tong dai|dau so|hotline|duong day nong|dien thoai|nhan tin|soan tin|lien he)"
    r"(?:\s+(?:so|ngay|den|toi|ve|qua|mien phi|gui|cho|theo|cua|tinh|quoc gia|[:\-–(])){0,4}"
    r"[\s:\-–(]{1,3}(\d{3,6})(?![\w/.,-]*\d)"
)
_ACCOUNT = re.compile(
    r"\b(?:tai khoan|stk|so tk|tk)\b[^\d\n]{0,36}?(\d(?:[ .\-]?\d){5,18})(?!\w)"
)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_ENDS = (
    "vn|com|net|org|info|edu|gov|io|me|cc|top|xyz|site|online|shop|club|app|link|ly|asia|biz|tv|"
    "mobi|icu|vip|fun|store|website|space|live|life|co|gl|page|dev|pro|work|buzz|ru|cn|tk|ml|ga"
)
_LINK = re.compile(
    rf"(?<![\w@.-])(?:https?://)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_ENDS})"
    r"(?![\w-])(?::\d+)?(?:/[^\s<>\"'),;]*)?",
    re.IGNORECASE,
)


def find_details(text: str) -> list[Written]:
    """Find the contacts in a composed text, in order; what could be two kinds counts once."""
    found: list[Written] = []
    taken: list[tuple[int, int]] = []
    for one in _all(text):
        if not any(one.start < end and start < one.end for start, end in taken):
            taken.append((one.start, one.end))
            found.append(one)
    return sorted(found, key=lambda each: each.start)


def _all(text: str) -> Iterator[Written]:
    for match in _MAIL.finditer(text):
        mail = match[0].rstrip(".")
        yield Written(Kind.MAIL, mail.lower(), match.start(), match.start() + len(mail))
    for match in _LINK.finditer(text):
        link = match[0].rstrip(".:!?…")
        yield Written(Kind.LINK, plain_link(link), match.start(), match.start() + len(link))
    plain = bare(text)
    for match in _ACCOUNT.finditer(plain):
        yield Written(Kind.ACCOUNT, digits_of(match[1]), match.start(1), match.end(1))
    for match in _PHONE.finditer(text):
        yield Written(Kind.PHONE, plain_phone(match[0]), match.start(), match.end())
    for match in _SHORT.finditer(plain):
        yield Written(Kind.PHONE, match[1], match.start(1), match.end(1))


def plain_phone(text: str) -> str:
    """Give digits only, with 0 in place of the country's 84."""
    digits = digits_of(text)
    return "0" + digits[2:] if digits.startswith("84") and len(digits) >= 11 else digits


def plain_link(text: str) -> str:
    """Give host and path, without scheme and www; hosts know no capitals."""
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", text.strip(), flags=re.IGNORECASE)
    host, slash, path = bare.partition("/")
    return f"{host.lower()}{slash}{path}".rstrip("/")


def is_same(kind: Kind, expected: str, said: str) -> bool:
    """Say whether two contacts lead to the same; an address may lose its path or capitals."""
    if kind is Kind.LINK:
        shouted = (
            expected.upper() == said.upper()
            and said.split("/")[1:] == (said.upper().split("/")[1:])
        )
        return said in {expected, expected.split("/")[0]} or shouted
    return expected == said


def digits_of(text: str) -> str:
    return re.sub(r"\D", "", text)
