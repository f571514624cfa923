"""Put the Vietnamese of locale/parts/*.po together and compile it; standard library only.

    scripts/compile_messages.py          writes locale/vi/LC_MESSAGES/django.po and django.mo

The parts are what people edit, one file a room, so that two changes seldom meet in one file.
Both results are made, never edited and never committed: the same parts give the same bytes.
Run by `bin/setup` and before the tests.
"""

import ast
import struct
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ROOT / "locale" / "parts"
RESULT = ROOT / "locale" / "vi" / "LC_MESSAGES"
HEADER = (
    "Language: vi\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=1; plural=0;\n"
)
MO_MAGIC = 0x950412DE
KEYWORDS = ("msgctxt", "msgid_plural", "msgid", "msgstr[0]", "msgstr")


@dataclass
class Entry:
    """One message: `key` is (context, msgid); `said` the Vietnamese, which knows no plural."""

    context: str = ""
    msgid: str = ""
    plural: str = ""
    said: str = ""
    flags: set[str] = field(default_factory=set)
    where: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return (self.context, self.msgid)


class PartError(ValueError):
    """A line of a part cannot be read. `where` is "file:line"."""

    def __init__(self, where: str, line: str) -> None:
        super().__init__(f"{where}: cannot read {line!r}")
        self.where = where


def read(path: Path) -> Iterator[Entry]:
    """Yield the entries of a .po file, without its header. Raises PartError."""
    entry, slot = Entry(), ""
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate([*lines, ""], start=1):
        text, where = line.strip(), f"{path.name}:{number}"
        if text.startswith("#") or not text:
            if slot in {"msgstr", "msgstr[0]"}:
                if entry.msgid:
                    yield entry
                entry, slot = Entry(), ""
            if text.startswith("#,"):
                entry.flags |= {flag.strip() for flag in text[2:].split(",")}
            continue
        keyword = next((word for word in KEYWORDS if text.startswith(f"{word} ")), "")
        if keyword in {"msgctxt", "msgid"} and slot in {"msgstr", "msgstr[0]"}:
            if entry.msgid:
                yield entry
            entry, slot = Entry(), ""
        slot = keyword or slot
        if keyword == "msgid":
            entry.where = where
        try:
            piece = ast.literal_eval(text.removeprefix(keyword).strip())
        except (SyntaxError, ValueError) as error:
            raise PartError(where, text) from error
        name = {
            "msgctxt": "context", "msgid": "msgid", "msgid_plural": "plural",
            "msgstr": "said", "msgstr[0]": "said",
        }.get(slot)  # fmt: skip
        if name is None or not isinstance(piece, str):
            raise PartError(where, text)
        setattr(entry, name, getattr(entry, name) + piece)


def merge(parts: Iterable[Path]) -> tuple[list[Entry], list[str]]:
    """Return the entries in order of key, and a sentence for each that two parts tell apart."""
    kept: dict[tuple[str, str], Entry] = {}
    quarrels = []
    for path in sorted(parts):
        for entry in read(path):
            first = kept.setdefault(entry.key, entry)
            if first.said and entry.said and first.said != entry.said:
                quarrels.append(
                    f"{entry.where}: {entry.msgid!r} is {entry.said!r}, "
                    f"but {first.said!r} in {first.where}"
                )
            if (entry.said and not first.said) or (entry.plural and not first.plural):
                kept[entry.key] = entry
    return [kept[key] for key in sorted(kept)], quarrels


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return '"' + escaped.replace("\n", "\\n") + '"'


def as_po(entries: Iterable[Entry]) -> str:
    blocks = [
        "# Made by scripts/compile_messages.py from locale/parts. Edit there.\n"
        f'msgid ""\nmsgstr {quoted(HEADER)}\n'
    ]
    for entry in entries:
        lines = [f"#, {', '.join(sorted(entry.flags))}"] if entry.flags else []
        if entry.context:
            lines.append(f"msgctxt {quoted(entry.context)}")
        lines.append(f"msgid {quoted(entry.msgid)}")
        if entry.plural:
            lines.append(f"msgid_plural {quoted(entry.plural)}")
        lines.append(f"msgstr{'[0]' if entry.plural else ''} {quoted(entry.said)}")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def as_mo(entries: Iterable[Entry]) -> bytes:
    """Return the bytes gettext reads: sorted pairs of NUL-ended strings behind two tables."""
    said = {"": HEADER}
    for entry in entries:
        if not entry.said or "fuzzy" in entry.flags:
            continue
        key = f"{entry.context}\x04{entry.msgid}" if entry.context else entry.msgid
        said[f"{key}\0{entry.plural}" if entry.plural else key] = entry.said
    pairs = sorted((key.encode(), value.encode()) for key, value in said.items())
    count, start = len(pairs), 28
    ids, strings, tables = b"", b"", []
    for which in (0, 1):
        offset = start + 16 * count + (len(ids) if which else 0)
        blob = b""
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[which]), offset + len(blob)))
            blob += pair[which] + b"\0"
        ids, strings = (ids, blob) if which else (blob, strings)
    head = struct.pack(
        "<7I", MO_MAGIC, 0, count, start, start + 8 * count, 0, start + 16 * count
    )
    return head + b"".join(tables) + ids + strings


def write(path: Path, content: bytes) -> None:
    """Write only what changed, whole or not at all: a running server may be reading it."""
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f"{path.suffix}.new")
    fresh.write_bytes(content)
    fresh.replace(path)


def main() -> int:
    try:
        entries, quarrels = merge(PARTS.glob("*.po"))
    except PartError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    write(RESULT / "django.po", as_po(entries).encode())
    write(RESULT / "django.mo", as_mo(entries))
    for sentence in quarrels:
        sys.stderr.write(f"{sentence}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
