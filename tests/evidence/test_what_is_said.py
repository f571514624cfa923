"""Whatever a page does, the officers read one clear sentence: what happened, and what next."""

import ast
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
import time_machine
from django.utils.translation import override

from loa.evidence.actions import Logged, log_publication
from loa.evidence.checked_words import reason_words
from loa.evidence.models import ActKind, Publication
from loa.evidence.running import run_looks
from tests.doors import web as w
from tests.doors.web import Answerer, Web, page
from tests.evidence.looks_made import send_with_article
from tests.evidence.loopback import web_beside
from tests.evidence.test_checks_views import browser
from tests.people import VIETNAM, Cast
from tests.rounds import after

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.enable_socket,
    pytest.mark.engine_free,  # what hosts do, and the words for it
]
NOON = datetime(2024, 11, 12, 12, tzinfo=VIETNAM)
DOORS = Path(__file__).parents[2] / "src" / "loa" / "doors"
SHOT = "hãy đề nghị đơn vị gửi ảnh chụp màn hình"
EYE = "hãy xem bằng mắt"


def answers() -> dict[str, tuple[Answerer, str]]:
    """Give what a host does, and the sentence about it."""
    return {
        "nang.vn": (w.endless_body, f"Trang quá nặng nên máy không đọc (trên 8 MB); {EYE}."),
        "bom.vn": (w.gzip_bomb(), "giống một kiểu tấn công"),
        "nen.vn": (page(b"x" * 9, Content_Encoding="br"), "nén theo cách máy không mở"),
        "gzip.vn": (
            page(b"x" * 9, Content_Encoding="gzip, gzip"),
            "nén theo cách máy không mở",
        ),
        "giot.vn": (w.drip, "gửi trang về quá chậm; Loa sẽ xem lại sau."),
        "dau.vn": (w.dripping_head, "trả lời quá chậm"),
        "ngat.vn": (w.hang_up, "trả lời dở dang rồi ngắt"),
        "chan.vn": (page(status="403 Forbidden"), f"từ chối lượt xem của hệ thống; {SHOT}."),
        "cho.vn": (page(status="429 Slow"), "đề nghị chờ; Loa sẽ xem lại sau."),
        "loi.vn": (page(status="500 Oops"), "đang bị lỗi; Loa sẽ xem lại sau."),
        "khong.vn": (page(status="418 Teapot"), "không cho xem trang ở địa chỉ này."),
        "mat.vn": (page(status="404 Not Found"), "báo không có trang này."),
        "nguoi.vn": (page(b"<html>Checking your browser - captcha</html>"), f"; {SHOT}."),
        "cua.vn": (page(b"<html><form><input type=password></form></html>"), SHOT),
        "rong.vn": (page(b"<html><script>location='/x'</script></html>"), "trình duyệt"),
        "trong.vn": (w.redirect("http://169.254.169.254/"), "mạng nội bộ, nơi Loa không vào"),
        "chuyen.vn": (
            page(b"<html><meta http-equiv=refresh content='0;url=http://127.0.0.1/'></html>"),
            "mạng nội bộ, nơi Loa không vào",
        ),
        "la.vn": (w.redirect("ftp://xa.vn/"), "không đúng như trình duyệt hiển thị"),
        "vong.vn": (w.redirect("/"), "dẫn vòng quanh, không tới trang nào"),
        "tep.vn": (page(b"\0\1\2"), "không phải là trang, ảnh hay tệp PDF"),
        "bay.vn": (
            page(b"<html>" + b"<div hidden>" * 300_000),
            f"mất quá nhiều thời gian; {EYE}",
        ),
    }


@pytest.fixture
def web() -> Iterator[Web]:
    with web_beside() as web:
        yield web


@time_machine.travel(NOON, tick=False)
def test_each_hostile_host_ends_with_one_sentence_for_the_unit_and_the_coordinator(
    cast: Cast, web: Web
) -> None:
    unit = send_with_article(cast).participants["p.h1.x1"]
    rows: dict[str, Publication] = {}
    for host, (answer, _) in answers().items():
        web.answers[f"{host}/"] = answer
        given = Logged(
            kind=ActKind.WEB, happened_on=date(2024, 10, 22), idempotency_key=host,
            address=web.url("/", host=host),
        )  # fmt: skip
        rows[host] = log_publication(unit, given, by=cast.binh, at=after(days=2))
    web.answers["luat.vn/robots.txt"] = page(b"User-agent: *\nDisallow: /\n")
    fetcher = web.fetcher()
    fetcher.shelter._seconds = 2.0
    assert run_looks(fetcher, now=lambda: after(days=3)) == len(rows)
    assert web.touches == []
    for host, (_, sentence) in answers().items():
        check = rows[host].checks.get()
        assert check.reasons, host
        assert check.trust == "E", host  # nobody handed in a picture, and no page was read
        assert sentence in str(reason_words(check.reasons[0])), (host, check.reasons)
        for officer in (cast.an, cast.binh):
            where = f"/desk/evidence/checks/{check.pk}/"
            assert sentence in browser(officer).get(where).content.decode(), host


def codes_of_the_guard() -> set[str]:
    """Read from the doors' own code which reasons they give."""
    found = set()
    for file in DOORS.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            place = {"AddressRefusedError": 0, "BodyError": 0, "NoAnswerError": 0}.get(
                node.func.id, 1 if node.func.id in {"Refused", "Unreachable"} else None
            )
            if place is None or len(node.args) <= place:
                continue
            said = node.args[place]
            if isinstance(said, ast.Constant) and isinstance(said.value, str):
                rule = node.func.id in {"AddressRefusedError", "BodyError", "Refused"}
                found.add(f"refused_{said.value}" if rule else said.value)
    return found


def test_no_reason_of_the_guard_is_without_a_sentence_of_its_own() -> None:
    codes = codes_of_the_guard() | {
        "too_slow", "tls_expired", "tls_name", "tls_chain", "http_400", "http_502", "http_503",
        "robots_unreadable", "gone", "login_wall", "javascript_only", "robots", "no_answer",
    }  # fmt: skip
    assert {"refused_too_big", "refused_address_not_public", "dns", "blocked_us"} <= codes
    vague = str(reason_words("there is no such code"))
    with override("vi"):
        said = {code: str(reason_words(code)) for code in codes}
    assert [code for code, words in said.items() if words == vague] == []
    assert all(words.endswith(".") and len(words) < 120 for words in said.values())
