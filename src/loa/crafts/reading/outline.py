"""The outline of the body: items under items, plain paragraphs where they belong."""

from dataclasses import dataclass, field

from loa.crafts.reading.paragraphs import Paragraph

_DEPTH = {"roman": 1, "article": 1, "number": 2, "head": 4, "letter": 5, "bullet": 6}


@dataclass(slots=True)
class Item:
    """A paragraph with what stands under it. `path` is "III.1"; "" for plain paragraphs."""

    paragraph: Paragraph
    path: str
    depth: int
    children: list["Item"] = field(default_factory=list)
    parent: "Item | None" = None
    known: tuple[str, ...] = ()  # names that Kính gửi gives

    @property
    def is_heading(self) -> bool:
        """Short, and it does not end a sentence: its children say the rest."""
        text = self.paragraph.text.rstrip()
        return bool(text) and len(text) < 140 and not text.endswith((".", ";", ",", "/"))

    def walk(self) -> list[Paragraph]:
        """Its paragraph and all under it."""
        out = [self.paragraph]
        for child in self.children:
            out.extend(child.walk())
        return out

    def text(self) -> str:
        """All its words in one."""
        return " ".join(paragraph.text for paragraph in self.walk())


def outline_of(paragraphs: list[Paragraph], known: tuple[str, ...] = ()) -> list[Item]:
    """Nest the paragraphs. A plain paragraph goes under a heading item, else it stands alone."""
    roots: list[Item] = []
    stack: list[Item] = []
    for paragraph in paragraphs:
        depth = _depth(paragraph)
        if depth is None:
            parent = next((item for item in reversed(stack) if item.is_heading), None)
            if parent is None or not stack or not _takes_plain(stack, parent):
                stack = []
                roots.append(Item(paragraph, "", 0, known=known))
                continue
            parent.children.append(
                Item(paragraph, parent.path, parent.depth + 1, parent=parent, known=known)
            )
            continue
        while stack and stack[-1].depth >= depth:
            stack.pop()
        parent = stack[-1] if stack else None
        item = Item(paragraph, _path(parent, paragraph), depth, parent=parent, known=known)
        (parent.children if parent else roots).append(item)
        stack.append(item)
    return roots


def _depth(paragraph: Paragraph) -> int | None:
    base = _DEPTH.get(paragraph.kind)
    if base is None:
        return None
    return base + paragraph.label.count(".") if paragraph.kind == "number" else base


def _takes_plain(stack: list[Item], parent: Item) -> bool:
    """Whether a heading still waits for its text: nothing but plain text stands under it."""
    return stack[-1] is parent or parent.depth <= 1


def _path(parent: Item | None, paragraph: Paragraph) -> str:
    own = paragraph.label if paragraph.kind != "bullet" else ""
    above = parent.path if parent else ""
    if not own:
        return above
    if above and paragraph.kind == "number" and paragraph.label.count("."):
        roman = above.split(".")[0]
        return f"{roman}.{own}" if not roman.isdigit() else own
    return f"{above}.{own}" if above else own
