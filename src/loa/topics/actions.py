"""Bringing in the bundled lists. An edition in use is never edited: a new one is made."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from loa.ledger.actions import record
from loa.topics.editions import Edition, editions, packs
from loa.topics.models import ListVersion, Term, TermList, TopicPack

if TYPE_CHECKING:
    from loa.units.models import Officer


@transaction.atomic
def load_topics(*, by: "Officer | None", at: datetime) -> int:
    """Bring in every bundled edition that is not there yet; return how many were new."""
    for code, names in packs().items():
        pack, is_new = TopicPack.objects.get_or_create(code=code, defaults=names)
        if is_new:
            record("topic_pack.added", pack, by=by, at=at)
    return sum(_load(edition, by=by, at=at) for edition in editions())


def _load(edition: Edition, *, by: "Officer | None", at: datetime) -> bool:
    pack = TopicPack.objects.get(code=edition.pack) if edition.pack else None
    named = {"name_vi": edition.name_vi, "name_en": edition.name_en, "pack": pack}
    term_list, _ = TermList.objects.get_or_create(code=edition.code, defaults=named)
    if term_list.versions.filter(label=edition.label).exists():
        return False
    version = ListVersion(
        term_list=term_list,
        label=edition.label,
        valid_from=edition.valid_from,
        source=edition.source,
    )
    version.full_clean()
    version.save()
    for position, row in enumerate(edition.terms, start=1):
        term = Term.objects.create(
            version=version,
            code=row.code,
            name_vi=row.name_vi,
            name_en=row.name_en,
            position=position,
        )
        if row.same_as:
            former = Term.objects.filter(
                version__term_list=term_list, version__label=edition.same_as
            )
            term.same_as.set(former.filter(code__in=row.same_as))
    record(
        "list_version.added",
        version,
        by=by,
        at=at,
        changes={"terms": (0, len(edition.terms))},
    )
    return True
