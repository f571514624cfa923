"""An official document as it is printed: every character and place decided, no file format yet.

DOCX and PDF are two renderings of one plan, which is why they look the same.
"""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, timezone

from . import form, metrics, words
from .grids import PrintedTable, SlipGrid, print_slips, print_table
from .model import (
    Addressees,
    Annex,
    Article,
    Block,
    Bullet,
    Clause,
    Distribution,
    Division,
    Kind,
    Letterhead,
    OfficialDocument,
    Paragraph,
    Part,
    Point,
    Role,
    Section,
    Slips,
    Table,
)

VIETNAM = timezone(timedelta(hours=7))
# Rules under issuer and subject: between 1/3 and 1/2 of the line above.
RULE_SHARE = 0.4
# Word's own cells keep this free left and right; ours keep none, the lines keep it instead.
CELL_SLACK_PT = 4


class NaiveInstantError(ValueError):
    """The instant of the facts has no time zone, so it is no instant."""


@dataclass(frozen=True)
class Printed:
    """A paragraph of one style; a newline in `text` is a line break that was chosen."""

    style: str
    text: str
    left: int | None = None
    hanging: int | None = None
    keep_next: bool = False


@dataclass(frozen=True)
class Rule:
    """A horizontal line, centred, of a length in points."""

    length: float


@dataclass(frozen=True)
class Stamp:
    """Framed words; sizes in millimetres, height of the frame 8 mm."""

    style: str
    text: str
    width: float


@dataclass(frozen=True)
class Gap:
    """Free space before a table, in points; without it two tables would touch and be one."""

    height: float = 6


Item = Printed | Rule | Stamp | Gap | PrintedTable | SlipGrid


@dataclass(frozen=True)
class Header:
    """The four places of the letterhead table: two columns, two rows."""

    issuer: tuple[Item, ...]
    state: tuple[Item, ...]
    number: tuple[Item, ...]
    place: tuple[Item, ...]


@dataclass(frozen=True)
class Closing:
    sent_to: tuple[Printed, ...]
    authority: tuple[Printed, ...]
    signer: Printed


@dataclass(frozen=True)
class AnnexPlan:
    items: tuple[Item, ...]
    is_landscape: bool


@dataclass(frozen=True)
class Plan:
    """`title`, `author` and `created` go into the file's properties."""

    title: str
    author: str
    created: datetime
    header: Header
    opening: tuple[Item, ...]
    body: tuple[Item, ...]
    closing: Closing
    annexes: tuple[AnnexPlan, ...]
    contact: tuple[Printed, ...]
    circulation: Stamp | None


def print_document(document: OfficialDocument) -> Plan:
    """Decide every character and place of a document.

    Raises NaiveInstantError if the instant of the facts has no time zone.
    Source: docs/rules/layout.md.
    """
    head = document.letterhead
    kind_name = form.KIND_NAMES[document.kind]
    return Plan(
        title=f"{kind_name} {document.subject}",
        author=head.issuer,
        created=_created(document),
        header=_header(document),
        opening=_opening(document),
        body=_body(document),
        closing=_closing(document),
        annexes=tuple(
            _annex(annex, at, document) for at, annex in enumerate(document.annexes, start=1)
        ),
        contact=tuple(Printed("contact", line) for line in document.contact),
        circulation=_circulation(document),
    )


def _created(document: OfficialDocument) -> datetime:
    if document.facts_at is None:
        return datetime.combine(document.letterhead.issued.earliest(), time(0), tzinfo=VIETNAM)
    if document.facts_at.tzinfo is None:
        raise NaiveInstantError(document.facts_at)
    return document.facts_at


def _column_pt(twips: int) -> float:
    return twips / form.TWIPS_PER_PT - CELL_SLACK_PT


def _titled(style: str, text: str, room_pt: float) -> tuple[Printed, float]:
    """Set a centred title in even lines; give it with the width of its longest line."""
    setting = form.STYLES[style]
    lines = metrics.balanced(text, setting.size, room_pt, bold=setting.bold)
    longest = max(metrics.width_pt(line, setting.size, bold=setting.bold) for line in lines)
    return Printed(style, "\n".join(lines)), longest


