"""What officers type about reorganisations and lists of units."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from loa.crafts.viet import clean
from loa.ui.fields import DayField
from loa.units.act_words import ACT_LABELS, TYPED
from loa.units.forms import fill_choices
from loa.units.labels import TREE_LABELS
from loa.units.plans import Heir, NewUnit, Plan
from loa.units.words import ActKind, Tree

MOST_OPENED = 30  # on one page; more than that is a file (TOML)
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
    tree = forms.ChoiceField(
        label=_("In which tree"),
        required=False,
        choices=[(tree.value, TREE_LABELS[tree]) for tree in Tree],
    )
    name = forms.CharField(label=_("New name"), required=False, max_length=300)
    short_name = forms.CharField(label=_("New short name"), required=False, max_length=120)

    def plan(self, opens: Iterable[NewUnit] = ()) -> Plan:
        """Return what was typed as a plan that opens these units; after `is_valid`."""
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
            short_name=clean(typed["short_name"]),
            tree=Tree(typed["tree"] or Tree.TERRITORIAL),
            opens=tuple(opens),
        )


class OpensForm(forms.Form):
    """One unit that the act opens on its day; left empty, none."""

    code = forms.CharField(label=_("Code of the new unit"), max_length=80)
    name = forms.CharField(label=_("Name of the new unit"), max_length=300)
    short_name = forms.CharField(label=_("Short name"), required=False, max_length=120)
    kind = forms.ChoiceField(label=_("Kind of unit"), choices=())
    level = forms.ChoiceField(label=_("Level"), choices=())
    parent = forms.CharField(label=_("Unit above, by code"), required=False, max_length=80)
    sector_parent = forms.CharField(
        label=_("Unit above in its sector, by code"), required=False, max_length=80
    )
    area = forms.CharField(
        label=_("Area"),
        required=False,
        max_length=150,
        help_text=_("What a People's Committee governs."),
    )

    def __init__(self, *args: Any, language: str, **facts: Any) -> None:
        super().__init__(*args, **facts)
        fill_choices(self, language, "—")

    def new_unit(self) -> NewUnit | None:
        """Return what was typed; None where nothing was. After `is_valid`."""
        typed = self.cleaned_data
        if not typed.get("code"):
            return None
        said = {name: clean(typed.get(name, "")).strip() for name in self.fields}
        return NewUnit(
            code=said["code"],
            name=said["name"],
            kind=said["kind"],
            level=said["level"],
            parent=said["parent"],
            sector_parent=said["sector_parent"],
            short_name=said["short_name"],
            area=said["area"],
        )


OpensForms = forms.formset_factory(OpensForm, extra=0, max_num=MOST_OPENED, validate_max=True)


class UndoForm(forms.Form):
    basis = forms.CharField(
        label=_("Legal basis"),
        max_length=300,
        help_text=_("Number and date of the document that says so."),
    )


class ListForm(forms.Form):
    """A list of units as a file, and what holds for lines that say nothing."""

    file = forms.FileField(
        label=_("List of units"),
        help_text=_("XLSX, CSV or an agency list (edXML), up to 50 MB."),
        validators=[FileExtensionValidator(["xlsx", "csv", "edxml", "xml", "txt"])],
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.edxml,.xml,.txt"}),
    )
    since = DayField(
        label=_("First day of units whose line says none"),
        required=False,
        help_text=_("Today if left out."),
    )
    kind = forms.ChoiceField(
        label=_("Kind of units whose line says none"),
        required=False,
        choices=(),
        help_text=_("Agency lists say neither kind nor level."),
    )
    level = forms.ChoiceField(
        label=_("Level of units whose line says none"), required=False, choices=()
    )

    def __init__(self, *args: Any, language: str, **facts: Any) -> None:
        super().__init__(*args, **facts)
        fill_choices(self, language, _("Each line says its own"))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_FILE_BYTES:
            raise forms.ValidationError(_("The file is larger than 50 MB."))
        return file
