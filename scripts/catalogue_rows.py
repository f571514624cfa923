"""The rows that `make_catalogue.py` writes, column by column, and how they are written."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src" / "loa" / "units" / "catalogue"


@dataclass(frozen=True)
class Unit:
    code: str
    name: str
    short_name: str
    area: str
    kind: str
    level: str
    parent_code: str
    valid_from: str
    valid_to: str
    position: int
    official_code: str
    source: str
    is_sample: int


@dataclass(frozen=True)
class Edge:
    tree: str
    unit_code: str
    valid_from: str
    valid_to: str
    parent_code: str
    source: str


@dataclass(frozen=True)
class Act:
    on_date: str
    kind: str
    duty: str
    predecessor_code: str
    successor_code: str
    needs_person: str
    source: str
    note: str


@dataclass(frozen=True)
class Channel:
    unit_code: str
    kind: str
    name: str
    host: str
    url: str


def write(name: str, kind: type, rows: Iterable[object]) -> None:
    lines = sorted(tuple(str(value) for value in astuple(row)) for row in rows)  # type: ignore[call-overload] # all are dataclasses
    with (TARGET / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(kind)])
        writer.writerows(lines)
    print(f"{name}: {len(lines)} rows")
