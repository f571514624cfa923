"""What duties that pass on their own are called; an unknown code is shown as it is."""

from functools import cache

from django.utils.translation import get_language

from loa.units.catalogue.files import FOLDER, read_rows
from loa.units.catalogue.rows import DutyRow


@cache
def _names() -> dict[str, DutyRow]:
    return {row.code: row for row in read_rows(FOLDER / "duties.csv", DutyRow)}


def duty_name(code: str) -> str:
    """Return the duty's name in the language of the screen."""
    row = _names().get(code)
    if row is None:
        return code
    return row.name_en if (get_language() or "vi").startswith("en") else row.name_vi
