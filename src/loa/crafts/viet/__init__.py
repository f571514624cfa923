"""Vietnamese text: the language that all crafts share.

Never `slugify`, `lower`, `LIKE` or `ORDER BY` on Vietnamese text directly: `slug`, and stored
columns made with `fold` and `sort_key`. Rules in words: docs/rules/vietnamese.md.
"""

from loa.crafts.viet.cleaning import clean
from loa.crafts.viet.dates import read_date, write_date, write_long_date
from loa.crafts.viet.folding import fold, slug
from loa.crafts.viet.legacy import Encoding, Recoding, convert, decode, recode
from loa.crafts.viet.letters import is_syllable
from loa.crafts.viet.numbers import (
    number_in_words,
    read_number,
    write_decimal,
    write_number,
    write_share,
)
from loa.crafts.viet.ordering import name_sort_key, sort_key
from loa.crafts.viet.tones import old_style, same, tone_key

__all__ = [
    "Encoding",
    "Recoding",
    "clean",
    "convert",
    "decode",
    "fold",
    "is_syllable",
    "name_sort_key",
    "number_in_words",
    "old_style",
    "read_date",
    "read_number",
    "recode",
    "same",
    "slug",
    "sort_key",
    "tone_key",
    "write_date",
    "write_decimal",
    "write_long_date",
    "write_number",
    "write_share",
]
