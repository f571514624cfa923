"""Names of bodies on a scan, mended by what else the letter says of them.

The symbol holds the issuer's initials ("BVHTTDL" is the Bộ Văn hóa, Thể thao và Du lịch), the
body of the letter repeats its name, and a people's committee has few ways to be called.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from loa.crafts.reading.casing import KNOWN_BODIES, PLACES, is_garbled
from loa.crafts.reading.level import level
from loa.crafts.reading.result import Field

ALIKE = 0.72  # as difflib says, where the symbol says the same
SAME = 0.88  # where each word that was read is one
MOST_LOST = 0.3  # of the letters
PLACE_ALIKE = 0.84
BACKED = 0.92
DOUBTED = 0.8
UNBACKED = 0.88
_NO_COMMITTEE = re.compile(r"\b(?:toa\s*an|an\s+nhan\s+dan|kiem\s*sat|hoi\s*dong|mat\s*tran)\b")
LONG = 5  # letters of a symbol's part
# Letters of several bodies: their symbol says so before it names them.
_JOINT = re.compile(r"^(?:KHLN|HDLN|CVLN|TBLN|KHPH|CTPH|QCPH|NQLT|TTLT|KHLT|LN|LT)\b")
_SEVERAL = re.compile(r"[,;]| - | – ")
# Parts of a body that sign for it; alone they say nothing.
_NAMELESS = re.compile(r"^(?:ban (?:thuong truc|thuong vu|chap hanh)|thuong truc)$")
_LEADERS = re.compile(r"^(?:chu tich|thu tuong|thong doc|giam doc|hieu truong)\b")
_UNIT = re.compile(r"(?i)\b(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn)\b")
_COMMITTEE = re.compile(
    r"^(?:\W*\w{1,3}\s+)??(?:(?:u?y\s+)?(?:ban\s+)?nhan dan)\s+(?=(?:tinh|thanh pho|tp|huyen|thi xa|quan|xa|phuong|thi tran)\b)"
)
_SPOKEN = re.compile(
    r"\b(?:Bộ|Sở|Cục|Chi cục|Tổng cục|Ban|Trường|Phòng|Trung tâm|Hội|Liên đoàn|Viện|Học viện|Đại học|Bảo hiểm|Công an|Văn phòng|Ủy ban|Hạt|Kho bạc|Ngân hàng|Tòa án)"
    r"\s+[A-ZĐÀ-Ỹ][^.;:()“”\n]{4,80}"
)
_UNITS = (
    ("tinh", "tỉnh"), ("thanh pho", "thành phố"), ("huyen", "huyện"), ("xa", "xã"),
    ("phuong", "phường"), ("quan", "quận"), ("thi xa", "thị xã"), ("thi tran", "thị trấn"),
)  # fmt: skip


def mended_issuer(field: Field, symbol: str | None, body: str) -> Field:
    """Give an issuer that an OCR read as the symbol and the body of the letter want it."""
    if field.origin != "ocr" or not isinstance(field.value, str):
        return field
    name = _committee(field.value, symbol)
    if _is_tail(name, symbol):  # a stamp of arrival stands on its first words
        field = replace(field, certainty=min(field.certainty, DOUBTED))
    if field.certainty >= BACKED and not is_garbled(name):
        return replace(field, value=units_mended(name))
    parts = [part for part in re.split(r"[-/]", symbol or "") if len(part) >= 3]
    best = max(
        (
            (SequenceMatcher(None, level(name), level(known)).ratio(), known)
            for known in _candidates(body)
            if abs(len(known) - len(name)) <= MOST_LOST * len(name)
            and any(part in initials(known) for part in parts)
        ),
        default=(0.0, ""),
    )
    if best[0] >= (ALIKE if is_garbled(name) else SAME):
        return replace(field, value=best[1], certainty=max(field.certainty, BACKED))
    return replace(field, value=units_mended(name))


def backed_issuer(field: Field, symbol: str | None) -> Field:
    """Doubt an issuer whose initials the symbol does not hold, or one of several bodies."""
    if not isinstance(field.value, str) or not symbol:
        return field
    is_one_of_several = _JOINT.match(symbol) and not _SEVERAL.search(field.value)
    if is_one_of_several or _NAMELESS.match(level(field.value)):
        return replace(field, certainty=min(field.certainty, DOUBTED))
    if _LEADERS.match(level(field.value)) or _is_backed(field.value, symbol):
        return field
    return replace(field, certainty=min(field.certainty, UNBACKED))


def _is_backed(name: str, symbol: str) -> bool:
    """Say whether a part of the symbol and the first letters of the name begin alike."""
    whole = _bare_initials(name)
    parts = [part for part in re.split(r"[-/&.+]", symbol) if len(part) >= 2]
    return any(len(part) >= 3 and part in whole for part in parts) or any(
        part[:3] == short[:3] or part == short[: len(part)] or short == part[: len(short)]
        for part in parts
        for short in (whole, whole[1:])
        if len(short) >= 2
    )


def _bare_initials(name: str) -> str:
    """Give the first letters, without marks but Đ: "Ủy ban bầu cử" → UBBC."""
    words = [
        word for word in re.findall(r"\w+", name) if word.lower() not in ("và", "của", "các")
    ]
    letters = (word if word.isupper() else word[0].upper() for word in words)
    return "".join("Đ" if one == "Đ" else level(one).upper() for one in "".join(letters))


def mended_superior(field: Field) -> Field:
    """Give a superior as a people's committee of a province is called."""
    if field.origin != "ocr" or not isinstance(field.value, str):
        return field
    near = None if _NO_COMMITTEE.search(level(field.value)) else _province(field.value)
    if near is not None:
        return replace(field, value=near, certainty=max(field.certainty, BACKED))
    return replace(field, value=units_mended(field.value))