def _header(document: OfficialDocument) -> Header:
    head = document.letterhead
    left = _column_pt(form.HEADER_TWIPS[0])
    issuer, issuer_width = _titled("issuer", words.upper(head.issuer), left)
    issuer_items: list[Item] = []
    if head.superior:
        issuer_items.append(_titled("superior", words.upper(head.superior), left)[0])
    issuer_items += [issuer, Rule(issuer_width * RULE_SHARE)]
    motto = form.STYLES["motto"]
    return Header(
        issuer=tuple(issuer_items),
        state=(
            Printed("state", form.MOTTO_STATE),
            Printed("motto", form.MOTTO),
            Rule(metrics.width_pt(form.MOTTO, motto.size, bold=True)),
        ),
        number=_number(document, head),
        place=(Printed("place_date", words.place_date(head)),),
    )


def _number(document: OfficialDocument, head: Letterhead) -> tuple[Item, ...]:
    items: list[Item] = [Printed("number", words.number_line(head))]
    if document.kind is Kind.LETTER:
        items.append(Printed("letter_subject", f"V/v {document.subject}"))
    if document.urgency:
        text, width, _height = form.URGENCY_STAMPS[document.urgency]
        items.append(Stamp("stamp", text, width))
    return tuple(items)


def _circulation(document: OfficialDocument) -> Stamp | None:
    if document.circulation is None:
        return None
    text = form.CIRCULATION_STAMPS[document.circulation]
    size = form.STYLES["circulation"].size
    width = metrics.width_pt(text, size, bold=True) + 2 * size
    return Stamp("circulation", text, width * form.TWIPS_PER_PT / form.TWIPS_PER_MM)


def text_twips(is_landscape: bool = False) -> int:
    """Give the width between the margins, in twips."""
    page = form.PAGE_TWIPS[1 if is_landscape else 0]
    margins = form.MARGIN_MM["left"] + form.MARGIN_MM["right"]
    return page - round(margins * form.TWIPS_PER_MM)


def _opening(document: OfficialDocument) -> tuple[Item, ...]:
    items: list[Item] = []
    if document.kind is not Kind.LETTER:
        items.append(Printed("type_name", words.upper(form.KIND_NAMES[document.kind])))
        subject, width = _titled("subject", document.subject, _column_pt(text_twips()))
        items += [subject, Rule(width * RULE_SHARE)]
    if document.addressees and document.addressees.names:
        items += _addressees(document.addressees)
    items += [Printed("basis", line) for line in words.listed(document.basis)]
    return tuple(items)


def _addressees(addressees: Addressees) -> list[Item]:
    names = words.listed(addressees.names)
    size = form.STYLES["to"].size

    def after(text: str) -> int:
        width = round(metrics.width_pt(text, size) * form.TWIPS_PER_PT)
        return form.ADDRESSEE_TWIPS + width

    if len(names) == 1:
        edge = after("Kính gửi: ")
        hanging = edge - form.ADDRESSEE_TWIPS
        return [Printed("to", f"Kính gửi: {names[0]}", left=edge, hanging=hanging)]
    # The dashes stand under the colon.
    dash = round(metrics.width_pt("- ", size) * form.TWIPS_PER_PT)
    edge = after("Kính gửi") + dash
    return [
        Printed("to", "Kính gửi:"),
        *(Printed("to_each", f"- {name}", left=edge, hanging=dash) for name in names),
    ]


def _body(document: OfficialDocument) -> tuple[Item, ...]:
    """Print the text and close it; its last words stay on the page of the signature."""
    items = print_blocks(document.body, text_twips())
    last = items[-1] if items else None
    if isinstance(last, Printed) and last.style != "note":
        text = last.text.rstrip(" .;:") + form.END_MARK
        items[-1] = replace(last, text=text, keep_next=True)
    else:
        items.append(Printed("text", form.END_MARK, keep_next=True))
    return tuple(items)


def print_blocks(blocks: tuple[Block, ...], room_twips: int) -> list[Item]:
    """Print and number the blocks of a body or an annex within a width in twips."""
    counter = _Counter()
    items: list[Item] = []
    for block in blocks:
        if isinstance(block, Table):
            items += [*_gap_after(items, block), *_table(block, room_twips)]
        elif isinstance(block, Slips):
            items += [*_gap_after(items), print_slips(block, room_twips)]
        else:
            items += counter.print(block)
    return items


