"""What a coordinator types about a campaign: period, rounds, what it shows."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loa.campaigns.actions import DutyWords, RoundTimes
from loa.campaigns.models import Campaign, DutyKind, Participant, RoundKind, Task
from loa.campaigns.queries import Proposal, RoundDraft
from loa.campaigns.words import DUTY_WORDS, ROUND_WORDS
from loa.crafts.timing import VIETNAM, Deadline, last_day
from loa.crafts.viet import clean, fold
from loa.materials.models import Material
from loa.ui.fields import DayField
from loa.units.models import Group, Unit
from loa.units.queries import names_on

DOOR_STAYS_OPEN_DAYS = 7
MOST_DUTIES = 6


def after(day: date) -> datetime:
    """Return the first instant after a day: what is due "by the end of" it."""
    return datetime.combine(day + timedelta(days=1), time.min, VIETNAM)


class OpenForm(forms.Form):
    """The proposal of a letter, to be taken or changed."""

    title = forms.CharField(label=_("Name of the campaign"), max_length=500)
    starts_on = DayField(label=_("Campaign runs from"))
    ends_on = DayField(label=_("Campaign runs until the end of"))
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


class AddRoundForm(RoundForm):
    """A new round: its kind and its days; figures are cut where it is due."""

    kind = forms.ChoiceField(
        label=_("Round"), choices=[(kind.value, word) for kind, word in ROUND_WORDS.items()]
    )
    field_order = ("kind", "last_day", "closes_on")

    def times(self) -> RoundTimes:
        due = after(self.cleaned_data["last_day"])
        return RoundTimes(
            kind=RoundKind(self.cleaned_data["kind"]),
            cut_off_at=due,
            due_at=due,
            closes_at=after(self.cleaned_data["closes_on"]),
        )


class TaskForm(forms.Form):
    """A task's words, for whom, by when; and its duties, one free place after them."""

    text = forms.CharField(label=_("What is to be done"), widget=forms.Textarea({"rows": 4}))
    audiences = forms.CharField(
        label=_("For whom (one a line)"), required=False, widget=forms.Textarea({"rows": 3})
    )
    due_on = DayField(
        label=_("By"), required=False, help_text=_("Empty: by the end of the campaign.")
    )

    def __init__(self, data: Any = None, *, task: Task | None) -> None:
        duties = [(duty.kind, duty.text) for duty in task.duties.all()] if task else []
        initial = {}
        if task:
            initial = {
                "text": task.text,
                "audiences": "\n".join(task.audiences),
                "due_on": task.due_at and last_day(Deadline(task.due_at)),
            }
        super().__init__(data, initial=initial)
        self._places = range(1, min(len(duties) + 2, MOST_DUTIES + 1))
        for number in self._places:
            kind, text = (*duties, (DutyKind.OTHER.value, ""))[number - 1]
            self.fields[f"duty{number}"] = forms.CharField(
                label=_("Duty %(number)s") % {"number": number},
                required=False,
                initial=text,
                max_length=500,
                widget=forms.Textarea({"rows": 2}),
            )
            self.fields[f"kind{number}"] = forms.ChoiceField(
                label=_("Kind of duty %(number)s") % {"number": number},
                choices=[(each.value, word) for each, word in DUTY_WORDS.items()],
                initial=kind,
            )

    def duties(self) -> list[DutyWords]:
        given = self.cleaned_data
        return [
            DutyWords(DutyKind(given[f"kind{number}"]), given[f"duty{number}"])
            for number in self._places
            if given[f"duty{number}"]
        ]

    def audience_words(self) -> list[str]:
        return str(self.cleaned_data["audiences"]).splitlines()

    def due_at(self) -> datetime | None:
        day = self.cleaned_data["due_on"]
        return after(day) if day else None


def unit_called(words: str, day: date) -> Unit | None:
    """Return the unit with this code or full name on a day."""
    text = clean(words).strip()
    rows = names_on(day).select_related("unit")
    row = rows.filter(unit__code=text).first() or rows.filter(name_fold=fold(text)).first()
    return row.unit if row else None


class TargetForm(forms.Form):
    """A group, or one unit by its full name or code."""

    group_code = forms.ChoiceField(label=_("Group"), required=False)
    unit_name = forms.CharField(
        label=_("or one unit"),
        required=False,
        max_length=300,
        help_text=_("Its full name or its code."),
    )

    def __init__(self, data: Any = None, *, day: date) -> None:
        super().__init__(data)
        self._day = day
        self._groups = {each.code: each for each in Group.objects.order_by("position")}
        field = self.fields["group_code"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = [("", "—"), *((code, g.name) for code, g in self._groups.items())]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.group() and not self.unit():
            raise forms.ValidationError(
                _("“%(words)s”: no unit has this name or code. Choose a group or type again."),
                params={"words": given.get("unit_name") or "—"},
            )
        return given

    def group(self) -> Group | None:
        return self._groups.get(self.cleaned_data.get("group_code") or "")

    def unit(self) -> Unit | None:
        words = self.cleaned_data.get("unit_name") or ""
        return unit_called(words, self._day) if words and not self.group() else None


class LineForm(forms.Form):
    """Whom a unit reports to, by full name or code."""

    unit_name = forms.CharField(
        label=_("Reports to"),
        required=False,
        max_length=300,
        help_text=_("Its full name or its code. Empty: as the letter gives it."),
    )

    def __init__(self, data: Any = None, *, participant: Participant, day: date) -> None:
        superior = participant.reports_to
        super().__init__(data, initial={"unit_name": superior.code if superior else ""})
        self._participant, self._day = participant, day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        unit = self.unit()
        if given.get("unit_name") and (unit is None or unit.pk == self._participant.unit_id):
            self.add_error(
                "unit_name", _("No other unit has this name or code. Type it again.")
            )
        return given

    def unit(self) -> Unit | None:
        words = self.cleaned_data.get("unit_name") or ""
        return unit_called(words, self._day) if words else None


class RemarkForm(forms.Form):
    """A word on the content."""

    text = forms.CharField(
        label=_("Your word on it"), max_length=3000, widget=forms.Textarea(attrs={"rows": 3})
    )
