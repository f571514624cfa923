"""Shapes of input about materials."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from loa.materials.actions import Facts, Given
from loa.materials.models import Format
from loa.materials.words import FORMAT_WORDS


def _not_too_large(upload: "UploadedFile[Any] | None") -> None:
    most = settings.LARGEST_UPLOAD_BYTES
    if upload and (upload.size or 0) > most:
        raise forms.ValidationError(
            _("This file is larger than %(most)s MB. Make it smaller, or give a link."),
            params={"most": most // 1_000_000},
        )


def _bytes(upload: "UploadedFile[Any] | None") -> bytes:
    return upload.read() if upload else b""


class VersionForm(forms.Form):
    """What one version holds."""

    file = forms.FileField(
        label=_("File"), required=False, help_text=_("Picture, PDF, clip or document")
    )
    text = forms.CharField(
        label=_("The words in it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("For people who cannot see the picture, and to find it on other pages"),
    )

    def clean_file(self) -> "UploadedFile[Any] | None":
        upload: UploadedFile[Any] | None = self.cleaned_data["file"]
        _not_too_large(upload)
        return upload

    def given(self) -> Given:
        upload = self.cleaned_data["file"]
        return Given(
            data=_bytes(upload),
            file_name=upload.name if upload else "",
            text=self.cleaned_data["text"],
        )


class MaterialForm(VersionForm):
    """A new material."""

    title = forms.CharField(label=_("Title"), max_length=300)
    format = forms.ChoiceField(
        label=_("Format"), choices=[(f.value, word) for f, word in FORMAT_WORDS.items()]
    )
    summary = forms.CharField(
        label=_("What it is for"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    post_text = forms.CharField(
        label=_("Ready text for a page or a Zalo group"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    issuer_name = forms.CharField(label=_("Issued by"), max_length=300)
    ground_of_use = forms.CharField(
        label=_("Licence, or the letter it came with"), max_length=300
    )
    link = forms.URLField(
        label=_("Address, if it is kept elsewhere"), required=False, assume_scheme="https"
    )
    valid_from = forms.DateField(label=_("Valid from"))
    valid_to = forms.DateField(label=_("Valid until"), required=False)
    is_public = forms.BooleanField(label=_("Show it on the public site"), required=False)

    field_order = ["title", "format", "file", "link", "text", "summary", "post_text"]

    def clean(self) -> dict[str, object]:
        told = super().clean() or {}
        first, last = told.get("valid_from"), told.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("This day comes before the first day."))
        return told

    def facts(self) -> Facts:
        told = self.cleaned_data
        return Facts(
            title=told["title"],
            format=Format(told["format"]),
            issuer_name=told["issuer_name"],
            ground_of_use=told["ground_of_use"],
            valid_from=told["valid_from"],
            valid_to=told["valid_to"],
            summary=told["summary"],
            post_text=told["post_text"],
            link=told["link"],
            is_public=told["is_public"],
        )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class FilterForm(forms.Form):
    format = forms.ChoiceField(
        label=_("Format"),
        required=False,
        choices=[("", _("All")), *((f.value, word) for f, word in FORMAT_WORDS.items())],
    )
