"""Which line of a document is which component (ô) of the form, whoever made the document."""

import re
from dataclasses import dataclass, field

from loa.crafts.viet.folding import fold

from .form import TYPE_SYMBOLS
from .seen import Line, Place, Seen

# The letterhead stands at the top; further down the same words are text.
_ABOVE = re.compile(r"(ubnd|uy ban nhan dan|bo|tong cuc|dai hoc) ")
_BELOW = re.compile(
    r"(so|ban|cuc|chi cuc|phong|trung tam|truong|bao|dai|van phong|thanh tra|vien|benh vien) "
)
HEAD_LINES_MAX = 40
_STATE = "cong hoa xa hoi chu nghia viet nam"
_PARTY = ("dang cong san viet nam", "doan tncs ho chi minh")
_TYPES = {fold(name): name for name in TYPE_SYMBOLS}
_DAY = re.compile(r"ng[àa]y.{0,12}th[áa]ng.{0,12}n[ăa]m", re.IGNORECASE)
_NUMBER = re.compile(r"^số\s*:", re.IGNORECASE)
_LETTER_SUBJECT = re.compile(r"^(v/v|về việc)\b", re.IGNORECASE)
_TO = re.compile(r"^kính\s+gửi", re.IGNORECASE)
_SENT_TO = re.compile(r"^nơi\s+nhận", re.IGNORECASE)
_AUTHORITY = re.compile(r"^(KT|TM|TL|TUQ|Q)\.\s*\S")
_OFFICES = (
    "GIÁM ĐỐC",
    "CHỦ TỊCH",
    "HIỆU TRƯỞNG",
    "TRƯỞNG",
    "CHÁNH",
    "CỤC TRƯỞNG",
    "BỘ TRƯỞNG",
    "THỨ TRƯỞNG",
    "TỔNG BIÊN TẬP",
    "CHỦ NHIỆM",
    "VIỆN TRƯỞNG",
)
_ANNEX = re.compile(r"^phụ lục(\s+(?P<no>[IVXLC]+|\d+))?\s*[.:]?$", re.IGNORECASE)
_SECRECY = re.compile(r"^(TUYỆT MẬT|TỐI MẬT|MẬT)$")
_URGENCY = re.compile(r"^(HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN)\b.{0,20}$")
_CIRCULATION = re.compile(r"^(XEM XONG TRẢ LẠI|LƯU HÀNH NỘI BỘ)$")
_AGENCY_SIGNATURE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d|^thời gian ký", re.IGNORECASE)


@dataclass
class AnnexLines:
    label: Line
    title: list[Line] = field(default_factory=list)
    reference: Line | None = None


@dataclass
class Anatomy:
    """The components found; what is missing stays None or empty."""

    is_party: bool = False
    state: Line | None = None
    motto: Line | None = None
    superior: list[Line] = field(default_factory=list)
    issuer: list[Line] = field(default_factory=list)
    head: list[Line] = field(default_factory=list)
    number: Line | None = None
    place_date: Line | None = None
    letter_subject: list[Line] = field(default_factory=list)
    type_name: Line | None = None
    subject: list[Line] = field(default_factory=list)
    to: Line | None = None
    to_each: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    authority: list[Line] = field(default_factory=list)
    signer: Line | None = None
    signing: list[Line] = field(default_factory=list)
    sent_to: Line | None = None
    sent_to_each: list[Line] = field(default_factory=list)
    secrecy: Line | None = None
    urgency: Line | None = None
    circulation: Line | None = None
    agency_signature: Line | None = None
    contact: list[Line] = field(default_factory=list)
    annexes: list[AnnexLines] = field(default_factory=list)


def dissect(seen: Seen) -> Anatomy:
    """Name the lines of a document. Nothing is guessed beyond the words and the places."""
    found = Anatomy()
    inked = [line for line in seen.lines if line.text]
    main, annexes = _split_annexes(inked)
    found.annexes = annexes
    _stamps(found, seen, main[:HEAD_LINES_MAX])
    rest = _head(found, main)
    rest = _addressees(found, rest)
    _closing(found, rest, seen)
    return found


