"""Found, and yet perhaps no publication of this unit in this campaign: what speaks against it.

The machine's "found" says that the material is there. Whether it was published then, there and
by them is asked here; one doubt leaves it to a person. Source: docs/rules/matching.md.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Q

from loa.crafts.matching import Finding
from loa.crafts.matching.addresses import is_whole_site, page_of, video_of
from loa.evidence.captures import pictures_in
from loa.evidence.facets import expired_on, misfits
from loa.evidence.looking import Visited
from loa.evidence.models import Publication
from loa.evidence.own_channels import Stands
from loa.materials.models import Material, MaterialVersion


def is_handed_in(seen: Visited | None, finding: Finding) -> bool:
    """Say whether a finding is of a picture handed in, and not of the page."""
    if finding.picture is None:
        return False
    if seen is None or seen.code:
        return True
    return finding.picture >= sum(pictures_in(part) for part in seen.parts)


def doubts(
    publication: Publication,
    seen: Visited | None,
    findings: Sequence[Finding],
    *,
    at: datetime,
    stands: Stands,
) -> Iterator[str]:
    """Give what speaks against findings of which the best is "found". Two queries at most."""
    campaign, best = publication.participant.campaign, findings[0]
    said = seen.page.dated if seen else None
    yield from misfits(said, at, campaign.starts_on, campaign.ends_on)
    found = [int(e.material) for e in findings if e.outcome.value == "found" and e.material]
    if expired_on(publication, [str(key) for key in found], said):
        yield "expired_material"
    if is_handed_in(seen, best):
        if _is_own_file(publication, found):
            yield "own_file"
        if seen is not None and not seen.code:
            yield "only_handed_in"
        return
    if seen is not None and seen.page.is_from_data and best.method == "text":
        yield "only_in_data"
    if stands is Stands.OTHERS:
        yield "others_channel"
    elif seen is not None and stands is not Stands.OWN and _is_source(seen, found):
        yield "own_source"


def _is_own_file(publication: Publication, materials: Sequence[int]) -> bool:
    """Say whether the file handed in is the material's own: nobody has seen it anywhere."""
    files = [each.pk for each in publication.files.all()]
    versions = MaterialVersion.objects.filter(material__in=materials)
    return versions.filter(Q(file__in=files) | Q(preview__in=files)).exists()


def _is_source(seen: Visited, materials: Sequence[int]) -> bool:
    """Say whether the page is where the material itself was taken from."""
    links = Material.objects.filter(pk__in=materials).exclude(link="")
    here = {page_of(seen.final_address), video_of(seen.final_address)} - {""}
    return any(
        ({page_of(link), video_of(link)} - {""}) & here
        for link in links.values_list("link", flat=True)
        if not is_whole_site(link)
    )
