"""What an officer types to log a publication, and to take one off the list."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loa.campaigns.models import Participant
from loa.evidence.actions import Logged
from loa.evidence.models import ActKind
from loa.evidence.words import COUNT_WORDS, COUNTS_OF, KIND_WORDS
from loa.materials.models import Material
from loa.ui.fields import DayField, ManyFilesField, NumberField


class PublicationForm(forms.Form):
    """One publication. Counts that the kind does not have are left out."""

    kind = forms.ChoiceField(label=_("Where was it?"), choices=())
    address = forms.URLField(
        label=_("Address of the post"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://…", "inputmode": "url"}),
        help_text=_("Copy it from the browser or from “Share”."),
    )
    happened_on = DayField(label=_("Day"))
    title = forms.CharField(label=_("Title or content"), required=False, max_length=300)
    turn = NumberField(label=COUNT_WORDS["turn"], required=False)
    item = NumberField(label=COUNT_WORDS["item"], required=False)
    minute = NumberField(label=COUNT_WORDS["minute"], required=False)
    session = NumberField(label=COUNT_WORDS["session"], required=False)
    person = NumberField(
        label=COUNT_WORDS["person"], required=False, help_text=_("Count people, not visits.")
    )
    photos = ManyFilesField(
        label=_("Photographs"),
        required=False,
        help_text=_("Up to 6 files of 10 MB. No attendance lists, please."),
    )
    materials = forms.ModelMultipleChoiceField(
        label=_("Material used"),
        queryset=Material.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, participant: Participant, today: date, **facts: Any) -> None:
        facts.setdefault("initial", {})
        facts["initial"].setdefault("key", uuid.uuid4().hex)
        facts["initial"].setdefault("happened_on", today.isoformat())
        super().__init__(*args, **facts)
        self.participant = participant
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 (declared above)
        kind.choices = [(each.value, words) for each, words in KIND_WORDS.items()]
        materials = self.fields["materials"]
        assert isinstance(materials, forms.ModelMultipleChoiceField)  # noqa: S101 (same)
        materials.queryset = participant.campaign.materials.order_by("title")
        if not materials.queryset.exists():
            del self.fields["materials"]

    def logged(self) -> Logged:
        """Return what was typed, as the action takes it."""
        given = self.cleaned_data
        kind = ActKind(given["kind"])
        return Logged(
            kind=kind,
            happened_on=given["happened_on"],
            idempotency_key=given["key"],
            address=given["address"],
            title=given["title"],
            counts={
                name: given[name] for name in COUNTS_OF[kind] if given.get(name) is not None
            },
            materials=list(given.get("materials", ())),
            files=[each.read() for each in given["photos"]],
        )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"), max_length=300, help_text=_("For example: logged twice, wrong link.")
    )
