"""What a list on its way in says on screen: faults, likely doubles, why it was refused."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from loa.units.lists import IS_NEW, reason
from loa.units.lists.columns import BY_KEY
from loa.units.models import ListImport


@dataclass(frozen=True)
class Proposal:
    """A line that may be the known unit `other`; with its identifier it cannot be new."""

    line: int
    value: str
    other: str
    may_be_new: bool

    @property
    def answers(self) -> tuple[str, ...]:
        return (self.other, IS_NEW) if self.may_be_new else (self.other,)


def proposals(row: ListImport, most: int = 100) -> tuple[Proposal, ...]:
    """Return the first lines of which a person must say whether they are known units."""
    by_name = [
        Proposal(line, value, other, may_be_new=True)
        for line, _column, _code, value, other in row.doubts
    ]
    by_mark = [
        Proposal(line, value, other, may_be_new=False)
        for line, _column, code, value, other in row.faults
        if code == "taken_identifier"
    ]
    found = {each.line: each for each in (*by_name, *by_mark)}
    return tuple(found[line] for line in sorted(found)[:most])


def fault_rows(row: ListImport, most: int, *, is_english: bool) -> list[dict[str, object]]:
    """Return the first faults in words."""
    return [
        {
            "line": line,
            "column": BY_KEY[column].en if is_english else BY_KEY[column].vi,
            "value": value,
            "why": reason(code, other, is_english=is_english),
        }
        for line, column, code, value, other in row.faults[:most]
    ]


def refusal(row: ListImport) -> str:
    """Return why a file was not taken, and what to do; blank if it was."""
    match row.refusal:
        case "":
            return ""
        case "empty":
            return _("The file is empty. Fill in the template and bring it again.")
        case "no_columns":
            said = _("These columns are missing: %(columns)s. Start from the template.")
            return said % {"columns": row.refusal_what}
        case "too_wide":
            return _("The file has more than 100 columns. Start from the template.")
        case "too_long":
            return _("The file has more than 1,000,000 lines. Bring it in several parts.")
        case "too_big":
            return _("Unpacked, the file is too large. Bring it in several parts, or as CSV.")
        case "not_allowed":
            return _("Whoever brought it may no longer keep the register. Bring it yourself.")
        case _:
            return _("This is no list of units. Start from the template.")
