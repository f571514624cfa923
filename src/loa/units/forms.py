"""What officers type about units and people: codes, names, addresses, filters."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loa.crafts.viet import clean
from loa.ui.fields import DayField
from loa.units.invitation_words import STATE_LABELS
from loa.units.labels import CHANNEL_LABELS, ROLE_LABELS, ROLE_MEANS
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
    valid_from = DayField(label=_("First day"), required=False, help_text=_("Empty: today."))
    valid_to = DayField(
        label=_("Last day"), required=False, help_text=_("Empty: until further notice.")
    )

    def __init__(self, *args: Any, roles: tuple[Role, ...], **facts: Any) -> None:
        super().__init__(*args, **facts)
        choice = self.fields["role"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 (declared above)
        choice.choices = [
            (role.value, f"{ROLE_LABELS[role]}: {ROLE_MEANS[role]}") for role in roles
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("valid_from"), given.get("valid_to")
        if last is not None and last < (first or timezone.localdate()):
            self.add_error("valid_to", _("The last day lies before the first."))
        return given


class StandInForm(PersonForm):
    """Who stands in, and from when to when. A name only for somebody not known yet."""

    field_order = ("email", "name", "phone", "valid_from", "valid_to")

    valid_from = DayField(label=_("First day"))
    valid_to = DayField(label=_("Last day"), help_text=_("It ends by itself after this day."))

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.fields["name"].required = False
        self.fields["name"].help_text = _("Not needed for somebody who signs in here already.")
        self.fields["email"].help_text = ""


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
        fill_choices(self, language, _("All"))


class SignInsForm(forms.Form):
    """The filters of the list of sign-ins."""

    q = forms.CharField(
        label=_("Name or address"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    refused = forms.BooleanField(label=_("Only wrong tries"), required=False)


class InvitationsForm(forms.Form):
    """The filters of the list of invitations."""

    q = forms.CharField(
        label=_("Name, address or unit"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), *((s.value, label) for s, label in STATE_LABELS.items())],
    )
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[("", _("All")), *((r.value, label) for r, label in ROLE_LABELS.items())],
    )


class ContactsForm(forms.Form):
    """A list of people, pasted or as a file."""

    lines = forms.CharField(
        label=_("Paste the list here"),
        required=False,
        strip=False,
        max_length=1_000_000,
        help_text=_(
            "One person a line: unit (code or name), full name, e-mail address, telephone,"
            " role. Copy it from a spreadsheet as it is; without a role it is the contact"
            " officer."
        ),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_(
            "XLSX or CSV. A list of units will do too, if it has the columns Người liên hệ, Thư"
            " điện tử and Điện thoại."
        ),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("file") and not given.get("lines", "").strip():
            self.add_error("lines", _("Paste a list, or choose a file."))
        return given


class ChannelForm(forms.Form):
    """A channel that a unit publishes on."""

    kind = forms.ChoiceField(
        label=_("Kind of channel"),
        choices=[(kind.value, label) for kind, label in CHANNEL_LABELS.items()],
    )
    name = forms.CharField(label=_("Name of the channel"), max_length=200)
    address = forms.URLField(
        label=_("Address"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Of the page itself, for example https://facebook.com/xatanphu."),
    )

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"]).strip()


def fill_choices(form: forms.Form, language: str, none: Any) -> None:
    """Offer kinds and levels by name in the fields `kind` and `level`; `none` is no choice."""
    named = "name_en" if language.startswith("en") else "name_vi"
    for field, model in (("kind", Kind), ("level", Level)):
        choice = form.fields[field]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 (declared by the form)
        rows = model._default_manager.order_by("position").values_list("code", named)
        choice.choices = [("", none), *rows]
