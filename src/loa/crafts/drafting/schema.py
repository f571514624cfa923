"""JSON Schema of everything `loa draft` takes, made from the dataclasses themselves."""

import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from . import model
from .decode import BLOCKS
from .kinds import PAPERS

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SIMPLE: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    Decimal: {"type": "number"},
    bool: {"type": "boolean"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
}
_SHORT: dict[Any, dict[str, Any]] = {
    model.Column: {"type": "string"},
    model.Recipient: {"type": "string"},
    model.Row: {"type": "array", "items": {"$ref": "#/$defs/Cell"}},
    model.Addressees: {"type": "array", "items": {"type": "string"}},
    model.IssueDate: {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
}


def draft_schema() -> dict[str, Any]:
    """Give one schema with a definition per shape; `oneOf` lists what a file may hold."""
    definitions: dict[str, Any] = {}
    roots = [
        _reference(kind, definitions) for kind in (model.OfficialDocument, *PAPERS.values())
    ]
    # The kind comes with the command.
    definitions["OfficialDocument"]["required"].remove("kind")
    return {
        "$schema": _DRAFT,
        "$id": "draft.schema.json",
        "title": "Content for `loa draft`",
        "oneOf": roots,
        "$defs": dict(sorted(definitions.items())),
    }


def _reference(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}
        shape = _object(kind, definitions)
        definitions[name] = {"anyOf": [_SHORT[kind], shape]} if kind in _SHORT else shape
    return {"$ref": f"#/$defs/{name}"}


def _object(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    made: dict[str, Any] = {
        "type": "object",
        "properties": {
            each.name: _shape(hints[each.name], definitions) for each in fields(kind)
        },
        "required": [
            each.name
            for each in fields(kind)
            if each.default is MISSING and each.default_factory is MISSING
        ],
        "additionalProperties": False,
    }
    if kind in BLOCKS.values():
        made["properties"] = {"block": {"const": kind.__name__.lower()}} | made["properties"]
        made["required"] = ["block", *made["required"]]
    if kind.__doc__ and not kind.__doc__.startswith(f"{kind.__name__}("):
        made["description"] = kind.__doc__.split("\n")[0]
    return made


def _shape(wanted: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if wanted == model.Cell:
        definitions.setdefault("Cell", _cell(definitions))
        return {"$ref": "#/$defs/Cell"}
    if wanted == model.Block:
        return {"oneOf": [_reference(kind, definitions) for kind in BLOCKS.values()]}
    if get_origin(wanted) in (Union, types.UnionType):
        inner = [option for option in get_args(wanted) if option is not types.NoneType]
        return {"anyOf": [_shape(inner[0], definitions), {"type": "null"}]}
    if get_origin(wanted) is tuple:
        inner = list(get_args(wanted))
        if inner[-1] is Ellipsis:
            return {"type": "array", "items": _shape(inner[0], definitions)}
        return {"type": "array", "prefixItems": [_shape(each, definitions) for each in inner]}
    if wanted in _SIMPLE:
        return _SIMPLE[wanted]
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return {"enum": [each.value for each in wanted]}
    if not is_dataclass(wanted):
        raise TypeError(wanted)
    return _reference(wanted, definitions)  # type: ignore[arg-type]  # a dataclass type by now


def _cell(definitions: dict[str, Any]) -> dict[str, Any]:
    day = {"type": "object", "properties": {"date": _SIMPLE[date]}, "required": ["date"]}
    plain = [{"type": name} for name in ("string", "number", "null")]
    return {"anyOf": [*plain, day, _reference(model.Share, definitions)]}
