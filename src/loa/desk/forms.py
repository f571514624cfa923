"""What a coordinator types to remind units."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReminderForm(forms.Form):
    subject = forms.CharField(label=_("Subject of the mail"), max_length=200)
    text = forms.CharField(
        label=_("Text"), max_length=3000, widget=forms.Textarea(attrs={"rows": 6})
    )
