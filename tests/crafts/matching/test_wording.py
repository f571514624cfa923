import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.wordings import FITTED, LATER, STANDARD, UNSEEN, Article, articles, near_misses, page
from loa.crafts.matching.wording import TextHit, TextIndex, common_in_order
from loa.crafts.matching.words import fingerprint_text, split_words

EVERY = articles()
INDEX = TextIndex([fingerprint_text(a.text) for a in EVERY], ["campaign"] * len(EVERY))


def found(text: str) -> dict[int, TextHit]:
    return {hit.material: hit for hit in INDEX.hits(split_words(text)) if hit.coverage > 0}


@pytest.mark.parametrize("edit", [*FITTED, *UNSEEN, *LATER])
def test_a_material_is_found_however_it_was_edited_and_no_other_with_it(edit: str) -> None:
    rng = random.Random(edit)
    change = (FITTED | UNSEEN | LATER)[edit]
    for number, article in enumerate(EVERY):
        hits = found(page(change(article, rng, EVERY), rng))
        if edit == "shuffled_words30_no_marks":
            # Of some nothing is left in order: never another one, though.
            assert set(hits) <= {number}, (article.key, hits)
        else:
            assert set(hits) == {number}, (article.key, hits)


def test_the_same_facts_in_other_words_are_not_the_material() -> None:
    rng = random.Random(7)
    for kind, subject, text in near_misses(EVERY, rng):
        assert not found(text), (kind, subject)


def test_coverage_says_how_much_of_the_material_is_there() -> None:
    article = EVERY[0]
    whole, half = article.text, " ".join(article.sentences[:2])
    assert found(page(whole, random.Random(1)))[0].coverage == pytest.approx(1.0)
    assert 0.3 < found(page(half, random.Random(1)))[0].coverage < 0.5
    assert found(page(STANDARD, random.Random(1))) == {}


def test_the_passage_points_at_the_quoted_words() -> None:
    words = split_words(page(" ".join(EVERY[3].sentences), random.Random(2)))
    hit = next(hit for hit in INDEX.hits(words) if hit.material == 3)
    passage = words.passage(hit.first, hit.last)
    assert EVERY[3].sentences[1] in passage
    assert "Trang chủ" not in passage


def test_two_versions_of_one_text_do_not_cancel_each_other() -> None:
    first = Article("a", "a", EVERY[0].sentences, ())
    texts = [fingerprint_text(first.text), fingerprint_text(first.text + " Bản sửa.")]
    hits = TextIndex(texts, ["c", "c"]).hits(split_words(first.text))
    assert {hit.material for hit in hits if hit.coverage > 0.9} == {0, 1}


def test_an_empty_library_and_an_empty_page_find_nothing() -> None:
    assert TextIndex([], []).hits(split_words(STANDARD)) == []
    assert INDEX.hits(split_words("")) == []


@given(st.lists(st.sampled_from("abcdef"), max_size=30), st.lists(st.sampled_from("abcdef")))
def test_common_words_in_order_are_counted_as_by_hand(one: list[str], other: list[str]) -> None:
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, a in enumerate(one, 1):
        for j, b in enumerate(other, 1):
            best = max(table[i - 1][j], table[i][j - 1])
            table[i][j] = table[i - 1][j - 1] + 1 if a == b else best
    assert common_in_order(one, other) == table[-1][-1]
