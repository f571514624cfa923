"""What a person reads when something could not be done, in both languages."""

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.utils import translation

from loa.ui import errors

HEADINGS = {
    "bad_request": (400, "Không đọc được yêu cầu này.", "This request could not be read."),
    "permission_denied": (403, "Bạn không được mở trang này.", "You may not open this page."),
    "page_not_found": (
        404,
        "Không có trang nào ở địa chỉ này.",
        "There is no page at this address.",
    ),
}


def answer(name: str) -> HttpResponse:
    request = RequestFactory().get("/desk/x/")
    response: HttpResponse = getattr(errors, name)(request, SuspiciousOperation("x"))
    return response


@pytest.mark.parametrize("name", HEADINGS)
def test_an_error_says_what_happened_in_both_languages(name: str) -> None:
    status, vietnamese, english = HEADINGS[name]
    for language, heading in (("vi", vietnamese), ("en", english)):
        with translation.override(language):
            response = answer(name)
        assert response.status_code == status
        assert f"<h1>{heading}</h1>" in response.content.decode()


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "Máy chủ gặp trục trặc"), ("en", "The server stumbled")]
)
def test_the_last_page_needs_no_database(language: str, words: str) -> None:
    with translation.override(language):
        response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert words in response.content.decode()


@pytest.mark.django_db
@override_settings(DEBUG=False)
def test_a_mistyped_address_gets_our_page() -> None:
    response = Client().get("/desk/nothing-here/")
    assert response.status_code == 404
    assert "Không có trang nào ở địa chỉ này." in response.content.decode()


@pytest.mark.django_db
@override_settings(DEBUG=False)
def test_a_form_without_its_token_is_refused_with_a_way_on() -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {})
    assert response.status_code == 403
    assert "Biểu mẫu chưa được gửi." in response.content.decode()


def test_a_stranger_is_shown_where_to_sign_in() -> None:
    assert (
        'href="/accounts/login/?next=/desk/x/"' in answer("permission_denied").content.decode()
    )
