"""The row of what persons taught about how letters name recipients; part of the models."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from loa.dispatches.models import Dispatch
from loa.units.models import Group, Level, Unit


class LearnedName(models.Model):
    """Whom a phrase of letters means, as a person said once (cách gọi đã học).

    Learned when unknown words of a letter are named; used for the owner's next letters from an
    issuer of the same level, and never against the register's own names. Taken back, it stays,
    marked.
    """

    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="learned_names")
    level = models.ForeignKey(  # of the issuer; None: it is not in the register
        Level, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    words = models.CharField(max_length=300)
    words_loose = models.CharField(max_length=450, editable=False)  # meanings.loosen
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["words_loose", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "level", "words_loose"],
                condition=Q(undone_at__isnull=True),
                name="learned_once",
            ),
            models.UniqueConstraint(  # two empty levels are not equal to a database
                fields=["owner", "words_loose"],
                condition=Q(undone_at__isnull=True, level__isnull=True),
                name="learned_once_without_level",
            ),
            models.CheckConstraint(
                condition=Q(group__isnull=False, unit__isnull=True)
                | Q(group__isnull=True, unit__isnull=False),
                name="learned_means_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.words
