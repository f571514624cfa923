"""What a coordinator types to remind units, who takes over, and which rounds are compared."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from loa.crafts.viet import clean
from loa.ui.fields import DayField
from loa.units.lens import LensForm


class ReminderForm(forms.Form):
    subject = forms.CharField(label=_("Subject of the mail"), max_length=200)
    text = forms.CharField(
        label=_("Text"), max_length=3000, widget=forms.Textarea(attrs={"rows": 6})
    )


class ReplaceForm(forms.Form):
    """Who takes over, and from which day."""

    email = forms.EmailField(
        label=_("E-mail address of who takes over"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        required=False,
        help_text=_("Not needed for somebody who signs in here already."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    on = DayField(label=_("First day of the new officer"))
    has_left = forms.BooleanField(
        label=_("The former officer leaves: shut their login from that day"), required=False
    )

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"]).strip()


class CompareForm(LensForm):
    """Which two rounds, under whose units, which figure of them, which rows of that.

    What may be chosen among rounds, figures and duties is known only to the view, which offers
    it and looks the answer up.
    """

    first = forms.CharField(label=_("First round"), required=False, widget=forms.Select)
    second = forms.CharField(label=_("Second round"), required=False, widget=forms.Select)
    figure = forms.CharField(label=_("Figure"), required=False, widget=forms.Select)
    rows = forms.ChoiceField(
        label=_("Rows"),
        required=False,
        choices=(("", _("by the unit above")), ("each", _("every unit alone"))),
    )
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=(
            ("", _("all")),
            ("changed", _("only what changed")),
            ("waiting", _("only what waits for a person")),
        ),
    )
    q = forms.CharField(
        label=_("Unit"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    duty = forms.CharField(label=_("By which duty"), required=False, widget=forms.Select)

    def offer(self, field: str, choices: Iterable[tuple[str, str]]) -> None:
        """Fill a choice with what there is to choose."""
        widget = self.fields[field].widget
        assert isinstance(widget, forms.Select)  # noqa: S101 (declared above)
        widget.choices = list(choices)
