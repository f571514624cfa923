"""What an OCR is known to misspell, put right word by word and line by line.

Only what can mean one thing: syllables run together, Đ seen twice, blanks inside symbols and
dates. Marks are not guessed here.
"""

import re

from loa.crafts.viet import is_syllable

_TWICE = re.compile("[Đ\u00d0]{2}(?!B)")  # "ĐĐBQH" is spelt so; \u00d0 is the Icelandic letter
_SHORT = frozenset(("UBND", "HĐND", "THPT", "THCS", "MTTQ", "TNCS", "BCH"))
_SYMBOL = re.compile(r"(?<=[/-])([A-ZĐ]{2,}[\w&]*)\s?-\s+(?=[A-ZĐ]{2,})")
_AFTER_DAY = re.compile(r"(?i)(?<=\bngày)\s*[,.;:]\s*(?=\d{1,2}\s*/)")
_ROLE = re.compile(r"\(\s*((?:để\s+)?)([bB0Oo6]?)\s*/\s*([cC€©¢eo¢])\s*\)")
_SLASH_LOST = re.compile(r"\(\s*(?:(?:để|đế)\s+)?b\s?[íìiIl1]\s?[cC©€]\s*\)")
_REPORTED = re.compile(r"\(\s*b\s?[eco]\s*\)(?=\W*$)")
# The cross stroke of "tr" is thin: what is left before a day can mean nothing else.
_BEFORE = re.compile(r"(?i)(?:\(|\b[tr1lij]{0,2})[ưu][oơóớ]c(?=\s+ngày\s+\d)")
_DONE = re.compile(r"\(\s*((?:để\s+)?)[0t]\s*/?\s*h\s*\)")


def spelled_word(text: str) -> str:
    """Part syllables run together: "HàVănPhúc", "NGUYỄNBỈNH", "UBNDTỈNH"; undouble Đ."""
    text = _TWICE.sub("Đ", text)
    core = text.strip(".,;:()")
    if len(core) < 4 or not core.isalpha():
        return text
    if core.isupper():
        parted = _parted_capitals(core)
        return text.replace(core, parted) if parted else text
    cuts = [at for at in range(1, len(core)) if core[at].isupper() and core[at - 1].islower()]
    parts = [core[a:b] for a, b in zip([0, *cuts], [*cuts, len(core)], strict=True)]
    glued = len(parts) > 1 and all(len(p) > 1 and is_syllable(p.lower()) for p in parts)
    return text.replace(core, " ".join(parts)) if glued else text


def spelled_line(text: str) -> str:
    """Close symbols ("KH- STTTT"), dates ("ngày, 22/12") and roles ("(b/€)", "(0h)")."""
    text = _SYMBOL.sub(r"\1-", text)
    text = _AFTER_DAY.sub(" ", text)
    text = _SLASH_LOST.sub("(để b/c)", text)
    text = _ROLE.sub(r"(\1b/c)", text)
    text = _BEFORE.sub("trước", _REPORTED.sub("(b/c)", text))
    return _DONE.sub(r"(\1t/h)", text)


def _parted_capitals(word: str) -> str | None:
    """Part a word in capitals that is no syllable into two that are, or a known short name."""
    if is_syllable(word.lower()) or word in _SHORT:
        return None
    for short in _SHORT:
        rest = word.removeprefix(short)
        if rest != word and is_syllable(rest.lower()):
            return f"{short} {rest}"
    ways = [
        (word[:at], word[at:])
        for at in range(2, len(word) - 1)
        if is_syllable(word[:at].lower()) and is_syllable(word[at:].lower())
    ]
    # "NGUYÊNBỈNH" is parted before a consonant: a vowel alone begins few words.
    ways = [way for way in ways if way[1][0] not in "AĂÂEÊIOÔƠUƯYÁÀẢÃẠẮẤÉẾÍÓỐỚÚỨÝ"] or ways
    return " ".join(ways[-1]) if len(ways) == 1 else None
