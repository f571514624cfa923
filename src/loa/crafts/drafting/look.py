"""Which look a run and a paragraph of a DOCX have: defaults, styles, ancestors, theme."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element

_OFF = {"0", "false", "off", "none"}
_DEEPEST = 20
_DEFAULT_SIZE_PT = 10.0
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_Layers = list[_Element]


def child(parent: _Element | None, tag: str) -> _Element | None:
    return None if parent is None else parent.find(qn(tag))


def value(parent: _Element | None, tag: str, attribute: str = "w:val") -> str | None:
    found = child(parent, tag)
    return None if found is None else found.get(qn(attribute))


class Looks:
    """Resolve looks against one style sheet; `theme` is the raw theme part, if any."""

    def __init__(self, styles: _Element | None, theme: bytes | None) -> None:
        self._styles: dict[str, _Element] = {}
        self._default: str | None = None
        self._defaults_run: _Element | None = None
        self._defaults_paragraph: _Element | None = None
        self._theme = _theme_fonts(theme)
        if styles is None:
            return
        for style in styles.findall(qn("w:style")):
            identity = style.get(qn("w:styleId"), "")
            self._styles[identity] = style
            is_default = style.get(qn("w:default")) in ("1", "true")
            if is_default and style.get(qn("w:type")) == "paragraph":
                self._default = identity
        defaults = child(styles, "w:docDefaults")
        self._defaults_run = child(child(defaults, "w:rPrDefault"), "w:rPr")
        self._defaults_paragraph = child(child(defaults, "w:pPrDefault"), "w:pPr")

    def _ancestry(self, identity: str | None) -> Iterator[_Element]:
        for _ in range(_DEEPEST):
            style = self._styles.get(identity or "")
            if style is None:
                return
            yield style
            identity = value(style, "w:basedOn")

    def paragraph_layers(self, paragraph: _Element) -> _Layers:
        """Give the paragraph properties from the nearest to the farthest."""
        own = child(paragraph, "w:pPr")
        layers = [own] if own is not None else []
        for style in self._ancestry(value(own, "w:pStyle") or self._default):
            found = child(style, "w:pPr")
            if found is not None:
                layers.append(found)
        if self._defaults_paragraph is not None:
            layers.append(self._defaults_paragraph)
        return layers

    def run_layers(self, paragraph: _Element, run: _Element) -> _Layers:
        own = child(run, "w:rPr")
        layers = [own] if own is not None else []
        paragraph_style = value(child(paragraph, "w:pPr"), "w:pStyle") or self._default
        for identity in (value(own, "w:rStyle"), paragraph_style):
            for style in self._ancestry(identity):
                found = child(style, "w:rPr")
                if found is not None:
                    layers.append(found)
        if self._defaults_run is not None:
            layers.append(self._defaults_run)
        return layers

    def font(self, layers: _Layers) -> str:
        for layer in layers:
            fonts = child(layer, "w:rFonts")
            if fonts is None:
                continue
            theme = fonts.get(qn("w:asciiTheme")) or fonts.get(qn("w:hAnsiTheme"))
            if theme:
                return self._theme.get(theme[:5], theme)
            named = fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi"))
            if named:
                return named
        return "Times New Roman"


def size(layers: _Layers) -> float:
    for layer in layers:
        found = value(layer, "w:sz")
        if found and found.isdigit():
            return int(found) / 2
    return _DEFAULT_SIZE_PT


def is_on(layers: _Layers, tag: str) -> bool:
    for layer in layers:
        found = child(layer, tag)
        if found is not None:
            return (found.get(qn("w:val")) or "1") not in _OFF
    return False


def first_value(layers: _Layers, tag: str, attribute: str = "w:val") -> str | None:
    for layer in layers:
        found = value(layer, tag, attribute)
        if found is not None:
            return found
    return None


def points(layers: _Layers, tag: str, *attributes: str) -> float:
    """Read a length that DOCX gives in twips; missing or no number counts as 0."""
    for layer in layers:
        found = child(layer, tag)
        if found is None:
            continue
        for attribute in attributes:
            text = found.get(qn(attribute))
            if text is not None:
                return number(text) / 20
    return 0.0


def number(text: Any) -> float:
    try:
        return float(text)
    except (TypeError, ValueError):
        return 0.0


def _theme_fonts(theme: bytes | None) -> dict[str, str]:
    if not theme:
        return {}
    try:
        root = etree.fromstring(theme, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return {}
    fonts = {}
    for key in ("major", "minor"):
        latin = root.find(f".//{_A}{key}Font/{_A}latin")
        if latin is not None:
            fonts[key] = latin.get("typeface", "")
    return fonts
