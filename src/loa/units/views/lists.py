"""Lists of units in and out: the template, an import with its dry run, an export of a day."""

import tempfile
from io import BytesIO
from pathlib import Path

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from loa.crafts.viet import read_date, write_number
from loa.ui.pages import page, seen
from loa.units import actions, listing, policies
from loa.units.act_forms import ListForm
from loa.units.lists import (
    Fault,
    ListUnreadableError,
    reason,
    write_faults,
    write_table,
    write_template,
)
from loa.units.lists.columns import BY_KEY
from loa.units.signed_in import OfficerRequest, signed_in

MOST_TOLD = 100


def _is_english() -> bool:
    return (get_language() or "vi").startswith("en")


def _file(path: Path, name: str) -> FileResponse:
    """Send a file whose folder is about to go: it is small enough to be held whole."""
    return FileResponse(BytesIO(path.read_bytes()), as_attachment=True, filename=name)


@signed_in
@require_GET
def list_template(request: OfficerRequest) -> FileResponse:
    """Send the empty list."""
    policies.require(policies.may_see_units(request.user, on=timezone.localdate()))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "units.xlsx"
        write_template(path, is_english=_is_english())
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


@signed_in
@require_http_methods(["GET", "POST"])
def import_list(request: OfficerRequest) -> HttpResponse | FileResponse:
    """Check a list, send its faulty lines back, or read it in: three buttons, one file."""
    at = timezone.now()
    policies.require(policies.may_keep_register(request.user, on=timezone.localdate(at)))
    form = ListForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        do = request.POST.get("do", "check")
        upload: UploadedFile[bytes] = form.cleaned_data["file"]
        name = upload.name or "units"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"list{Path(name).suffix.lower()}"
            with path.open("wb") as kept:
                for chunk in upload.chunks():
                    kept.write(chunk)
            try:
                done = actions.import_units(
                    path,
                    name=name,
                    by=request.user,
                    at=at,
                    since=form.cleaned_data["since"],
                    is_dry=do != "import",
                )
            except ListUnreadableError:
                form.add_error("file", _("This is no list of units. Start from the template."))
            else:
                if do == "faults" and done.faults:
                    back = Path(folder) / f"back{path.suffix}"
                    write_faults(path, done.faults, back, is_english=_is_english())
                    return _file(back, f"{Path(name).stem}-faults{path.suffix}")
                if do == "import" and not done.faults:
                    messages.success(request, _told(done.opened))
                    return seen("units:list")
                context |= {
                    "done": done,
                    "faults": [_row(fault) for fault in done.faults[:MOST_TOLD]],
                    "doubts": [_row(fault) for fault in done.doubts[:MOST_TOLD]],
                }
                status = 422 if done.faults else 200
                return page(request, "units/import.html", context, status=status)
    status = 422 if request.method == "POST" else 200
    return page(request, "units/import.html", context, status=status)


def _told(count: int) -> str:
    said = ngettext(
        "%(number)s new unit was read in.", "%(number)s new units were read in.", count
    )
    return said % {"number": write_number(count)}


def _row(fault: Fault) -> dict[str, object]:
    column = BY_KEY[fault.column]
    is_english = _is_english()
    return {
        "line": fault.line,
        "column": column.en if is_english else column.vi,
        "value": fault.value,
        "why": reason(fault.code, fault.other, is_english=is_english),
    }
