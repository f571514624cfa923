"""Ways in: a mailed link, and the code in a letter's annex. Nobody has signed in here yet."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from loa.crafts.viet import write_date
from loa.ui.pages import page, seen
from loa.units import actions, limits, queries
from loa.units.accounts import network_of, sign_in_by_link
from loa.units.actions.joining import find_claim_code
from loa.units.actions.signing_in import find_sign_in_link
from loa.units.errors import (
    ClaimCodeError,
    ClaimCodeExpiredError,
    ClaimCodeUsedError,
    LinkExpiredError,
    LinkPostEndedError,
    LinkUsedError,
    SignInLinkError,
)
from loa.units.forms import CodeForm, JoinForm
from loa.units.labels import ROLE_LABELS
from loa.units.limits import Kind
from loa.units.words import Role


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show who would sign in and a button; the button signs in. Robots that follow do not."""
    at = timezone.now()
    try:
        if request.method == "POST":
            link = actions.use_sign_in_link(token, at=at)
            return sign_in_by_link(request, link)
        link = find_sign_in_link(token, at=at)
    except SignInLinkError as error:
        why = {"why": _link_refused(error)}
        return page(request, "units/link_refused.html", why, status=410)
    unit = queries.name_of(link.post.unit, timezone.localdate(at))
    context = {"post": link.post, "unit": unit, "role": ROLE_LABELS[Role(link.post.role)]}
    return page(request, "units/sign_in_link.html", context)


def _link_refused(error: SignInLinkError) -> str:
    if isinstance(error, LinkUsedError):
        return _("It was used on %(day)s; each link works once.") % {
            "day": write_date(timezone.localdate(error.used_at))
        }
    if isinstance(error, LinkExpiredError):
        return _("It ended on %(day)s; links are short-lived.") % {
            "day": write_date(timezone.localdate(error.expired_at))
        }
    if isinstance(error, LinkPostEndedError):
        return _("The post it was made for has ended. Ask the head of your unit.")
    return _("We do not know it. It may have been cut in two by the mail program.")


@never_cache
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest) -> HttpResponse:
    """Take the code of a letter, show its unit, and name its contact officer.

    The first POST holds the code only; the second the officer too, and does it.
    """
    at = timezone.now()
    if request.method == "GET":
        return page(request, "units/claim.html", {"form": CodeForm()})
    form = CodeForm(request.POST)
    if limits.shut_until(Kind.CLAIM, network_of(request), at=at):
        form.add_error("code", _("Too many wrong codes. Try again in a quarter of an hour."))
    if not form.is_valid():
        return page(request, "units/claim.html", {"form": form}, status=422)
    try:
        code = find_claim_code(form.cleaned_data["code"], at=at)
        if "email" not in request.POST:
            joining = JoinForm(initial={"code": code.code})
        else:
            joining = JoinForm(request.POST)
            if joining.is_valid():
                actions.join(**joining.cleaned_data, at=at)
                request.session["joined"] = joining.cleaned_data["email"]
                return seen("units:claimed")
    except ClaimCodeError as error:
        limits.count_wrong(Kind.CLAIM, network_of(request), at=at)
        form.add_error("code", _code_refused(error))
        return page(request, "units/claim.html", {"form": form}, status=422)
    unit = queries.name_of(code.unit, timezone.localdate(at))
    context = {"form": joining, "unit": unit}
    return page(request, "units/join.html", context, status=422 if joining.is_bound else 200)


def _code_refused(error: ClaimCodeError) -> str:
    if isinstance(error, ClaimCodeUsedError):
        return _(
            "This code was used on %(day)s. Whoever it named can sign in; a further person is"
            " named by the head or the clerk of your unit."
        ) % {"day": write_date(timezone.localdate(error.used_at))}
    if isinstance(error, ClaimCodeExpiredError):
        return _("This code ended on %(day)s. Ask the sender of the letter for a new one.") % {
            "day": write_date(timezone.localdate(error.expired_at))
        }
    return _("We do not know this code. Compare it with the letter, sign by sign.")


@require_GET
def claimed(request: HttpRequest) -> HttpResponse:
    """Say where the invitation went, and what its receiver does."""
    return page(request, "units/claimed.html", {"email": request.session.get("joined", "")})
