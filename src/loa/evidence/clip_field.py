"""A clip in a form: what goes on from here are pictures of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loa.doors.clips import Clip, ClipError, pictures_of

LARGEST_CLIP = 60 * 1024 * 1024
KINDS = (".mp4", ".m4v", ".mov", ".webm", ".avi", ".3gp")
REFUSED = {
    "unreadable": _(
        "“%(name)s” cannot be played here. Save it as MP4, or give a screenshot of it."
    ),
    "too_large": _("The pictures of “%(name)s” are larger than 4K. Save the clip smaller."),
    "too_slow": _("Reading “%(name)s” took too long. Cut out the part with the programme."),
}


class ClipField(forms.FileField):
    """Gives a Clip, or None where no file was chosen."""

    def __init__(self, **facts: Any) -> None:
        facts.setdefault("widget", forms.FileInput(attrs={"accept": ",".join(KINDS)}))
        super().__init__(**facts)

    def clean(self, data: Any, initial: Any = None) -> Clip | None:
        given = super().clean(data, initial)
        if not given:
            return None
        named = {"name": given.name}
        if not (given.name or "").lower().endswith(KINDS):
            raise forms.ValidationError(REFUSED["unreadable"], params=named)
        if (given.size or 0) > LARGEST_CLIP:
            raise forms.ValidationError(
                _("“%(name)s” is larger than 60 MB. Cut out the part with the programme."),
                params=named,
            )
        try:
            return pictures_of(given.read())
        except ClipError as error:
            raise forms.ValidationError(REFUSED[error.code], params=named) from error
