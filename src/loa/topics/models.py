"""Versioned lists: skills, tactics, scam patterns, audiences. Data, never code."""

from django.db import models


class TopicPack(models.Model):
    """The subject of a campaign as data (gói chủ đề): its lists and its words."""

    code = models.SlugField(max_length=60, unique=True)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_vi


class TermList(models.Model):
    """A list with versions (danh mục): `skills`, `tactics`, `patterns`, `audiences`."""

    pack = models.ForeignKey(
        TopicPack, null=True, blank=True, on_delete=models.PROTECT, related_name="lists"
    )  # null: a list for every subject
    code = models.SlugField(max_length=60, unique=True)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_vi


class ListVersion(models.Model):
    """One edition of a list, with its source. Never edited once in use: a new one is made."""

    term_list = models.ForeignKey(TermList, on_delete=models.PROTECT, related_name="versions")
    label = models.CharField(max_length=60)
    valid_from = models.DateField()
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["term_list", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["term_list", "label"], name="list_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.term_list} {self.label}"


class Term(models.Model):
    """One entry of one edition: a scam pattern, a skill, a tactic, an audience."""

    version = models.ForeignKey(ListVersion, on_delete=models.PROTECT, related_name="terms")
    code = models.SlugField(max_length=60)
    name_vi = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    position = models.PositiveIntegerField()
    same_as = models.ManyToManyField("self", blank=True)  # the cross-walk between editions

    class Meta:
        ordering = ["version", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="term_once")]

    def __str__(self) -> str:
        return self.name_vi
