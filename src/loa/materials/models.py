"""What is published: materials and their versions."""

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from loa.files.models import StoredFile
from loa.topics.models import Term, TopicPack
from loa.units.models import Unit


class Format(StrEnum):
    DOCUMENT = "document"
    ARTICLE = "article"
    VIDEO = "video"
    CLIP = "clip"
    AUDIO_SCRIPT = "audio_script"
    POSTER = "poster"
    INFOGRAPHIC = "infographic"
    LEAFLET = "leaflet"
    FOLDED_LEAFLET = "folded_leaflet"


class Material(models.Model):
    """One thing to publish (tài liệu tuyên truyền); its bytes are in its versions."""

    code = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    post_text = models.TextField(blank=True)  # ready text for a page or a group chat
    format = models.CharField(max_length=20, choices=[(f.value, f.value) for f in Format])
    pack = models.ForeignKey(
        TopicPack, null=True, blank=True, on_delete=models.PROTECT, related_name="materials"
    )
    terms = models.ManyToManyField(Term, blank=True, related_name="materials")
    language = models.CharField(max_length=5, default="vi")
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="materials")
    issuer_name = models.CharField(max_length=300)
    source = models.CharField(max_length=500, blank=True)
    ground_of_use = models.CharField(max_length=300)  # licence, or the letter it came with
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    link = models.URLField(max_length=500, blank=True)  # link-only: nothing is held here
    is_public = models.BooleanField(default=False)
    search_text = models.TextField(blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="material_withdrawn_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="material_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MaterialVersion(models.Model):
    """One edition of a material. A replaced poster is kept and says that it was replaced."""

    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField(max_length=255, blank=True)
    preview = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(blank=True)  # the words in it, or the transcript
    fingerprints = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["material", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["material", "number"], name="version_once")
        ]

    def __str__(self) -> str:
        return f"{self.material} #{self.number}"


class Fingerprint(models.Model):
    """What is kept of a picture or a text of a material to find it again.

    Made once of each content (`content`: its SHA-256) by one `version` of the matcher, and
    anew, in the same row, by another. A picture's lies in a file at `path`; of a text it is
    `told`. `code`: why a picture has none.
    """

    content = models.CharField(max_length=64)
    kind = models.CharField(max_length=8)  # picture, text
    version = models.CharField(max_length=40)
    has_letters = models.BooleanField(default=False)  # an OCR read its numbers and addresses
    code = models.CharField(max_length=20, blank=True)
    difference = models.BinaryField(max_length=32, default=bytes)
    sketch = models.BinaryField(default=bytes)  # its strongest points in short, 5.5 KB
    width = models.PositiveSmallIntegerField(default=0)  # of the frame
    height = models.PositiveSmallIntegerField(default=0)
    path = models.CharField(max_length=200, blank=True)
    told = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["content", "kind"], name="fingerprint_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.content[:12]}"


class Taking(models.Model):
    """A unit took one version for its own use (lấy tài liệu); the first time is kept."""

    version = models.ForeignKey(
        MaterialVersion, on_delete=models.PROTECT, related_name="takings"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="takings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["version", "at"]
        constraints = [models.UniqueConstraint(fields=["version", "unit"], name="taking_once")]

    def __str__(self) -> str:
        return f"{self.unit} · {self.version}"
