"""A secrecy stamp refuses the letter before anything of it is stored.

Only the stamp counts: the word alone on its line, in capitals, in the head of the first page or
beside the issuer. "MẬT" inside a sentence, a name or a subject is no stamp.
"""

import re

from loa.crafts.opening import Document, Line
from loa.crafts.reading.letterforms import DATED, TO
from loa.crafts.reading.level import level
from loa.crafts.reading.pieces import pieces_of
from loa.crafts.reading.result import Refusal
from loa.crafts.reading.zones import find_zones

_STAMP = re.compile(r"^(?:do\s+)?(?:tuyet\s+mat|toi\s+mat|mat)$")
_TONED = re.compile(r"^\W*(?:ĐỘ\s+)?(TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT)\W*$")
MESSAGE = (
    "Văn bản có dấu độ mật ({stamp}). Loa không nhận và không lưu văn bản mật; tệp tải lên đã được bỏ. "
    "Hãy xử lý văn bản này theo quy định bảo vệ bí mật nhà nước."
)


def screen_secrecy(document: Document) -> Refusal | None:
    """Say whether the letter bears MẬT, TỐI MẬT or TUYỆT MẬT as a stamp. Stores nothing."""
    stamp = _stamped(document)
    return Refusal("secret", MESSAGE.format(stamp=stamp)) if stamp else None


def _stamped(document: Document) -> str | None:
    pieces = pieces_of(document)
    zones = find_zones(pieces)
    head_last = max(
        (piece.number for piece in (zones.number, zones.dated) if piece is not None), default=0
    )
    to = next((piece.number for piece in pieces if TO.match(piece.flat)), head_last + 12)
    limit = max(to, head_last) + 1
    for piece in pieces:
        if piece.page != 1 or piece.number > limit or DATED.search(piece.flat):
            continue
        if piece.box is not None and piece.box.top > 0.42:
            continue
        for part in re.split(r"\s{3,}|\t", piece.text):
            match = _TONED.match(part)
            if match and _STAMP.match(re.sub(r"[^a-z ]", "", level(part)).strip()):
                return " ".join(match[1].split())
    return None


def is_stamp_line(line: Line) -> bool:
    """Whether a line is nothing but a stamp of secrecy."""
    return bool(_TONED.match(line.text))
