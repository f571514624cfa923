"""Materials on the desk: list, one, taken; published, replaced, withdrawn by a coordinator."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.files.serving import serve
from loa.materials import actions, policies, queries
from loa.materials.errors import MaterialError, NothingHeldError, SameVersionError
from loa.materials.forms import FilterForm, MaterialForm, ReasonForm, VersionForm
from loa.materials.models import Format, Material, MaterialVersion
from loa.materials.words import FORMAT_WORDS
from loa.ui.pages import page, seen
from loa.units.models import Unit
from loa.units.queries import names_of, unit_ids_of
from loa.units.signed_in import OfficerRequest, signed_in
from loa.units.words import Role

PER_PAGE = 24


def _material(request: OfficerRequest, pk: int, on: date) -> Material:
    return get_object_or_404(queries.visible_to(request.user, on), pk=pk)


def _version(material: Material, number: int) -> MaterialVersion:
    found = next((each for each in material.versions.all() if each.number == number), None)
    if found is None:
        raise Http404
    return found


def _publishing_unit(request: OfficerRequest, on: date) -> Unit | None:
    """Return the unit in whose name the officer publishes; a coordinator has one as a rule."""
    ids = unit_ids_of(request.user.pk, on, [Role.COORDINATOR])
    return Unit.objects.filter(pk__in=ids).order_by("code").first()


@signed_in
@require_GET
def material_list(request: OfficerRequest) -> HttpResponse:
    """List what the officer may use; search by words with or without marks."""
    today = timezone.localdate()
    filters = FilterForm(request.GET)
    chosen = filters.cleaned_data["format"] if filters.is_valid() else ""
    search = request.GET.get("q", "").strip()
    rows = queries.searched(queries.visible_to(request.user, today), search, chosen)
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    for row in listed:
        row.words = FORMAT_WORDS[Format(row.format)]  # type: ignore[attr-defined] # for the page
        row.held = queries.newest(row)  # type: ignore[attr-defined] # for the page
    context = {
        "page_obj": listed,
        "search": search,
        "filters": filters,
        "chosen": chosen,
        "may_publish": _publishing_unit(request, today) is not None,
    }
    return page(request, "materials/list.html", context, partial="rows")


@signed_in
@require_GET
def detail(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one material: look, take, copy its text; its versions, its owner's buttons."""
    today = timezone.localdate()
    material = _material(request, pk, today)
    keeps = policies.may_keep(request.user, material, today)
    units = list(queries.units_taking(request.user, today))
    names = names_of([unit.pk for unit in units], today)
    context = {
        "material": material,
        "words": FORMAT_WORDS[Format(material.format)],
        "held": queries.newest(material),
        "versions": list(material.versions.all()),
        "may_keep": keeps,
        "takers": [(unit, names[unit.pk].name) for unit in units if unit.pk in names],
        "taken_many": queries.takings_of(material).count() if keeps else 0,
    }
    return page(request, "materials/detail.html", context)


@signed_in
@require_POST
def take(request: OfficerRequest, pk: int) -> HttpResponse:
    """Note that the unit takes it, and go on to the file."""
    at = timezone.now()
    material = _material(request, pk, timezone.localdate(at))
    units = queries.units_taking(request.user, timezone.localdate(at))
    asked = request.POST.get("unit", "")
    unit = get_object_or_404(units, pk=int(asked) if asked.isdecimal() else 0)
    try:
        version = actions.take_material(material, unit, by=request.user, at=at)
    except MaterialError:
        messages.error(
            request, _("This material was withdrawn; the reason stands on this page.")
        )
        return seen("materials:detail", pk)
    if version and version.file_id:
        address = reverse("materials:file", args=[pk, version.number])
        return seen(f"{address}?save=1")
    messages.success(request, _("Noted. The text stands below, ready to copy."))
    return seen("materials:detail", pk)


@signed_in
@require_GET
def file(request: OfficerRequest, pk: int, number: int) -> HttpResponse:
    """Give the file of one version; `?save=1` to save it."""
    material = _material(request, pk, timezone.localdate())
    version = _version(material, number)
    if version.file is None:
        raise Http404
    return serve(version.file, version.file_name, as_download="save" in request.GET)


@signed_in
@require_GET
def preview(request: OfficerRequest, pk: int, number: int) -> HttpResponse:
    version = _version(_material(request, pk, timezone.localdate()), number)
    if version.preview is None:
        raise Http404
    return serve(version.preview)


@signed_in
@require_http_methods(["GET", "POST"])
def publish(request: OfficerRequest) -> HttpResponse:
    """Publish a new material in the name of the coordinator's unit."""
    at = timezone.now()
    today = timezone.localdate(at)
    owner = _publishing_unit(request, today)
    policies.require(owner is not None)
    assert owner is not None  # noqa: S101 (the line above)
    names = names_of([owner.pk], today)
    first = {"valid_from": today, "issuer_name": names[owner.pk].name if names else ""}
    form = MaterialForm(request.POST or None, request.FILES or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.publish_material(
                form.facts(), form.given(), owner=owner, by=request.user, at=at
            )
        except NothingHeldError:
            form.add_error(None, _("Give at least one of: a file, the words, an address."))
        else:
            messages.success(request, _("Published: %(title)s") % {"title": made.title})
            return seen("materials:detail", made.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "title": _("Publish a material"), "verb": _("Publish")}
    return page(request, "materials/form.html", context, status=status)


@signed_in
@require_http_methods(["GET", "POST"])
def replace(request: OfficerRequest, pk: int) -> HttpResponse:
    """Put a newer version in the place of the old one."""
    at = timezone.now()
    material = _material(request, pk, timezone.localdate(at))
    policies.require(policies.may_keep(request.user, material, timezone.localdate(at)))
    form = VersionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.replace_material(material, form.given(), by=request.user, at=at)
        except SameVersionError as error:
            text = _("Version %(number)s holds exactly this. Nothing was changed.")
            form.add_error(None, text % {"number": error.number})
        except NothingHeldError:
            form.add_error(None, _("Give at least one of: a file, the words, an address."))
        else:
            messages.success(request, _("Replaced. The former version stays, marked so."))
            return seen("materials:detail", pk)
    context = {
        "form": form,
        "title": _("Replace by a new version"),
        "verb": _("Replace"),
        "material": material,
    }
    return page(request, "materials/form.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def withdraw(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take a material out of use, with a reason; it can be brought back."""
    at = timezone.now()
    material = _material(request, pk, timezone.localdate(at))
    policies.require(policies.may_keep(request.user, material, timezone.localdate(at)))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.withdraw_material(material, reason=reason, by=request.user, at=at)
        messages.success(request, _("Withdrawn. You can bring it back."))
        return seen("materials:detail", pk)
    context = {
        "question": _("Withdraw this material?"),
        "consequence": _("Units and the public no longer see it. It stays on record."),
        "verb": _("Withdraw"),
        "kind": "danger",
        "back": reverse("materials:detail", args=[pk]),
        "form": form,
        "facts": [{"label": _("Title"), "value": material.title}],
    }
    return page(request, "ui/confirm.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def restore(request: OfficerRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    material = _material(request, pk, timezone.localdate(at))
    actions.restore_material(material, by=request.user, at=at)
    messages.success(request, _("Back in use."))
    return seen("materials:detail", pk)
