"""What coordinating bodies said of a campaign's content, material by material."""

from collections.abc import Sequence
from dataclasses import dataclass

from loa.campaigns.models import Campaign, Clearance, Remark
from loa.materials.models import Material, MaterialVersion


@dataclass(frozen=True)
class Reviewed:
    """One material of a campaign, its newest edition, and what was said of any edition."""

    material: Material
    version: MaterialVersion | None
    remarks: tuple[Remark, ...]
    clearances: tuple[Clearance, ...]  # of the newest edition
    was_cleared: bool  # an earlier edition was: this one must be looked at again


def has_material(campaign: Campaign, material_id: int) -> bool:
    return campaign.materials.filter(pk=material_id).exists()


def remarks_of(campaign: Campaign) -> tuple[Remark, ...]:
    """Return what was said of a campaign as a whole, in order."""
    rows = Remark.objects.filter(campaign=campaign, version__isnull=True)
    return tuple(rows.select_related("by", "unit"))


def reviewed(campaign: Campaign) -> Sequence[Reviewed]:
    """Return the materials of a campaign with what was said of them. Four queries."""
    materials = list(campaign.materials.order_by("title"))
    newest: dict[int, MaterialVersion] = {}
    for version in MaterialVersion.objects.filter(material__in=materials).order_by("number"):
        newest[version.material_id] = version
    said: dict[int, list[Remark]] = {}
    remarks = Remark.objects.filter(campaign=campaign, version__isnull=False)
    for remark in remarks.select_related("by", "unit", "version"):
        assert remark.version is not None  # noqa: S101 (filtered)
        said.setdefault(remark.version.material_id, []).append(remark)
    passed: dict[int, list[Clearance]] = {}
    clearances = Clearance.objects.filter(campaign=campaign, undone_at__isnull=True)
    for clearance in clearances.select_related("by", "unit", "version"):
        passed.setdefault(clearance.version.material_id, []).append(clearance)
    found = []
    for material in materials:
        latest = newest.get(material.pk)
        all_passed = passed.get(material.pk, [])
        now = [each for each in all_passed if latest and each.version_id == latest.pk]
        found.append(
            Reviewed(
                material=material,
                version=latest,
                remarks=tuple(said.get(material.pk, [])),
                clearances=tuple(now),
                was_cleared=bool(all_passed) and not now,
            )
        )
    return found
