"""The public site: one question, first aid, campaigns, materials. No cookies are set."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from loa.files.serving import serve
from loa.materials.models import Format, Material
from loa.materials.queries import newest, public
from loa.materials.words import FORMAT_WORDS
from loa.portal import queries
from loa.ui.pages import page

SHOWN_ON_HOME = 6


def _told(materials: list[Material]) -> list[Material]:
    """Add to each what a page says of it: its format in words, the version that holds."""
    for each in materials:
        each.words = FORMAT_WORDS[Format(each.format)]  # type: ignore[attr-defined] # for the page
        each.held = newest(each)  # type: ignore[attr-defined] # for the page
    return materials


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Ask the one question; below it what is going on and what may be taken."""
    context = {
        "campaigns": queries.public_campaigns(),
        "materials": _told(list(public(timezone.localdate())[:SHOWN_ON_HOME])),
    }
    return page(request, "portal/home.html", context)


@require_GET
def first_aid(request: HttpRequest) -> HttpResponse:
    """Say what to do now, in order, with numbers to call. Rule: docs/rules/first-aid.md."""
    return page(request, "portal/first_aid.html")


@require_GET
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a campaign with the materials that go with it."""
    row = get_object_or_404(queries.public_campaigns().select_related("owner"), slug=slug)
    materials = _told(list(queries.materials_of(row, timezone.localdate())))
    return page(request, "portal/campaign.html", {"campaign": row, "materials": materials})


@require_GET
def material_list(request: HttpRequest) -> HttpResponse:
    materials = _told(list(public(timezone.localdate())))
    return page(request, "portal/materials.html", {"materials": materials})


def _material(code: str) -> Material:
    return get_object_or_404(public(timezone.localdate()), code=code)


@require_GET
def material(request: HttpRequest, code: str) -> HttpResponse:
    """Show one material to look at, read, save."""
    return page(request, "portal/material.html", {"material": _told([_material(code)])[0]})


@require_GET
def file(request: HttpRequest, code: str) -> HttpResponse:  # noqa: ARG001 (a view's first argument)
    held = newest(_material(code))
    if held is None or held.file is None:
        raise Http404
    return serve(held.file, held.file_name)


@require_GET
def preview(request: HttpRequest, code: str) -> HttpResponse:  # noqa: ARG001 (a view's first argument)
    held = newest(_material(code))
    if held is None or held.preview is None:
        raise Http404
    return serve(held.preview)
