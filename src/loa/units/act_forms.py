"""What officers type about reorganisations and lists of units."""

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from loa.crafts.viet import clean
from loa.ui.fields import DayField
from loa.units.act_words import ACT_LABELS, TYPED
from loa.units.plans import Heir, Plan
from loa.units.words import ActKind

MOST_FILE_BYTES = 50_000_000


def codes(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


class ActForm(forms.Form):
    """One act; units and heirs by their codes."""

    kind = forms.ChoiceField(
        label=_("What happens"), choices=[(kind.value, ACT_LABELS[kind]) for kind in TYPED]
    )
    on = DayField(label=_("First day"))
    basis = forms.CharField(
        label=_("Legal basis"),
        max_length=300,
        help_text=_("Number and date of the resolution or decision."),
    )
    units = forms.CharField(
        label=_("Units, by code"),
        help_text=_("One or several, parted by spaces."),
        max_length=5000,
    )
    heirs = forms.CharField(
        label=_("Heirs, by code"),
        required=False,
        max_length=2000,
        help_text=_("One a line; for one duty only, write the duty first: “press: unit-code”."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    parent = forms.CharField(label=_("New unit above, by code"), required=False, max_length=80)
    name = forms.CharField(label=_("New name"), required=False, max_length=300)

    def plan(self) -> Plan:
        """Return what was typed as a plan; after `is_valid`."""
        typed: dict[str, Any] = self.cleaned_data
        heirs = []
        for line in typed["heirs"].splitlines():
            duty, colon, code = line.partition(":")
            if line.strip():
                heirs.append(
                    Heir((code if colon else duty).strip(), duty.strip() if colon else "")
                )
        return Plan(
            kind=ActKind(typed["kind"]),
            on=typed["on"],
            basis=clean(typed["basis"]),
            units=codes(typed["units"]),
            heirs=tuple(heirs),
            parent=typed["parent"].strip(),
            name=clean(typed["name"]),
        )


class UndoForm(forms.Form):
    basis = forms.CharField(
        label=_("Legal basis"),
        max_length=300,
        help_text=_("Number and date of the document that says so."),
    )


class ListForm(forms.Form):
    """A list of units as a file."""

    file = forms.FileField(
        label=_("List of units"),
        help_text=_("XLSX or CSV, up to 50 MB, with the columns of the template."),
        validators=[FileExtensionValidator(["xlsx", "csv"])],
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    since = DayField(
        label=_("First day of units whose line says none"),
        required=False,
        help_text=_("Today if left out."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_FILE_BYTES:
            raise forms.ValidationError(_("The file is larger than 50 MB."))
        return file
