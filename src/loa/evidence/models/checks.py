"""The line of looks, what each look brought, and what persons said of it."""

from django.conf import settings
from django.db import models

from loa.campaigns.models import Campaign
from loa.evidence.models.publications import Publication
from loa.files.models import StoredFile


class Look(models.Model):
    """Where a publication stands in the line of those to be looked at: one row each.

    Waiting: `due_at` is an instant. Taken: `taken_until` lies ahead, and `taken_by` names who
    took it; whoever stops on the way (killed, cut off) lets that instant pass, and the look is
    taken again. At rest: `due_at` is null. `tries` counts pages that were opened and whose
    result never came.
    """

    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, related_name="look"
    )
    host = models.CharField(max_length=253, blank=True)  # "": files only, nobody is visited
    due_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.CharField(max_length=32, blank=True)
    taken_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken_by="", taken_until__isnull=True)
                | (~models.Q(taken_by="") & models.Q(taken_until__isnull=False)),
                name="look_taken_with_an_end",
            )
        ]
        indexes = [models.Index(fields=["due_at", "host"], name="look_by_due")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.due_at}"


class HostRest(models.Model):
    """Until when a host is left alone, by whichever worker: our gap, or what it asked for.

    `failures` counts the visits in a row at which it asked for rest instead of answering.
    """

    host = models.CharField(max_length=253, unique=True)
    free_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["host"]

    def __str__(self) -> str:
        return f"{self.host} {self.free_at}"


class Check(models.Model):
    """What the machine saw when it looked at a publication; a finding, not a judgement.

    `number` counts the looks at one publication: a job that runs twice makes one row.
    `findings` are those of the matching craft; `reasons` are codes, the first decides.
    """

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="checks"
    )
    number = models.PositiveIntegerField()
    checked_at = models.DateTimeField()
    # found, altered, not_found, cannot_tell, unreachable; claimed: nothing to look at
    outcome = models.CharField(max_length=12)
    reasons = models.JSONField(default=list, blank=True)
    findings = models.JSONField(default=list, blank=True)
    trust = models.CharField(max_length=1)  # A own channel, B key, C elsewhere, D given, E said
    final_address = models.URLField(max_length=2000, blank=True)
    dated_on = models.DateField(null=True, blank=True)  # the page's own claim
    capture = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    matcher_version = models.CharField(max_length=20)
    failures = models.PositiveIntegerField(default=0)  # visits in a row without an answer
    next_at = models.DateTimeField(null=True, blank=True)
    is_latest = models.BooleanField(default=True)
    needs_person = models.BooleanField(default=False)
    settled_by = models.ForeignKey(  # a person's word on an earlier look that ended like this
        "Judgement", null=True, blank=True, on_delete=models.PROTECT, related_name="settled"
    )

    class Meta:
        ordering = ["-checked_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "number"], name="check_once"),
            models.UniqueConstraint(
                fields=["publication"],
                condition=models.Q(is_latest=True),
                name="check_one_latest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication} #{self.number}: {self.outcome}"


class Judgement(models.Model):
    """What a person says of a check; it stands above the machine's finding.

    One person, one word: each row has one author. Taken back, it stays with `undone_at`.
    """

    check_of = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="judgements")
    is_published = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_of"],
                condition=models.Q(undone_at__isnull=True),
                name="judgement_one_stands",
            )
        ]

    def __str__(self) -> str:
        return f"{self.check_of_id}: {'yes' if self.is_published else 'no'}"


class Audit(models.Model):
    """A sample of what the machine alone said was found, drawn to be looked at by a person.

    The seed and the number of rows it was drawn from are kept, so the draw can be repeated.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="audits")
    seed = models.PositiveIntegerField()
    drawn_from = models.PositiveIntegerField()  # how many stood there
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    checks = models.ManyToManyField(Check, related_name="audits")

    class Meta:
        ordering = ["-drawn_at", "-id"]

    def __str__(self) -> str:
        return f"{self.campaign} · {self.seed}"


# Photos that are compared stand on a page of their own; Django finds models from here.
