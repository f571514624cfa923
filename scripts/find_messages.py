"""List what the code says to people: every msgid in templates and gettext calls under src/loa.

.venv/bin/python scripts/find_messages.py      prints those without Vietnamese, as .po entries
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

from scripts.compile_messages import PARTS, ROOT, as_po, merge
from scripts.compile_messages import Entry as Translation

# name → (place of context, of msgid, of plural); None where the call has none
CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
CALLS |= {f"{name}_lazy": places for name, places in CALLS.items()} | {
    "gettext_noop": (None, 0, None)
}
LITERAL = r"""u?(?:'''(?:[^\\]|\\.)*?'''|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
TEMPLATE_CALL = re.compile(
    rf"\b(?P<name>_|n?p?gettext)\((?P<args>{LITERAL}(?:\s*,\s*{LITERAL})*)", re.DOTALL
)


@dataclass(frozen=True)
class Message:
    context: str
    msgid: str
    plural: str
    where: str


def in_python(path: Path, shown: str) -> Iterator[Message]:
    """Yield the messages of a module. Raises ValueError where a msgid is not a literal."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        (alias.asname or alias.name): CALLS[alias.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in CALLS
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id not in names:
            continue
        where = f"{shown}:{node.lineno}"
        context, msgid, plural = (
            "" if place is None else _literal(node, place, where)
            for place in names[node.func.id]
        )
        yield Message(context, msgid, plural, where)


def _literal(call: ast.Call, place: int, where: str) -> str:
    argument = call.args[place]
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    raise ValueError(f"{where}: the msgid is put together; gettext needs a plain string")


def in_template(path: Path, shown: str) -> Iterator[Message]:
    if not settings.configured:
        settings.configure()
    source = path.read_text(encoding="utf-8")
    for found in TEMPLATE_CALL.finditer(templatize(source)):
        name = "gettext" if found["name"] == "_" else found["name"]
        texts = [
            ast.literal_eval(text) for text in re.findall(LITERAL, found["args"], re.DOTALL)
        ]
        context, msgid, plural = (
            "" if place is None else texts[place] for place in CALLS[name]
        )
        yield Message(context, msgid, plural, shown)


def find(source: Path) -> list[Message]:
    """Return every message under `source`, in order of file."""
    found: list[Message] = []
    for path in sorted(source.rglob("*")):
        shown = str(path.relative_to(source))
        if "migrations" in path.parts:
            continue
        if path.suffix == ".py":
            found += in_python(path, shown)
        elif "templates" in path.parts and path.suffix in {".html", ".txt"}:
            found += in_template(path, shown)
    return found


def missing(messages: list[Message], known: list[Translation]) -> list[Message]:
    """Return the first message of each kind that has no Vietnamese, or no plural beside it."""
    said = {entry.key: entry for entry in known if entry.said and "fuzzy" not in entry.flags}
    lacking = {}
    for message in messages:
        entry = said.get((message.context, message.msgid))
        if not message.msgid.strip():
            continue
        if entry is None or (message.plural and entry.plural != message.plural):
            lacking.setdefault((message.context, message.msgid), message)
    return list(lacking.values())


def main() -> int:
    known, _quarrels = merge(PARTS.glob("*.po"))
    lacking = missing(find(ROOT / "src" / "loa"), known)
    for message in lacking:
        skeleton = Translation(message.context, message.msgid, message.plural)
        print(f"#: {message.where}\n{as_po([skeleton]).split(chr(10) * 2)[1]}")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
