"""A document plan as PDF, set by Typst with the project's own fonts."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from importlib.resources import as_file, files
from typing import Any

import typst

from . import form
from .grids import CELL_PADDING_TWIPS, PrintedTable, SlipGrid
from .metrics import FONT_FOLDER
from .model import OfficialDocument
from .plan import Gap, Item, Plan, Printed, Rule, Stamp, print_document

_TEMPLATE = files("loa.crafts.drafting") / "form.typ"


def to_pdf(document: OfficialDocument) -> bytes:
    """Draft a document as PDF; the same facts give the same bytes.

    Liberation Serif, which has the widths of Times New Roman, is embedded; the system's fonts
    are not looked at. Raises NaiveInstantError.
    """
    plan = print_document(document)
    with as_file(FONT_FOLDER) as folder:
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
        )
        return typst.compile(
            _TEMPLATE.read_bytes(),
            font_paths=fonts,
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards="a-2a",
            timestamp=int(plan.created.timestamp()),
            sys_inputs={"plan": json.dumps(_sheet(plan), ensure_ascii=False)},
        )


def _pt(twips: float) -> float:
    return twips / form.TWIPS_PER_PT


def _mm(millimetres: float) -> float:
    return _pt(millimetres * form.TWIPS_PER_MM)


def _sheet(plan: Plan) -> dict[str, Any]:
    """Give the plan as the template reads it: every length in points."""
    header, closing = plan.header, plan.closing
    return {
        "title": plan.title,
        "author": plan.author,
        "styles": {name: _style(style) for name, style in form.STYLES.items()},
        "form": {
            **{side: _mm(mm) for side, mm in form.MARGIN_MM.items()},
            "from_edge": _mm(form.HEADER_FROM_EDGE_MM),
            "page_number": form.PAGE_NUMBER_PT,
            "padding": _pt(CELL_PADDING_TWIPS),
            "header": [_pt(width) for width in form.HEADER_TWIPS],
            "signature": [_pt(width) for width in form.SIGNATURE_TWIPS],
            "signing_room": form.SIGNING_ROOM_PT,
        },
        "header": {
            "issuer": _items(header.issuer),
            "state": _items(header.state),
            "number": _items(header.number),
            "place": _items(header.place),
        },
        "opening": _items(plan.opening),
        "body": _items(plan.body),
        "closing": {
            "sent_to": _items(closing.sent_to),
            "authority": _items(closing.authority),
            "signer": _item(closing.signer),
        },
        "annexes": [
            {"items": _items(annex.items), "is_landscape": annex.is_landscape}
            for annex in plan.annexes
        ],
        "contact": _items(plan.contact),
        "circulation": _item(plan.circulation) if plan.circulation else None,
    }


def _style(style: form.Style) -> dict[str, Any]:
    lengths = {name: _pt(getattr(style, name)) for name in ("first", "left", "hanging")}
    return asdict(style) | lengths


def _items(items: Iterable[Item]) -> list[dict[str, Any]]:
    return [_item(each) for each in items]


def _item(item: Item) -> dict[str, Any]:
    match item:
        case Printed(style, text, left, hanging, keep_next):
            own = {} if left is None else {"left": _pt(left), "hanging": _pt(hanging or 0)}
            return {
                "type": "printed",
                "style": style,
                "text": text,
                "keep_next": keep_next,
            } | own
        case Rule(length):
            return {"type": "rule", "length": length}
        case Gap(height):
            return {"type": "gap", "height": height}
        case Stamp(style, text, width):
            return {"type": "stamp", "style": style, "text": text, "width": _mm(width)}
        case PrintedTable():
            return asdict(item) | {
                "type": "table",
                "widths": [_pt(width) for width in item.widths],
            }
        case SlipGrid(rows, width):
            pairs = [[asdict(slip) for slip in row] for row in rows]
            return {"type": "slips", "rows": pairs, "width": _pt(width)}
