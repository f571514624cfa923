"""What lies on the review page: fields in words and boxes, lines, pages with their frames."""

import dataclasses
from dataclasses import dataclass

from loa.dispatches import actions
from loa.dispatches.forms import Box, as_text, boxes, date_text
from loa.dispatches.models import Dispatch
from loa.dispatches.queries import FieldView, Review
from loa.dispatches.words import Column, Shape

PICTURES = frozenset({"pdf_scan", "image"})
FEW_LINES = 3  # a longer field is looked at on the page itself
SHORT = 90  # letters of a value in the list of what was read
BELOW_LINE = 0.22  # of a line's height: what hangs below the line on which letters stand


@dataclass(frozen=True)
class FieldRow:
    """A field on the page: its view, its value in words, its boxes."""

    view: FieldView
    shown: list[str]
    records: list[list[tuple[object, str]]]
    boxes: list[list[Box]]
    lines: list[tuple[int, str]]  # of the letter, that it was read from

    @property
    def short(self) -> str:
        told = self.shown or ["; ".join(text for _, text in each) for each in self.records]
        text = " · ".join(told)
        return text if len(text) <= SHORT else f"{text[:SHORT].rstrip()}…"

    @property
    def is_typed(self) -> bool:
        """Whether it is to be typed at once: nothing was read, or a part that a pen wrote."""
        return not self.view.read or self.view.is_handwritten

    @property
    def takes_text(self) -> bool:
        return self.view.spec.shape in (Shape.TEXT, Shape.LONG, Shape.DATE, Shape.LIST)


@dataclass(frozen=True)
class SourceLine:
    """A line of the letter: which field it belongs to, and whether that one is shown now."""

    number: int
    text: str
    owner: str
    label: object
    is_current: bool
    is_open: bool


@dataclass(frozen=True)
class Frame:
    """A rectangle on a page, in thousandths of it."""

    owner: str
    label: object
    is_current: bool
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Words:
    """A line of the letter laid over its page, so that it can be marked there; thousandths."""

    number: int
    text: str
    owner: str
    left: int
    bottom: int  # the line on which letters stand
    width: int
    height: int


@dataclass(frozen=True)
class Sheet:
    """A page with what lies over it."""

    number: int
    frames: list[Frame] = dataclasses.field(default_factory=list)
    words: list[Words] = dataclasses.field(default_factory=list)

    @property
    def is_current(self) -> bool:
        return self.number == 1 or any(frame.is_current for frame in self.frames)


def lines(row: Dispatch, review: Review, current: FieldView | None) -> list[SourceLine]:
    owners = _owners(review)
    lit = current.lines if current is not None else frozenset()
    told: set[str] = set()
    shown = []
    for number, text in enumerate(row.lines, start=1):
        owner = owners.get(number)
        label = owner.spec.label if owner and owner.name not in told else ""
        if owner:
            told.add(owner.name)
        shown.append(
            SourceLine(
                number, text, owner.name if owner else "", label, number in lit,
                owner is not None and owner.is_open,
            )
        )  # fmt: skip
    return shown


def _owners(review: Review) -> dict[int, FieldView]:
    """Return {line: the field that was read from it}; of several the one with fewest lines."""
    owners: dict[int, FieldView] = {}
    for field in sorted(review.fields, key=lambda each: len(each.lines)):
        for number in field.lines:
            owners.setdefault(number, field)
    return owners


def sheets(row: Dispatch, review: Review, current: FieldView | None) -> list[Sheet]:
    sheets = {number: Sheet(number) for number in range(1, row.pages + 1)}
    lit = current.lines if current is not None else frozenset()
    owners = {**_owners(review), **dict.fromkeys(lit, current)}
    for number, place in enumerate(row.places, start=1):
        sheet = sheets.get(int(place[0])) if place is not None else None
        if sheet is None or place is None:
            continue
        owner = owners.get(number)
        sheet.words.append(_words(number, row.lines[number - 1], place, owner))
        is_spot = owner is current and current is not None and current.crop is not None
        if owner is not None and not is_spot:  # its spot is framed below
            sheet.frames.append(_frame(owner, place, number in lit))
    if current is not None and current.crop is not None:
        page = int(current.crop[0])
        sheet = sheets.setdefault(page, Sheet(page))
        sheet.frames.append(_frame(current, current.crop, True))
    return [sheets[number] for number in sorted(sheets)]


def _frame(owner: FieldView, place: list[float], is_current: bool) -> Frame:
    _page, left, top, right, bottom = place
    return Frame(
        owner.name, owner.spec.label, is_current,
        round(left * 1000), round(top * 1000),
        max(round((right - left) * 1000), 1), max(round((bottom - top) * 1000), 1),
    )  # fmt: skip


def _words(number: int, text: str, place: list[float], owner: FieldView | None) -> Words:
    _page, left, top, right, bottom = place
    height = max(round((bottom - top) * 1000), 1)
    return Words(
        number, text, owner.name if owner else "",
        round(left * 1000), round(bottom * 1000 - height * BELOW_LINE),
        max(round((right - left) * 1000), 1), height,
    )  # fmt: skip


def spot_of(row: Dispatch, field: FieldView) -> list[float] | None:
    """Return the spot on a page from which a field was, or could not be, read."""
    if row.format not in actions.HAS_PAGES or field.crop is not None:
        return field.crop
    first = min(field.lines, default=0)
    places: list[list[float] | None] = row.places
    return places[first - 1] if 0 < first <= len(places) else None


def shows_spot(row: Dispatch, field: FieldView) -> bool:
    """Say whether the field needs its picture beside it: a doubt about what was written."""
    is_short = len(field.lines) <= FEW_LINES
    is_doubt = field.crop is not None or (field.is_open and is_short and row.format in PICTURES)
    return is_doubt and spot_of(row, field) is not None


def field_row(field: FieldView, row: Dispatch) -> FieldRow:
    spec, value = field.spec, field.value
    shown: list[str] = []
    records: list[list[tuple[object, str]]] = []
    if spec.shape is Shape.ROWS:
        rows = [each for each in value or [] if isinstance(each, dict)]
        records = [_record(spec.columns, each) for each in rows]
    elif spec.shape is Shape.ROW and isinstance(value, dict):
        records = [_record(spec.columns, value)]
    elif spec.shape is Shape.DATE and value:
        shown = [date_text(str(value))]
    else:
        shown = as_text(spec.shape, value).splitlines()
    lines = [(n, row.lines[n - 1]) for n in sorted(field.lines) if 0 < n <= len(row.lines)]
    return FieldRow(field, shown, records, boxes(spec, value), lines)


def _is_task_itself(column: Column, value: object) -> bool:
    return column.name == "duties" and isinstance(value, list) and len(value) < 2


def _record(columns: tuple[Column, ...], row: dict[str, object]) -> list[tuple[object, str]]:
    told: list[tuple[object, str]] = []
    for column in columns:
        value = row.get(column.name)
        if value in (None, "", []) or _is_task_itself(column, value):
            continue  # a single duty is the task itself
        text = as_text(column.shape, value).replace("\n", "; ")
        words = dict(column.choices).get(text, text) if column.choices else text
        told.append((column.label, str(words)))
    return told
