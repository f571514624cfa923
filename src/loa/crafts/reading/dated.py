"""Place and date of a letter: "Quảng Ngãi, ngày 24 tháng 01 năm 2025"."""

import re
from datetime import date

from loa.crafts.opening import Origin
from loa.crafts.reading.casing import is_known
from loa.crafts.reading.letterhead import PRINTED, crop_of, drawn, origin_of, trust
from loa.crafts.reading.missing import why
from loa.crafts.reading.pieces import Piece
from loa.crafts.reading.result import Field
from loa.crafts.reading.zones import Zones

_DATE = re.compile(
    r"^(?P<place>.*?),?\s*ngay\s*(?P<day>.{0,12}?)\s*thang\s*(?P<month>.{0,8}?)\s*nam\s*(?P<year>.{0,8})"
)
_TORN = re.compile(
    r"^(?P<place>[^,]*),.*?(?P<day>)(?:\bthang\s*(?P<month>1?\d)\b.*?)?(?P<year>(?:19|20)\d\d)\W*$"
)
_SLASHED = re.compile(
    r"^(?P<place>.*?),\s*ngay\s*(?P<day>\d{1,2})\s*[/-]\s*(?P<month>\d{1,2})\s*[/-]\s*(?P<year>\d{4})"
)


def read_place_and_date(zones: Zones) -> tuple[Field, Field]:
    """Place and date; the date is partial where day or month is blank."""
    piece = zones.dated
    match = (
        (_DATE.match(piece.flat) or _SLASHED.match(piece.flat)) if piece is not None else None
    )
    if piece is not None and match is None:
        match = _TORN.match(piece.flat)
    if piece is None or match is None:
        return (
            Field(None, 0.0, missing=why("place_absent"), missing_code="place_absent"),
            Field(None, 0.0, missing=why("date_absent"), missing_code="date_absent"),
        )
    source = ((piece.number, piece.number),)
    place = re.sub(r"^[\W_]+|[\s,.]+$", "", piece.text[: match.end("place")]).strip()
    place = re.sub(r"^l(?=a [A-ZĐ])", "I", place)  # "Ia Hrung", whose I an OCR took for an l
    place_field = (
        Field(place, 0.97 * trust(_clear_place(place, piece)), source, origin=origin_of(piece))
        if place
        else Field(None, 0.0, source, why("place_absent"), "place_absent")
    )
    return place_field, _date_field(match, piece, source)


def _date_field(match: re.Match[str], piece: Piece, source: tuple[tuple[int, int]]) -> Field:
    year = _whole(match["year"][:4].strip(), 4)
    month, day = _whole(match["month"] or ""), _whole(match["day"])
    by_hand = piece.line.origin is Origin.OCR
    if year is None or not 1945 <= year <= 2100:
        return Field(None, 0.0, source, why("date_absent"), "date_absent", crop=crop_of(piece))
    whole = _day(year, month, day) if by_hand and piece.line.is_printed else None
    if whole is not None:
        return Field(whole, PRINTED, source, origin="ocr", crop=crop_of(piece))
    if by_hand:
        # The year is printed, the day is not; the month is printed on some forms only.
        printed = month is not None and 1 <= month <= 12 and piece.line.certainty >= 0.9
        value = f"{year}-{month:02d}" if printed and month else f"{year}"
        return Field(
            value, 0.85, source, why("handwritten"), "handwritten", "ocr", crop_of(piece)
        )
    if month is None:
        return Field(f"{year}", 0.95, source, why("month_blank"), "month_blank")
    if not 1 <= month <= 12:
        return Field(f"{year}", 0.5, source, why("date_impossible"), "date_impossible")
    if day is None:
        return Field(f"{year}-{month:02d}", 0.97, source, why("day_blank"), "day_blank")
    try:
        value = date(year, month, day).isoformat()
    except ValueError:
        return Field(
            f"{year}-{month:02d}", 0.5, source, why("date_impossible"), "date_impossible"
        )
    return Field(value, 0.98, source, origin=drawn(match["day"].strip(), piece))


def _day(year: int, month: int | None, day: int | None) -> str | None:
    if not month or not day:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _whole(text: str, size: int = 2) -> int | None:
    digits = text.strip(" .…_,")
    if not digits.isdigit() or len(digits) > size:
        return None
    return int(digits)


def _clear_place(place: str, piece: Piece) -> float:
    return max(piece.line.certainty, 0.9) if is_known(place, "") else piece.line.certainty