def units_mended(name: str) -> str:
    """Write "Tĩnh Quảng Ngãi" as "tỉnh Quảng Ngãi", "thành Phó" as "thành phố"."""
    for flat, unit in _UNITS:
        match = re.search(rf"(?<=\w )\b{flat}\b(?=\s\w)", level(name))
        if match and any(level(name[match.end() + 1 :]) == level(place) for place in PLACES):
            name = name[: match.start()] + unit + name[match.end() :]
    return name


def initials(name: str) -> set[str]:
    """Give the ways to shorten a name: "Sở Giáo dục và Đào tạo" → SGDĐT, GDĐT."""
    whole = _shortened(name)
    return {whole[cut:end] for cut in (0, 1) for end in range(3, len(whole) + 1)} - {""}


def symbol_mended(symbol: str, issuer: str | None) -> str:
    """Give a symbol that an OCR read as the issuer's initials want it.

    "SGDĐTQLCL" of the Sở Giáo dục và Đào tạo is "SGDĐT-QLCL", "QUTTHN" of a Cục Quản lý thị
    trường tỉnh Hà Nam "QLTTHN": of five letters and more one may be wrong.
    """
    ways = [_shortened(issuer or ""), _shortened(_UNIT.sub(" ", issuer or ""))]
    parts = symbol.split("-")
    for whole in ways:
        rest = parts[0].removeprefix(whole)
        if len(parts) == 1 and len(whole) >= 4 and rest != parts[0] and len(rest) >= 2:
            return f"{whole}-{rest}"
    for at, part in enumerate(parts):
        if len(part) >= LONG and not any(part in whole for whole in ways):
            near = (
                whole[start : start + len(part)]
                for whole in ways
                for start in range(len(whole) - len(part) + 1)
            )
            parts[at] = next((one for one in near if _one_apart(one, part)), part)
    return "-".join(parts)


def has_lost_head(symbol: str, issuer: str | None) -> bool:
    """Say whether a symbol begins with the second letter of a department's initials."""
    first = symbol.split("-")[0]
    return level(issuer or "").startswith("so ") and (
        len(first) > 1 and _shortened(issuer or "")[1:].startswith(first)
    )


def _is_tail(name: str, symbol: str | None) -> bool:
    """Say whether the symbol tells of words before a name: "LMHTX" of "Hợp tác xã tỉnh …"."""
    whole = _shortened(name)
    return any(
        part.endswith(whole[:count]) and not whole.startswith(part)
        for part in re.split(r"[-/]", symbol or "")
        for count in range(3, min(len(part), len(whole) + 1))
    )


def _one_apart(one: str, other: str) -> bool:
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _shortened(name: str) -> str:
    words = [word for word in re.findall(r"\w+", name) if word.lower() not in ("và", "của")]
    return "".join(word if word.isupper() else word[0].upper() for word in words)


def _candidates(body: str) -> Iterator[str]:
    yield from KNOWN_BODIES
    for match in _SPOKEN.finditer(body):
        words = match[0].split()
        for count in range(3, min(len(words), 14) + 1):
            if words[count - 1][0].isupper() or words[count - 1][0].isdigit():
                yield " ".join(words[:count]).rstrip(",")


def _committee(name: str, symbol: str | None) -> str:
    """Give back what was lost before "nhân dân tỉnh …", where the symbol says which it was."""
    match = _COMMITTEE.match(level(name))
    if match is None:
        return name
    if "HĐND" in (symbol or ""):
        return "Hội đồng nhân dân " + name[match.end() :]
    return ("Ủy ban nhân dân " + name[match.end() :]) if "UBND" in (symbol or "") else name


def _province(name: str) -> str | None:
    """Find the province's committee that is meant by "BND Tinh Ninh Thuận"."""
    seen = _squeezed(name)
    ways: Iterable[tuple[float, str]] = (
        (SequenceMatcher(None, seen, _squeezed(whole)).ratio(), whole)
        for place in PLACES
        if seen.endswith(_squeezed(place))
        for whole in (
            f"UBND tỉnh {place}",
            f"UBND thành phố {place}",
            f"Ủy ban nhân dân tỉnh {place}",
        )
    )
    likeness, whole = max(ways, default=(0.0, ""))
    return whole if likeness >= PLACE_ALIKE else None


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", level(text))