def is_in(line: Line, place: Place | None) -> bool:
    """Tell whether a line stands in the same cell."""
    return line.place == place and place is not None


def _split_annexes(lines: list[Line]) -> tuple[list[Line], list[AnnexLines]]:
    starts = [
        at
        for at, line in enumerate(lines)
        if _ANNEX.match(line.text)
        and line.place is None
        and (line.align == "center" or at == 0)
    ]
    annexes = []
    for at in starts:
        annex = AnnexLines(lines[at])
        for line in lines[at + 1 : at + 8]:
            if line.place is not None or line.align != "center":
                break
            if line.text.startswith("("):
                annex.reference = line
                break
            annex.title.append(line)
        annexes.append(annex)
    return (lines[: starts[0]] if starts else lines), annexes


def _stamps(found: Anatomy, seen: Seen, head: list[Line]) -> None:
    furniture = [line for sheet in seen.sheets[:1] for line in sheet.first_header.lines]
    furniture += [line for sheet in seen.sheets[:1] for line in sheet.header.lines]
    for line in [*furniture, *head]:
        text = line.text
        if _SECRECY.match(text):
            found.secrecy = found.secrecy or line
        elif _URGENCY.match(text):
            found.urgency = found.urgency or line
        elif _CIRCULATION.match(text):
            found.circulation = found.circulation or line
        elif _AGENCY_SIGNATURE.search(text):
            found.agency_signature = found.agency_signature or line
    for sheet in seen.sheets[:1]:
        foot = sheet.first_footer if sheet.hides_first else sheet.footer
        numbers = {line.at for line in foot.numbers}
        found.contact = [line for line in foot.lines if line.text and line.at not in numbers]


def _head(found: Anatomy, lines: list[Line]) -> list[Line]:
    """Find ô 1 to 5; give the lines below them."""
    last = -1
    for at, line in enumerate(lines[:HEAD_LINES_MAX]):
        text = line.text
        folded = fold(text)
        if folded.startswith(_PARTY):
            found.is_party = True
        if found.state is None and _STATE in folded:
            found.state, last = line, at
        elif found.motto is None and "doc lap" in folded and "hanh phuc" in folded:
            found.motto, last = line, at
        elif found.number is None and _NUMBER.match(text):
            found.number, last = line, at
        elif found.place_date is None and _DAY.search(text) and "," in text:
            if found.state is not None and (line.place is not None or at <= last + 2):
                found.place_date, last = line, at
        elif not found.letter_subject and _LETTER_SUBJECT.match(text):
            found.letter_subject, last = [line], at
            if line.place is not None:
                same = [each for each in lines[at + 1 :] if is_in(each, line.place)]
                found.letter_subject += [each for each in same if not _is_stamp(each)]
                last = at + len(same)
        if _TO.match(text):
            break
    _issuer(found, lines)
    last = max(last, max((lines.index(line) for line in found.head), default=-1))
    rest = lines[last + 1 :]
    return _type_and_subject(found, rest)


def _is_stamp(line: Line) -> bool:
    text = line.text
    return bool(_URGENCY.match(text) or _SECRECY.match(text) or _CIRCULATION.match(text))


def _issuer(found: Anatomy, lines: list[Line]) -> None:
    """Take the lines before the number, on the left, that are neither state nor motto."""
    if found.number is None and found.state is None:
        return
    until = found.number.at if found.number else HEAD_LINES_MAX
    skipped = {line.at for line in (found.state, found.motto, found.place_date) if line}
    for line in lines:
        if line.at >= until:
            break
        is_left = line.place.column == 0 if line.place else line.align == "center"
        is_letterhead = line.place.table == 1 if line.place else True
        if line.at in skipped or not is_left or not is_letterhead or _is_stamp(line):
            continue
        if len(line.text) > 1 and not _AGENCY_SIGNATURE.search(line.text):
            found.head.append(line)
    bold = [line for line in found.head if any(piece.is_bold for piece in line.inked)]
    first_bold = bold[0].at if bold else None
    for line in found.head:
        is_above = first_bold is not None and line.at < first_bold
        (found.superior if is_above else found.issuer).append(line)
    if first_bold is None and len(found.head) > 1:
        # Nothing is bold: the last line issues, the others stand above it.
        found.superior, found.issuer = found.head[:-1], found.head[-1:]
    elif len(bold) > 1 and not found.superior and _is_above(bold[0], bold[1]):
        found.superior, found.issuer = found.issuer[:1], found.issuer[1:]


