"""Whatever Loa says to a person, it can say in Vietnamese."""

import gettext
import re
from io import BytesIO
from pathlib import Path

import pytest

from scripts.compile_messages import PARTS, ROOT, Entry, PartError, as_mo, as_po, merge, read
from scripts.find_messages import find, in_python, missing

PLACEHOLDER = re.compile(r"%\((\w+)\)|%[sd]|\{(\w*)\}")


def translations() -> list[Entry]:
    return merge(PARTS.glob("*.po"))[0]


def placeholders(text: str) -> set[str]:
    return {found[0] for found in PLACEHOLDER.finditer(text)}


def tree(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        room = folder / ("templates" if name.endswith("_html") else "")
        room.mkdir(parents=True, exist_ok=True)
        (room / name.replace("_html", ".html").replace("_py", ".py")).write_text(text)
    return folder


def test_every_sentence_has_its_vietnamese() -> None:
    lacking = missing(find(ROOT / "src" / "loa"), translations())
    assert [f"{message.where}: {message.msgid}" for message in lacking] == []


def test_no_translation_is_empty_or_a_guess() -> None:
    assert [e.where for e in translations() if not e.said or "fuzzy" in e.flags] == []


def test_the_parts_agree_where_they_say_the_same() -> None:
    assert merge(PARTS.glob("*.po"))[1] == []


def test_placeholders_are_the_same_in_both_languages() -> None:
    wrong = [
        entry.where
        for entry in translations()
        if placeholders(entry.said) != placeholders(entry.plural or entry.msgid)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page_html", '{% load i18n %}{% translate "Not in the list" %}'),
        ("page_html", '{% load i18n %}{% include "x" with text=_("Not in the list") %}'),
        (
            "page_html",
            "{% load i18n %}{% blocktranslate %}Not in the list{% endblocktranslate %}",
        ),
        (
            "views_py",
            'from django.utils.translation import gettext as _\n_("Not in the list")\n',
        ),
        (
            "views_py",
            "from django.utils.translation import ngettext_lazy\n"
            'ngettext_lazy("Not in the list", "Not in the lists", 2)\n',
        ),
    ],
)
def test_a_sentence_without_vietnamese_is_caught(tmp_path: Path, name: str, text: str) -> None:
    found = missing(find(tree(tmp_path, **{name: text})), translations())
    assert [message.msgid for message in found] == ["Not in the list"]


def test_a_sentence_that_is_put_together_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "views.py"
    path.write_text('from django.utils.translation import gettext as _\n_(f"{1} units")\n')
    with pytest.raises(ValueError, match=r"views\.py:2"):
        list(in_python(path, "views.py"))


def test_what_is_compiled_is_what_gettext_reads() -> None:
    entries = [
        Entry(msgid='Say "yes"\nor no', said='Nói "có"\nhay không'),
        Entry(msgid="%(n)s unit", plural="%(n)s units", said="%(n)s đơn vị"),
        Entry(context="noun", msgid="Report", said="báo cáo"),
    ]
    catalogue = gettext.GNUTranslations(BytesIO(as_mo(entries)))  # type: ignore[arg-type]  # stub asks for more
    assert catalogue.gettext('Say "yes"\nor no') == 'Nói "có"\nhay không'
    assert catalogue.ngettext("%(n)s unit", "%(n)s units", 1) == "%(n)s đơn vị"
    assert catalogue.pgettext("noun", "Report") == "báo cáo"


def test_parts_survive_being_written_and_read(tmp_path: Path) -> None:
    entries = translations()
    path = tmp_path / "all.po"
    path.write_text(as_po(entries))
    again = list(read(path))
    assert [(e.key, e.plural, e.said) for e in again] == [
        (e.key, e.plural, e.said) for e in entries
    ]


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.po"
    path.write_text('msgid "one"\nmsgstr "một\n')
    with pytest.raises(PartError, match=r"bad\.po:2"):
        list(read(path))


def test_two_parts_that_quarrel_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text('msgid "Unit"\nmsgstr "Đơn vị"\n')
    (tmp_path / "b.po").write_text('msgid "Unit"\nmsgstr "Cơ quan"\n')
    entries, quarrels = merge(tmp_path.glob("*.po"))
    assert [entry.said for entry in entries] == ["Đơn vị"]
    assert len(quarrels) == 1
