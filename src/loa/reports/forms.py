"""A unit's report as it is typed: figures with their measures, narrative sections."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from loa.crafts.tallying import Measure
from loa.crafts.viet import write_number
from loa.evidence.words import MEASURE_WORDS
from loa.reports.figures import Value
from loa.reports.models import Form, Indicator
from loa.reports.queries import Prefilled
from loa.ui.fields import DayField, NumberField

LONGEST_NARRATIVE = 5000
FAULT_WORDS = {
    "missing": gettext_lazy("Type a number; 0 if there was none."),
    "negative": gettext_lazy("A count cannot be below 0."),
    "too_large": gettext_lazy("This number is too large to be kept. Check its digits."),
    "part_over_whole": gettext_lazy("The part is larger than the whole."),
}


@dataclass(frozen=True)
class FigureRow:
    """One indicator on the page: its box or two boxes, and where its number comes from."""

    label: str
    unit: str
    part: BoundField
    whole: BoundField | None
    source: str
    is_required: bool


@dataclass(frozen=True)
class SectionRow:
    title: str
    field: BoundField


def in_language(row: Mapping[str, str], name: str) -> str:
    """Return `name_vi` or `name_en` as the reader's language asks."""
    return row.get(f"{name}_{(get_language() or 'vi')[:2]}") or row.get(f"{name}_vi", "")


def label_of(indicator: Indicator) -> str:
    return (
        indicator.label_en if (get_language() or "vi").startswith("en") else indicator.label_vi
    )


class ReportForm(forms.Form):
    """The fields follow the form's indicators and sections; `version` is the draft's."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        form: Form,
        indicators: list[Indicator],
        draft: Mapping[str, Any],
        version: int,
        known: Mapping[str, Prefilled],
    ) -> None:
        values = draft.get("values", {})
        initial: dict[str, Any] = {"version": version, "key": uuid.uuid4().hex}
        for each in indicators:
            counted = known[each.code].value if each.code in known else None
            value = values.get(each.code, counted)
            parts = value if isinstance(value, list) else [value]
            for name, number in zip(_names(each), parts, strict=False):
                initial[name] = "" if number is None else write_number(number)
        for section in form.sections:
            initial[f"s_{section['code']}"] = draft.get("narratives", {}).get(
                section["code"], ""
            )
        super().__init__(data, initial=initial)
        self.report_form, self.indicators, self.known = form, indicators, known
        for each in indicators:
            for name in _names(each):
                self.fields[name] = NumberField(required=False, label=label_of(each))
        for section in form.sections:
            self.fields[f"s_{section['code']}"] = forms.CharField(
                label=in_language(section, "title"),
                help_text=in_language(section, "hint"),
                required=False,
                max_length=LONGEST_NARRATIVE,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def figures(self) -> Iterator[FigureRow]:
        for each in self.indicators:
            names = _names(each)
            yield FigureRow(
                label_of(each),
                str(MEASURE_WORDS[each.measure]),
                self[names[0]],
                self[names[1]] if len(names) > 1 else None,
                self._source(each),
                each.is_required,
            )

    def sections(self) -> Iterator[SectionRow]:
        for section in self.report_form.sections:
            yield SectionRow(in_language(section, "title"), self[f"s_{section['code']}"])

    def values(self) -> dict[str, Value]:
        """Return {indicator code: number, [part, whole] or None}."""
        given: dict[str, Value] = {}
        for each in self.indicators:
            names = _names(each)
            typed = [self.cleaned_data.get(name) for name in names]
            numbers: list[int] = [number for number in typed if number is not None]
            if len(numbers) < len(names):
                given[each.code] = None
            else:
                given[each.code] = numbers if len(names) > 1 else numbers[0]
        return given

    def narratives(self) -> dict[str, str]:
        sections = self.report_form.sections
        return {row["code"]: self.cleaned_data[f"s_{row['code']}"] for row in sections}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for each in self.indicators:
            names = _names(each)
            missing = [name for name in names if given.get(name) is None]
            if len(names) > 1 and len(missing) == 1 and missing[0] not in self.errors:
                self.add_error(
                    missing[0], ValidationError(_("Type both numbers: the part and the whole."))
                )
        return given

    def add_faults(self, faults: Mapping[str, str]) -> None:
        """Say beside each figure what is wrong with it."""
        for each in self.indicators:
            if each.code in faults:
                self.add_error(_names(each)[0], str(FAULT_WORDS[faults[each.code]]))

    def _source(self, each: Indicator) -> str:
        counted = self.known.get(each.code)
        if counted is None or not counted.from_publications:
            return ""
        many = counted.from_publications
        return ngettext(
            "Loa counted %(value)s from %(many)s logged entry.",
            "Loa counted %(value)s from %(many)s logged entries.",
            many,
        ) % {"value": write_number(int(str(counted.value))), "many": write_number(many)}


def _names(each: Indicator) -> list[str]:
    name = f"f_{each.code}"
    return [name, f"{name}_whole"] if each.measure == Measure.SHARE.value else [name]


class ReturnForm(forms.Form):
    """A report goes back: what is asked for, and until when."""

    reason = forms.CharField(
        label=gettext_lazy("What should the unit add or correct?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
    last_day = DayField(label=gettext_lazy("Last day for the new report"))


class SignedForm(forms.Form):
    """The paper comes back from signing."""

    number = forms.CharField(label=gettext_lazy("Number"), max_length=20)
    symbol = forms.CharField(
        label=gettext_lazy("Symbol"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("As on the paper, for example BC-UBND."),
    )
    issued_on = DayField(label=gettext_lazy("Date on the paper"))
    signed = forms.FileField(
        label=gettext_lazy("Signed file"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def clean_signed(self) -> bytes | None:
        """Return the bytes of a PDF, or None where no file was given."""
        given = self.cleaned_data.get("signed")
        if not given:
            return None
        data: bytes = given.read()
        if not data.startswith(b"%PDF-"):
            raise ValidationError(
                _("This file is no PDF. Choose the file as the digital signature made it.")
            )
        return data


class TextForm(forms.Form):
    """The narrative sections of a consolidated report."""

    def __init__(
        self, *args: Any, sections: list[dict[str, str]], text: Mapping[str, str], **facts: Any
    ) -> None:
        super().__init__(*args, **facts)
        for section in sections:
            self.fields[section["code"]] = forms.CharField(
                label=in_language(section, "title"),
                required=False,
                initial=text.get(section["code"], ""),
                max_length=50_000,
                widget=forms.Textarea(attrs={"rows": 10}),
            )


class AnswerCodeForm(forms.Form):
    """The code by which a unit without a login answers."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("8 letters and digits, for example HKTN-47RM."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