def _is_above(first: Line, second: Line) -> bool:
    """Tell a superior set in bold from an issuer that runs over two lines."""
    return bool(_ABOVE.match(fold(first.text)) and _BELOW.match(fold(second.text)))


def _type_and_subject(found: Anatomy, lines: list[Line]) -> list[Line]:
    for at, line in enumerate(lines[:6]):
        if _TO.match(line.text):
            break
        if line.place is None and fold(line.text) in _TYPES:
            found.type_name = line
            end = at + 1
            while (
                end < len(lines) and lines[end].align == "center" and lines[end].place is None
            ):
                found.subject.append(lines[end])
                end += 1
            return lines[end:]
    return lines


def _addressees(found: Anatomy, lines: list[Line]) -> list[Line]:
    for at, line in enumerate(lines[:12]):
        if not _TO.match(line.text):
            continue
        found.to = line
        end = at + 1
        while end < len(lines) and lines[end].text.startswith(("-", "–", "+")):
            found.to_each.append(lines[end])
            end += 1
        return lines[:at] + lines[end:]
    return lines


def is_authority(line: Line) -> bool:
    text = line.text
    if _AUTHORITY.match(text):
        return True
    plain = re.sub(r"^(PHÓ|QUYỀN)\s+", "", text.upper())
    is_short = len(text) < 60 and not text.endswith((".", ";", ":"))
    return is_short and text == text.upper() and plain.startswith(_OFFICES)


def _closing(found: Anatomy, lines: list[Line], seen: Seen) -> None:
    sent_at = next((at for at, line in enumerate(lines) if _SENT_TO.match(line.text)), None)
    if sent_at is None:
        sign_at = next((at for at, line in enumerate(lines) if is_authority(line)), len(lines))
        found.body = lines[:sign_at]
        _signature(found, lines[sign_at:])
        return
    found.sent_to = lines[sent_at]
    place = found.sent_to.place
    found.body = [
        line for line in lines[:sent_at] if place is None or not _is_beside(line, place)
    ]
    if place is None:
        after = lines[sent_at + 1 :]
        found.sent_to_each = [line for line in after if line.text.startswith(("-", "–"))]
        above = [line for line in found.body[-4:] if is_authority(line)]
        found.body = [line for line in found.body if line not in above]
        others = [line for line in after if line not in found.sent_to_each]
        _signature(found, [*above, *others])
        return
    found.sent_to_each = [line for line in lines[sent_at + 1 :] if is_in(line, place)]
    beside = [line for line in lines if _is_beside(line, place)]
    cells = [line for line in seen.lines if _is_beside(line, place)]
    _signature(found, beside)
    found.signing = cells


def _is_beside(line: Line, place: Place) -> bool:
    """Tell whether a line stands in the other column of the closing table."""
    other = line.place
    if other is None or other.table != place.table:
        return False
    return other.column != place.column


def _signature(found: Anatomy, lines: list[Line]) -> None:
    found.signing = lines
    for line in lines:
        if is_authority(line) or (not found.signer and line.text == line.text.upper()):
            found.authority.append(line)
        elif line.text and not line.text.startswith(("-", "(")):
            found.signer = line
    if found.signer is None and len(found.authority) > 1:
        above, last = found.authority[-2:]
        # A name in capitals: what stands below the room for signing is no office.
        if not is_authority(last) and last.at - above.at > 1:
            found.signer = found.authority.pop()
