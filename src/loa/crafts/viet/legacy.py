"""Texts from before Unicode: recognised by how they read, never by a font's name.

Offices wrote in 8-bit alphabets (TCVN3 with .VnTime, VNI with VNI-Times, VISCII, VPS,
Windows-1258) until about 2010 and their letterheads live on. Such a file shows as "Céng hoµ x·
héi". Each alphabet is tried, and the one whose words are spelt as Vietnamese syllables wins;
French or Icelandic survives this, because its words do not become syllables under any of them.

The tables are `viparse`'s (MIT), completed where they have holes; only this page knows it.
Loaded when a text looks foreign, not before: it costs 0.1 s.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from loa.crafts.viet.letters import is_syllable


class Encoding(StrEnum):
    """The alphabets a Vietnamese text can come in."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    VNI = "vni"
    VISCII = "viscii"
    VPS = "vps"
    WINDOWS = "windows-1258"


@dataclass(frozen=True, slots=True)
class Recoding:
    """A text as Unicode, and what was found: `certainty` is 0–1, `judged` the words judged by.

    An `encoding` of UNICODE means that the text was left as it was.
    """

    text: str
    encoding: Encoding
    certainty: float
    judged: int


_WORD = re.compile(r"\S+")
_EDGES = "".join(map(chr, range(0x21, 0x30))) + ":;<=>?@[\\]^_`{|}~“”‘’…–—"
_JUDGED_AT_MOST = 2000  # words with marks; a page has about 400
_FEWEST = 3  # one word can become a syllable by chance: French "où" is VNI "ó"
_GOOD = (
    0.75  # share of marked words that must read as syllables: names and English are the rest
)
_GAIN = 0.3  # and by how much more than before the change
_FEWEST_CHANGED = 2  # words that are syllables only after the change: Italian has one
_LEAD = 0.05  # and than under the second best alphabet
_PRIOR = 1.0  # doubt that fades as words are judged: n / (n + prior)


def recode(text: str) -> Recoding:
    """Recognise an old alphabet and convert text that was read as Latin-1 or Windows-1252.

    Give it the raw text: cleaning removes signs that are letters in these alphabets. A text
    that holds two alphabets should come in pieces; as a whole it is left alone.
    """
    words = _marked_words(text)
    if not words:
        return Recoding(text, Encoding.UNICODE, 1.0, 0)
    before, judged = _reads_as_vietnamese(words)
    if before >= _GOOD or len(words) < _FEWEST:
        return Recoding(text, Encoding.UNICODE, _certainty(max(before, 0.5), judged), judged)
    sample = "\n".join(words)
    ranked = []
    for encoding, change in _converters().items():
        share, judged = _reads_as_vietnamese(_WORD.findall(change(sample)))
        ranked.append((share, judged, encoding))
    ranked.sort(reverse=True)
    (best, judged, encoding), (second, *_) = ranked[:2]
    if best < _GOOD or best - before < _GAIN or best - second < _LEAD or judged < _FEWEST:
        return Recoding(
            text, Encoding.UNICODE, _certainty(1 - best / 2, len(words)), len(words)
        )
    change = _converters()[encoding]
    if sum(change(word) != word for word in words) < _FEWEST_CHANGED:
        return Recoding(text, Encoding.UNICODE, _certainty(0.5, len(words)), len(words))
    return Recoding(convert(text, encoding), encoding, _certainty(best, judged), judged)


def convert(text: str, encoding: Encoding, *, capitals: bool = False) -> str:
    """Convert text whose alphabet is known, from its document as a whole or from its font.

    capitals: it was set in a font of capitals (.VnTimeH), which has the bytes of small letters.
    """
    if encoding is Encoding.UNICODE:
        return text
    converted = _converters()[encoding](text)
    if encoding is Encoding.TCVN3:
        converted = _raise_capitals(converted)
    return converted.upper() if capitals else converted


def decode(data: bytes) -> Recoding:
    """Turn the bytes of a text file into text: UTF-8, UTF-16 with its mark, or an old alphabet.

    Bytes that are none of these are read as Windows-1252 with certainty one half.
    """
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return Recoding(data.decode(name, errors="replace"), Encoding.UNICODE, 1.0, 0)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        found = recode(data.decode("latin-1"))
        if found.encoding is not Encoding.UNICODE:
            return found
        # Some other language of Windows, or nothing at all; a replaced sign shows which.
        return replace(found, text=data.decode("cp1252", errors="replace"), certainty=0.5)
    # Old text is sometimes saved as UTF-8 by an editor that did not know better.
    return recode(text)


