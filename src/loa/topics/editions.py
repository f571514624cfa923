"""The bundled lists as they stand in `lists/*.toml`: one file an edition."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

FOLDER = files("loa.topics.lists")


@dataclass(frozen=True)
class TermRow:
    code: str
    name_vi: str
    name_en: str
    same_as: tuple[str, ...] = ()  # codes in the edition that the file names


@dataclass(frozen=True)
class Edition:
    """One file. `same_as` is the label of the edition that the terms' cross-walk points to."""

    code: str
    name_vi: str
    name_en: str
    pack: str
    label: str
    valid_from: date
    source: str
    same_as: str
    terms: tuple[TermRow, ...]


def packs() -> dict[str, dict[str, str]]:
    """Return {code: {"name_vi", "name_en"}} of the bundled topic packs."""
    return tomllib.loads((FOLDER / "packs.toml").read_text(encoding="utf-8"))


def editions() -> Iterator[Edition]:
    """Yield the bundled editions, oldest first, so that a cross-walk finds its target."""
    found = [
        _edition(tomllib.loads(file.read_text(encoding="utf-8")))
        for file in FOLDER.iterdir()
        if file.name.endswith(".toml") and file.name != "packs.toml"
    ]
    yield from sorted(found, key=lambda each: (each.valid_from, each.code))


def _edition(data: dict[str, object]) -> Edition:
    rows = data["terms"]
    assert isinstance(rows, list)  # noqa: S101 (our own file)
    first = data["valid_from"]
    assert isinstance(first, date)  # noqa: S101 (our own file)
    return Edition(
        code=str(data["list"]),
        name_vi=str(data["name_vi"]),
        name_en=str(data["name_en"]),
        pack=str(data.get("pack", "")),
        label=str(data["label"]),
        valid_from=first,
        source=str(data["source"]),
        same_as=str(data.get("same_as", "")),
        terms=tuple(TermRow(row[0], row[1], row[2], tuple(row[3:])) for row in rows),
    )
