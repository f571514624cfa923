"""Signature, recipients, stamps, foot and annexes (ô 7 to 14)."""

import re
from collections.abc import Iterator

from .anatomy import Anatomy
from .judging import Wanted, faults, judge, where
from .rules import Departure, departure
from .seen import Line

_AUTHORITY = Wanted((13, 14), bold=True, italic=False, case="upper", centred=True)
_SIGNER = Wanted((13, 14), bold=True, italic=False, case="sentence")
_SENT_TO = Wanted((12, 12), bold=True, italic=True, case="sentence")
_SENT_TO_EACH = Wanted((11, 11), bold=False, italic=False, case="sentence")
_STAMP = Wanted((13, 14), bold=True, italic=False, case="upper")
_CONTACT = Wanted((11, 12), italic=False)
_AGENCY_SIGNATURE = Wanted((10, 10), italic=False)
_ANNEX_LABEL = Wanted((14, 14), bold=True, italic=False, case="sentence", centred=True)
_ANNEX_TITLE = Wanted((13, 14), bold=True, italic=False, case="upper", centred=True)
_ANNEX_REFERENCE = Wanted((13, 14), italic=True, case="sentence", centred=True)
_RED = re.compile(r"^[C-F][0-9A-F][0-3][0-9A-F][0-3][0-9A-F]$")
_PNG = "image/png"
_TITLES = re.compile(
    r"^(GS|PGS|TS|ThS|CN|KS|BS|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Thượng úy)\b[.\s]"
)
_BAD_FORM = re.compile(
    r"^(K/T|T/M|T/L|T/UQ|K\.T|T\.M|T\.L|T\.UQ)\b|^(KT|TM|TL|TUQ|Kt|Tm|Tl|Tuq)[\s:]"
)
_FILED = re.compile(r"^[-–]\s*Lưu\s*:\s*VT\b.*\.")
_FILED_START = re.compile(r"^[-–]?\s*Lưu", re.IGNORECASE)
_DRAFTER_NAME = re.compile(
    r"\((?P<name>[^\d()b]*[a-zà-ỹ][^()]*)\)|\.\s*(?P<code>[a-zà-ỹ]{2,})\b"
)
_SIGNING_ROOM_MIN_PT = 40


def check(parts: Anatomy) -> Iterator[Departure]:
    yield from _signature(parts)
    yield from _sent_to(parts)
    yield from _stamps(parts)
    yield from _foot(parts)
    yield from _annexes(parts)


def _signature(parts: Anatomy) -> Iterator[Departure]:
    if not parts.authority:
        yield departure("authority_missing", "cuối văn bản, bên phải")
    yield from judge("authority_look", parts.authority, _AUTHORITY)
    for line in parts.authority:
        if _BAD_FORM.match(line.text):
            yield departure("authority_form", where(line), found=line.text)
    for line in parts.signing:
        for kind in line.pictures:
            if kind != _PNG:
                yield departure("signature_picture", where(line), found=kind)
    if parts.signer is None:
        return
    title = _TITLES.match(parts.signer.text)
    if title:
        yield departure("signer_title", where(parts.signer), found=title[0].strip())
    yield from judge("signer_look", [parts.signer], _SIGNER)
    yield from _signing_room(parts, parts.signer)


def _signing_room(parts: Anatomy, signer: Line) -> Iterator[Departure]:
    """Ask for room between office and name; a picture or fixed line height counts as room."""
    if not parts.authority or signer.place is None:
        return
    last = max(line.at for line in parts.authority)
    between = [line for line in parts.signing if last < line.at < signer.at]
    room = sum(_height(line) for line in between) + signer.before
    has_picture = any(line.pictures for line in parts.signing)
    if room < _SIGNING_ROOM_MIN_PT and not has_picture:
        yield departure("seal_place", where(signer))


def _height(line: Line) -> float:
    return (line.line_height or 14.0) + line.before + line.after


def _sent_to(parts: Anatomy) -> Iterator[Departure]:
    head = parts.sent_to
    if head is None:
        yield departure("sent_to_missing", "cuối văn bản, bên trái")
        return
    found = faults(head, _SENT_TO)
    if head.align == "center" or head.first + head.left > 6:
        found.append("không sát lề trái")
    if re.search(r"\s:", head.text):
        found.append("có dấu cách trước “:”")
    if found:
        yield departure("sent_to_look", where(head), found=", ".join(found))
    lines = parts.sent_to_each
    yield from judge("sent_to_each_look", lines, _SENT_TO_EACH)
    if not lines:
        yield departure("filed_missing", where(head), found="không có")
        return
    if parts.to is not None and not lines[0].text.lower().startswith(
        ("- như trên", "– như trên")
    ):
        yield departure("sent_to_as_above", where(lines[0]))
    filed = next((line for line in lines if _FILED_START.match(line.text)), None)
    for line in lines:
        if line is filed:
            continue
        is_last = line is lines[-1]
        if not line.text.startswith("-") or not line.text.endswith(
            (";", ".") if is_last else ";"
        ):
            yield departure("sent_to_punctuation", where(line), found=line.text[-1])
    if filed is None or not _FILED.match(filed.text):
        last = filed or lines[-1]
        yield departure("filed_missing", where(last), found=last.text)
    if filed is not None and (match := _DRAFTER_NAME.search(filed.text)):
        yield departure("drafter_look", where(filed), found=match[0])


def _stamps(parts: Anatomy) -> Iterator[Departure]:
    if parts.secrecy is not None:
        yield departure("secrecy_stamp", "đầu văn bản")
    if parts.urgency is not None:
        found = faults(parts.urgency, _STAMP)
        if any(not _RED.match(piece.colour or "") for piece in parts.urgency.inked):
            found.append("không phải màu đỏ tươi")
        found += _frame(parts.urgency)
        if found:
            yield departure("urgency_look", where(parts.urgency), found=", ".join(found))
    if parts.circulation is not None:
        found = faults(parts.circulation, _STAMP) + _frame(parts.circulation)
        if found:
            yield departure(
                "circulation_look", where(parts.circulation), found=", ".join(found)
            )
    if parts.agency_signature is not None:
        yield from judge("agency_signature_look", [parts.agency_signature], _AGENCY_SIGNATURE)


def _frame(line: Line) -> list[str]:
    # A cell or a text box may be the frame: only a bare paragraph is blamed.
    return [] if line.is_framed or line.place is not None else ["không có khung"]


def _foot(parts: Anatomy) -> Iterator[Departure]:
    for at, line in enumerate(parts.contact):
        found = faults(line, _CONTACT)
        if at == 0 and not (line.has_top_edge or line.rules):
            found.append("không có đường kẻ")
        if found:
            yield departure("contact_look", where(line), found=", ".join(found))


def _annexes(parts: Anatomy) -> Iterator[Departure]:
    for annex in parts.annexes:
        yield from judge("annex_label_look", [annex.label], _ANNEX_LABEL)
        number = annex.label.text[len("Phụ lục") :].strip(" .:")
        if len(parts.annexes) > 1 and not re.fullmatch(r"[IVXLC]+", number):
            yield departure("annex_number", where(annex.label), found=number or "không có số")
        yield from judge("annex_title_look", annex.title, _ANNEX_TITLE)
        if annex.reference is None:
            yield departure("annex_reference_missing", where(annex.label))
        else:
            yield from judge("annex_reference_look", [annex.reference], _ANNEX_REFERENCE)
