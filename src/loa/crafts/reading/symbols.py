"""Symbols of documents: what the type and the issuer beside one say that it must be.

On a scan "QĐ-TTg" is read "QD-TTg" and "BCĐ" "BCP". The type that is named before a number and
the body that is named after it are printed in words, which an OCR reads better.
"""

import re

from loa.crafts.reading.level import level

_OF_TYPE = {
    "Quyết định": "QĐ", "Nghị quyết": "NQ", "Chỉ thị": "CT", "Kế hoạch": "KH", "Thông báo": "TB",
    "Hướng dẫn": "HD", "Báo cáo": "BC", "Tờ trình": "TTr", "Công điện": "CĐ", "Nghị định": "NĐ",
    "Thông tư": "TT", "Giấy mời": "GM", "Chương trình": "CTr", "Kết luận": "KL", "Đề án": "ĐA",
    "Phương án": "PA", "Thông tư liên tịch": "TTLT",
}  # fmt: skip
# By the first words of a body's name, levelled.
_OF_BODY = (
    ("thu tuong", "TTg"), ("chinh phu", "CP"), ("uy ban nhan dan", "UBND"), ("ubnd", "UBND"),
    ("hoi dong nhan dan", "HĐND"), ("hdnd", "HĐND"), ("ban chi dao", "BCĐ"), ("quoc hoi", "QH"),
)  # fmt: skip

_NOUGHT = re.compile(r"(?<=[A-Z])[OÓÒÔ](?=\d)")  # "PCÓ6" is the police's PC06


def mended_symbol(symbol: str, *, kind: str | None, issuer: str | None) -> tuple[str, bool]:
    """Give a symbol as its type and issuer want it, and whether one of them stands behind it.

    Only the state's form, the type first: "QĐ-TTg".
    """
    parts = _NOUGHT.sub("0", symbol).split("-")
    is_backed = False
    wanted = _OF_TYPE.get(kind or "")
    if wanted and len(parts) > 1 and (is_near(parts[0], wanted) or parts[0] == wanted):
        parts[0], is_backed = wanted, True
    body = _of_body(issuer)
    if body and len(parts) > 1:
        for at in range(len(parts) - 1, -1, -1):
            if parts[at] == body or (len(body) > 2 and parts[at].startswith(body)):
                is_backed = True
                break
            if at and is_near(parts[at], body):
                parts[at], is_backed = body, True
                break
    return "-".join(parts), is_backed


def _of_body(issuer: str | None) -> str | None:
    flat = level(issuer or "")
    return next((short for name, short in _OF_BODY if flat.startswith(name)), None)


def is_near(seen: str, wanted: str) -> bool:
    """Say whether an OCR could read one for the other: a mark, a case or one letter apart."""
    if seen == wanted or not seen:
        return False
    a, b = level(seen), level(wanted)
    if a == b:
        return True
    if len(b) < 3:  # "CT" is not "CĐ": only a letter too many, and that one doubled
        return re.sub(r"(.)\1", r"\1", a) == b
    if abs(len(a) - len(b)) > 1:
        return False
    return _apart(a, b) == 1


def _apart(a: str, b: str) -> int:
    """Count the letters to change, add or leave out."""
    row = list(range(len(b) + 1))
    for i, one in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (one != other))
    return row[-1]
