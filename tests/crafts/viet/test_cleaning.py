import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.crafts.viet import clean


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        pytest.param("Tie\u0302\u0300n Giang", "Tiền Giang", id="decomposed as macOS sends it"),
        pytest.param("Tiê\u0300n", "Tiền", id="to hop: hat composed, tone apart"),
        pytest.param("Tie\u0300\u0302n", "Tiền", id="tone before hat"),
        pytest.param("ti\u1ebf\u0301ng", "tiếng", id="the same tone twice"),
        pytest.param("\ufeffSố: 05", "Số: 05", id="byte order mark"),
        pytest.param("lừa\u200b đảo", "lừa đảo", id="zero width space"),
        pytest.param("ngày\u00a0\u00a005", "ngày  05", id="no-break spaces keep their number"),
        pytest.param("a\r\nb\rc\u2028d", "a\nb\nc\nd", id="line ends"),
        pytest.param("UBND\u202etxt.exe", "UBNDtxt.exe", id="direction marks that deceive"),
        pytest.param(
            "\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469", id="emoji joiner"
        ),
        pytest.param("a\u200db", "ab", id="joiner between letters"),
        pytest.param("30/2020/NÐ-CP", "30/2020/NĐ-CP", id="well-known abbreviation alone"),
        pytest.param("12/BCÐ-VP của tỉnh", "12/BCĐ-VP của tỉnh", id="abbreviation in a text"),
        pytest.param("VIÐ 12", "VIÐ 12", id="capitals without Vietnamese around"),
        pytest.param("tỉnh Ðồng Tháp", "tỉnh Đồng Tháp", id="Icelandic eth in a place"),
        pytest.param("ðường dây nóng", "đường dây nóng", id="small eth"),
        pytest.param("Guðrún Davíðsdóttir", "Guðrún Davíðsdóttir", id="a person from Iceland"),
    ],
)
def test_text_is_cleaned_at_the_door(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@given(st.text())
def test_clean_text_is_composed_and_cleaning_it_again_changes_nothing(text: str) -> None:
    once = clean(text)
    assert unicodedata.is_normalized("NFC", once)
    assert clean(once) == once
