"""Numbers as Vietnamese offices type and print them: dot for thousands, comma for decimals."""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from loa.crafts.viet.cleaning import clean

_PLAIN = re.compile(r"([-+]?)(\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+)(?:,(\d+))?")
_DIGIT_WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUP_WORDS = ("", " nghìn", " triệu")
_LONGEST = 100  # signs; Python refuses to read numbers of 4,300
_BILLION = 10**9


def read_number(text: str) -> int | Decimal | None:
    """Read a number: "45.000" → 45000, "27,5" → Decimal("27.5"), "1 234" → 1234.

    An `int` comes back exactly when no decimal comma was typed, so a form that counts things
    can refuse "1,000" instead of storing one. None for what could mean two things ("27.5",
    "0.125").
    """
    match = _PLAIN.fullmatch(clean(text).strip().replace("\u2212", "-"))
    if not match:
        return None
    sign, whole, decimals = match.groups()
    if len(match[0]) > _LONGEST:
        return None
    if whole.startswith("0") and not whole.isdigit():
        return None
    digits = sign + whole.replace(".", "").replace(" ", "")
    return int(digits) if decimals is None else Decimal(f"{digits}.{decimals}")


def write_number(number: int) -> str:
    """Write a whole number: 3321 → "3.321"."""
    return f"{number:,}".replace(",", ".")


def write_decimal(number: Decimal | Fraction | float, places: int = 1) -> str:
    """Write a number with a fixed count of decimals, halves rounded up: 1234.25 → "1.234,3"."""
    exact = Fraction(number) if isinstance(number, Fraction) else Decimal(str(number))
    if isinstance(exact, Fraction):
        exact = Decimal(exact.numerator) / Decimal(exact.denominator)
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{rounded:,f}".translate(str.maketrans(",.", ".,"))


def write_share(part: int | Decimal, whole: int | Decimal, places: int = 1) -> str:
    """Write a share as a percentage: (1, 8) → "12,5 %"; "—" where there is no whole."""
    if not whole:
        return "—"
    return f"{write_decimal(Fraction(part) * 100 / Fraction(whole), places)} %"


def number_in_words(number: int) -> str:
    """Write a whole number in words: 3321 → "ba nghìn ba trăm hai mươi mốt"."""
    if number < 0:
        return "âm " + number_in_words(-number)
    if number < 10:
        return _DIGIT_WORDS[number]
    if number >= _BILLION:
        high, low = divmod(number, _BILLION)
        words = number_in_words(high) + " tỷ"
        return words if not low else f"{words} {_below_billion(low, padded=True)}"
    return _below_billion(number, padded=False)


def _below_billion(number: int, *, padded: bool) -> str:
    words: list[str] = []
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if group:
            words.append(_group(group, padded=padded or bool(words)) + _GROUP_WORDS[power])
    return " ".join(words)


def _group(number: int, *, padded: bool) -> str:
    """Write 1 to 999; `padded` says the zeros too, because something stands before them."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words: list[str] = []
    if hundreds or padded:
        words += [_DIGIT_WORDS[hundreds], "trăm"]
    if tens > 1:
        words += [_DIGIT_WORDS[tens], "mươi"]
    elif tens:
        words.append("mười")
    elif ones and words:
        words.append("linh")
    if ones == 1 and tens > 1:
        words.append("mốt")
    elif ones == 5 and tens:
        words.append("lăm")
    elif ones:
        words.append(_DIGIT_WORDS[ones])
    return " ".join(words)
