"""What everybody may see: public campaigns and the materials that are in force."""

from datetime import date

from django.db.models import QuerySet

from loa.campaigns.models import Campaign
from loa.materials.models import Material
from loa.materials.queries import public as public_materials


def public_campaigns() -> QuerySet[Campaign]:
    """Return the campaigns that were sent and that their owner shows to everybody."""
    return Campaign.objects.filter(is_public=True, sent_at__isnull=False).order_by("-starts_on")


def materials_of(campaign: Campaign, on: date) -> QuerySet[Material]:
    return public_materials(on).filter(campaigns=campaign)
