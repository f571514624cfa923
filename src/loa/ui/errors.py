"""What a person reads when something could not be done: what happened, why, what next."""

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _

from loa.ui.pages import page


def _say(
    request: HttpRequest, status: int, what: str, why: str, following: str
) -> HttpResponse:
    context = {"what": what, "why": why, "following": following, "status": status}
    return page(request, "ui/error.html", context, partial="message", status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's hook)
    return _say(
        request,
        400,
        _("This request could not be read."),
        _("The address or what was sent with it is incomplete or damaged."),
        _("Go back, reload the page and try once more."),
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's hook)
    signed_in = getattr(request, "user", None) is not None and request.user.is_authenticated
    return _say(
        request,
        403,
        _("You may not open this page."),
        _("Your present post at your unit does not allow it.")
        if signed_in
        else _("Only officers who have signed in may see it."),
        _("If you need it for your work, ask the person who runs the campaign.")
        if signed_in
        else _("Sign in, then open the page again."),
    )


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's hook)
    return _say(
        request,
        404,
        _("There is no page at this address."),
        _("The address may be mistyped, or the page may have moved or belong to another unit."),
        _("Check the address, or start from the home page."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer without database, session, context processors: any may be the trouble."""
    try:
        body: str = loader.render_to_string("ui/500.html", {"request": request})
    except Exception:  # noqa: BLE001 (the last door: nothing may fail here)
        body = "500"
    return HttpResponse(body, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django's hook)
    return _say(
        request,
        403,
        _("The form was not sent."),
        _("The page was open too long, or this browser keeps no cookies for this site."),
        _("Go back, reload the page and send the form again; what you typed is still there."),
    )


def unprocessable(request: HttpRequest, why: str, following: str) -> HttpResponse:
    """Answer 422 to something that is no form, with the caller's own sentences."""
    return _say(request, 422, _("This could not be done."), why, following)


__all__ = [
    "bad_request",
    "csrf_failure",
    "page_not_found",
    "permission_denied",
    "server_error",
    "unprocessable",
]
