"""Write the whole country: areas and conversions of `loa.units.catalogue.country`.

    uv pip install --no-deps --target SOMEWHERE
        vietnamadminunits==1.0.4 vietnam-address-converter==1.0.5
    PYTHONPATH=SOMEWHERE .venv/bin/python scripts/make_country.py

Only for developers. Also writes `docs/reference/catalogue-differences.md`: every commune on
which the two packages differ. The same input gives the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from catalogue_sources import (
    FirstPackage,
    NewCommune,
    OldCommune,
    SecondPackage,
    SecondRow,
    exact,
    fold,
    read_first,
)

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "src" / "loa" / "units" / "catalogue" / "country"
PAGE = ROOT / "docs" / "reference" / "catalogue-differences.md"

BEGINS, LAST, JOINED = "2024-01-01", "2025-06-30", "2025-07-01"
ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VII": "7"}
ALIKE = 0.7
"""Two spellings closer than this (difflib) are one name; the pairs are listed on the page."""


@dataclass(frozen=True)
class Verdict:
    """What both packages say about one former commune."""

    old: OldCommune
    first: frozenset[NewCommune]
    second: frozenset[NewCommune]
    spelled: str
    """How the second package spells the commune, where it is not the same."""


def old_code(row: OldCommune) -> str:
    """Return the commune's code; an island district without communes stands for itself."""
    return row.code or row.district_code


def spellings(
    first: FirstPackage, second: SecondPackage
) -> dict[OldCommune, tuple[SecondRow, ...]]:
    """Pair what is left over on both sides, province by province, closest spelling first."""
    mine: dict[str, list[OldCommune]] = defaultdict(list)
    seen: set[SecondRow] = set()
    for old in first.old:
        rows = second.successors_of(old)
        seen.update(rows)
        if not rows:
            mine[fold(old.province)].append(old)
    theirs: dict[str, dict[str, list[SecondRow]]] = defaultdict(lambda: defaultdict(list))
    for row in second.rows:
        if row not in seen:
            key = f"{row.old_district} {row.old_commune}"
            theirs[fold(row.old_province)][key].append(row)
    found: dict[OldCommune, tuple[SecondRow, ...]] = {}
    for province, left in mine.items():
        scored = sorted(
            (
                (closeness(f"{old.district} {old.name}", key), old, key)
                for old in left
                for key in theirs[province]
            ),
            key=lambda item: (-item[0], item[1], item[2]),
        )
        taken: set[str] = set()
        for score, old, key in scored:
            if score >= ALIKE and old not in found and key not in taken:
                found[old] = tuple(theirs[province][key])
                taken.add(key)
    return found


def closeness(mine: str, theirs: str) -> float:
    return SequenceMatcher(a=arabic(mine), b=arabic(theirs), autojunk=False).ratio()


def arabic(name: str) -> str:
    """Fold a name, its Roman number ("Phường III") as a figure."""
    return fold(" ".join(ROMAN.get(word, word) for word in name.split(" ")))


def verdicts(first: FirstPackage, second: SecondPackage) -> list[Verdict]:
    new = {(exact(row.province), exact(row.name)): row for row in first.new}
    other = spellings(first, second)

    def judged(old: OldCommune) -> Verdict:
        rows = second.successors_of(old) or other.get(old, ())
        told = frozenset(new[exact(row.new_province), exact(row.new_commune)] for row in rows)
        spelled = f"{rows[0].old_commune}, {rows[0].old_district}" if old in other else ""
        return Verdict(old, frozenset(first.candidates[old.key]), told, spelled)

    return [judged(old) for old in first.old]


def conversions(judged: list[Verdict]) -> Iterator[tuple[str, str, str, str]]:
    """Yield predecessor, successor, doubt, told by."""
    reach: dict[NewCommune, set[str]] = defaultdict(set)
    for verdict in judged:
        for new in verdict.first & verdict.second:
            reach[new].add(verdict.old.province_code)
    for verdict in judged:
        told = verdict.first | verdict.second
        for new in sorted(told):
            in_first, in_second = new in verdict.first, new in verdict.second
            told_by = "both" if in_first and in_second else "first" if in_first else "second"
            if told_by == "both":
                agreed = verdict.first & verdict.second
                doubt = "divided" if len(agreed) > 1 else "disputed" if len(told) > 1 else ""
            else:
                elsewhere = bool(reach[new]) and verdict.old.province_code not in reach[new]
                doubt = "same_name" if told_by == "first" and elsewhere else "disputed"
            yield old_code(verdict.old), new.code, doubt, told_by


