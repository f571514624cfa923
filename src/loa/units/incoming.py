"""A list of units brought in by the web: looked at by a job, decided on, read in by a job."""

from django.db import models

from loa.files.models import StoredFile
from loa.units.acts import Act
from loa.units.words import ListState


class ListImport(models.Model):
    """One file of units on its way into the register (danh sách đơn vị nhập vào).

    `faults` and `doubts` are [line, column, code, value, other], the first of them only;
    `decided` maps a line's number to the code of the known unit it is, or IS_NEW.
    """

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    since = models.DateField()  # the first day of lines that say none
    kind = models.CharField(max_length=40, blank=True)  # codes, for lines that say none
    level = models.CharField(max_length=40, blank=True)
    is_english = models.BooleanField(default=False)  # the language of the reasons
    by = models.ForeignKey("units.Officer", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in ListState])
    refusal = models.CharField(max_length=20, blank=True)
    refusal_what = models.CharField(max_length=300, blank=True)
    lines = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    fault_count = models.PositiveIntegerField(default=0)
    doubt_count = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    decided = models.JSONField(default=dict)
    back = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # its lines that have faults or doubts, with reasons
    act = models.ForeignKey(
        Act, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class ListProgress(models.Model):
    """How far the job is. Counters: they change without a record in the ledger."""

    list = models.OneToOneField(ListImport, on_delete=models.CASCADE, related_name="progress")
    done = models.PositiveIntegerField(default=0)
    whole = models.PositiveIntegerField(default=0)
    heard_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.done}/{self.whole}"
