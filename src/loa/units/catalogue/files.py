"""Read the catalogue's CSV files into typed rows: no database, no Django."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from loa.units.catalogue.rows import (
    ChannelRow,
    DutyRow,
    EdgeRow,
    GroupRow,
    KindRow,
    LevelRow,
    SourceRow,
    SuccessionRow,
    UnitRow,
)

FOLDER = Path(__file__).parent

Row = TypeVar("Row")


class CatalogueCellError(ValueError):
    """A cell that cannot be read as its column's type."""

    def __init__(self, *, file: str, line: int, column: str, value: str) -> None:
        super().__init__(f"{file}, line {line}, column {column}: {value!r} cannot be read")
        self.file, self.line, self.column, self.value = file, line, column, value


@dataclass(frozen=True)
class Catalogue:
    """Everything the bundled files say, in the files' own order."""

    units: tuple[UnitRow, ...]
    edges: tuple[EdgeRow, ...]
    kinds: tuple[KindRow, ...]
    levels: tuple[LevelRow, ...]
    duties: tuple[DutyRow, ...]
    groups: tuple[GroupRow, ...]
    successions: tuple[SuccessionRow, ...]
    channels: tuple[ChannelRow, ...]
    sources: tuple[SourceRow, ...]


def _flag(text: str) -> bool:
    return {"1": True, "0": False}[text]


def _cell(hint: Any, text: str | None) -> object:
    if text is None:
        raise ValueError("the line ends before this column")
    if hint is bool:
        return _flag(text)
    if hint == date | None:
        return date.fromisoformat(text) if text else None
    if hint is date:
        return date.fromisoformat(text)
    if hint == tuple[str, ...]:
        return tuple(part for part in text.split("|") if part)
    if hint is int or (isinstance(hint, type) and issubclass(hint, StrEnum)):
        return hint(text)
    return text


def read_rows(path: Path, kind: type[Row]) -> tuple[Row, ...]:
    """Read one UTF-8 CSV file (or .csv.gz) whose header names exactly the fields of `kind`.

    Raises CatalogueCellError for a wrong header (line 1) or a cell of the wrong type.
    """
    hints: Mapping[str, Any] = get_type_hints(kind)
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type] # every kind is a dataclass
    found: list[Row] = []
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if sorted(reader.fieldnames or ()) != sorted(names):
            raise CatalogueCellError(
                file=path.name, line=1, column="", value=",".join(reader.fieldnames or ())
            )
        for cells in reader:
            values: dict[str, object] = {}
            for name in names:
                text = cells[name]
                try:
                    values[name] = _cell(hints[name], text)
                except (KeyError, ValueError, TypeError) as error:
                    raise CatalogueCellError(
                        file=path.name, line=reader.line_num, column=name, value=str(text)
                    ) from error
            found.append(kind(**values))
    return tuple(found)


def read_catalogue(folder: Path = FOLDER) -> Catalogue:
    return Catalogue(
        units=read_rows(folder / "units.csv", UnitRow),
        edges=read_rows(folder / "trees.csv", EdgeRow),
        kinds=read_rows(folder / "kinds.csv", KindRow),
        levels=read_rows(folder / "levels.csv", LevelRow),
        duties=read_rows(folder / "duties.csv", DutyRow),
        groups=read_rows(folder / "groups.csv", GroupRow),
        successions=read_rows(folder / "successions.csv", SuccessionRow),
        channels=read_rows(folder / "channels.csv", ChannelRow),
        sources=read_rows(folder / "sources.csv", SourceRow),
    )


@cache
def load_catalogue() -> Catalogue:
    """Return the bundled catalogue, read once in a process."""
    return read_catalogue()
