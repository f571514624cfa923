"""Write the sample province: units, trees, successions and channels of `loa.units.catalogue`.

    uv pip install --no-deps --target SOMEWHERE
        vietnamadminunits==1.0.4 vietnam-address-converter==1.0.5
    PYTHONPATH=SOMEWHERE .venv/bin/python scripts/make_catalogue.py

Only for developers: the packages are no dependency of Loa, and the files written are
committed. Areas come from the packages; offices, acts and high schools from the hand-kept
tables in `scripts/catalogue/`. The vocabularies (kinds, levels, duties, groups, sources) are
kept by hand beside the files written here. The same input gives the same bytes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from catalogue_rows import Act, Channel, Edge, Unit, write
from catalogue_sources import (
    FirstPackage,
    NewCommune,
    OldCommune,
    SecondPackage,
    exact,
    read_first,
    slug,
)

from loa.units.catalogue.naming import committee_names, noun_and_name

HERE = Path(__file__).parent
TABLES = HERE / "catalogue"

BEGINS = "2024-01-01"
"""The day the catalogue begins: no founding date of a body is claimed."""
JOINED = "2025-07-01"
"""The day districts ended and provinces joined."""
LAST = "2025-06-30"
"""The day before: a `valid_to` is the last day on which a row holds."""

OLD_CODE = {"82": "tg", "87": "dtc"}
NEW_CODE = "dt"
NEW_OFFICIAL_CODE = "82"
DISTRICTS = {
    "815": "mytho", "816": "gocong", "817": "txcailay", "818": "tanphuoc", "819": "caibe",
    "820": "cailay", "821": "chauthanh", "822": "chogao", "823": "gocongtay",
    "824": "gocongdong", "825": "tanphudong",
}  # fmt: skip


def table(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def committee(
    code: str,
    area: str,
    level: str,
    parent: str,
    official: str,
    source: str,
    days: tuple[str, str],
) -> Unit:
    name, short = committee_names(area)
    return Unit(
        code,
        name,
        short,
        area,
        f"{level}_committee",
        level,
        parent,
        *days,
        0,
        official,
        source,
        0,
    )


def commune_code(district: str, area: str) -> str:
    noun, name = noun_and_name(area)
    return (
        f"{district}.p{name}"
        if noun == "Phường" and name.isdigit()
        else f"{district}.{slug(name)}"
    )


@dataclass
class Province:
    """The sample being put together."""

    first: FirstPackage
    second: SecondPackage
    units: list[Unit]
    edges: list[Edge]
    acts: list[Act]
    channels: list[Channel]

    def add(
        self, unit: Unit, *, later_parent: str = "", sector: tuple[str, str] = ("", "")
    ) -> None:
        """Add a unit with its edges; a later parent takes over on the day provinces joined."""
        self.units.append(replace(unit, position=10 * (len(self.units) + 1)))
        self._edges("territorial", unit, unit.parent_code, later_parent)
        self._edges("sector", unit, *sector)

    def _edges(self, tree: str, unit: Unit, first: str, later: str) -> None:
        start, end = unit.valid_from, unit.valid_to
        turn = LAST if later else end
        if first:
            self.edges.append(Edge(tree, unit.code, start, turn, first, unit.source))
        if later:
            self.edges.append(Edge(tree, unit.code, JOINED, end, later, unit.source))


def add_provinces(to: Province) -> None:
    names = {row.province_code: row.province for row in to.first.old}
    for official, code in OLD_CODE.items():
        to.add(
            committee(
                code,
                names[official],
                "province",
                "vn",
                official,
                "provinces-2025",
                (BEGINS, LAST),
            )
        )
    name = next(row.province for row in to.first.new if row.province_code == NEW_OFFICIAL_CODE)
    to.add(
        committee(
            NEW_CODE, name, "province", "vn", NEW_OFFICIAL_CODE, "provinces-2025", (JOINED, "")
        )
    )


def add_offices(to: Province) -> None:
    rows = table("offices.csv")
    ends = {row["code"]: row["valid_to"] for row in rows} | {
        "tg": LAST,
        "dtc": LAST,
        "dt": "",
    }
    for row in rows:
        unit = Unit(
            row["code"], row["name"], row["short_name"], "", row["kind"], row["level"],
            row["parent"], row["valid_from"], row["valid_to"], 0, "", row["source"],
            int(row["is_sample"]),
        )  # fmt: skip
        outlives = bool(ends.get(row["parent"])) and not row["valid_to"]
        to.add(
            unit, later_parent=NEW_CODE if outlives else "", sector=(row["sector_parent"], "")
        )
        if row["code"] == "vn":
            add_provinces(to)
    to.acts.extend(Act(**row) for row in table("acts.csv"))


def old_communes(first: FirstPackage) -> list[tuple[OldCommune, str]]:
    return [
        (row, commune_code(f"tg.{DISTRICTS[row.district_code]}", row.name))
        for row in first.old
        if OLD_CODE.get(row.province_code) == "tg"
    ]


def new_communes(first: FirstPackage) -> list[tuple[NewCommune, str]]:
    """Code the present communes; two that fold alike get their official code as well."""
    rows = [row for row in first.new if row.province_code == NEW_OFFICIAL_CODE]
    codes = [commune_code(NEW_CODE, row.name) for row in rows]
    return [
        (row, code if codes.count(code) == 1 else f"{code}-{row.code}")
        for row, code in zip(rows, codes, strict=True)
    ]


def add_districts(to: Province) -> None:
    seen: dict[str, str] = {}
    for row, _ in old_communes(to.first):
        seen.setdefault(row.district_code, row.district)
    for official, area in sorted(seen.items()):
        code = f"tg.{DISTRICTS[official]}"
        to.add(
            committee(code, area, "district", "tg", official, "communes-2024", (BEGINS, LAST))
        )
        to.acts.append(
            Act(JOINED, "abolish", "", code, "", "1", "districts-2025",
                "A person decides who takes the work")
        )  # fmt: skip
    for official, area in sorted(seen.items()):
        code = f"tg.{DISTRICTS[official]}.pgddt"
        low = area[0].lower() + area[1:]
        to.add(
            Unit(code, f"Phòng Giáo dục và Đào tạo {low}", f"Phòng GD&ĐT {low}", "",
                 "education_division", "district", f"tg.{DISTRICTS[official]}", BEGINS, LAST,
                 0, "", "editorial", 1),
            sector=("tg.sgddt", ""),
        )  # fmt: skip
        to.acts.append(
            Act(JOINED, "abolish", "", code, "", "1", "districts-2025",
                "A person decides who takes the work")
        )  # fmt: skip


def successors(to: Province) -> dict[str, tuple[str, str]]:
    """Map each former commune's code to its successor's and a note where packages differ."""
    codes = dict(new_communes(to.first))
    found: dict[str, tuple[str, str]] = {}
    for old, code in old_communes(to.first):
        told = {exact(row.new_commune) for row in to.second.successors_of(old)}
        candidates = to.first.candidates[old.key]
        agreed = [new for new in candidates if exact(new.name) in told]
        if len(agreed) != 1:
            raise SystemExit(f"{old.name} ({code}): no single successor both packages name")
        others = ", ".join(new.name for new in candidates if new not in agreed)
        note = (
            f"vietnamadminunits also names {others}; the other package does not"
            if others
            else ""
        )
        found[code] = (codes[agreed[0]], note)
    return found


def add_communes(to: Province) -> dict[str, tuple[str, str]]:
    for old, code in old_communes(to.first):
        parent = code.rsplit(".", 1)[0]
        to.add(
            committee(
                code, old.name, "commune", parent, old.code, "communes-2024", (BEGINS, LAST)
            )
        )
    for new, code in new_communes(to.first):
        to.add(
            committee(
                code, new.name, "commune", NEW_CODE, new.code, "communes-2025", (JOINED, "")
            )
        )
    found = successors(to)
    taken = [successor for successor, _ in found.values()]
    for code, (successor, note) in found.items():
        kind = "merge" if taken.count(successor) > 1 else "rename"
        to.acts.append(
            Act(
                JOINED, kind, "", code, successor, "1" if note else "0", "conversion-2025", note
            )
        )
    return found


def add_schools(to: Province, found: dict[str, tuple[str, str]]) -> None:
    for row in table("high_schools.csv"):
        district = f"tg.{row['district']}"
        to.add(
            Unit(f"{district}.thpt-{row['code']}", row["name"],
                 row["name"].removeprefix("Trường "), "", "high_school", "province", district,
                 BEGINS, "", 0, "", "schools-sample", 1),
            later_parent=NEW_CODE, sector=("tg.sgddt", "dt.sgddt"),
        )  # fmt: skip
    for old, code in old_communes(to.first):
        if not old.name.startswith("Xã "):
            continue
        district, name = code.rsplit(".", 1)
        to.add(
            Unit(f"{district}.thcs-{name}", f"Trường THCS {old.name[3:]}",
                 f"THCS {old.name[3:]}", "", "secondary_school", "commune", district,
                 BEGINS, "", 0, "", "schools-sample", 1),
            later_parent=found[code][0], sector=(f"{district}.pgddt", "dt.sgddt"),
        )  # fmt: skip


def channels_of(unit: Unit, nth: int) -> Iterator[Channel]:
    """Give a unit its sample channels, on hosts reserved for examples (RFC 2606)."""
    top, _, rest = unit.code.partition(".")
    province = {"tg": "tiengiang", "dtc": "dongthap-cu", "dt": "dongthap"}.get(top, "")
    if not province:
        return
    labels = [*reversed(rest.split(".")), province] if rest else [province]
    host = ".".join((*labels, "example"))
    page = f"{province}.{rest}" if rest else province

    def website(name: str) -> Channel:
        return Channel(unit.code, "website", name, host, f"https://{host}/")

    def fanpage() -> Channel:
        return Channel(
            unit.code, "fanpage", f"Trang {unit.short_name}", "fanpage.example",
            f"https://fanpage.example/{page}",
        )  # fmt: skip

    match unit.kind:
        case "department" | "office" | "mass_organisation" | "sector_body" | "police":
            yield website(f"Trang thông tin điện tử {unit.short_name}")
        case (
            "province_committee"
            | "district_committee"
            | "university"
            | "college"
            | "high_school"
        ):
            yield website(f"Trang thông tin điện tử {unit.short_name}")
            yield fanpage()
        case "portal_board":
            yield website("Cổng Thông tin điện tử tỉnh")
            yield fanpage()
        case "newspaper":
            yield Channel(unit.code, "newspaper", f"{unit.name} in", "", "")
            yield website(f"{unit.name} điện tử")
        case "radio_tv" | "press_house":
            yield Channel(unit.code, "tv", "Kênh truyền hình", "", "")
            yield Channel(unit.code, "radio", "Kênh phát thanh", "", "")
            yield website(f"Trang thông tin điện tử {unit.short_name}")
        case "commune_committee":
            area = unit.name.removeprefix("Ủy ban nhân dân ")
            yield Channel(unit.code, "loudspeaker", f"Đài truyền thanh {area}", "", "")
            yield fanpage()
            if nth % 2 == 0:
                yield Channel(
                    unit.code, "zalo", f"Zalo OA {unit.short_name}", "zalo.example",
                    f"https://zalo.example/{page}",
                )  # fmt: skip
        case "secondary_school":
            if nth % 3:  # every third has no channel: a unit may be exempt for that reason
                yield fanpage()


def main() -> None:
    sample = Province(read_first(), SecondPackage(), [], [], [], [])
    add_offices(sample)
    add_districts(sample)
    add_schools(sample, add_communes(sample))
    for nth, unit in enumerate(sample.units):
        sample.channels.extend(channels_of(unit, nth))
    write("units.csv", Unit, sample.units)
    write("trees.csv", Edge, sample.edges)
    write("successions.csv", Act, sample.acts)
    write("channels.csv", Channel, sample.channels)


if __name__ == "__main__":
    main()
