"""What of a page no reader sees, or what its author did not write: left out, never compared.

Only what the page's own marks say is judged: attributes and styles written on an element, and
the names that sites give to their readers' comments. A style sheet is not read.
"""

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Nobody reads these, or only after a click into a form.
NEVER_SHOWN = "script,style,template,svg,[hidden],dialog:not([open])"
NO_WORDS = "noscript,iframe,textarea,select,datalist,title,object,audio,video"
_NAMES = (
    "comments", "comment", "comment-list", "commentlist", "comments-area", "comment-content",
    "comment-body", "comment-text", "comment-item", "item-comment", "list-comment",
    "list-comments", "box-comment", "comment-box", "fb-comments", "binh-luan", "binhluan",
    "box-binhluan", "y-kien", "ykien", "y-kien-ban-doc", "disqus_thread",
)  # fmt: skip
_COMMENTS = ",".join(
    (
        *(f".{name}" for name in _NAMES),
        *(f"#{name}" for name in _NAMES),
        "[itemprop=comment]",
        "[itemtype$='/Comment']",
    )
)
# A frame of the whole page may be named so too (`<body class="comments">`).
_WHOLE = frozenset({"html", "body", "main"})
_ARTICLE = "h1,[itemprop=articleBody]"
_LENGTH = re.compile(r"(-?\d*\.?\d+)(px|em|rem|pt|vw|vh|%)?")
_FAR = -300.0
_SIDES = ("left", "right", "top", "bottom", "margin-left", "margin-top")
_MOVES = ("transform", "animation", "transition")


def drop_unseen(tree: LexborHTMLParser) -> None:
    """Take out of a page what its own marks say that nobody sees."""
    styled = [
        node for node in tree.css("[style]") if is_unseen(str(node.attributes["style"] or ""))
    ]
    _drop(styled)
    _drop(tree.css(NEVER_SHOWN))


def drop_comments(tree: LexborHTMLParser) -> int:
    """Take the readers' comments out of a page; give how many elements went."""
    comments = [
        node
        for node in tree.css(_COMMENTS)
        if node.tag not in _WHOLE and node.css_first(_ARTICLE) is None
    ]
    _drop(comments)
    return len(comments)


def _drop(nodes: Iterable[LexborNode]) -> None:
    for node in reversed(list(nodes)):  # the inner ones first: an outer one ends them too
        node.decompose()


def is_unseen(style: str) -> bool:
    """Say whether an element with this style shows nothing to a reader."""
    said: dict[str, str] = {}
    for part in style.lower().split(";"):
        name, _, value = part.partition(":")
        said[name.strip()] = " ".join(value.replace("!important", "").split())
    if said.get("display") == "none" or said.get("visibility") in {"hidden", "collapse"}:
        return True
    if _is_nothing(said.get("opacity"), 0.05) and not any(name in said for name in _MOVES):
        return True  # with a movement it is faded in
    if _is_nothing(said.get("font-size")) or said.get("color") == "transparent":
        return True
    ground = said.get("background-color") or said.get("background")
    if ground and said.get("color") == ground:
        return True
    if _length(said.get("text-indent")) < _FAR:
        return True
    if said.get("position") in {"absolute", "fixed"} and (
        any(_length(said.get(side)) < _FAR for side in _SIDES)
        or said.get("clip", "").startswith(("rect(0", "rect(1px"))
        or said.get("clip-path") in {"inset(50%)", "inset(100%)"}
    ):
        return True
    is_cut = said.get("overflow", "").startswith(("hidden", "clip"))
    sizes = ("height", "max-height", "width", "max-width")
    return is_cut and any(_is_nothing(said.get(name)) for name in sizes)


def _is_nothing(said: str | None, most: float = 1.0) -> bool:
    return said is not None and _LENGTH.fullmatch(said) is not None and _length(said) <= most


def _length(said: str | None) -> float:
    found = _LENGTH.fullmatch(said or "")
    if found is None:
        return 0.0
    many = float(found[1])
    return many * 16 if found[2] in {"em", "rem", "vw", "vh"} else many


def without_comments(html: str) -> str | None:
    """Give a page as text without its readers' comments; None where it has none."""
    tree = LexborHTMLParser(html)
    return tree.html if drop_comments(tree) else None
