"""`page()`: a whole page, or the piece of it that htmx asked for."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers

TAKEN_S = 3_600


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    partial: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render `template`, or only its partial `partial` when htmx asked for a piece.

    Boosted visits and history restores get the whole page. An invalid form is answered with
    `status=422`. The answer varies by HX-Request, so no cache mixes the two.
    """
    htmx = getattr(request, "htmx", None)
    is_piece = bool(partial and htmx and not htmx.boosted and not htmx.history_restore_request)
    name = f"{template}#{partial}" if is_piece else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def seen(to: str, *args: object, **kwargs: object) -> HttpResponse:
    """Answer a POST that was done: 303, so that reloading the next page sends nothing again."""
    response = HttpResponseRedirect(resolve_url(to, *args, **kwargs))
    response.status_code = 303
    return response


def taken(response: HttpResponse, key: str) -> HttpResponse:
    """Tell the browser that the form with this key was taken: it need not keep it any more.

    `ui/js/outbox.js` reads the cookie, and sends the form again where it never came.
    """
    response.set_cookie(
        "loa_taken", key, max_age=TAKEN_S, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response
