"""Write `acts-2025.toml` of `loa.units.catalogue`: the sample's reorganisations as acts.

    .venv/bin/python scripts/make_acts.py

The catalogue tells what stood before and after; this tells the same as acts that `loa units
act` applies to a register that knows only what stood before (`as_before`). A test holds the
two together. The same input gives the same bytes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from loa.units.catalogue import (
    ACTS_2025,
    SuccessionRow,
    Tree,
    UnitRow,
    ancestors,
    load_catalogue,
    parents_on,
)
from loa.units.catalogue.acts import FIRST_ACT

CATALOGUE = load_catalogue()
UNITS = {row.code: row for row in CATALOGUE.units}
DAYS = tuple(sorted({row.on_date for row in CATALOGUE.successions}))
# Number and date of an act stand here only where the catalogue's source tells them.
BASIS = {
    "provinces-2025": "Nghị quyết số 202/2025/QH15 về sắp xếp đơn vị hành chính cấp tỉnh",
    "conversion-2025": "Nghị quyết số 1663/NQ-UBTVQH15 về sắp xếp đơn vị hành chính cấp xã",
    "districts-2025": "Chính quyền địa phương hai cấp từ ngày 01/7/2025",
    "departments-2025": "Sắp xếp cơ quan chuyên môn cấp tỉnh từ ngày 01/3/2025",
    "departments-2025-norm": "Sắp xếp cơ quan chuyên môn cấp tỉnh từ ngày 01/3/2025 (mẫu)",
    "departments-2025-dong-thap": "Cơ quan chuyên môn của tỉnh Đồng Tháp từ ngày 01/7/2025",
    "ministries-2025": "Sắp xếp bộ, cơ quan ngang bộ từ ngày 01/3/2025",
    "mass-organisations": "Sắp xếp Mặt trận Tổ quốc và các đoàn thể từ ngày 01/7/2025",
    "press-2025": "Hợp nhất báo và đài phát thanh, truyền hình cấp tỉnh",
    "schools-sample": "Các trường về địa bàn mới từ ngày 01/7/2025 (mẫu)",
    "editorial": "Dữ liệu mẫu, đơn vị tự sửa theo văn bản của địa phương",
}
HEAD = """\
# The reorganisations of 1 March and 1 July 2025 as acts, for `loa units act`.
# Written by scripts/make_acts.py from the catalogue beside it; sources: sources.csv.
# The register they begin from: `loa units catalogue before-2025`.
"""

Key = tuple[int, str, tuple[tuple[str, str, bool], ...], str]


def text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def table(**values: object) -> str:
    told = {key: value for key, value in values.items() if value not in ("", False, None, 0)}
    return "{" + ", ".join(f"{key} = {text(value)}" for key, value in told.items()) + "}"


def act(kind: str, on: date, source: str, units: Iterable[str], **more: object) -> str:
    lines = ["[[act]]", f"kind = {text(kind)}", f"on = {on}", f"basis = {text(BASIS[source])}"]
    lines.append(f"units = {text(list(units))}")
    for key, value in more.items():
        if isinstance(value, list):
            lines += [f"{key} = [", *(f"  {row}," for row in value), "]"] if value else []
        else:
            lines.append(f"{key} = {text(value)}")
    return "\n".join(lines)


def opened(row: UnitRow, on: date) -> str:
    above = {
        edge.tree: edge.parent_code
        for edge in CATALOGUE.edges
        if edge.unit_code == row.code and edge.valid_from == on
    }
    return table(
        code=row.code, name=row.name, kind=row.kind, level=row.level,
        parent=above.get(Tree.TERRITORIAL, ""), sector_parent=above.get(Tree.SECTOR, ""),
        short_name=row.short_name, area=row.area, position=row.position,
        is_sample=row.is_sample,
    )  # fmt: skip


@cache
def places(on: date) -> dict[str, str]:
    return parents_on(CATALOGUE.edges, tree=Tree.TERRITORIAL, on=on)


def depth(code: str, on: date) -> int:
    return len(tuple(ancestors(code, places(on - timedelta(days=1)))))


def endings(on: date) -> dict[Key, list[str]]:
    """Return {(depth, kind, heirs, source): units that end so}, the deepest first."""
    rows: dict[str, list[SuccessionRow]] = defaultdict(list)
    for row in CATALOGUE.successions:
        if row.on_date == on:
            rows[row.predecessor_code].append(row)
    groups: dict[Key, list[str]] = defaultdict(list)
    for code in sorted(rows, key=lambda code: (-depth(code, on), code)):
        first = rows[code][0]
        heirs = tuple(
            (row.successor_code, row.duty, row.needs_person)
            for row in rows[code]
            if row.successor_code
        )
        groups[depth(code, on), first.kind.value, heirs, first.source].append(code)
    return groups


def moves(on: date) -> Iterator[str]:
    """Tell who came to hang elsewhere on a day without having been opened on it."""
    targets: dict[tuple[Tree, str, str], list[str]] = defaultdict(list)
    for edge in CATALOGUE.edges:
        if edge.valid_from == on and UNITS[edge.unit_code].valid_from != on:
            targets[edge.tree, edge.parent_code, edge.source].append(edge.unit_code)
    for (tree, parent, source), units in sorted(targets.items()):
        yield act("move", on, source, units, parent=parent, tree=tree.value)


def acts_of(on: date) -> Iterator[str]:
    groups = endings(on)
    new = [row for row in CATALOGUE.units if row.valid_from == on]
    new.sort(key=lambda row: (row.parent_code in {other.code for other in new}, row.position))
    told = dict(groups)
    if new:  # whatever ends first opens all that is new on the day
        key = next(iter(groups))
        yield _ending(on, key, told.pop(key), opens=[opened(row, on) for row in new])
    yield from moves(on)
    for key, units in told.items():
        yield _ending(on, key, units, opens=[])


def _ending(on: date, key: Key, units: list[str], *, opens: list[str]) -> str:
    _, kind, heirs, source = key
    told = [table(code=c, duty=d, is_proposed=p) for c, d, p in heirs]
    return act(kind, on, source, units, opens=opens, heirs=told)


def main() -> None:
    if DAYS[0] != FIRST_ACT:
        raise ValueError(DAYS[0])
    acts = [each for on in DAYS for each in acts_of(on)]
    ACTS_2025.write_text("\n\n".join([HEAD.rstrip(), *acts]) + "\n", encoding="utf-8")
    print(f"{len(acts)} acts: {Path(ACTS_2025).name}")


if __name__ == "__main__":
    main()
