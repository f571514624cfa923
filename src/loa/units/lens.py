"""Under the units of which day past work is shown: the one choice of every list and roll-up.

As it was (the default), as it is today, or under the units of a chosen day. Pages include
`units/lens.html` in their filters and `units/lens_says.html` above their rows; where facts
stand is said by `loa.units.restating`.
"""

from datetime import date
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loa.crafts.viet import write_date
from loa.ui.fields import DayField


class Under(StrEnum):
    """Whose units: those of the day of the report, of today, of another day."""

    WAS = ""
    NOW = "now"
    DAY = "day"


class LensForm(forms.Form):
    """The choice, held in the address: `units` and, for another day, `day`."""

    units = forms.ChoiceField(
        label=gettext_lazy("Under the units of"),
        required=False,
        choices=(
            (Under.WAS.value, gettext_lazy("that time (as it was)")),
            (Under.NOW.value, gettext_lazy("today (as it is)")),
            (Under.DAY.value, gettext_lazy("another day")),
        ),
    )
    day = DayField(label=gettext_lazy("Which day"), required=False)

    def __init__(self, *args: Any, today: date, **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.today = today

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("units") == Under.DAY.value and "day" in told and told["day"] is None:
            self.add_error("day", _("Type the day whose units are meant, as 14/11/2024."))
        return told

    @cached_property
    def on(self) -> date | None:
        """Return the day under whose units facts are restated; None: as they were."""
        if self.errors.keys() & {"units", "day"}:
            return None
        under = Under(self.cleaned_data["units"])
        if under is Under.DAY:
            typed: date | None = self.cleaned_data["day"]
            return typed
        return self.today if under is Under.NOW else None

    def forget_day(self) -> None:
        """Show things as they were, because the day that was asked for cannot be answered."""
        self.__dict__["on"] = None

    @property
    def says(self) -> str:
        """Say in a sentence or two what the choice does."""
        if self.on is None:
            return _("Everything stands under the unit that did it, by the name of that time.")
        return _(
            "What a former unit did stands at the unit that answers for it on %(day)s. What no "
            "one unit answers for waits for a person and is in no sum."
        ) % {"day": write_date(self.on)}