def areas(first: FirstPackage) -> Iterator[tuple[str, ...]]:
    """Yield first day, code, level, name, parent, last day, source; provinces come first."""
    provinces = {(row.province_code, row.province) for row in first.old}
    districts = {(row.district_code, row.district, row.province_code) for row in first.old}
    communes = {(row.code, row.name, row.district_code) for row in first.old if row.code}
    for code, name in sorted(provinces):
        yield BEGINS, code, "province", name, "", LAST, "communes-2024"
    for code, name, parent in sorted(districts):
        yield BEGINS, code, "district", name, parent, LAST, "communes-2024"
    for code, name, parent in sorted(communes):
        yield BEGINS, code, "commune", name, parent, LAST, "communes-2024"
    for code, name in sorted({(row.province_code, row.province) for row in first.new}):
        yield JOINED, code, "province", name, "", "", "communes-2025"
    for row in first.new:
        yield JOINED, row.code, "commune", row.name, row.province_code, "", "communes-2025"


def write(name: str, header: str, rows: Iterable[tuple[str, ...]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header.split())
    writer.writerows(rows)
    data = gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)
    (TARGET / name).write_bytes(data)
    print(f"{name}: {len(data)} bytes")


def page(judged: list[Verdict], rows: list[tuple[str, str, str, str]]) -> str:
    doubts = {(old, new): doubt for old, new, doubt, _ in rows}
    counts = Counter(doubt or "none" for *_, doubt, _ in rows)
    differing = [v for v in judged if v.second and v.first != v.second]
    spelled = [v for v in judged if v.spelled]
    alone = [v for v in judged if not v.second]
    agreeing = len(judged) - len(differing) - len(alone)
    waiting = {old for old, _, doubt, _ in rows if doubt}
    lines = [
        "# Where the two sources of the catalogue differ",
        "",
        "Written by `scripts/make_country.py`; do not edit. *First* is `vietnamadminunits`",
        "1.0.4, *second* `vietnam-address-converter` 1.0.5. What it means:",
        "[catalogue.md](catalogue.md).",
        "",
        "| | |",
        "|---|---|",
        f"| former communes and island districts | {len(judged)} |",
        f"| on which both name the same successors | {agreeing} |",
        f"| on which they differ | {len(differing)} |",
        f"| spelled in another way | {len(spelled)} |",
        f"| which the second does not hold | {len(alone)} |",
        f"| which wait for a person | {len(waiting)} |",
        *(f"| lines with doubt `{key}` | {counts[key]} |" for key in sorted(counts)),
        "",
        "## Successors",
        "",
        "A name in *italics* lies across a former provincial border where a commune of the",
        "same name went: probably joined by name in the first package (`same_name`).",
        "",
        "| former | both | only first | only second |",
        "|---|---|---|---|",
    ]
    for verdict in differing:
        cells = (
            verdict.first & verdict.second,
            verdict.first - verdict.second,
            verdict.second - verdict.first,
        )
        said = " | ".join(
            ", ".join(
                f"*{new.name}*"
                if doubts[old_code(verdict.old), new.code] == "same_name"
                else new.name
                for new in sorted(cell)
            )
            for cell in cells
        )
        old = verdict.old
        lines.append(f"| {old.name or old.district}, {old.district}, {old.province} | {said} |")
    lines += ["", "## Spellings", "", "| first (kept) | second |", "|---|---|"]
    lines += [f"| {v.old.name}, {v.old.district} | {v.spelled} |" for v in spelled]
    lines += ["", "## Not in the second", ""]
    lines += [f"- {v.old.name or v.old.district}, {v.old.province}" for v in alone]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def main() -> None:
    first, second = read_first(), SecondPackage()
    judged = verdicts(first, second)
    told = sorted(conversions(judged))
    provinces = sorted((old, new, "", "both") for old, new in first.provinces.items())
    TARGET.mkdir(exist_ok=True)
    write(
        "areas.csv.gz",
        "valid_from official_code level name parent_code valid_to source",
        areas(first),
    )
    write(
        "conversions.csv.gz",
        "predecessor_code successor_code doubt told_by",
        [*provinces, *told],
    )
    PAGE.write_text(page(judged, told), encoding="utf-8")


if __name__ == "__main__":
    main()
