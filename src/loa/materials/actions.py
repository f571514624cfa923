"""Every write about materials: published, replaced, withdrawn, brought back, taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from loa.crafts.viet import clean, fold, slug
from loa.files.actions import store
from loa.ledger.actions import record
from loa.materials import policies, queries
from loa.materials.errors import MaterialWithdrawnError, NothingHeldError, SameVersionError
from loa.materials.models import Format, Material, MaterialVersion, Taking
from loa.materials.sample import LICENCE, sample_materials
from loa.topics.models import Term, TopicPack
from loa.units.models import Officer, Unit
from loa.units.queries import name_of

LONGEST_CODE = 70
SAMPLE_FROM = date(2024, 10, 10)


@dataclass(frozen=True)
class Given:
    """What stands in one version: bytes with their name, a preview picture, the words."""

    data: bytes = b""
    file_name: str = ""
    preview: bytes = b""
    text: str = ""


@dataclass(frozen=True)
class Facts:
    """What is said about a material. `ground_of_use`: its licence, or its letter."""

    title: str
    format: Format
    issuer_name: str
    ground_of_use: str
    valid_from: date
    code: str = ""
    valid_to: date | None = None
    summary: str = ""
    post_text: str = ""
    language: str = "vi"
    source: str = ""
    link: str = ""
    is_public: bool = False
    pack: TopicPack | None = None
    terms: Sequence[Term] = ()


@transaction.atomic
def publish_material(
    facts: Facts, given: Given, *, owner: Unit, by: Officer, at: datetime
) -> Material:
    """Publish a material in the name of `owner`, with its first version.

    Raises NothingHeldError, NotAllowedError, ValidationError.
    """
    policies.require(policies.may_publish(by, owner, timezone.localdate(at)))
    if not (given.data or given.text.strip() or facts.link):
        raise NothingHeldError
    material = Material(
        code=facts.code or _free_code(facts.title),
        title=clean(facts.title).strip(),
        summary=clean(facts.summary).strip(),
        post_text=clean(facts.post_text).strip(),
        format=facts.format.value,
        pack=facts.pack,
        language=facts.language,
        owner=owner,
        issuer_name=clean(facts.issuer_name).strip(),
        source=facts.source,
        ground_of_use=clean(facts.ground_of_use).strip(),
        valid_from=facts.valid_from,
        valid_to=facts.valid_to,
        link=facts.link,
        is_public=facts.is_public,
    )
    material.search_text = fold(f"{material.title} {material.summary} {given.text}")
    material.full_clean()
    material.save()
    material.terms.set(facts.terms)
    _keep(material, given, number=1, by=by, at=at)
    record("material.published", material, by=by, at=at, unit_id=owner.pk)
    return material


@transaction.atomic
def replace_material(
    material: Material, given: Given, *, by: Officer, at: datetime
) -> MaterialVersion:
    """Put a newer version in the place of the old, which is kept and says so.

    Raises SameVersionError, NothingHeldError, MaterialWithdrawnError, NotAllowedError.
    """
    policies.require(policies.may_keep(by, material, timezone.localdate(at)))
    if material.withdrawn_at:
        raise MaterialWithdrawnError(material.withdrawn_reason)
    if not (given.data or given.text.strip()):
        raise NothingHeldError
    locked = Material.objects.select_for_update(of=("self",)).get(pk=material.pk)
    last = locked.versions.order_by("-number").first()
    number = last.number + 1 if last else 1
    version = _keep(locked, given, number=number, by=by, at=at)
    if last and (last.file_id, last.text) == (version.file_id, version.text):
        raise SameVersionError(last.number)
    locked.search_text = fold(f"{locked.title} {locked.summary} {given.text}")
    locked.save(update_fields=["search_text"])
    record(
        "material.replaced",
        material,
        by=by,
        at=at,
        unit_id=material.owner_id,
        changes={"version": (last.number if last else None, number)},
    )
    return version


@transaction.atomic
def withdraw_material(
    material: Material, *, reason: str, by: Officer, at: datetime
) -> Material:
    """Take a material out of use everywhere, with the reason; nothing is deleted."""
    policies.require(policies.may_keep(by, material, timezone.localdate(at)))
    if material.withdrawn_at:
        return material
    material.withdrawn_at, material.withdrawn_reason = at, clean(reason).strip()[:300]
    material.full_clean()
    material.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record("material.withdrawn", material, by=by, at=at, unit_id=material.owner_id, note=reason)
    return material


@transaction.atomic
def restore_material(material: Material, *, by: Officer, at: datetime) -> Material:
    """Undo a withdrawal."""
    policies.require(policies.may_keep(by, material, timezone.localdate(at)))
    if not material.withdrawn_at:
        return material
    material.withdrawn_at, material.withdrawn_reason = None, ""
    material.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record("material.restored", material, by=by, at=at, unit_id=material.owner_id)
    return material


@transaction.atomic
def take_material(
    material: Material, unit: Unit, *, by: Officer, at: datetime
) -> MaterialVersion | None:
    """Note that `unit` takes the newest version, and return it; again changes nothing.

    None: the material is a link, nothing is held. Raises MaterialWithdrawnError,
    NotAllowedError.
    """
    policies.require(policies.may_take(by, unit, timezone.localdate(at)))
    if material.withdrawn_at:
        raise MaterialWithdrawnError(material.withdrawn_reason)
    version = queries.newest(material)
    if version is None:
        return None
    taking, is_new = Taking.objects.get_or_create(
        version=version, unit=unit, defaults={"by": by, "at": at}
    )
    if is_new:
        record("material.taken", taking, by=by, at=at, unit_id=unit.pk)
    return version


@transaction.atomic
def load_sample_materials(*, owner: Unit, by: Officer, at: datetime) -> list[Material]:
    """Publish the materials that come with Loa; those that are there already are left alone.

    Returns all of them. Needs the bundled lists (`topics.actions.load_topics`) for the skills.
    """
    pack = TopicPack.objects.filter(code="online-scams").first()
    skills = Term.objects.filter(version__term_list__code="skills")
    name = name_of(owner, timezone.localdate(at))
    known = {row.code: row for row in Material.objects.all()}
    for each in sample_materials():
        if each.code in known:
            continue
        facts = Facts(
            code=each.code,
            title=each.title,
            format=Format(each.format),
            issuer_name=name.name if name else owner.code,
            ground_of_use=LICENCE,
            valid_from=SAMPLE_FROM,
            summary=each.summary,
            post_text=each.post_text,
            source="scripts/make_materials.py",
            is_public=True,
            pack=pack,
            terms=list(skills.filter(code__in=each.skills)),
        )
        given = Given(each.data, each.file_name, each.preview, each.text)
        known[each.code] = publish_material(facts, given, owner=owner, by=by, at=at)
    return [known[each.code] for each in sample_materials()]


def _keep(
    material: Material, given: Given, *, number: int, by: Officer, at: datetime
) -> MaterialVersion:
    version = MaterialVersion(
        material=material,
        number=number,
        file=store(given.data, by=by, at=at) if given.data else None,
        file_name=clean(given.file_name)[-255:],
        preview=store(given.preview, by=by, at=at) if given.preview else None,
        text=clean(given.text).strip(),
        made_at=at,
        made_by=by,
    )
    if version.preview is None and version.file and version.file.media_type in PICTURES:
        version.preview = version.file
    version.full_clean()
    version.save()
    return version


PICTURES = frozenset({"image/png", "image/jpeg", "image/webp"})


def _free_code(title: str) -> str:
    stem = slug(title)[:LONGEST_CODE].strip("-") or "material"
    taken = set(Material.objects.filter(code__startswith=stem).values_list("code", flat=True))
    if stem not in taken:
        return stem
    return next(f"{stem}-{n}" for n in range(2, len(taken) + 3) if f"{stem}-{n}" not in taken)
