"""Photographs of activities, as they are compared between units."""

from django.conf import settings
from django.db import models

from loa.evidence.models.publications import Publication
from loa.files.models import StoredFile


class PhotoMark(models.Model):
    """A photo of an activity as it is compared with others: 256 bits of its picture, in hex.

    `bits` is empty where there is nothing to compare (unreadable, or all of one grey).
    """

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="photo_marks"
    )
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    bits = models.CharField(max_length=64, blank=True)
    marked_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "photo"], name="photo_marked_once")
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.bits[:8]}"


class SamePhoto(models.Model):
    """Two photos of activities that look like one (ảnh hoạt động trùng): a question.

    `is_fine`: null while nobody has said anything; true: both units were there.
    """

    first = models.ForeignKey(PhotoMark, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(PhotoMark, on_delete=models.PROTECT, related_name="+")
    share = models.FloatField()
    met_at = models.DateTimeField()
    is_fine = models.BooleanField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    said_at = models.DateTimeField(null=True, blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="same_photo_once"),
            models.CheckConstraint(
                condition=models.Q(is_fine__isnull=True, said_at__isnull=True)
                | models.Q(is_fine__isnull=False, said_at__isnull=False),
                name="same_photo_said_with_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}"
