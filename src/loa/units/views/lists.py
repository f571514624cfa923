"""Lists of units to take away: the template, and the register of a day."""

import tempfile
from io import BytesIO
from pathlib import Path

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from loa.crafts.viet import read_date
from loa.units import listing, policies
from loa.units.lists import write_table, write_template
from loa.units.signed_in import OfficerRequest, signed_in


def _is_english() -> bool:
    return (get_language() or "vi").startswith("en")


def _file(path: Path, name: str) -> FileResponse:
    """Send a file whose folder is about to go: it is small enough to be held whole."""
    return FileResponse(BytesIO(path.read_bytes()), as_attachment=True, filename=name)


@signed_in
@require_GET
def list_template(request: OfficerRequest) -> FileResponse:
    """Send the empty list, with its explanations and choices."""
    policies.require(policies.may_see_units(request.user, on=timezone.localdate()))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "units.xlsx"
        known = listing.choices(is_english=_is_english())
        write_template(path, **known, is_english=_is_english())
        return _file(path, path.name)


@signed_in
@require_GET
def export_list(request: OfficerRequest) -> FileResponse:
    """Send the register of `?day=` (today) as a list that an import reads."""
    today = timezone.localdate()
    policies.require(policies.may_see_units(request.user, on=today))
    day = read_date(request.GET.get("day", "")) or today
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"units-{day.isoformat()}.xlsx"
        write_table(path, listing.lines_on(day, is_english=_is_english()))
        return _file(path, path.name)
