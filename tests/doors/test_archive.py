import gzip
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.doors.archive import WarcError, capture, chained, read_capture
from loa.doors.outcomes import Fetched, Hop, Visit

AT = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
PAGE = "<html><body>Xã tuyên truyền</body></html>".encode()


def fetched(body: bytes = PAGE, url: str = "https://xa.example.vn/tin") -> Fetched:
    visit = Visit(url, AT, (Hop(url, "203.0.113.9", 200),), ("robots_asked",))
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"))
    return Fetched(visit, 200, headers, body)


def test_a_capture_reads_back_as_it_was_seen() -> None:
    parts = [fetched(), fetched(b"\xff\xd8\xff picture", "https://xa.example.vn/a.jpg")]
    page, picture = read_capture(capture(parts).warc)
    assert (page.url, page.at, page.status, page.body) == (parts[0].visit.url, AT, 200, PAGE)
    assert picture.kind == "jpeg"
    assert page.has_digest
    assert picture.has_digest
    assert ("Content-Encoding", "gzip") not in page.headers


def test_the_same_visit_gives_the_same_bytes() -> None:
    assert capture([fetched()]) == capture([fetched()])


def test_a_warc_that_lies_is_caught() -> None:
    plain = gzip.decompress(capture([fetched()]).warc)
    with pytest.raises(WarcError, match="lies"):
        read_capture(plain.replace(b"truy\xe1\xbb\x81n", b"truy\xe1\xbb\x81m"))


@pytest.mark.parametrize("said", ["+500", "+3", "-10", "99999999999", "-5"])
@pytest.mark.parametrize("has_digests", [True, False])
def test_a_record_that_says_another_length_than_it_has_is_not_read(
    said: str, has_digests: bool
) -> None:
    plain = gzip.decompress(capture([fetched()]).warc)
    if not has_digests:
        plain = re.sub(rb"WARC-(?:Payload|Block)-Digest: [^\r]*\r\n", b"", plain)
        assert not read_capture(plain)[0].has_digest
    length = re.search(rb"Content-Length: (\d+)", plain)
    assert length is not None
    lie = int(said) if said in {"99999999999", "-5"} else int(length[1]) + int(said)
    with pytest.raises(WarcError):
        read_capture(plain.replace(length[0], b"Content-Length: %d" % lie, 1))


def test_a_bomb_inside_a_warc_stops() -> None:
    warc = capture([fetched(b"<html>" + bytes(3 * 2**20))]).warc
    assert len(warc) < 20_000
    with pytest.raises(WarcError, match="too_big"):
        read_capture(warc, most_bytes=2**20)


@given(st.binary(max_size=300), st.integers(0, 400))
def test_any_bytes_give_records_or_a_named_error(noise: bytes, at: int) -> None:
    whole = capture([fetched()]).warc
    for broken in (noise, whole[:at], whole[:at] + noise + whole[at:]):
        try:
            records = read_capture(broken)
        except WarcError as error:
            records = []
            seen = error.code
        else:
            seen = "read"
        assert seen in {"read", "unreadable", "lies", "too_big"}
        assert all(record.body == PAGE for record in records)


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_no_two_lists_of_facts_share_a_link(one: list[str], other: list[str]) -> None:
    assert (chained("0", *one) == chained("0", *other)) == (one == other)
