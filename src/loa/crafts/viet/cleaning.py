"""The door: every text is cleaned here once, before it is stored or compared.

Legacy encodings come first: `legacy.recode` must see the raw text, because TCVN3 writes ư as a
soft hyphen, which cleaning removes.
"""

import re
import unicodedata

from loa.crafts.viet.letters import SHAPE_MARKS, WORD, is_syllable

_SPACES = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_LINE_ENDS = "\u000b\u000c\u0085\u2028\u2029"
# Zero width, BOM, soft hyphen, and the direction marks that let a text look like another.
_UNSEEN = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"
    + "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x2070)]))
)
_CONTROLS = "".join(map(chr, [*range(0x00, 0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0)]))
_TABLE = str.maketrans(
    dict.fromkeys(_UNSEEN + _CONTROLS, "")
    | dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_LINE_ENDS, "\n")
)
_UNWANTED = re.compile("[" + re.escape(_UNSEEN + _CONTROLS + _SPACES + _LINE_ENDS) + "]")
# The joiner is wanted inside an emoji family and nowhere else.
_JOINER = re.compile(
    "(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])"
)
_MARKS = re.compile("([A-Za-zĂÂÊÔƠƯăâêôơưĐđ])([\u0300-\u036f]+)")
_MARK = re.compile("[\u0300-\u036f]")
_ETH = str.maketrans("\u00d0\u00f0\u0189\u0256", "ĐđĐđ")
_HAS_ETH = re.compile("[\u00d0\u00f0\u0189\u0256]")
_ONLY_VIETNAMESE = re.compile("[ĂăĐđƠơƯư\u1ea0-\u1ef9]")
_ICELANDIC = re.compile("[\u00de\u00fe\u00c6\u00e6\u00d6\u00f6\u00c5\u00e5\u00d8\u00f8]")
# Abbreviations of symbols that are Vietnamese even where they stand alone: "30/2020/NÐ-CP".
_KNOWN = frozenset(
    [
        "NĐ",
        "QĐ",
        "HĐ",
        "CĐ",
        "LĐ",
        "ĐH",
        "ĐT",
        "ĐBQH",
        "HĐND",
        "GDĐT",
        "LĐTBXH",
        "LĐLĐ",
        "PGDĐT",
        "SGDĐT",
    ]
)
_LONGEST_ABBREVIATION = 8  # "HĐTĐKT", "BCĐLNTPH": abbreviations of bodies seen in symbols


def clean(text: str) -> str:
    r"""Make text safe to store and compare: NFC, plain spaces, `\n` line ends, nothing unseen.

    Repairs "tổ hợp" sequences whatever the order of their marks, and the Icelandic Ð that OCR
    and old files write for Đ, where the word is Vietnamese. Keeps spaces and lines in number.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _UNWANTED.search(text):  # a search costs a tenth of a translation
        text = text.translate(_TABLE)
    if "\u200d" in text:
        text = _JOINER.sub("", text)
    text = unicodedata.normalize("NFC", text)
    # NFC cannot join a hat that comes after its tone ("é" + hat): the marks are put in order.
    text = unicodedata.normalize("NFC", _reorder(text))
    if _HAS_ETH.search(text):
        text = _repair_eth(text)
    return text


def _reorder(text: str) -> str:
    if not _MARK.search(text):
        return text

    def ordered(match: re.Match[str]) -> str:
        marks = dict.fromkeys(match[2])
        return match[1] + "".join(sorted(marks, key=lambda mark: mark not in SHAPE_MARKS))

    return _MARKS.sub(ordered, unicodedata.normalize("NFD", text))


def _repair_eth(text: str) -> str:
    in_vietnamese = bool(_ONLY_VIETNAMESE.search(text))

    def repaired(match: re.Match[str]) -> str:
        word = match[0]
        if not _HAS_ETH.search(word) or _ICELANDIC.search(word):
            return word
        candidate = word.translate(_ETH)
        if candidate[0] in "Đđ" and len(candidate) > 1 and is_syllable(candidate):
            return candidate
        if candidate in _KNOWN:
            return candidate
        if in_vietnamese and candidate.isupper() and len(candidate) <= _LONGEST_ABBREVIATION:
            return candidate
        return word

    return WORD.sub(repaired, text)
