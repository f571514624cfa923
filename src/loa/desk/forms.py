"""What a coordinator types to remind units, and who takes over from whom."""

from django import forms
from django.utils.translation import gettext_lazy as _

from loa.crafts.viet import clean
from loa.ui.fields import DayField


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
