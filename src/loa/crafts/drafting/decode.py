"""Typed content from JSON, with the place of every fault.

The shapes are those of `model.py`, with short forms: a plain string for a column, an addressee
or a recipient, a plain list for a row, "2024-11" for a date of issue whose day is blank.
"""

import types
import unicodedata
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from . import model

T = TypeVar("T")
BLOCKS: dict[str, type] = {kind.__name__.lower(): kind for kind in get_args(model.Block)}


class FactsError(ValueError):
    """A fact has the wrong shape.

    `where` is its path from `$`; `code` is missing, unknown or wrong; `expected` names the
    shape in JSON's words, or the keys that are known; `got` is what stood there.
    """

    def __init__(self, where: str, code: str, expected: str = "", got: str = "") -> None:
        super().__init__(f"{where}: {code} {expected} {got}".rstrip())
        self.where = where
        self.code = code
        self.expected = expected
        self.got = got


def decode(wanted: type[T], value: Any) -> T:
    """Build a dataclass of ours from parsed JSON; texts are brought to NFC.

    Raises FactsError for an unknown key, a missing key or a wrong type.
    """
    made = _decode(wanted, value, "$")
    assert isinstance(made, wanted)  # noqa: S101 (what _decode promises, said to the type checker)
    return made


def _decode(wanted: Any, value: Any, where: str) -> Any:
    if wanted is model.Block or wanted == model.Block:
        return _block(value, where)
    if wanted == model.Cell:
        return _cell(value, where)
    if get_origin(wanted) in (Union, types.UnionType):
        return _optional(wanted, value, where)
    if get_origin(wanted) is tuple:
        return _tuple(wanted, value, where)
    if wanted in _PLAIN:
        return _plain(wanted, value, where)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return _member(wanted, value, where)
    return _object(wanted, _long_form(wanted, value), where)


_PLAIN = {str, int, float, bool, datetime, date, Decimal}
_JSON_NAMES: dict[type, str] = {
    str: "string",
    int: "integer",
    float: "number",
    Decimal: "number",
    bool: "boolean",
    datetime: "ISO datetime",
    date: "ISO date",
    list: "array",
    dict: "object",
}


def _plain(wanted: Any, value: Any, where: str) -> Any:
    if wanted in (datetime, date) and isinstance(value, str):
        try:
            return wanted.fromisoformat(value)
        except ValueError:
            raise FactsError(
                where, f"expected an ISO {wanted.__name__}, not {value!r}"
            ) from None
    if wanted is Decimal and isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    is_truth = isinstance(value, bool)
    if not isinstance(value, wanted) or (is_truth and wanted is not bool):
        raise FactsError(where, "wrong", _JSON_NAMES[wanted], _named(value))
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def _named(value: Any) -> str:
    return "null" if value is None else _JSON_NAMES.get(type(value), type(value).__name__)


def _member(wanted: type[Enum], value: Any, where: str) -> Enum:
    try:
        return wanted(value)
    except ValueError:
        choices = " | ".join(str(each.value) for each in wanted)
        raise FactsError(where, "wrong", choices, repr(value)) from None


def _optional(wanted: Any, value: Any, where: str) -> Any:
    options = [option for option in get_args(wanted) if option is not types.NoneType]
    if value is None and len(options) < len(get_args(wanted)):
        return None
    return _decode(options[0], value, where)


def _tuple(wanted: Any, value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise FactsError(where, "wrong", "array", _named(value))
    inner = get_args(wanted)
    if inner[-1] is Ellipsis:
        return tuple(_decode(inner[0], each, f"{where}[{at}]") for at, each in enumerate(value))
    if len(value) != len(inner):
        raise FactsError(where, "wrong", f"array of {len(inner)}", f"array of {len(value)}")
    pairs = enumerate(zip(inner, value, strict=True))
    return tuple(_decode(kind, each, f"{where}[{at}]") for at, (kind, each) in pairs)


def _cell(value: Any, where: str) -> model.Cell:
    if value is None:
        return None
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, bool):
        raise FactsError(where, "wrong", "string | number | share | null", "boolean")
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, dict) and set(value) == {"date"}:
        day = _plain(date, value["date"], f"{where}.date")
        assert isinstance(day, date)  # noqa: S101 (said to the type checker)
        return day
    share = _object(model.Share, value, where)
    assert isinstance(share, model.Share)  # noqa: S101 (said to the type checker)
    return share


def _block(value: Any, where: str) -> Any:
    if not isinstance(value, dict) or value.get("block") not in BLOCKS:
        raise FactsError(where, "wrong", f'object with "block": {" | ".join(BLOCKS)}')
    kind = BLOCKS[value["block"]]
    rest = {key: each for key, each in value.items() if key != "block"}
    return _object(kind, rest, where)


# The one field that a short form fills.
_SHORT: dict[Any, tuple[type, str]] = {
    model.Column: (str, "title"),
    model.Row: (list, "cells"),
    model.Recipient: (str, "name"),
    model.Addressees: (list, "names"),
}


def _long_form(wanted: Any, value: Any) -> Any:
    kind, name = _SHORT.get(wanted, (types.NoneType, ""))
    return {name: value} if name and isinstance(value, kind) else value


def _object(wanted: Any, value: Any, where: str) -> Any:
    if wanted is model.IssueDate and isinstance(value, str):
        try:
            return model.IssueDate.parse(value)
        except ValueError:
            raise FactsError(
                where, "wrong", "YYYY-MM-DD | YYYY-MM | YYYY", repr(value)
            ) from None
    if not is_dataclass(wanted) or not isinstance(value, dict):
        raise FactsError(where, "wrong", "object", _named(value))
    hints = get_type_hints(wanted)
    known = {each.name: each for each in fields(wanted)}
    for key in value:
        if key not in known:
            raise FactsError(f"{where}.{key}", "unknown", " | ".join(known))
    for name, each in known.items():
        is_needed = each.default is MISSING and each.default_factory is MISSING
        if is_needed and name not in value:
            raise FactsError(f"{where}.{name}", "missing")
    made = {name: _decode(hints[name], value[name], f"{where}.{name}") for name in value}
    return wanted(**made)  # type: ignore[operator]  # is_dataclass narrowed it to instance or type
