"""Contacts: name, role, telephone and e-mail after "liên hệ"."""

import re
from collections.abc import Iterator
from typing import Any

from loa.crafts.reading.letterforms import name_like
from loa.crafts.reading.level import level
from loa.crafts.reading.missing import why
from loa.crafts.reading.paragraphs import Paragraph, merged
from loa.crafts.reading.result import Field

# "gọi Tổng đài chăm sóc khách hàng 1900.6769"; a ministry's line that is only mentioned is none.
_CALLED = re.compile(r"\b(?:goi|lien he|ho tro|cham soc|tong dai|trung tam)\b[^.;]{0,60}$")
# Digits that are no telephone's: accounts, faxes, codes.
_NO_PHONE = re.compile(r"\b(?:tai khoan|stk|fax|ma so|so hieu|ma)\b[^.;]{0,20}$")
_PHONE = re.compile(
    r"(?<![\d/.])(?:1[89]00(?:[\s.]?\d){4,6}(?![\d.]*\s*(?:dong|ngan|trieu|ca|nguoi)\b)(?!\d)|(?:\(?\+?84\)?|0)(?:[\s.\-–()]{0,2}\d){8,10}(?!\d))"
)
_EMAIL = re.compile(r"[\w.+-]{2,64}@[\w-]+(?:\.[\w-]+)+")
# "H'Nhung", "K'Brêu"; the range of letters with marks holds small ones too, hence `_first_name`.
_WORD = r"[A-ZĐÀ-Ỹ](?:['’][A-ZĐÀ-Ỹ]?)?[a-zđà-ỹ]*"
_NAME = re.compile(
    r"(?:(?P<title>[ôÔ]ng|[bB]à|[đĐ]ồng chí|[đĐ]/c|[aA]nh|[cC]hị|[tT]hầy|[cC]ô|[cC]huyên viên|[nN]hà báo|[bB]ác sĩ|(?:[đĐ]ại|[tT]hượng|[tT]rung|[tT]hiếu) (?:tá|úy|uý)|BS\.?\s?CK\s?[I1l]+\.?|BSCKI+\.?|ThS\.?|TS\.?|KS\.?|CN\.?|BS\.?)[\s.:]*)*"
    r"(?<!\w)(?P<name>" + _WORD + r"(?:\s+" + _WORD + r"){1,5}|[A-ZĐ]['’][A-ZĐ]?[a-zđà-ỹ]+)"
)
_LEAD = re.compile(
    r"(?:lien he|lien lac|gap|dau moi(?: lien he| tiep nhan)?|phu trach|chi tiet|trao doi|dang ky)\b[^:A-Za-zĐ]{0,3}(?:voi|qua|theo|truc tiep)?\s*:?\s*"
)
_TO_SOMEBODY = re.compile(r"\b(?:lien he|trao doi|lien lac|dau moi|can bo phu trach)\b")
_ROLE_END = re.compile(
    r"[,;.(\s]*(?:-\s*)?(?:qua\s+)?(?:\b(?:so\s+)?(?:dien thoai|dtdd|sdt|dt|tel|hotline|email|e-mail|mail|di dong|so dt|zalo)\b|:|\d{3}|\()"
)


def read_contacts(paragraphs: list[Paragraph]) -> Field:
    """Give `[{"name", "role", "phone", "email"}]`; phones as digits only."""
    rows: list[dict[str, Any]] = []
    spans: list[tuple[int, int]] = []
    paragraphs = _with_rows(paragraphs)
    for paragraph in paragraphs:
        for row, start, end in _rows(paragraph):
            rows.append(row)
            spans.append(paragraph.lines(start, end))
    mails = {
        match[0].rstrip("."): p.lines(*match.span())
        for p in paragraphs
        for match in _EMAIL.finditer(p.text)
    }
    known = {row["email"] for row in rows}
    for paragraph in paragraphs:
        for row, start, end in _written_to(paragraph):
            if row["email"] not in known and (row["name"] or not rows):
                known.add(row["email"])
                rows.append(row)
                spans.append(paragraph.lines(start, end))
    if len(rows) == 1 and not rows[0]["email"] and len(mails) == 1:
        rows[0]["email"], span = next(iter(mails.items()))
        spans.append(span)
    for mail in mails.keys() - known - {row["email"] for row in rows}:
        _give(mail, mails[mail], rows, spans)
    if not rows:
        return Field(None, 0.9, missing=why("contacts_absent"), missing_code="contacts_absent")
    seen = min(paragraph.certainty for paragraph in paragraphs)
    if any(paragraph.certainty < 1.0 for paragraph in paragraphs):
        # Telephone digits survive an OCR (0.95 of them); addresses of e-mail do not.
        sure = 0.85 if any(row["email"] for row in rows) else 0.91
        return Field(rows, sure if seen >= 0.6 else 0.8, merged(tuple(spans)))
    return Field(rows, 0.95, merged(tuple(spans)))


