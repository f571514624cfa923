"""The ledger: one row for each thing done, sealed into a chain of hashes."""

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One thing done (dòng nhật ký). Written in the transaction of the change itself.

    Never changed and never deleted: the database refuses both (migration 0002). The chain of
    hashes is not here but in `Seal`, since chaining inside the transaction would make all
    writers wait for each other.
    """

    at = models.DateTimeField()
    verb = models.CharField(max_length=60)  # noun.verb
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,  # the program itself: a job, a first start
        on_delete=models.PROTECT,
        related_name="+",
    )
    object_type = models.CharField(max_length=60)  # app.model
    object_id = models.CharField(max_length=40)
    object_name = models.CharField(max_length=200, blank=True)
    unit_id_was = models.BigIntegerField(null=True)  # the unit whose work this was
    changes = models.JSONField(default=dict)  # {field: [from, to]}
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "id"], name="ledger_by_object"),
            models.Index(fields=["by", "id"], name="ledger_by_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.object_type} {self.object_id}"


class Seal(models.Model):
    """The place of a committed entry in the chain. Written by one sealer, a second later."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    position = models.BigIntegerField(unique=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.position} {self.hash[:12]}"


class Stamp(models.Model):
    """An outside authority's word on when a seal existed (dấu thời gian, RFC 3161).

    A seal's hash stands on all before it, so one stamp dates the whole chain up to it, and with
    it every capture whose hash the chain holds. `answer` is the authority's, as it came.
    """

    seal = models.OneToOneField(Seal, on_delete=models.PROTECT, related_name="stamp")
    authority = models.CharField(max_length=500)
    answer = models.BinaryField()
    stamped_at = models.DateTimeField()  # the authority's clock
    asked_at = models.DateTimeField()  # ours

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.seal_id} {self.stamped_at}"


class StampTrouble(models.Model):
    """That no time stamp is to be had: one row from the first failure to the next stamp."""

    since = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    code = models.CharField(max_length=20)
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.code} since {self.since}"
