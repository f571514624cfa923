"""A page that calls a material false does not publish it; one that warns of false news does."""

import pytest

from bench.posters import poster, to_bytes
from bench.wordings import articles
from loa.crafts.matching import (
    Library,
    Outcome,
    Reason,
    Specimen,
    fingerprint_image,
    fingerprint_text,
    open_picture,
)
from loa.crafts.matching.disowned import denial_put, denials_in
from loa.crafts.matching.words import split_words

TEXT = articles()[0].text
LIBRARY = Library([Specimen("bài", text=fingerprint_text(TEXT))])


@pytest.mark.parametrize(
    "said",
    [
        "ĐÂY LÀ TIN GIẢ, bà con không chia sẻ!",
        "Đây là văn bản giả mạo.",
        "Thông tin sau đây là sai sự thật, bà con cảnh giác:",
        "Nội dung trên là giả mạo.",
        "Bài viết đang lan truyền hoàn toàn bịa đặt.",
        "Công an xã bác bỏ thông tin lan truyền trên mạng.",
        "Đây không phải văn bản của Sở.",
        "day la tin gia",
    ],
)
def test_a_page_that_denies_what_it_quotes_is_left_to_a_person(said: str) -> None:
    for page in (f"{said} {TEXT}", f"{TEXT} {said}", TEXT.replace(". ", f". {said} ", 1)):
        best = LIBRARY.look_at(page)[0]
        assert (best.outcome, best.reason) == (Outcome.CANNOT_TELL, Reason.DENIED)


@pytest.mark.parametrize(
    "said",
    [
        "Không đăng tải, chia sẻ thông tin sai sự thật.",
        "Đây là thủ đoạn lừa đảo mới.",
        "Thông tin này giúp bà con nhận diện tin giả.",
        "Cảnh giác với tin giả, giả mạo cơ quan nhà nước.",
        "Những thông tin trên mạng là giả mạo rất nhiều.",
        "Các đối tượng gửi văn bản giả mạo, thông tin giả danh công an.",
        "Số điện thoại này là giá trị. Tin nhắn này là giả mạo ngân hàng.",
    ],
)
def test_a_page_that_warns_of_false_news_publishes(said: str) -> None:
    assert LIBRARY.look_at(f"{said} {TEXT} {said}")[0].outcome is Outcome.FOUND


def test_what_the_material_says_itself_denies_nothing() -> None:
    ours = TEXT.replace(". ", ". Nếu nhận được, hãy trả lời: đây là tin giả. ", 1)
    library = Library([Specimen("bài", text=fingerprint_text(ours))])
    assert library.look_at(ours)[0].outcome is Outcome.FOUND
    assert not any(denials_in(split_words(each.text).words) for each in articles())


def test_a_poster_on_a_page_that_denies_it_is_left_to_a_person() -> None:
    data = to_bytes(poster(0, 1))
    library = Library([Specimen("áp phích", images=(fingerprint_image(data),))])
    picture = open_picture(data)
    assert library.look_at("Tin xã", [picture])[0].outcome is Outcome.FOUND
    best = library.look_at("Hình ảnh dưới đây là giả mạo.", [picture])[0]
    assert (best.outcome, best.reason) == (Outcome.CANNOT_TELL, Reason.DENIED)


@pytest.mark.parametrize(
    ("print_", "said"),
    [
        ("TIN GIẢ", "tin giả"),
        ("ĐÂY LÀ\nTIN GIẢ", "tin giả"),
        ("T1N GlẢ", "tin giả"),
        ("TIM GIA", "tin giả"),
        ("TIN GIẢ TIN GIẢ TIN", "tin giả"),
        ("FAKENEWS", "fake news"),
        ("FAKE", "fake"),
        ("|FAKE|", "fake"),
        ("SAI SỰ\nTHẬT", "sai sự thật"),
        ("KHÔNG CHINH XÁC", "không chính xác"),
        ("LỪA ĐẢO", "lừa đảo"),
        ("THÔNG TIN GIẢ MẠO", "giả mạo"),
        ("oO\nGIẢ MẠO\nvw", "giả mạo"),
        ("CẢNH BÁO: TIN GIẢ", "tin giả"),
        ("TIN GIẢ, KHÔNG CHIA SẺ", "tin giả"),
    ],
)
def test_print_that_consists_of_a_denial_is_one(print_: str, said: str) -> None:
    assert denial_put([split_words(line).words for line in print_.split("\n")]) == said


@pytest.mark.parametrize(
    "print_",
    [
        "UBND TỈNH GIA LAI",
        "TIN GIAO THÔNG",
        "Bản tin gia đình",
        "CẢNH BÁO LỪA ĐẢO",
        "CẢNH BÁO\nLỪA ĐẢO",
        "PHÒNG CHỐNG TIN GIẢ",
        "NÓI KHÔNG VỚI\nTIN GIẢ",
        "CẢNH GIÁC GIẢ MẠO",
        "Công an xã cảnh báo thủ đoạn giả mạo",
        "KHÔNG LỪA ĐẢO",
        "Nhận diện lừa đảo trên mạng",
        "LÚA GẠO",
        "GIA BẢO",
        "ĐÃ PHÁT HÀNH",
        "",
    ],
)
def test_print_that_warns_or_only_sounds_like_it_is_none(print_: str) -> None:
    assert denial_put([split_words(line).words for line in print_.split("\n")]) == ""
