"""The materials that come with Loa: made by us (`scripts/make_materials.py`), CC BY 4.0."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

FOLDER = files("loa.materials.sample")
LICENCE = "CC BY 4.0"


@dataclass(frozen=True)
class SampleMaterial:
    """One bundled material. `skills` are codes of the list "skills", edition 2024."""

    code: str
    title: str
    format: str
    summary: str
    text: str
    post_text: str
    data: bytes
    file_name: str
    preview: bytes
    skills: tuple[str, ...]


def sample_materials() -> Iterator[SampleMaterial]:
    """Yield the bundled materials in the order of their file."""
    told = tomllib.loads((FOLDER / "materials.toml").read_text(encoding="utf-8"))
    for row in told["material"]:
        file, words = row.get("file", ""), row.get("text_file", "")
        yield SampleMaterial(
            code=row["code"],
            title=row["title"],
            format=row["format"],
            summary=row["summary"],
            text=_words(words) if words else row["text"],
            post_text=row["post_text"].strip(),
            data=_bytes(file),
            file_name=file,
            preview=_bytes(row.get("preview", "")),
            skills=tuple(row["skills"]),
        )


def _bytes(name: str) -> bytes:
    return (FOLDER / name).read_bytes() if name else b""


def _words(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8").strip()