def _marked_words(text: str) -> list[str]:
    found = []
    for word in _WORD.findall(text):
        # \x85 and the like are white space to Unicode and letters to VISCII.
        if not word.isascii() and any(letter > "\x7f" for letter in word.strip(_EDGES)):
            found.append(word)
            if len(found) == _JUDGED_AT_MOST:
                break
    return found


def _reads_as_vietnamese(words: list[str]) -> tuple[float, int]:
    """Give the share of marked words that are spelt as syllables, and their number."""
    judged = good = 0
    for word in words:
        for piece in re.split(r"[-/.,&()]", unicodedata.normalize("NFC", word).strip(_EDGES)):
            if piece and not piece.isascii():
                judged += 1
                good += _is_written_syllable(piece)
    return (good / judged if judged else 0.0), judged


def _is_written_syllable(word: str) -> bool:
    # "tØnh" is a syllable under no reading: capitals stand first or throughout. TCVN3 writes
    # capitals with small marks ("CéNG"), so there only the ASCII letters are looked at.
    plain = [letter for letter in word if letter.isascii()]
    shape = "".join(plain)
    if plain and not (shape.islower() or shape.isupper() or word.istitle() or shape.istitle()):
        return False
    return is_syllable(word) or (word.isupper() and "Đ" in word and len(word) <= 5)


def _certainty(share: float, judged: int) -> float:
    return round(min(0.99, share * judged / (judged + _PRIOR)), 3)


def _raise_capitals(text: str) -> str:
    """Give TCVN3 capitals back: it has none with marks, headings mix "C", "é", "N", "G"."""

    def raised(match: re.Match[str]) -> str:
        word = match[0]
        shape = "".join(letter for letter in word if letter.isascii())
        return word.upper() if len(shape) > 1 and shape.isupper() else word

    return re.sub(r"[^\W\d_]+", raised, text)


# What the tables lack. VNI: the row of ẳ, and the single letters for ỵ.
_VNI_HOLES = {"aú": "ẳ", "AÚ": "Ẳ", "î": "ỵ", "Î": "Ỵ"}
# VISCII and VPS use the bytes 80–9F, which Windows-1252 shows as punctuation.
_WINDOWS = {}
for _byte in range(0x80, 0xA0):
    try:
        _WINDOWS[ord(bytes([_byte]).decode("cp1252"))] = chr(_byte)
    except UnicodeDecodeError:
        continue


# Sign as Latin-1 or Windows-1252 shows it → as Windows-1258 means it.
_SHOWN_IN_1258 = {
    ord(shown): bytes([byte]).decode("cp1258", errors="ignore") or shown
    for byte in range(0x80, 0x100)
    for shown in {chr(byte), bytes([byte]).decode("cp1252", errors="ignore") or chr(byte)}
}
_C1 = re.compile("[\x80-\x9f]")


@cache
def _converters() -> dict[Encoding, Callable[[str], str]]:
    from viparse.normalize import encodings, tables

    def converter(encoding: Encoding) -> Callable[[str], str]:
        charmap = encodings.CHARMAPS[encoding.value]
        if encoding is Encoding.VNI:
            charmap = tables.build_charmap("vni", _vni_pairs(dict(charmap.pairs)))

        def change(text: str) -> str:
            if encoding in (Encoding.VISCII, Encoding.VPS) and not _C1.search(text):
                text = text.translate(_WINDOWS)
            return str(tables.convert(text, charmap))

        return change

    tabled = (Encoding.TCVN3, Encoding.VNI, Encoding.VISCII, Encoding.VPS)
    return {encoding: converter(encoding) for encoding in tabled} | {
        Encoding.WINDOWS: _from_windows
    }


def _from_windows(text: str) -> str:
    """Read Windows-1258 that was taken for Windows-1252; its tones are signs of their own."""
    return unicodedata.normalize("NFC", text.translate(_SHOWN_IN_1258))


def _vni_pairs(known: dict[str, str]) -> list[tuple[str, str]]:
    """Fill the table's holes, and let a capital take a small mark: "Uûy ban" is met too."""
    pairs = known | _VNI_HOLES
    for source, letter in list(pairs.items()):
        if len(source) > 1:
            pairs.setdefault(source[0].upper() + source[1:].lower(), letter.upper())
    return sorted(pairs.items())
