"""Word's automatic numbers, which stand in no run of text: "1.", "a)", "-"."""

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VIETNAMESE_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Numbering:
    """Counts list paragraphs in document order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._load(root)

    def label(self, paragraph: etree._Element) -> str:
        """Give the number before this paragraph with a space after it, or an empty text."""
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        if properties is None:
            return ""
        number = _val(properties.find(W + "numId"))
        level = _int(_val(properties.find(W + "ilvl")), 0)
        if number in ("", "0") or (number, level) not in self._levels:
            return ""
        form, pattern, start = self._levels[number, level]
        if form == "bullet":
            return "- "
        if form == "none" or not pattern:
            return ""
        counts = self._counts.setdefault(number, {})
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        text = pattern
        for above in range(level + 1):
            above_form, _, above_start = self._levels.get((number, above), ("decimal", "", 1))
            text = text.replace(
                f"%{above + 1}", _spell(counts.get(above, above_start), above_form)
            )
        return text + " "

    def _load(self, root: etree._Element) -> None:
        abstract: dict[str, dict[int, tuple[str, str, int]]] = {}
        for item in root.iterfind(W + "abstractNum"):
            levels = {}
            for level in item.iterfind(W + "lvl"):
                levels[_int(level.get(W + "ilvl"), 0)] = (
                    _val(level.find(W + "numFmt")),
                    _val(level.find(W + "lvlText"))[:40],
                    _int(_val(level.find(W + "start")), 1),
                )
            abstract[item.get(W + "abstractNumId") or ""] = levels
        for item in root.iterfind(W + "num"):
            number = item.get(W + "numId") or ""
            found = abstract.get(_val(item.find(W + "abstractNumId")), {})
            for depth, shape in found.items():
                self._levels[number, depth] = shape


def _val(node: etree._Element | None) -> str:
    return "" if node is None else (node.get(W + "val") or "")


def _int(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.lstrip("-").isdigit() and len(text) < 9 else otherwise


def _spell(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = _VIETNAMESE_LETTERS[(number - 1) % len(_VIETNAMESE_LETTERS)]
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < number < 40:
        text, rest = "", number
        for value, sign in _ROMAN:
            while rest >= value:
                text, rest = text + sign, rest - value
        return text if form == "upperRoman" else text.lower()
    return str(number)
