"""Letters without marks, sign for sign: `đ` is `d`, `ỡ` is `o`, and each keeps its place."""

import unicodedata


def _table() -> dict[int, int]:
    """One letter → one bare letter, so that places in the text stay what they were."""
    table = {ord("đ"): ord("d"), ord("Đ"): ord("d"), ord("ð"): ord("d"), ord("Ð"): ord("d")}
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        if len(base) == 1 and base.isascii():
            table.setdefault(code, ord(base))
    return table


_BARE = _table()


def bare(text: str) -> str:
    """Give composed text in bare small letters, of the very same length."""
    return text.translate(_BARE)
