"""Form fields that read what Vietnamese offices type: numbers, days, several photographs."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from loa.crafts.viet import read_date, read_number, write_date

MOST_FILES = 6
LARGEST_FILE = 10 * 1024 * 1024
# A telephone's photograph of 200 million pixels has up to 50 MB; what is kept of it is reduced.
LARGEST_JPEG = 60 * 1024 * 1024
LARGEST_TOGETHER = 120 * 1024 * 1024
JPEG = (".jpg", ".jpeg")
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".pdf")


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several photographs in one field, each checked for size and kind."""

    def __init__(self, **facts: Any) -> None:
        facts.setdefault("widget", ManyFilesInput(attrs={"accept": ",".join(PICTURES)}))
        super().__init__(**facts)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        given = data if isinstance(data, (list, tuple)) else [data]
        files = [super(ManyFilesField, self).clean(each, initial) for each in given if each]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                _("At most %(most)s files at once. Choose the ones that show most.")
                % {"most": MOST_FILES}
            )
        for each in files:
            name = (each.name or "").lower()
            if not name.endswith(PICTURES):
                raise forms.ValidationError(
                    _("“%(name)s” is no picture or PDF. Choose a JPG, PNG, WEBP or PDF file.")
                    % {"name": each.name}
                )
            most = LARGEST_JPEG if name.endswith(JPEG) else LARGEST_FILE
            if (each.size or 0) > most:
                raise forms.ValidationError(
                    _("“%(name)s” is larger than %(most)s MB. Send a smaller picture.")
                    % {"name": each.name, "most": most // (1024 * 1024)}
                )
        if sum(each.size or 0 for each in files) > LARGEST_TOGETHER:
            raise forms.ValidationError(
                _("The files have more than 120 MB together. Send them in two parts.")
            )
        return files


class NumberField(forms.CharField):
    """A whole number as Vietnamese offices write it: 3.321 and 3321 are the same."""

    def __init__(self, **facts: Any) -> None:
        facts.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        )
        super().__init__(**facts)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value).strip()
        if not text:
            return None
        number = read_number(text)
        if number is None or number != int(number):
            raise forms.ValidationError(
                _("“%(text)s” is not a whole number. Type digits only, e.g. 1.250."),
                params={"text": text},
            )
        return int(number)


class DayField(forms.CharField):
    """A day, typed day first ("14/11/2024"); ISO is understood too.

    No `type="date"`: a browser that runs in English would show 5 November as 11/05.
    """

    def __init__(self, **facts: Any) -> None:
        as_typed = {"placeholder": "14/11/2024", "autocomplete": "off", "size": "12"}
        facts.setdefault("widget", forms.DateInput(attrs=as_typed, format="%d/%m/%Y"))
        super().__init__(**facts)

    def prepare_value(self, value: Any) -> Any:
        """Show a day that a link or a view gave in ISO as it is typed."""
        try:
            return write_date(date.fromisoformat(value)) if isinstance(value, str) else value
        except ValueError:
            return value

    def clean(self, value: Any) -> date | None:
        text = super().clean(value).strip()
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            day = read_date(text)
        if day is None:
            raise forms.ValidationError(
                _("“%(text)s” is not a day. Type it as 14/11/2024."), params={"text": text}
            )
        return day