def _with_rows(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Make one paragraph of the cells of a table's row: name, role, telephone, address."""
    out: list[Paragraph] = []
    for paragraph in paragraphs:
        if out and _is_next_cell(out[-1], paragraph):
            before = out.pop()
            text = f"{before.text}, {paragraph.text}"
            shift = len(before.text) + 2
            moved = tuple((at + shift, piece) for at, piece in paragraph.offsets)
            out.append(Paragraph(text, "", "", before.offsets + moved, level(text)))
        else:
            out.append(paragraph)
    return out


def _is_next_cell(before: Paragraph, paragraph: Paragraph) -> bool:
    one, other = before.offsets[-1][1], paragraph.offsets[0][1]
    if not 0 < one.line.column < other.line.column or len(paragraph.text) > _CELL:
        return False
    if one.box and other.box:
        return one.page == other.page and abs(one.box.top - other.box.top) < _SAME_ROW
    return True


_CELL = 90  # letters
_SAME_ROW = 0.006  # of the page's height


def _give(
    mail: str,
    lines: tuple[int, int],
    rows: list[dict[str, Any]],
    spans: list[tuple[int, int]],
) -> None:
    """Give an address to the one named person beside it who has none: cells of a table."""
    near = [
        at
        for at, row in enumerate(rows)
        if row["name"] and not row["email"] and 0 <= lines[0] - spans[at][1] <= _NEAR
    ]
    if near:
        rows[near[-1]]["email"] = mail
        spans.append(lines)


_NEAR = 3  # lines


def _rows(paragraph: Paragraph) -> list[tuple[dict[str, Any], int, int]]:
    text = paragraph.text
    phones = list(_PHONE.finditer(text))
    out: list[tuple[dict[str, Any], int, int]] = []
    at = 0
    for number, phone in enumerate(phones):
        before = paragraph.flat[max(0, phone.start() - 80) : phone.start()]
        if _NO_PHONE.search(before[-30:]) or (
            phone[0][0] == "1" and not _CALLED.search(before)
        ):
            continue
        digits = re.sub(r"\D", "", phone[0])
        digits = "0" + digits[2:] if digits.startswith("84") and len(digits) >= 11 else digits
        stop = phones[number + 1].start() if number + 1 < len(phones) else len(text)
        before = text[at : phone.start()]
        if out and len(before.strip(" ,;-/–.")) < 8:
            at = phone.end()
            continue  # a second number of the same person
        name, role, begun = _who(paragraph, at, phone.start())
        if name is None and (after := _AFTER.match(text, phone.end(), stop)):
            name, role = after["name"], role or _role(text[after.end("name") : stop])
        mail = _EMAIL.search(text, phone.start(), stop) or _EMAIL.search(
            text, at, phone.start()
        )
        if mail and out and out[-1][0]["email"] == mail[0].rstrip("."):
            mail = None  # it is the one's before
        out.append(
            (
                {
                    "name": name,
                    "role": role,
                    "phone": digits,
                    "email": mail[0].rstrip(".") if mail else None,
                },
                min(begun, mail.start()) if mail else begun,
                max(phone.end(), mail.end() if mail else 0),
            )
        )
        at = phone.end()
    return out


def _written_to(paragraph: Paragraph) -> Iterator[tuple[dict[str, Any], int, int]]:
    """Give those who are reached by e-mail only, in a sentence that says whom to ask."""
    lead = _TO_SOMEBODY.search(paragraph.flat)
    if lead is None:
        return
    at = lead.start()
    for mail in _EMAIL.finditer(paragraph.text, at):
        name, role, begun = _who(paragraph, at, mail.start())
        address = mail[0].rstrip(".")
        yield {"name": name, "role": role, "phone": None, "email": address}, begun, mail.end()
        at = mail.end()


def _who(paragraph: Paragraph, start: int, end: int) -> tuple[str | None, str | None, int]:
    text, flat = paragraph.text, paragraph.flat
    leads = list(_LEAD.finditer(flat, start, end))
    begun = leads[-1].end() if leads else start
    match = _first_name(text, begun, end)
    if match is not None and match["name"].startswith("Zalo"):
        match = None
    if match is None or (not leads and not match["title"] and match.start() > begun + 25):
        role = text[begun:end].strip(" ,.;:-–(")
        return None, _role(role), begun
    if opens_like_body(match["name"]) and not match["title"] and not name_like(match["name"]):
        return None, _role(text[begun:end]), begun
    rest = text[match.end() : end]
    return _UNTITLED.sub("", match["name"]), _role(rest), match.start()


_UNTITLED = re.compile(r"^(?:Ông|Bà|Anh|Chị|Cô|Thầy)\s+(?=\S)")
# The name behind the number, in brackets.
_AFTER = re.compile(
    r"\s*[(,-]\s*(?:gặp\s+)?(?:(?:[ôÔ]ng|[bB]à|[đĐ]ồng chí|[đĐ]/c|[aA]nh|[cC]hị|[cC]ô|[tT]hầy)\s+|(?<=gặp ))(?P<name>"
    + _WORD
    + r"(?:\s+"
    + _WORD
    + r"){1,5})"
)


def _first_name(text: str, start: int, end: int) -> re.Match[str] | None:
    """Give the first words that are all written large."""
    return next(
        (
            match
            for match in _NAME.finditer(text, start, end)
            if all(word[0].isupper() for word in match["name"].split())
        ),
        None,
    )


def opens_like_body(name: str) -> bool:
    """Say whether a name is a body's: "Phòng Công nghệ thông tin" is no person."""
    return bool(
        re.match(
            r"(?:phong|so|ban|trung tam|van phong|vu|cuc|bo|chi cuc|truong|hoi|doan|to|khoa|thanh tra)\b",
            level(name),
        )
    )


def _role(text: str) -> str | None:
    end = _ROLE_END.search(level(text))
    role = text[: end.start()] if end else text
    role = role.strip(" ,.;:-–()")
    return role if sum(letter.isalpha() for letter in role) >= 3 else None
