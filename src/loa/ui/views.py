"""The look's own addresses: bundles, choices, health, and what browsers ask for."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.ui import readiness, sampler
from loa.ui.bundles import PARTS, TYPES, bundle
from loa.ui.context import LOOKS, PRINTS
from loa.ui.pages import page, seen

YEAR_SECONDS = 365 * 24 * 60 * 60


@require_GET
def show_bundle(request: HttpRequest, name: str) -> HttpResponse:
    """Serve the one style sheet or script. An older name gets today's content, unkept."""
    kind = name.rpartition(".")[2]
    if kind not in PARTS:
        raise Http404
    made = bundle(kind)
    takes_brotli = "br" in request.headers.get("Accept-Encoding", "")
    body = made.squeezed if takes_brotli else made.body
    response = HttpResponse(body, content_type=TYPES[kind])
    if takes_brotli:
        response["Content-Encoding"] = "br"
    response["Vary"] = "Accept-Encoding"
    is_current = name == made.name
    response["Cache-Control"] = (
        f"public, max-age={YEAR_SECONDS}, immutable" if is_current else "no-cache"
    )
    return response


# ------------------------------------------------------------------ choices, kept in cookies
def _back(request: HttpRequest) -> HttpResponse:
    target = request.POST.get("next") or request.GET.get("next") or "/"
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = "/"
    return seen(target)


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=YEAR_SECONDS,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )


@csrf_exempt  # the visitor's own colours only; lets public pages do without a token
@never_cache
@require_http_methods(["GET", "POST"])
def set_look(request: HttpRequest) -> HttpResponse:
    """Keep `look` and `print`, by a link or a form, and go back to `next`."""
    asked = request.POST if request.method == "POST" else request.GET
    response = _back(request)
    if asked.get("look") in LOOKS:
        _keep(response, "look", asked["look"])
    if asked.get("print") in PRINTS:
        _keep(response, "print", asked["print"])
    return response


@csrf_exempt  # the visitor's own language only; lets public pages do without a token
@never_cache
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    language = request.POST.get("language", "")
    response = _back(request)
    if check_for_language(language) and language in dict(settings.LANGUAGES):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, language)
    return response


# ------------------------------------------------------------------ the process
@never_cache
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view)
    """Say that this process answers; touches nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_GET
def readyz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view)
    """Say 200 when database, migrations and storage are ready, else 503 and what is wrong."""
    trouble = readiness.trouble()
    return JsonResponse(
        {"ready": not trouble, "trouble": trouble}, status=503 if trouble else 200
    )


# ------------------------------------------------------------------ browsers and robots
@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /desk/", "Disallow: /accounts/", "Disallow: /cms/"]
    lines += ["Disallow: /in/", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_GET
def favicon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view)
    return HttpResponseRedirect(static("ui/mark.svg"))


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view)
    icon = {"src": static("ui/mark.svg"), "sizes": "any", "type": "image/svg+xml"}
    facts = {
        "name": _("Loa: awareness campaigns"),
        "short_name": "Loa",
        "lang": "vi",
        "start_url": "/desk/",
        "scope": "/",
        "display": "browser",
        "background_color": "#fcfcf9",
        "theme_color": "#0c535b",
        "icons": [icon],
    }
    return JsonResponse(facts, content_type="application/manifest+json")


# ------------------------------------------------------------------ a page of all components
def components(request: HttpRequest) -> HttpResponse:
    """Show every component, for whoever builds or judges the look."""
    if not (settings.DEBUG or getattr(request.user, "is_staff", False)):
        raise PermissionDenied
    invalid = "invalid" in request.GET
    context = sampler.context(invalid=invalid)
    return page(
        request, "ui/look.html", context, partial="rows", status=422 if invalid else 200
    )
