"""What an officer types to log a publication, and to take one off the list."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from loa.campaigns.models import Participant
from loa.doors.clips import Clip
from loa.evidence.actions import Logged
from loa.evidence.captures import can_be_shown, harmless, is_too_large
from loa.evidence.clip_field import ClipField
from loa.evidence.models import ActKind
from loa.evidence.pasted import MOST_CHARACTERS, kind_of
from loa.evidence.playlogs import Aired
from loa.evidence.words import COUNT_WORDS, COUNTS_OF, KIND_WORDS, WAYS
from loa.materials.models import Material
from loa.ui.fields import DayField, ManyFilesField, NumberField

MOST_TIMES = 10_000
NO_CLIP = Clip((), 0.0)


class PicturesForm(forms.Form):
    """Pictures, and whether the faces on them may stay."""

    photos = ManyFilesField(
        label=_("Photographs"),
        required=False,
        help_text=_("Up to 6 files of 10 MB (JPEG 60 MB). No attendance lists, please."),
    )
    keep_faces = forms.BooleanField(
        label=_("Keep faces as they are: the people in the picture agreed"),
        required=False,
        help_text=_("Otherwise Loa blurs faces before it keeps a picture."),
    )

    def clean_photos(self) -> "list[UploadedFile[bytes]]":
        """Refuse a picture that nobody could look at, nor blur the faces on it."""
        photos: list[UploadedFile[bytes]] = self.cleaned_data["photos"]
        for each in photos:
            if is_too_large(each.read()):
                raise forms.ValidationError(
                    _(
                        "The picture %(name)s is too large to be opened. A JPEG may have up to "
                        "250 megapixels, other kinds 40: save it as JPEG, or send a screenshot."
                    ),
                    params={"name": each.name},
                )
            each.seek(0)
        return photos

    def as_kept(self, pictures: Iterable[bytes]) -> list[bytes]:
        """Give pictures as they are kept: without faces, unless the people agreed."""
        keeps = self.cleaned_data["keep_faces"]
        return [harmless(each, keeps_faces=keeps) for each in pictures]


class AddPicturesForm(PicturesForm):
    """Pictures for a publication that is already logged: at least one, each of which opens."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        photos = self.fields["photos"]
        photos.label = _("Screenshots or photographs")
        photos.required = True  # says so in the page; the sentence is below

    def clean_photos(self) -> "list[UploadedFile[bytes]]":
        """Refuse also what is no picture at all: it could show nobody anything."""
        photos = super().clean_photos()
        if not photos:
            raise forms.ValidationError(_("Choose at least one picture."))
        for each in photos:
            if not can_be_shown(each.read()):
                raise forms.ValidationError(
                    _("“%(name)s” cannot be opened as a picture. Take the screenshot anew."),
                    params={"name": each.name},
                )
            each.seek(0)
        return photos

    def pictures(self) -> list[bytes]:
        """Return the pictures as they are to be kept."""
        return self.as_kept(each.read() for each in self.cleaned_data["photos"])


