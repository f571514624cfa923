"""What officers type about units and people: codes, names, addresses, filters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loa.crafts.viet import clean
from loa.ui.fields import DayField
from loa.units.labels import ROLE_LABELS, ROLE_MEANS
from loa.units.models import Kind, Level
from loa.units.words import Role


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("8 letters and digits, at the end of the letter, for example HKTN-47RM."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class PersonForm(forms.Form):
    """A person by name and address."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The invitation and the sign-in codes go there."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=20,
        required=False,
        help_text=_("Seen by the unit and by who coordinates the campaign only."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"]).strip()


class JoinForm(PersonForm):
    """The officer of the unit whose code was typed on the page before."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=40)


class NameForm(PersonForm):
    """A person and the role they are given."""

    field_order = ("role",)

    role = forms.ChoiceField(label=_("Role"), choices=(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, roles: tuple[Role, ...], **facts: Any) -> None:
        super().__init__(*args, **facts)
        choice = self.fields["role"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 (declared above)
        choice.choices = [
            (role.value, f"{ROLE_LABELS[role]}: {ROLE_MEANS[role]}") for role in roles
        ]


class RegisterForm(forms.Form):
    """The filters of the list of units, held in the address."""

    q = forms.CharField(
        label=_("Name or code"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(label=_("Kind of unit"), required=False, choices=())
    level = forms.ChoiceField(label=_("Level"), required=False, choices=())
    day = DayField(label=_("As of"), required=False)

    def __init__(self, *args: Any, language: str, **facts: Any) -> None:
        super().__init__(*args, **facts)
        named = "name_en" if language.startswith("en") else "name_vi"
        for field, model in (("kind", Kind), ("level", Level)):
            choice = self.fields[field]
            assert isinstance(choice, forms.ChoiceField)  # noqa: S101 (declared above)
            rows = model._default_manager.order_by("position").values_list("code", named)
            choice.choices = [("", _("All")), *rows]
