"""Old text posted again: materials of earlier campaigns, looked for beside this one's.

They never count as this campaign's. What is met of them is said and left to a person; whether
the material's time is over or it is still valid is said too.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.db.models import QuerySet

from loa.campaigns.models import Campaign
from loa.crafts.matching import Finding, Library, Outcome, Picture, Reason, Specimen
from loa.crafts.opening import Ocr
from loa.materials.models import Material

MOST = 200
"""The newest of earlier campaigns; beyond that nobody posts them again."""
_CLEARLY = 0.02
_PLAIN = 0.98


def earlier_materials(campaign: Campaign) -> QuerySet[Material]:
    """Return materials of campaigns of the same owner that ended before this one began."""
    before = Campaign.objects.filter(owner=campaign.owner_id, ends_on__lt=campaign.starts_on)
    return (
        Material.objects.filter(campaigns__in=before)
        .exclude(campaigns=campaign)
        .distinct()
        .order_by("-pk")
    )


def is_over(material: Material, campaign: Campaign) -> bool:
    """Say whether a material's time was over before this campaign began."""
    return material.withdrawn_at is not None or (
        material.valid_to is not None and material.valid_to < campaign.starts_on
    )


class Shelves(Library):
    """The campaign's materials, and behind them those of earlier ones.

    The second shelf is asked only where the first does not show a plain copy, so a campaign
    without forerunners costs nothing more.
    """

    def __init__(
        self,
        specimens: Sequence[Specimen],
        *,
        earlier: Library | None,
        over: frozenset[str] = frozenset(),
        ocr: Ocr | None = None,
    ) -> None:
        super().__init__(specimens, ocr=ocr)
        self._earlier, self._over = earlier, over

    def look_at(
        self, text: str, pictures: Sequence[Picture] = (), *, links: Sequence[str] = (),
        embeds: Sequence[str] = (), title: str = "", anchors: Sequence[tuple[str, str]] = (),
    ) -> list[Finding]:  # fmt: skip
        """As the library; what is rather an earlier campaign's comes first, as a doubt."""
        own = super().look_at(
            text, pictures, links=links, embeds=embeds, title=title, anchors=anchors
        )
        best = own[0]
        is_plain = best.outcome is Outcome.ALTERED or (
            best.outcome is Outcome.FOUND and best.share >= _PLAIN
        )
        if self._earlier is None or is_plain:
            return own
        old = self._earlier.look_at(text, pictures, links=links, embeds=embeds, title=title)
        least = best.share + _CLEARLY if best.outcome is Outcome.FOUND else 0.0
        met = [
            replace(each, outcome=Outcome.CANNOT_TELL, reason=self._why(each))
            for each in old
            if each.outcome is Outcome.FOUND and each.share > least
        ]
        rest = [each for each in own if each.material] if met else own
        return [*met, *rest]

    def _why(self, finding: Finding) -> Reason:
        return Reason.OLD if finding.material in self._over else Reason.EARLIER
