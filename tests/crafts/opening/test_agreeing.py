"""Two looks at one spot of a scan: agreement, dispute, and columns run together."""

from loa.crafts.opening import Box, Line, Origin, Word
from loa.crafts.opening.agreeing import AGREED, joined
from loa.crafts.opening.ocr_lines import ocr_lines


def line(
    text: str, top: float, *, left: float = 0.1, right: float = 0.4, sure: float = 0.8
) -> Line:
    return Line(text, 1, Box(left, top, right, top + 0.015), 1, Origin.OCR, sure)


def test_a_line_read_alike_twice_is_sure() -> None:
    [only] = joined([line("Hoàng Văn Cổn", 0.5)], [line("Hoàng Văn Cổn.", 0.5)])
    assert only.text == "Hoàng Văn Cổn"
    assert only.certainty >= AGREED


def test_a_line_read_in_two_ways_is_doubted() -> None:
    first = line("Hoàng Văn Cốn", 0.5, sure=0.96)
    [only] = joined([first], [line("Hoàng Văn Cổn", 0.5, sure=0.96)])
    assert only.certainty < 0.9


def test_a_head_that_a_seal_ate_comes_back() -> None:
    [only] = joined([line("ạm Tấn Hòa", 0.5, sure=0.93)], [line("Phạm Tấn Hòa", 0.5, sure=0.9)])
    assert only.text == "Phạm Tấn Hòa"


def test_ink_before_a_symbol_leaves_the_symbol_sure() -> None:
    [only] = joined(
        [line("Số: 4/35 /SXD-QLN", 0.1, sure=0.7)], [line("Số: 1š95 /SXD-QLN", 0.1)]
    )
    assert only.certainty >= AGREED


def test_a_missed_line_is_put_in_its_place_and_dirt_is_not() -> None:
    lines = [line("Nơi nhận:", 0.6), line("- Lưu: VT.", 0.64)]
    out = joined(lines, [line("- Như trên;", 0.62), line("~| <»_", 0.66, sure=0.6)])
    assert [item.text for item in out] == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]


def test_orders_typed_beside_the_subject_are_parted_from_it() -> None:
    whole = line("V/v bảo đảm an toàn giao thông 1. Cô Lan gửi các phòng", 0.15, right=0.95)
    looked = line("V/v bảo đảm an toàn giao thông", 0.15, right=0.44)
    out = joined([whole], [looked], parts_above=0.2)
    assert [(item.text, item.column) for item in out] == [
        ("V/v bảo đảm an toàn giao thông", 1),
        ("1. Cô Lan gửi các phòng", 2),
    ]
    assert [item.text for item in joined([whole], [looked])] == [whole.text]


def test_a_line_of_the_left_column_that_the_second_look_cut_short_stays_whole() -> None:
    whole = line("CÔNG ĐOÀN GIÁO DỤC", 0.09, left=0.12, right=0.33)
    looked = [line("LIÊN ĐOÀN LAO ĐỘNG", 0.05, right=0.35), line("CÔNG", 0.09, right=0.17)]
    out = joined([line("LIÊN ĐOÀN LAO ĐỘNG", 0.05, right=0.35), whole], looked, parts_above=0.2)
    assert [each.text for each in out] == ["LIÊN ĐOÀN LAO ĐỘNG", "CÔNG ĐOÀN GIÁO DỤC"]


def test_dirt_far_lower_than_letters_is_no_line_and_no_letter_is_twice() -> None:
    words = [
        Word("23/C\u00d0Đ-TTg", 100, 100, 400, 140, 0.9, (1, 1, 1)),
        Word("và", 100, 300, 140, 306, 0.93, (1, 1, 2)),
        Word("khu", 100, 400, 200, 440, 0.9, (1, 1, 3)),
    ]
    lines = ocr_lines(words, page=1, width=2000, height=3000)
    assert [item.text for item in lines] == ["23/CĐ-TTg", "khu"]
