"""Columns wide enough, type no smaller than it must be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.crafts.drafting.grids import SIZES_PT, print_table
from loa.crafts.drafting.model import CellFormat, Column, Row, Table

WIDE, UPRIGHT = 14_286, 9_355
TITLES = (
    "Tin, bài đăng trên cổng, trang thông tin điện tử (tin, bài, sản phẩm)",
    "Tin, bài, chuyên mục phát thanh, truyền hình, truyền thanh cơ sở (tin, bài, sản phẩm)",
    "Hội nghị, tập huấn, buổi tuyên truyền trực tiếp (buổi)",
)


def table(figures: int, name: str = "Ủy ban nhân dân thành phố Sông Xanh") -> Table:
    columns = (
        Column("STT", CellFormat.INTEGER),
        Column("Đơn vị"),
        *(Column(TITLES[at % 3], CellFormat.INTEGER) for at in range(figures)),
    )
    return Table(columns, (Row((1, name, *(1_234,) * figures)),))


@pytest.mark.parametrize("figures", [3, 6, 9])
def test_a_name_keeps_room_beside_many_indicators(figures: int) -> None:
    printed = print_table(table(figures), WIDE)
    assert printed.size >= 9
    assert printed.widths[1] > 1_700  # 3 cm: a name on two lines


def test_too_many_columns_get_the_smallest_type_and_lose_nothing() -> None:
    printed = print_table(table(40), UPRIGHT)
    assert printed.size == SIZES_PT[-1]
    assert len(printed.widths) == 42
    assert all(width > 0 for width in printed.widths)


@given(
    figures=st.integers(0, 20), room=st.sampled_from([UPRIGHT, WIDE]), name=st.text(max_size=90)
)
def test_columns_always_fill_the_room_to_the_twip(figures: int, room: int, name: str) -> None:
    printed = print_table(table(figures, name), room)
    assert sum(printed.widths) == room
    assert len(printed.widths) == figures + 2
