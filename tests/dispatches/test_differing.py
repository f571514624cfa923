"""What is different is shown, and nothing of what is the same."""

import pytest

from loa.dispatches.queries.differing import LONGEST, differing

LONG = "Các sở, ban, ngành tỉnh đăng tài liệu trên trang thông tin điện tử"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        pytest.param(["a"], ["b"], ("a", "b"), id="one word"),
        pytest.param(["a", "b"], ["b", "c"], ("a", "c"), id="items"),
        pytest.param(["Á", "b"], ["á", "b"], ("", ""), id="case aside"),
        pytest.param([], ["b"], ("", "b"), id="nothing before"),
        pytest.param(
            [f"{LONG} trước ngày 15/11/2024 và báo cáo kết quả về Sở"],
            [f"{LONG} trước ngày 18/11/2024 và báo cáo kết quả về Sở"],
            (
                "… điện tử trước ngày 15/11/2024 và báo cáo kết …",
                "… điện tử trước ngày 18/11/2024 và báo cáo kết …",
            ),
            id="a day in a long sentence",
        ),
        pytest.param(
            ["một hai ba bốn năm sáu"],
            ["một hai ba bốn năm sáu bảy"],
            ("… ba bốn năm sáu", "… ba bốn năm sáu bảy"),
            id="words added at the end",
        ),
    ],
)
def test_only_the_parts_that_changed(
    before: list[str], after: list[str], told: tuple[str, str]
) -> None:
    assert differing(before, after) == told


def test_a_very_long_change_is_cut() -> None:
    was, now = differing(["x " * 500], ["y " * 500])
    assert len(was) <= LONGEST + 1
    assert now.endswith("…")
