"""Which materials somebody may know of, and how they stand."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, QuerySet

from loa.crafts.viet import fold
from loa.materials.models import Material, MaterialVersion, Taking
from loa.units.models import Officer, Unit
from loa.units.queries import posts_of, unit_ids_of
from loa.units.words import Role


def in_force(on: date) -> Q:
    """Return the condition "not withdrawn, and valid on this day"."""
    return Q(withdrawn_at__isnull=True, valid_from__lte=on) & (
        Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    )


def with_versions(rows: QuerySet[Material]) -> QuerySet[Material]:
    """Fetch the versions too, the newest first, with their files."""
    versions = MaterialVersion.objects.select_related("file", "preview").order_by("-number")
    return rows.select_related("owner", "pack").prefetch_related(
        Prefetch("versions", queryset=versions)
    )


def visible_to(officer: Officer | AnonymousUser, on: date) -> QuerySet[Material]:
    """Return what an officer may know of: what is in force, and all that their units own."""
    if officer.pk is None or not posts_of(officer.pk, on).exists():
        return Material.objects.none()
    mine = unit_ids_of(officer.pk, on)
    return with_versions(Material.objects.filter(in_force(on) | Q(owner__in=mine)))


def public(on: date) -> QuerySet[Material]:
    """Return what everybody may see."""
    return with_versions(Material.objects.filter(in_force(on), is_public=True))


def searched(rows: QuerySet[Material], text: str, format_: str = "") -> QuerySet[Material]:
    """Narrow to titles and words that hold every word of `text`, marks or none."""
    for word in fold(text).split():
        rows = rows.filter(search_text__contains=word)
    return rows.filter(format=format_) if format_ else rows


def newest(material: Material) -> MaterialVersion | None:
    """Return the version that holds; of fetched rows without asking the database again."""
    return next(iter(material.versions.all()), None)


def takings_of(material: Material) -> QuerySet[Taking]:
    return Taking.objects.filter(version__material=material).select_related("unit", "by")


def units_taking(officer: Officer, on: date) -> QuerySet[Unit]:
    """Return the units for which the officer may take a material."""
    roles = (Role.REPORTER, Role.APPROVER, Role.CLERK, Role.COORDINATOR)
    return Unit.objects.filter(pk__in=unit_ids_of(officer.pk, on, roles)).order_by("code")
