"""Agency lists of the document exchange (QCVN 102:2016, edXML), read as lines of a list.

No two systems write them alike: this reader is blind to namespaces, to order and to how deep
an agency stands. Whatever element holds a code and a name, in its children or attributes, is an
agency; a header of a letter (From, To) is read like a list of them. What the list does not say,
kind and level above all, the person who reads it in says for all lines, or in each.
Source: QCVN 102:2016/BTTTT; codes of QĐ 20/2020/QĐ-TTg.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from loa.units.lists.columns import COLUMNS
from loa.units.lists.limits import MOST_LINES, ListUnreadableError

SNIFFED = 200  # signs that hold the declaration
MOST_XML_BYTES = 50 * 1024 * 1024  # what the exchange itself lets through
BEGINS = re.compile(rb"[^<,;\t\r\n]{0,64}<(\?xml|!|[A-Za-z])")
SAYS_ENCODING = re.compile(r"""\bencoding\s*=\s*["'][^"']*["']""")
DECLARES = re.compile(rb"<!(doctype|entity)", re.I)
WORDS = {
    "code": ("organid", "organizationid", "agencyid", "agencycode", "organcode", "orgcode",
             "madinhdanh", "madonvi", "code", "ma", "id"),
    "code102": ("code102", "organid102", "agencycode102", "ma102"),
    "name": ("organname", "organizationname", "agencyname", "orgname", "tendonvi", "tencoquan",
             "name", "ten", "title"),
    "short_name": ("shortname", "abbreviation", "tenviettat"),
    "parent": ("parentid", "parentcode", "parentorganid", "organidparent", "parentagencyid",
               "parentagencycode", "pcode", "pid", "macha", "macapcha", "macaptren",
               "madonvicaptren"),
}  # fmt: skip
KEY_OF = {word: key for key, words in WORDS.items() for word in words}
RANK = {word: place for words in WORDS.values() for place, word in enumerate(words)}
QCVN_102 = re.compile(r"(\d{2,3}\.)+[A-Z]\d{2}")
QD_20 = re.compile(r"[A-Z]\d{2}(\.\d{2,3})*")


def looks_like_xml(start: bytes) -> bool:
    """Say whether a file begins as XML; one exchange writes its own digits before that."""
    return BEGINS.match(start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")) is not None


def read_agencies(path: Path) -> Iterator[list[str]]:
    """Yield a header and a row for each agency, each code once. Raises ListUnreadableError."""
    if path.stat().st_size > MOST_XML_BYTES:
        raise ListUnreadableError(code="too_big", what=str(MOST_XML_BYTES))
    data = path.read_bytes()
    if DECLARES.search(data.replace(b"\0", b"")):
        raise ListUnreadableError(code="not_a_table", what="DOCTYPE")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
        data = (SAYS_ENCODING.sub("", text[:SNIFFED], count=1) + text[SNIFFED:]).encode()
    data = data[max(data.find(b"<"), 0) :]
    yield [column.vi for column in COLUMNS]
    try:
        yield from _rows(data)
    except (etree.XMLSyntaxError, ValueError) as error:
        if isinstance(error, ListUnreadableError):
            raise
        raise ListUnreadableError(code="not_a_table", what=str(error)[:200]) from error


def _rows(data: bytes) -> Iterator[list[str]]:
    seen: set[str] = set()
    steps = etree.iterparse(
        io.BytesIO(data),
        events=("end",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
    )
    for _, node in steps:
        told = _told(node)
        if "code" in told and "name" in told:
            if told["code"] not in seen:
                seen.add(told["code"])
                yield _row(told)
            if len(seen) > MOST_LINES:
                raise ListUnreadableError(code="too_long", what=str(MOST_LINES))
            node.clear()
    if not seen:
        raise ListUnreadableError(code="no_columns", what="OrganId, OrganName")


def _told(node: etree._Element) -> dict[str, str]:
    """Return what an element says of an agency, by our keys; the better word wins."""
    pairs = [(str(name), str(value)) for name, value in node.attrib.items()]
    pairs += [(str(child.tag), child.text or "") for child in node if not len(child)]
    told: dict[str, tuple[int, str]] = {}
    for name, text in pairs:
        word = re.sub(r"[^a-z0-9]", "", name.rpartition("}")[2].lower())
        key = KEY_OF.get(word)
        value = " ".join(text.split())
        if key and value and (key not in told or RANK[word] < told[key][0]):
            told[key] = (RANK[word], value)
    return {key: value for key, (_, value) in told.items()}


def _row(told: dict[str, str]) -> list[str]:
    code = told["code"]
    marks = []
    for value in dict.fromkeys((code, told.get("code102", ""))):
        if QCVN_102.fullmatch(value):
            marks.append(f"qcvn102-2016:{value}")
        elif QD_20.fullmatch(value):
            marks.append(f"qd20-2020:{value}")
    cells = {
        "code": code,
        "name": told["name"],
        "short_name": told.get("short_name", ""),
        "parent": "" if told.get("parent") in (code, "0", "-1") else told.get("parent", ""),
        "identifier": "; ".join(marks),
        "source": "edXML",
    }
    return [cells.get(column.key, "") for column in COLUMNS]
