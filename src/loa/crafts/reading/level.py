"""Text levelled for patterns: lower case, no marks, one kind of dash and quote.

Unlike `viet.fold` it keeps every place: `level(text)[i]` is the level of `text[i]`. Toneless
patterns survive an OCR that drops or mistakes marks.
"""

import unicodedata

_SAME = {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ı": "i"}
_DASHES = "‐‑‒–—−―"
_QUOTES = "“”„«»″"
_APOSTROPHES = "‘’′`´"


def _build() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in range(0x20, 0x1F00):
        letter = chr(code)
        if letter in _SAME:
            table[code] = _SAME[letter]
            continue
        base = unicodedata.normalize("NFD", letter)[0].lower()
        if len(base) == 1 and base != letter:
            table[code] = base
    for group, plain in ((_DASHES, "-"), (_QUOTES, '"'), (_APOSTROPHES, "'")):
        table.update(dict.fromkeys(map(ord, group), plain))
    table[0xA0] = " "
    return table


_TABLE = _build()


def level(text: str) -> str:
    """Level a text that is already cleaned to NFC. Same length."""
    return text.translate(_TABLE)
