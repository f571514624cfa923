"""Who came in and who tried to: the rows behind "recent sign-ins" and the limits."""

from enum import StrEnum

from django.db import models


class Way(StrEnum):
    """How somebody signed in, or tried to."""

    PASSWORD = "password"  # noqa: S105 (a word for it)
    CODE = "code"
    LINK = "link"
    PASSKEY = "passkey"
    OFFICE = "office"  # the office's own sign-in, by OpenID Connect


class Visit(models.Model):
    """One sign-in, or a wrong try, of a known officer (lần đăng nhập).

    The address is shortened before it is kept, and the row goes after a year: see
    `actions.visiting`. `session_key` names the open session, so that it can be ended.
    """

    officer = models.ForeignKey("Officer", on_delete=models.PROTECT, related_name="visits")
    at = models.DateTimeField()
    way = models.CharField(max_length=10, choices=[(w.value, w.value) for w in Way])
    is_refused = models.BooleanField(default=False)  # a wrong password, or a wrong code
    network = models.CharField(max_length=45, blank=True)  # 203.0.113.x, 2001:db8:1::x
    device = models.CharField(max_length=60, blank=True)  # "Firefox, Windows"
    session_key = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["officer", "-at"], name="visit_by_officer"),
            models.Index(fields=["at"], name="visit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.way}"


class Tries(models.Model):
    """How many wrong tries one key has behind it; a counter, so without a ledger row.

    `key` is the hash of a kind and of what is counted: a login, a network, a code's sender.
    """

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField()
    first_at = models.DateTimeField()

    class Meta:
        ordering = ["first_at"]
        verbose_name_plural = "tries"

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.count}"
