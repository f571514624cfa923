"""Read the two openly licensed packages that the catalogue of areas is made from.

Both packages are read as data files and never imported: importing the first pulls in
geography libraries we do not need. Neither is a dependency of Loa.
"""

from __future__ import annotations

import ast
import json
import re
import sqlite3
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from loa.units.catalogue.naming import NOUNS

COMMON = frozenset({"trường"})
"""Common nouns within a name ("Nông trường")."""
# Combining grave, acute, tilde, hook above, dot below: the five tone marks.
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@dataclass(frozen=True, order=True)
class OldCommune:
    """One row of the three-level list; five island districts have no commune (code empty)."""

    province_code: str
    district_code: str
    code: str
    province: str
    district: str
    name: str
    key: str


@dataclass(frozen=True, order=True)
class NewCommune:
    province_code: str
    code: str
    province: str
    name: str


@dataclass(frozen=True)
class FirstPackage:
    """What `vietnamadminunits` says: official codes, names, candidates of each former key."""

    old: tuple[OldCommune, ...]
    new: tuple[NewCommune, ...]
    candidates: dict[str, tuple[NewCommune, ...]]
    provinces: dict[str, str]
    """Old province code → new province code."""


@dataclass(frozen=True)
class SecondRow:
    """One pair of `vietnam-address-converter`: names only, its codes are not GSO codes."""

    old_province: str
    old_district: str
    old_commune: str
    new_province: str
    new_commune: str


def nfc(text: str | None) -> str:
    return unicodedata.normalize("NFC", " ".join((text or "").split()))


def fold(text: str) -> str:
    """Fold to a-z0-9, without marks, as both packages key their rows."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]", "", plain)


def exact(text: str) -> str:
    """Keep letters and tones, but not where the tone stands (Hòa = Hoà), case or spaces."""
    parts = unicodedata.normalize("NFD", text.lower())
    tones = "".join(c for c in parts if c in TONES)
    letters = "".join(c for c in parts if c not in TONES)
    return re.sub(r"\W", "", unicodedata.normalize("NFC", letters)) + tones


def capital(area: str) -> str:
    """Write an area with its capitals: "Thành Phố Bắc Kạn", "Xã Đại áng" occur in the list."""
    for noun in NOUNS:
        if area.lower().startswith(f"{noun.lower()} "):
            words = area[len(noun) + 1 :].split(" ")
            name = (w if w in COMMON else w[:1].upper() + w[1:] for w in words)
            return " ".join((noun, *name))
    return area


def slug(text: str) -> str:
    return fold(text)


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed: see the first lines of this script")
    return Path(spec.origin).parent


def read_first() -> FirstPackage:
    folder = _folder("vietnamadminunits") / "data"
    with sqlite3.connect(folder / "dataset.db") as database:
        old_rows = database.execute(
            "SELECT provinceCode, districtCode, wardCode, province, district, ward,"
            " provinceKey, districtKey, wardKey FROM admin_units_legacy"
        ).fetchall()
        new_rows = database.execute(
            "SELECT provinceCode, wardCode, province, ward, provinceKey, wardKey"
            " FROM admin_units"
        ).fetchall()
    old = tuple(
        sorted(
            OldCommune(
                row[0], row[1], row[2] or "",
                capital(nfc(row[3])), capital(nfc(row[4])), capital(nfc(row[5])),
                "_".join((row[6], row[7], row[8] or "")),
            )
            for row in old_rows
        )
    )  # fmt: skip
    new = {
        (row[4], row[5]): NewCommune(row[0], row[1], capital(nfc(row[2])), capital(nfc(row[3])))
        for row in new_rows
    }
    told = json.loads((folder / "converter_2025.json").read_text(encoding="utf-8"))
    candidates: dict[str, list[NewCommune]] = defaultdict(list)
    for province, communes in told["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, predecessors in communes.items():
            for key in predecessors:
                candidates[key].append(new[province, commune])
    for province, divided in told["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, choices in divided.items():
            candidates[key].extend(new[province, choice["newWardKey"]] for choice in choices)
    old_codes = {row[6]: row[0] for row in old_rows}
    new_codes = {row[4]: row[0] for row in new_rows}
    provinces = {
        old_codes[old_key]: new_codes[new_key]
        for new_key, old_keys in told["DICT_PROVINCE"].items()
        for old_key in old_keys
    }
    return FirstPackage(
        old=old,
        new=tuple(sorted(new.values())),
        candidates={key: tuple(sorted(set(found))) for key, found in candidates.items()},
        provinces=provinces,
    )


class SecondPackage:
    """What `vietnam-address-converter` says, looked up by names."""

    def __init__(self) -> None:
        text = (_folder("vietnam_address_converter") / "data.py").read_text(encoding="utf-8")
        data = json.loads(_json_within(text))
        self.rows = tuple(
            SecondRow(
                nfc(row["old"]["province_name"]),
                nfc(row["old"]["district_name"]),
                nfc(row["old"]["ward_name"]),
                nfc(row["new"]["province_name"]),
                nfc(row["new"]["ward_name"]),
            )
            for row in data["mapping"]["rows"]
        )

    @cached_property
    def by_folded_names(self) -> dict[tuple[str, str, str], list[SecondRow]]:
        found: dict[tuple[str, str, str], list[SecondRow]] = defaultdict(list)
        for row in self.rows:
            names = (row.old_province, row.old_district, row.old_commune)
            found[fold(names[0]), fold(names[1]), fold(names[2])].append(row)
        return found

    def successors_of(self, commune: OldCommune) -> tuple[SecondRow, ...]:
        """Return its rows for a commune; where marks alone tell two apart, marks decide."""
        names = (fold(commune.province), fold(commune.district), fold(commune.name))
        rows = self.by_folded_names.get(names, [])
        if len({exact(row.old_commune) for row in rows}) > 1:
            rows = [row for row in rows if exact(row.old_commune) == exact(commune.name)]
        return tuple(rows)


def _json_within(module: str) -> str:
    """Return the JSON text that the data module hands to `json.loads`, without running it."""
    for node in ast.walk(ast.parse(module)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "json.loads":
            (argument,) = node.args
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                return argument.value
    raise SystemExit("vietnam-address-converter no longer holds its data as before")
