"""What a coordinator types about a campaign: period, rounds, what it shows."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loa.campaigns.models import Campaign, RoundKind
from loa.campaigns.queries import Proposal, RoundDraft
from loa.crafts.timing import VIETNAM
from loa.materials.models import Material
from loa.ui.fields import DayField

DOOR_STAYS_OPEN_DAYS = 7


def after(day: date) -> datetime:
    """Return the first instant after a day: what is due "by the end of" it."""
    return datetime.combine(day + timedelta(days=1), time.min, VIETNAM)


class OpenForm(forms.Form):
    """The proposal of a letter, to be taken or changed."""

    title = forms.CharField(label=_("Name of the campaign"), max_length=500)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    units_on = DayField(
        label=_("Units as they stood on"),
        help_text=_("Groups in the letter mean the units of this day."),
    )
    scope = forms.CharField(label=_("Scope"), max_length=300, required=False)
    interim_day = DayField(
        label=_("Interim report: last day"),
        required=False,
        help_text=_("The last day that is still in time. Empty: no interim report."),
    )
    final_day = DayField(
        label=_("Final report: last day"),
        required=False,
        help_text=_("Empty: no final report."),
    )

    @classmethod
    def initial_of(cls, proposal: Proposal) -> dict[str, Any]:
        return {
            "title": proposal.title,
            "starts_on": proposal.starts_on,
            "ends_on": proposal.ends_on,
            "units_on": proposal.units_on,
            "scope": proposal.scope,
            "interim_day": proposal.interim.last_day if proposal.interim else None,
            "final_day": proposal.final.last_day if proposal.final else None,
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        start, end = given.get("starts_on"), given.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The last day is before the first."))
        if not self.errors and not given.get("interim_day") and not given.get("final_day"):
            self.add_error("final_day", _("Give at least one day by which units report."))
        return given

    def rounds(self, proposal: Proposal) -> tuple[RoundDraft, ...]:
        """Return the rounds; one whose day is as proposed keeps the letter's own instant."""
        drafts = []
        for kind, proposed in (
            (RoundKind.INTERIM, proposal.interim),
            (RoundKind.FINAL, proposal.final),
        ):
            day = self.cleaned_data[f"{kind.value}_day"]
            if day is None:
                continue
            if proposed and proposed.last_day == day:
                drafts.append(proposed)
                continue
            due = after(day)
            drafts.append(
                RoundDraft(
                    kind=kind,
                    phrase="",
                    due_at=due,
                    closes_at=due + timedelta(days=DOOR_STAYS_OPEN_DAYS),
                    cut_off_at=due,
                )
            )
        return tuple(drafts)


class RoundForm(forms.Form):
    """The days of one round."""

    last_day = DayField(label=_("Last day"), help_text=_("The last day that is still in time."))
    closes_on = DayField(
        label=_("Door closes after"),
        help_text=_("Until then a report is still taken, as received after the date."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        last, closes = given.get("last_day"), given.get("closes_on")
        if last and closes and closes < last:
            self.add_error("closes_on", _("The door cannot close before the last day."))
        return given


class ShowForm(forms.Form):
    """Which material goes with the campaign, and its public page."""

    materials = forms.ModelMultipleChoiceField(
        label=_("Material"),
        queryset=Material.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_public = forms.BooleanField(
        label=_("Show the campaign on the public site"), required=False
    )
    public_intro = forms.CharField(
        label=_("A few words for citizens"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, campaign: Campaign, **facts: Any) -> None:
        super().__init__(*args, **facts)
        field = self.fields["materials"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 (declared above)
        field.queryset = Material.objects.filter(owner=campaign.owner).order_by("title")
