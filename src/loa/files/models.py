"""Files are kept by their content: the same bytes are kept once."""

from django.db import models


class StoredFile(models.Model):
    """Bytes kept under their SHA-256. Removed for cause, the row stays as a tombstone."""

    sha256 = models.CharField(max_length=64, unique=True)
    size_bytes = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    extension = models.CharField(max_length=12, blank=True)
    stored_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size_bytes__gte=0), name="file_size_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(removed_at__isnull=True) | ~models.Q(removed_reason=""),
                name="file_removed_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.media_type} {self.sha256[:12]}"

    @property
    def path(self) -> str:
        """Where the storage keeps the bytes."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}{self.extension}"
