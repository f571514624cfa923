"""The table in words and the table in code are one."""

import re
from pathlib import Path

from loa.crafts.drafting.rules import RULES, departure

LAYOUT = Path(__file__).parents[3] / "docs" / "rules" / "layout.md"
_ROW = re.compile(r"^\| `(?P<code>\w+)` \| (?P<article>[^|]+) \| (?P<message>.+) \|$", re.M)


def test_each_rule_stands_in_the_document_with_its_article_and_sentence() -> None:
    written = {row["code"]: row for row in _ROW.finditer(LAYOUT.read_text("utf-8"))}
    assert set(written) == set(RULES)
    for code, rule in RULES.items():
        article = rule.article.rstrip(", ")
        assert article.endswith(written[code]["article"]), code
        assert written[code]["message"] == rule.message, code


def test_a_departure_quotes_its_article_and_what_was_found() -> None:
    made = departure("page_size", "phần (section) 1", found="216 × 297")
    assert made.article == "NĐ 30/2020, Phụ lục I, Phần I, Mục I, khoản 1"
    assert "216 × 297 mm" in made.message
    assert "{" not in made.message
