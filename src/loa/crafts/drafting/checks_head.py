"""Letterhead, type, subject and addressees (ô 1 to 5, 9a)."""

import re
from collections.abc import Iterator

from loa.crafts.viet.folding import fold
from loa.crafts.viet.tones import same

from . import form, metrics
from .anatomy import Anatomy
from .judging import Wanted, faults, judge, plain, where
from .rules import Departure, departure
from .seen import Line, Seen

_STATE = Wanted((12, 13), bold=True, italic=False, case="upper")
_MOTTO = Wanted((13, 14), bold=True, italic=False, case="sentence")
_SUPERIOR = Wanted((12, 13), bold=False, italic=False, case="upper")
_ISSUER = Wanted((12, 13), bold=True, italic=False, case="upper", centred=True)
_NUMBER = Wanted((13, 13), italic=False, centred=True)
_PLACE_DATE = Wanted((13, 14), italic=True, case="sentence")
_TYPE = Wanted((13, 14), bold=True, case="upper", centred=True)
_SUBJECT = Wanted((13, 14), bold=True, italic=False, case="sentence")
_LETTER_SUBJECT = Wanted((12, 13), bold=False, italic=False, case="sentence", centred=True)
_TO = Wanted((13, 14), bold=False, italic=False, case="sentence")
_MOTTO_SHARE = (0.9, 1.1)
_RULE_SHARE = (0.30, 0.53)
_GAP_PT = 6.0
_GROUP = r"[A-ZĐƯÂÊÔƠĂ][\wĐđ&.]*"
_NUMBER_FORM = re.compile(rf"^Số: *(?P<no>\d*[a-zđ]?) */(?P<symbol>{_GROUP}(?:-{_GROUP})*)$")
_BLANK_NUMBER_FORM = re.compile(rf"^Số:[\s….]*/(?P<symbol>{_GROUP}(?:-{_GROUP})*)$")
_ANY_SYMBOL = re.compile(r"/\s*(?P<symbol>\S.*)$")
_DAY_FORM = re.compile(r"ngày\s*(?P<day>\d*)[\s….]*tháng\s*(?P<month>\d*)[\s….]*năm")
_LISTED = re.compile(r"^[-–]\s*\S")


def check(seen: Seen, parts: Anatomy) -> Iterator[Departure]:
    yield from _state(seen, parts)
    yield from _issuer(seen, parts)
    yield from _number(parts)
    yield from _place_date(parts)
    yield from _titles(seen, parts)
    yield from _addressees(parts)


def _state(seen: Seen, parts: Anatomy) -> Iterator[Departure]:
    if parts.state is None:
        yield departure("state_missing", "đầu văn bản")
    else:
        found = faults(parts.state, _STATE)
        if (
            parts.state.place
            and parts.state.place.column == 0
            and parts.state.place.columns > 1
        ):
            found.append("ở bên trái")
        if not same(_squeezed(parts.state.text), form.MOTTO_STATE):
            found.append(f"viết “{parts.state.text}”")
        if found:
            yield departure("state_look", where(parts.state), found=", ".join(found))
    if parts.motto is None:
        yield departure("motto_missing", "đầu văn bản")
        return
    if not same(_squeezed(parts.motto.text), form.MOTTO):
        yield departure("motto_text", where(parts.motto))
    yield from judge("motto_look", [parts.motto], _MOTTO)
    yield from _rule(seen, [parts.motto], "motto_rule", _MOTTO_SHARE, underline_is_right=True)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _issuer(seen: Seen, parts: Anatomy) -> Iterator[Departure]:
    if not parts.issuer:
        yield departure("issuer_missing", "đầu văn bản, bên trái")
        return
    yield from judge("superior_look", parts.superior, _SUPERIOR)
    yield from judge("issuer_look", parts.issuer, _ISSUER)
    yield from _rule(seen, parts.issuer, "issuer_rule", _RULE_SHARE)


def _rule(
    seen: Seen,
    lines: list[Line],
    code: str,
    share: tuple[float, float],
    *,
    underline_is_right: bool = False,
) -> Iterator[Departure]:
    """Judge the rule under a title: the first drawn at or below its last line.

    A drawing that does not tell its length, or one anchored elsewhere in the letterhead, is
    given the benefit of the doubt.
    """
    last = lines[-1]
    longest = max(
        sum(
            metrics.width_pt(piece.text.strip(), piece.size, bold=piece.is_bold)
            for piece in line.inked
        )
        for line in lines
    )
    if any(piece.is_underlined for piece in last.inked):
        if not underline_is_right:
            yield departure(code, where(last), found="gạch chân cả dòng")
        return
    below = [line for line in seen.lines if last.at <= line.at <= last.at + 4]
    near = [line for line in below if _is_under(line, last) and _is_rule_of(line, last)]
    drawn = [length for line in near for length in line.rules]
    if not drawn:
        elsewhere = any(
            line.rules for line in seen.lines[:40] if line.place != last.place and line.text
        )
        if not elsewhere:
            yield departure(code, where(last), found="không có")
        return
    length = drawn[0]
    if length is None and last.place is None and near[0].has_top_edge:
        sheet = seen.sheets[min(near[0].sheet, len(seen.sheets) - 1)]
        edges = sheet.margins["left"] + sheet.margins["right"]
        length = (sheet.width - edges) / 25.4 * 72 - near[0].left - near[0].right
    low, high = share
    if length is not None and longest and not low <= length / longest <= high:
        yield departure(
            code, where(last), found=f"dài {plain(round(length / longest, 2))} dòng chữ"
        )


