"""The outbox: what is to reach a person, and whether it left the house."""

from enum import StrEnum

from django.conf import settings
from django.db import models


class Way(StrEnum):
    MAIL = "mail"
    PASTE = "paste"  # text that a person copies into a group chat


SECRET_PLACE = "{secret}"  # noqa: S105 (where one will stand)


class Notice(models.Model):
    """One message to one person or unit (thông báo). Facts only: made, sent, failed.

    A token that opens a door is kept apart from the body and is gone as soon as the mail has
    left or was given up: whoever reads the outbox later cannot use it.
    """

    way = models.CharField(max_length=10, choices=[(w.value, w.value) for w in Way])
    to_officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="notices"
    )
    to_address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    secret = models.CharField(max_length=200, blank=True)  # stands at SECRET_PLACE in the mail
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)  # given up, a person must look
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(way="mail") | ~models.Q(to_address=""),
                name="notice_mail_has_address",
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(failed_at__isnull=True),
                name="notice_sent_or_failed",
            ),
            models.CheckConstraint(
                condition=models.Q(secret="")
                | models.Q(sent_at__isnull=True, failed_at__isnull=True),
                name="notice_secret_gone_when_done",
            ),
        ]
        indexes = [models.Index(fields=["about_type", "about_id"], name="notice_by_object")]

    def __str__(self) -> str:
        return f"{self.way} {self.to_address} {self.subject}"