class PublicationForm(PicturesForm):
    """One publication. Counts that the kind does not have are left out."""

    kind = forms.ChoiceField(label=_("Where was it?"), choices=())
    way = forms.CharField(widget=forms.HiddenInput, required=False)
    address = forms.URLField(
        label=_("Address of the post"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://…", "inputmode": "url"}),
        help_text=_("Copy it from the browser or from “Share”."),
        error_messages={
            "required": _("Paste the address of the post; without one, give a picture."),
        },
    )
    happened_on = DayField(label=_("Day"))
    title = forms.CharField(label=_("Title or content"), required=False, max_length=300)
    station = forms.CharField(
        label=_("Station or loudspeaker group"), required=False, max_length=200
    )
    aired_time = forms.TimeField(
        label=_("Time of broadcast"),
        required=False,
        input_formats=["%H:%M", "%Hh%M", "%Hg%M", "%Hh"],
        widget=forms.TextInput(attrs={"placeholder": "17:30", "size": "8"}),
        error_messages={"invalid": _("Type the time as 17:30.")},
    )
    clip = ClipField(
        label=_("Clip of the broadcast"),
        required=False,
        help_text=_(
            "MP4, MOV or WebM, up to 60 MB. Loa keeps some pictures of it, without faces, "
            "and not the clip."
        ),
    )
    turn = NumberField(label=COUNT_WORDS["turn"], required=False)
    item = NumberField(label=COUNT_WORDS["item"], required=False)
    minute = NumberField(label=COUNT_WORDS["minute"], required=False)
    session = NumberField(label=COUNT_WORDS["session"], required=False)
    person = NumberField(
        label=COUNT_WORDS["person"], required=False, help_text=_("Count people, not visits.")
    )
    materials = forms.ModelMultipleChoiceField(
        label=_("Material used"),
        queryset=Material.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(
        self, *args: Any, participant: Participant, today: date, way: str = "link", **facts: Any
    ) -> None:
        facts.setdefault("initial", {})
        facts["initial"].setdefault("key", uuid.uuid4().hex)
        facts["initial"].setdefault("happened_on", today.isoformat())
        super().__init__(*args, **facts)
        self.participant = participant
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 (declared above)
        kind.choices = [(each.value, KIND_WORDS[each]) for each in WAYS[way]]
        self.initial["way"] = way
        if way == "link":
            self.fields["address"].required = True
            kind.required = False
            kind.choices = [("", _("As the address says")), *kind.choices]
        counted = {name for each in WAYS[way] for name in COUNTS_OF[each]}
        unasked = set(COUNT_WORDS) - counted
        if way != "link":
            unasked.add("address")
        if way != "air":
            unasked |= {"station", "aired_time", "clip"}
        for name in unasked:
            del self.fields[name]
        self.counted = [name for name in COUNT_WORDS if name in counted]
        if way == "air":
            self.fields["title"].label = _("Programme")
        materials = self.fields["materials"]
        assert isinstance(materials, forms.ModelMultipleChoiceField)  # noqa: S101 (same)
        materials.queryset = participant.campaign.materials.order_by("title")
        if not materials.queryset.exists():
            del self.fields["materials"]

    def logged(self) -> Logged:
        """Return what was typed, as the action takes it."""
        given = self.cleaned_data
        kind = ActKind(given["kind"]) if given["kind"] else kind_of(given["address"])
        return Logged(
            kind=kind,
            happened_on=given["happened_on"],
            idempotency_key=given["key"],
            address=given.get("address", ""),
            title=given["title"],
            counts={
                name: given[name] for name in COUNTS_OF[kind] if given.get(name) is not None
            },
            materials=list(given.get("materials", ())),
            files=self.as_kept(
                (*(each.read() for each in given["photos"]), *self._clip().pictures)
            ),
            aired=self._aired(),
        )

    def _clip(self) -> Clip:
        return self.cleaned_data.get("clip") or NO_CLIP

    def _aired(self) -> list[Aired]:
        given = self.cleaned_data
        if not (given.get("station") or given.get("aired_time")):
            return []
        times = max(1, given.get("item") or 1)
        return [
            Aired(
                aired_on=given["happened_on"],
                aired_time=given["aired_time"],
                programme=given["title"],
                station=given["station"],
                seconds=round((given.get("minute") or 0) * 60 / times or self._clip().seconds),
                times=min(times, MOST_TIMES),
            )
        ]

    def counts(self) -> list[forms.BoundField]:
        """Give the boxes of the numbers that this way asks for."""
        return [self[name] for name in self.counted]


class PasteForm(forms.Form):
    """Many links, one a line or in the middle of other text."""

    text = forms.CharField(
        label=_("Links"),
        strip=True,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(
            attrs={"rows": 8, "placeholder": "https://…", "inputmode": "url"}
        ),
        help_text=_("Paste all at once: one a line, or a whole message with links in it."),
        error_messages={
            "required": _("Paste at least one link."),
            "max_length": _("This text is too long. Paste it in two parts."),
        },
    )
    happened_on = DayField(label=_("Day of posting"))
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)


class PlayLogForm(forms.Form):
    """The log of a broadcaster or a loudspeaker system, as a file."""

    log = forms.FileField(
        label=_("The log (CSV or XLSX)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
        help_text=_("One row for each broadcast, with columns for the day and the programme."),
    )
    kind = forms.ChoiceField(
        label=_("Where was it?"),
        choices=[(each.value, KIND_WORDS[each]) for each in reversed(WAYS["air"])],
    )
    words = forms.CharField(
        label=_("Only programmes with these words"),
        required=False,
        max_length=200,
        help_text=_("Leave empty if every row belongs to the campaign."),
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"), max_length=300, help_text=_("For example: logged twice, wrong link.")
    )


class RemoveForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        max_length=300,
        help_text=_("For example: a child's face, a private telephone number."),
    )
