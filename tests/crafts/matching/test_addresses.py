import pytest

from loa.crafts.matching import Finding, Library, Outcome, Reason, Specimen
from loa.crafts.matching.addresses import is_whole_site, page_of, video_of

YOUTUBE = "youtube:aBcDeFgHiJk"


@pytest.mark.parametrize(
    ("address", "video"),
    [
        ("https://www.youtube.com/watch?v=aBcDeFgHiJk&t=3s", YOUTUBE),
        ("https://youtu.be/aBcDeFgHiJk?si=xyz", YOUTUBE),
        ("https://www.youtube-nocookie.com/embed/aBcDeFgHiJk?rel=0", YOUTUBE),
        ("https://m.youtube.com/shorts/aBcDeFgHiJk", YOUTUBE),
        ("https://www.tiktok.com/@xa/video/73012345678901", "tiktok:73012345678901"),
        ("https://www.tiktok.com/embed/v2/73012345678901", "tiktok:73012345678901"),
        ("https://www.facebook.com/xatanphu/videos/1234567890/", "facebook:1234567890"),
        ("https://www.facebook.com/watch/?v=1234567890", "facebook:1234567890"),
        ("https://www.facebook.com/reel/1234567890", "facebook:1234567890"),
        (
            "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com"
            "%2Fxa%2Fvideos%2F1234567890%2F&show_text=0",
            "facebook:1234567890",
        ),
        ("https://www.youtube.com/@xatanphu", ""),
        ("https://www.facebook.com/xatanphu", ""),
        ("https://xa.gov.vn/watch?v=aBcDeFgHiJk", ""),
        ("https://youtube.com.qua.cc/watch?v=aBcDeFgHiJk", ""),
        ("http://[", ""),
    ],
)  # fmt: skip
def test_a_video_is_known_by_its_number_wherever_it_plays(address: str, video: str) -> None:
    assert video_of(address) == video


def test_one_page_is_known_under_its_spellings() -> None:
    assert page_of("https://www.xa.gov.vn/tin/1/?utm_source=zalo&fbclid=x#top") == (
        page_of("http://xa.gov.vn/tin/1")
    )
    assert page_of("https://xa.gov.vn/tin?id=1") != page_of("https://xa.gov.vn/tin?id=2")
    assert is_whole_site("https://www.xa.gov.vn/")
    assert not is_whole_site("https://www.xa.gov.vn/tin")


CLIP = Specimen(
    "clip", links=("https://youtu.be/aBcDeFgHiJk",), title="Ba giây dừng lại trước cuộc gọi lạ"
)
PAGE = Specimen("page", links=("https://so.songxanh.gov.vn/tai-lieu/7",))
SITE = Specimen("site", links=("https://so.songxanh.gov.vn/",))
LIBRARY = Library([CLIP, PAGE, SITE])


@pytest.mark.parametrize(
    ("embeds", "links", "title", "said"),
    [
        pytest.param(
            ["https://www.youtube.com/embed/aBcDeFgHiJk"], [], "",
            ("clip", Outcome.FOUND, Reason.VIDEO, "video"), id="embedded",
        ),
        pytest.param(
            [], ["https://www.youtube.com/watch?v=aBcDeFgHiJk"], "",
            ("clip", Outcome.CANNOT_TELL, Reason.LINK_ONLY, "link"), id="only led to",
        ),
        pytest.param(
            ["https://www.youtube.com/embed/zzzzzzzzzzz"], [],
            "Xã Tân Phú: BA GIÂY DỪNG LẠI trước cuộc gọi lạ",
            ("clip", Outcome.CANNOT_TELL, Reason.VIDEO_TITLE, "video"), id="uploaded anew",
        ),
        pytest.param(
            [], ["http://www.so.songxanh.gov.vn/tai-lieu/7?fbclid=1"], "",
            ("page", Outcome.CANNOT_TELL, Reason.LINK_ONLY, "link"), id="the material's page",
        ),
        pytest.param(
            ["https://www.youtube.com/embed/zzzzzzzzzzz"], ["https://so.songxanh.gov.vn/"],
            "Tin tức", (None, Outcome.NOT_FOUND, Reason.NO_MATCH, None), id="other video, home",
        ),
    ],
)  # fmt: skip
def test_a_video_or_page_is_found_by_its_address(
    embeds: list[str], links: list[str], title: str, said: tuple[object, ...]
) -> None:
    met: Finding = LIBRARY.look_at("Tin xã", links=links, embeds=embeds, title=title)[0]
    assert (met.material, met.outcome, met.reason, met.method) == said
