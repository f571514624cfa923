"""Facebook and Zalo asked with an owner's key: what comes back, and that no key stays in it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta

import pytest

from loa.doors.addresses import AddressRefusedError
from loa.doors.archive import capture
from loa.doors.fetch import Fetcher
from loa.doors.platforms import facebook, zalo
from loa.doors.platforms.addresses import Platform, read_address
from loa.doors.platforms.asking import PlatformError
from loa.doors.platforms.doorway import Days, Reader
from loa.doors.platforms.posts import permalink_in, plain_words, shown_of
from loa.doors.sealing import SealError, is_key, seal, unseal
from tests.doors.platforms_made import (
    OA,
    OTHER,
    PAGE,
    PAGE_KEY,
    PERSON_KEY,
    SECRETS,
    Platforms,
    article,
    may_hold,
    post,
)  # fmt: skip
from tests.doors.web import Web, small_web

pytestmark = pytest.mark.enable_socket
FIRST, LAST = date(2024, 10, 20), date(2024, 11, 20)
DAYS = Days(FIRST, LAST)


def asked(
    story: Callable[[Platforms, Fetcher], Awaitable[None]],
) -> None:
    async def run() -> None:
        async with small_web() as web, web.fetcher() as fetcher:
            await story(Platforms(web), fetcher)

    asyncio.run(run())


def reader(made: Platforms, *, key: str = PAGE_KEY) -> Reader:
    return Reader(made.facebook, PAGE, frozenset({PAGE, "xatanphu"}), key)


@pytest.mark.parametrize(
    ("address", "page", "posts"),
    [
        ("https://www.facebook.com/xatanphu/posts/1234567", "xatanphu", {"1234567"}),
        ("https://m.facebook.com/XaTanPhu/posts/pfbid0Ab1", "xatanphu", {"pfbid0Ab1"}),
        ("https://www.facebook.com/permalink.php?story_fbid=99887&id=104", "104", {"99887"}),
        ("https://www.facebook.com/photo/?fbid=55667&set=a.1", "", {"55667"}),
        ("https://www.facebook.com/watch/?v=44556", "", {"44556"}),
        ("https://www.facebook.com/xatanphu/videos/tin-moi/44556/", "xatanphu", {"44556"}),
        ("https://www.facebook.com/share/p/1AbCdEf/", "", set()),
        ("https://fb.watch/abc123/", "", set()),
        ("https://www.facebook.com/groups/123456/posts/98765", "", set()),
        ("https://www.facebook.com/people/Xa-Tan/100064512345678/", "100064512345678", set()),
        ("https://www.facebook.com/profile.php?id=100064512345678", "100064512345678", set()),
        ("https://www.facebook.com/reel/778899", "", {"778899"}),
        (f"https://rd.zapps.vn/detail/{OA}?id=f74f6c92&pageId={OA}", OA, {"f74f6c92"}),
        (f"https://zalo.me/{OA}", OA, set()),
    ],
)  # fmt: skip
def test_an_address_names_a_page_and_a_post_or_neither(
    address: str, page: str, posts: set[str]
) -> None:
    named = read_address(address)
    assert named is not None
    assert (named.page, named.posts) == (page, posts)


def test_what_only_looks_like_a_platform_is_none() -> None:
    assert read_address("https://facebook.com.example.vn/xatanphu/posts/1234567") is None
    assert read_address("https://notfacebook.com/xatanphu") is None


def test_a_post_is_given_with_its_words_its_day_in_vietnam_and_its_pictures() -> None:
    async def story(made: Platforms, fetcher: Fetcher) -> None:
        picture = {"image": {"src": made.web.url("/p.jpg", "scontent.example.vn")}}
        below = {"data": [{"media_type": "photo", "media": picture, "target": {"id": "55667"}}]}
        made.add(
            post(
                "1234567", "Cảnh giác lừa đảo", "2024-10-22T18:30:00+0000",
                comments={"data": [{"message": "bình luận", "from": {"name": "Người lạ"}}]},
                attachments={"data": [{"media_type": "album", "subattachments": below}]},
            )
        )  # fmt: skip
        named = read_address("https://www.facebook.com/photo/?fbid=55667")
        assert named is not None
        found = await reader(made).post_of(named, DAYS, fetcher)
        assert found is not None
        assert found.created_on == date(2024, 10, 23)
        assert found.page.text == "Cảnh giác lừa đảo"
        assert found.page.dated == date(2024, 10, 23)
        assert found.page.pictures == (picture["image"]["src"],)
        told = found.answers[0].body.decode()
        assert permalink_in([found.answers[0].body]) == found.permalink
        assert "bình luận" not in told
        assert "Người lạ" not in told
        assert shown_of([found.answers[0].body]) == found.page

    asked(story)


def test_what_another_wrote_on_the_page_and_what_is_not_published_is_not_given() -> None:
    async def story(made: Platforms, fetcher: Fetcher) -> None:
        made.add(
            post("1111111", "của khách", **{"from": {"id": "person-9", "name": "Khách"}}),
            post("2222222", "nháp", is_published=False),
            post("3333333", "chia sẻ", status_type="shared_story", attachments={
                "data": [{"media_type": "video", "target": {"id": "44556"}}]}),
        )  # fmt: skip
        for number in ("1111111", "2222222", "44556", "9999999"):
            named = read_address(f"https://www.facebook.com/xatanphu/posts/{number}")
            assert named is not None
            assert await reader(made).post_of(named, DAYS, fetcher) is None, number
        listed = [each.key for each in await reader(made).posts(DAYS, fetcher)]
        assert listed == [f"{PAGE}_3333333"]

    asked(story)


def test_lists_are_read_to_their_end_without_the_address_that_holds_the_key() -> None:
    async def story(made: Platforms, fetcher: Fetcher) -> None:
        made.add(*(post(f"10000{n}", f"bài {n}") for n in range(5)))
        found = await reader(made).posts(DAYS, fetcher)
        assert len(found) == 5
        whole = capture([part for each in found for part in each.answers]).warc
        assert all(
            each.visit.hops[0].url.count("appsecret") == 0 for p in found for each in p.answers
        )
        for request in made.asked:
            assert PAGE_KEY not in request.path
        for secret in SECRETS:
            assert secret.encode() not in whole
            assert secret not in repr(found)
            assert secret not in repr(reader(made))

    asked(story)


@pytest.mark.parametrize(
    ("number", "code", "is_temporary"),
    [
        (190, "key_refused", False), (10, "key_refused", False), (200, "key_refused", False),
        (4, "http_429", True), (17, "http_429", True), (32, "http_429", True),
        (613, "http_429", True), (2, "no_answer", True), (100, "post_not_given", False),
        (12_345, "not_understood", False),
    ],
)  # fmt: skip
def test_facebooks_errors_are_told_apart_and_repeat_no_key(
    number: int, code: str, is_temporary: bool
) -> None:
    async def story(made: Platforms, fetcher: Fetcher) -> None:
        made.error = {"code": number, "message": f"Malformed access token {PAGE_KEY}"}
        made.more_headers = {
            "X-Business-Use-Case-Usage": '{"1":[{"estimated_time_to_regain_access": 19}]}'
        }
        with pytest.raises(PlatformError) as caught:
            await reader(made).posts(DAYS, fetcher)
        assert (caught.value.code, caught.value.is_temporary) == (code, is_temporary)
        assert PAGE_KEY not in repr(caught.value)
        assert caught.value.__cause__ is None
        if code == "http_429":
            assert caught.value.retry_after == timedelta(minutes=19)

    asked(story)


def test_a_page_is_given_by_facebook_and_consent_may_be_given_back() -> None:
    async def story(made: Platforms, fetcher: Fetcher) -> None:
        app = made.facebook
        address = facebook.consent_address(app, back="https://loa/back", state="s")
        assert "pages_show_list%2Cpages_read_engagement" in address
        assert "user_content" not in address
        key = await facebook.key_of_person(app, fetcher, code="ok", back="https://loa/back")
        (page,) = await facebook.pages_of(app, fetcher, key=key)
        assert (page.id, page.key) == (PAGE, PAGE_KEY)
        assert page.names == {PAGE, "xatanphu"}
        person = await facebook.person_of(app, fetcher, key=key)
        await facebook.give_back(app, fetcher, person=person)
        assert made.revoked == [f"{app.id}|{app.secret}"]
        assert all(PERSON_KEY not in each.path for each in made.asked)
        with pytest.raises(PlatformError):
            await facebook.key_of_person(app, fetcher, code="stolen", back="https://loa/back")

    asked(story)


def test_an_article_of_an_official_account_is_given_and_only_of_that_account() -> None:
    async def story(made: Platforms, fetcher: Fetcher) -> None:
        made.articles = [
            article(
                "f74f6c92", "Cảnh giác", "Không đọc <b>mã OTP</b>", "<script>x</script>Hết"
            ),
            article("hidden00", "Nháp", "bản nháp", status="hide"),
        ]
        own = Reader(made.zalo, OA, frozenset({OA}), "zalo-access-1")
        named = read_address(f"https://rd.zapps.vn/detail/{OA}?id=f74f6c92&pageId={OA}")
        assert named is not None
        found = await own.post_of(named, DAYS, fetcher)
        assert found is not None
        assert found.page.text == "Cảnh giác\nBài của xã\nKhông đọc mã OTP\nHết"
        assert found.created_on == date(2024, 10, 23)
        assert permalink_in([each.body for each in found.answers]) == found.permalink
        assert all("Người Viết" not in each.body.decode() for each in found.answers)
        assert [each.key for each in await own.posts(DAYS, fetcher)] == ["f74f6c92"]
        hidden = read_address(f"https://rd.zapps.vn/detail/{OA}?id=hidden00")
        assert hidden is not None
        assert await own.post_of(hidden, DAYS, fetcher) is None
        assert not may_hold(own, "https://rd.zapps.vn/detail/999?id=f74f6c92")

    asked(story)


def test_zalos_keys_are_changed_once_and_whose_they_are_is_zalos_word() -> None:
    async def story(made: Platforms, fetcher: Fetcher) -> None:
        keys = await zalo.first_keys(made.zalo, fetcher, code="ok", verifier="v" * 43)
        account = await zalo.account_of(made.zalo, fetcher, key=keys.key)
        assert account.id == OA
        newer = await zalo.next_keys(made.zalo, fetcher, renew=keys.renew)
        assert newer.key != keys.key
        with pytest.raises(PlatformError) as caught:
            await zalo.next_keys(made.zalo, fetcher, renew=keys.renew)
        assert caught.value.code == "key_refused"
        with pytest.raises(PlatformError) as caught:
            await zalo.account_of(made.zalo, fetcher, key=keys.key)
        assert caught.value.code == "key_refused"
        assert all("zalo-access" not in each.path for each in made.asked)
        for secret in SECRETS:
            assert secret not in repr((keys, newer, account, made.zalo))

    asked(story)


def test_a_key_travels_by_tls_alone_and_never_inside() -> None:
    async def story(made: Platforms, _: Fetcher) -> None:
        async with Fetcher() as fetcher:
            for address in ("http://graph.facebook.com/v26.0/me", "https://localhost/v26.0/me"):
                with pytest.raises(AddressRefusedError):
                    await fetcher.ask(address, headers={"Authorization": "Bearer x"})

    asked(story)


def test_a_redirection_takes_no_key_elsewhere() -> None:
    async def story(made: Platforms, fetcher: Fetcher) -> None:
        made.status = "302 Found"
        made.more_headers = {"Location": made.web.url("/steal", "elsewhere.example.vn")}
        made.add(post("1234567", "bài"))
        with pytest.raises(PlatformError):
            await reader(made).posts(DAYS, fetcher)
        assert [each.host for each in made.web.asked if "steal" in each.path] == []

    asked(story)


def test_what_is_closed_opens_with_any_key_of_ours_and_with_no_other() -> None:
    from cryptography.fernet import Fernet

    newer, older = (Fernet.generate_key().decode() for _ in range(2))
    closed = seal({"key": PAGE_KEY}, [older])
    assert PAGE_KEY.encode() not in closed
    assert unseal(closed, [newer, older]) == {"key": PAGE_KEY}
    for wrong in ([newer], []):
        with pytest.raises(SealError) as caught:
            unseal(closed, wrong)
        assert caught.value.__cause__ is None
    assert is_key(newer)
    assert not is_key("too short")


def test_words_of_a_broken_or_deep_piece_of_html_are_read_all_the_same() -> None:
    assert plain_words("<p>Một</p><p>Hai<br>Ba") == "\nMột\nHai\nBa"
    assert "x" in plain_words("<div>" * 20_000 + "x")
    assert shown_of([b"not json", b"[1]", b'{"attachments": 3, "body": "x"}']).text == ""


def test_the_other_page_of_one_person_is_not_this_page() -> None:
    made = Platforms(Web(port=1))
    assert not may_hold(reader(made), f"https://www.facebook.com/{OTHER}/posts/1234567")
    assert may_hold(reader(made), "https://www.facebook.com/share/p/1AbC/")
    assert read_address("https://www.facebook.com/x/posts/1").platform is Platform.FACEBOOK  # type: ignore[union-attr] # it is one