def _is_under(line: Line, title: Line) -> bool:
    """Tell whether a line stands in the title's cell, or in the one right below it."""
    if line.place is None or title.place is None:
        return line.place == title.place
    is_column = (line.place.table, line.place.column) == (title.place.table, title.place.column)
    return is_column and 0 <= line.place.row - title.place.row <= 1


def _is_rule_of(line: Line, title: Line) -> bool:
    return line.at == title.at or not line.text or bool(line.rules)


# ---------------------------------------------------------------- ô 3, 4
def _number(parts: Anatomy) -> Iterator[Departure]:
    line = parts.number
    if line is None:
        yield departure("number_missing", "đầu văn bản, bên trái")
        return
    yield from judge("number_look", [line], _NUMBER)
    text = _squeezed(line.text)
    match = _NUMBER_FORM.match(text) or _BLANK_NUMBER_FORM.match(text)
    number = match.groupdict().get("no") or "" if match else ""
    is_bare = number.isdigit() and len(number) < 2
    if match is None or is_bare:
        yield departure("number_format", where(line), found=text)
    loose = match or _ANY_SYMBOL.search(text)
    if loose:
        yield from _symbol(loose["symbol"], parts, line)


def _symbol(symbol: str, parts: Anatomy, line: Line) -> Iterator[Departure]:
    groups = re.split(r"\s*-\s*", symbol)
    if parts.type_name is None:
        if parts.letter_subject and groups[0] in form.TYPE_SYMBOLS.values():
            yield departure("number_symbol", where(line), found=symbol, kind="công văn")
        return
    name = fold(parts.type_name.text)
    wanted = next(short for full, short in form.TYPE_SYMBOLS.items() if fold(full) == name)
    if groups[0].casefold() != wanted.casefold():
        kind = parts.type_name.text.lower()
        yield departure("number_symbol", where(line), found=symbol, kind=kind)


def _place_date(parts: Anatomy) -> Iterator[Departure]:
    line = parts.place_date
    if line is None:
        yield departure("place_date_missing", "đầu văn bản, bên phải")
        return
    yield from judge("place_date_look", [line], _PLACE_DATE)
    number = parts.number
    if line.place and number and number.place and line.place.table == number.place.table:
        is_level = (
            line.place.row == number.place.row and line.place.column > number.place.column
        )
        if not is_level:
            yield departure("place_date_level", where(line))
    match = _DAY_FORM.search(_squeezed(line.text))
    if match is None:
        return
    day, month = match["day"], match["month"]
    is_day_bare = len(day) == 1
    is_month_wrong = month in ("1", "2") or (
        len(month) == 2 and month[0] == "0" and month > "02"
    )
    if is_day_bare or is_month_wrong:
        yield departure("place_date_zero", where(line), found=_squeezed(match[0]))


# ---------------------------------------------------------------- ô 5, 9a
def _titles(seen: Seen, parts: Anatomy) -> Iterator[Departure]:
    if parts.type_name is not None:
        yield from judge("type_name_look", [parts.type_name], _TYPE)
        yield from judge("subject_look", parts.subject, _SUBJECT)
        yield from _rule(seen, parts.subject or [parts.type_name], "subject_rule", _RULE_SHARE)
        return
    if not parts.letter_subject:
        yield departure("letter_subject_missing", "dưới số, ký hiệu")
        return
    yield from judge("letter_subject_look", parts.letter_subject, _LETTER_SUBJECT)
    first, number = parts.letter_subject[0], parts.number
    if number is None:
        return
    in_cell = first.place is not None and number.place is not None
    if first.place is None or (in_cell and first.place.column != number.place.column):  # type: ignore[union-attr]  # in_cell says both are
        yield departure("letter_subject_place", where(first), found="không ở dưới số, ký hiệu")
        return
    gap = first.before + number.after
    if first.place == number.place and abs(gap - _GAP_PT) > 0.5:
        yield departure("letter_subject_place", where(first), found=f"cách {plain(gap)} pt")


def _addressees(parts: Anatomy) -> Iterator[Departure]:
    if parts.to is None:
        is_letter = parts.type_name is None and parts.letter_subject
        if is_letter:
            yield departure("to_missing", "trước nội dung", kind="Công văn")
        return
    yield from judge("to_look", [parts.to, *parts.to_each], _TO)
    names = parts.to.text.partition(":")[2].strip()
    many = parts.to_each
    if many:
        ends = [line.text[-1] for line in many]
        is_right = (
            not names
            and len(many) > 1
            and all(_LISTED.match(line.text) for line in many)
            and all(end == ";" for end in ends[:-1])
            and ends[-1] == "."
        )
    else:
        is_right = bool(names) and ";" not in names[:-1] and ":" in parts.to.text
    if not is_right:
        yield departure("to_list", where(parts.to))