def _gap_after(items: list[Item], table: Table | None = None) -> list[Item]:
    # A caption brings its own space.
    return [Gap()] if items and not (table and table.caption) else []


def _table(table: Table, room_twips: int) -> list[Item]:
    items: list[Item] = []
    if table.caption:
        items.append(Printed("caption", table.caption))
    items.append(print_table(table, room_twips))
    items += [Printed("note", note) for note in table.notes]
    return items


class _Counter:
    """Count parts, sections, clauses and points; each starts again under the one above."""

    def __init__(self) -> None:
        self._at = dict.fromkeys(
            ("part", "division", "section", "article", "clause", "point"), 0
        )

    def _next(self, level: str, *below: str) -> int:
        self._at[level] += 1
        for lower in below:
            self._at[lower] = 0
        return self._at[level]

    def print(
        self,
        block: Part | Division | Section | Article | Clause | Point | Paragraph | Bullet,
    ) -> list[Printed]:
        match block:
            case Part(title, word):
                number = words.roman(
                    self._next("part", "division", "section", "clause", "point")
                )
                return [
                    Printed("part", f"{word} {number}"),
                    Printed("part_title", words.upper(title)),
                ]
            case Division(title, word):
                number_text = str(self._next("division", "section", "clause", "point"))
                return [
                    Printed("part", f"{word} {number_text}"),
                    Printed("part_title", words.upper(title)),
                ]
            case Section(title):
                number = words.roman(self._next("section", "clause", "point"))
                return [Printed("section", f"{number}. {words.upper(title)}")]
            case Article(title):
                # Articles are counted through, over all chapters.
                return [
                    Printed(
                        "article", f"Điều {self._next('article', 'clause', 'point')}. {title}"
                    )
                ]
            case Clause(text, is_title):
                style = "clause_title" if is_title else "text"
                return [Printed(style, f"{self._next('clause', 'point')}. {text}")]
            case Point(text):
                return [Printed("text", f"{words.point_letter(self._next('point'))}) {text}")]
            case Bullet(text):
                return [Printed("text", f"- {text}")]
            case Paragraph(text, is_italic):
                return [Printed("text_italic" if is_italic else "text", text)]


def _closing(document: OfficialDocument) -> Closing:
    has_addressees = bool(document.addressees and document.addressees.names)
    lines = _sent_to(document.distribution, has_addressees)
    signature = document.signature
    return Closing(
        sent_to=(
            Printed("sent_to", "Nơi nhận:"),
            *(Printed("sent_to_each", line) for line in lines),
        ),
        authority=tuple(
            Printed("authority", words.upper(line)) for line in signature.authority
        ),
        signer=Printed("signer", signature.name or ""),
    )


def _sent_to(distribution: Distribution, has_addressees: bool) -> list[str]:
    lines = ["- Như trên;"] if has_addressees else []
    for recipient in distribution.recipients:
        reason = f" ({_reason(recipient.role)})" if recipient.role else ""
        lines.append(f"- {recipient.name}{reason};")
    filed = f"- Lưu: {distribution.filed.rstrip('. ')}."
    if distribution.drafter:
        filed += f" {distribution.drafter}."
    if distribution.copies:
        filed += f"({distribution.copies})"
    return [*lines, filed]


def _reason(role: Role) -> str:
    return f"để {role.value}"


def _annex(annex: Annex, at: int, document: OfficialDocument) -> AnnexPlan:
    label = words.annex_label(at, len(document.annexes))
    room = text_twips(annex.is_landscape)
    title, _width = _titled("annex_title", words.upper(annex.title), _column_pt(room))
    head = document.letterhead
    kind = form.KIND_NAMES[document.kind]
    # In an electronic document these places stay blank, whatever is known (Mục III, khoản 1).
    reference = (
        f"(Kèm theo {kind} số{words.BLANK}/{head.symbol}"
        f" ngày{words.BLANK}tháng{words.BLANK}năm {head.issued.year}"
        f" của {head.issuer})"
    )
    return AnnexPlan(
        items=(
            Printed("annex_label", label),
            title,
            _titled("annex_reference", reference, _column_pt(room))[0],
            *print_blocks(annex.blocks, room),
        ),
        is_landscape=annex.is_landscape,
    )
