"""`loa units`: the register of units in the terminal: import, act, show, export."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from loa.cli.house import check_database, open_house
from loa.cli.words import say, stop
from loa.crafts.viet import read_date, write_date, write_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from loa.units.actions import Preview
    from loa.units.lists import Fault

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)
MOST_TOLD = 20


class Day(click.ParamType[date]):
    """A date as people write it: 01/07/2025 or 2025-07-01."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        found = read_date(str(value))
        if found is None:
            self.fail(say(f"{value} không phải là ngày.", f"{value} is no date."), param, ctx)
        return found


on_option = click.option("--on", "on", type=Day(), help="The day; today if left out.")


@click.group(short_help="The register of units: import, reorganise, show, export.")
def command() -> None:
    """Keep the register of units: who is who on any date."""


def _open() -> None:
    open_house()
    check_database()


def _is_english() -> bool:
    return say("vi", "en") == "en"


def _today() -> date:
    from django.utils import timezone

    return timezone.localdate()


@command.command("import")
@click.argument("path", type=FILE)
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
@click.option("--errors", type=NEW_FILE, help="Write the faulty lines here with reasons.")
@click.option(
    "--since", type=Day(), help="First day of lines that say none; today if left out."
)
@click.option("--kind", default="", help="Code of the kind of lines that say none.")
@click.option("--level", default="", help="Code of the level of lines that say none.")
@click.option("--hold", is_flag=True, help="Write nothing while a line may be a known unit.")
def import_list(
    path: Path,
    dry_run: bool,
    errors: Path | None,
    since: date | None,
    kind: str,
    level: str,
    hold: bool,
) -> None:
    """Read a list of units (.csv, .xlsx, .edxml). With a fault nothing is written: exit 1."""
    _open()
    from django.utils import timezone

    from loa.units.actions import import_units
    from loa.units.lists import ListUnreadableError, write_faults

    try:
        done = import_units(
            path,
            name=path.name,
            by=None,
            at=timezone.now(),
            since=since,
            kind=kind,
            level=level,
            is_dry=dry_run,
            is_held=hold,
            tell=_tell_share,
        )
    except ListUnreadableError as error:
        stop(
            f"Không đọc được {path.name} ({error}). Tệp mẫu: loa units template mau.xlsx",
            f"{path.name} cannot be read ({error}). A template: loa units template new.xlsx",
        )
    _tell_faults(done.doubts)
    _tell_faults(done.faults)
    lines, opened, known = (write_number(n) for n in (done.lines, done.opened, done.unchanged))
    doubts = done.doubts if hold else ()
    if done.faults or doubts:
        if errors is not None:
            told = (*done.faults, *doubts)
            write_faults(path, told, errors, is_english=_is_english())
        count = write_number(len(done.faults) + len(doubts))
        stop(
            f"{lines} dòng, {count} lỗi. Chưa ghi gì.",
            f"{lines} lines, {count} faults. Nothing was written.",
            code=1,
        )
    click.echo(
        say(
            f"{lines} dòng: {opened} đơn vị mới, {known} đã có."
            + (" Chạy thử, chưa ghi gì." if dry_run else ""),
            f"{lines} lines: {opened} new units, {known} known."
            + (" A dry run: nothing was written." if dry_run else ""),
        )
    )


def _tell_share(done: int, whole: int) -> None:
    if sys.stderr.isatty():
        full = 30 * min(done, whole) // whole
        bar = "█" * full + "░" * (30 - full)
        end = "\n" if done >= whole else ""
        click.echo(f"\r{bar} {100 * done // whole} %{end}", err=True, nl=False)


def _tell_faults(faults: "Iterable[Fault]") -> None:
    from loa.units.lists import reason
    from loa.units.lists.columns import BY_KEY

    told = list(faults)
    for fault in told[:MOST_TOLD]:
        column = BY_KEY[fault.column]
        name = say(column.vi, column.en)
        why = reason(fault.code, fault.other, is_english=_is_english())
        line = say("Dòng", "Line")
        click.echo(f"{line} {fault.line}, {name}: {fault.value} — {why}", err=True)
    if len(told) > MOST_TOLD:
        more = write_number(len(told) - MOST_TOLD)
        click.echo(say(f"… và {more} nữa", f"… and {more} more"), err=True)


@command.command("template")
@click.argument("path", type=NEW_FILE)
def template(path: Path) -> None:
    """Write an empty list with its header, one example and explanations."""
    _open()
    from loa.units.listing import choices
    from loa.units.lists import write_template

    is_english = _is_english()
    write_template(path, **choices(is_english=is_english), is_english=is_english)


@command.command("act")
@click.argument("path", type=FILE)
@click.option("--dry-run", is_flag=True, help="Say what it would do; write nothing.")
def act(path: Path, dry_run: bool) -> None:
    """Apply the acts of a TOML file, all or none; see docs/rules/units.md."""
    _open()
    from django.utils import timezone

    from loa.units.actions import apply_acts, preview_acts
    from loa.units.plans import read_plans

    def work() -> None:
        plans = read_plans(path.read_text(encoding="utf-8"))
        if dry_run:
            _tell_preview(preview_acts(plans, by=None, at=timezone.now()))
            return
        for done in apply_acts(plans, by=None, at=timezone.now()):
            click.echo(f"{done.pk}  {done}")

    _or_refused(work)


def _or_refused(work: "Callable[[], None]") -> None:
    """Do it, or say which rule of docs/rules/units.md refused it; exit code 1."""
    from django.core.exceptions import ValidationError

    from loa.units.errors import ActError, PlanUnreadableError

    try:
        work()
    except PlanUnreadableError as error:
        stop(f"Không đọc được quyết định: {error}.", f"The acts cannot be read: {error}.")
    except (ActError, ValidationError) as error:
        name = type(error).__name__.removesuffix("Error")
        stop(
            f"Không làm được, chưa đổi gì ({name}): {error}. Xem docs/rules/units.md.",
            f"Refused, nothing was changed ({name}): {error}. See docs/rules/units.md.",
            code=1,
        )


def _tell_preview(preview: "Preview") -> None:
    for label, count in sorted(preview.written.items()):
        click.echo(say(f"Sẽ ghi {count} dòng {label}", f"Would write {count} rows of {label}"))
    for code, found in sorted(preview.touched.items()):
        told = ", ".join(f"{label}: {count}" for label, count in sorted(found.items()))
        click.echo(
            say(f"Động đến {code}: {told or 'không gì'}", f"Touches {code}: {told or '-'}")
        )
    for code in preview.waiting:
        click.echo(
            say(f"Việc của {code} sẽ chờ người quyết", f"{code} would wait for a person")
        )


@command.command("acts")
def acts() -> None:
    """List all acts, the newest first."""
    _open()
    from loa.units import queries

    for found in queries.acts():
        undone = say(" (đã bỏ)", " (undone)") if hasattr(found, "undone_by") else ""
        click.echo(f"{found.pk}  {found}{undone}")


@command.command("undo")
@click.argument("number", type=int)
@click.option("--basis", required=True, help="Number and date of the document that says so.")
def undo(number: int, basis: str) -> None:
    """Take an act back by another act."""
    _open()
    from django.utils import timezone

    from loa.units.actions import undo_act
    from loa.units.models import Act

    found = Act.objects.filter(pk=number).first()
    if found is None:
        stop(f"Không có quyết định số {number}.", f"There is no act {number}.")
    _or_refused(
        lambda: click.echo(str(undo_act(found, basis=basis, by=None, at=timezone.now())))
    )


@command.command("show")
@click.argument("code", required=False)
@on_option
@click.option("--tree", type=click.Choice(["territorial", "sector"]), default="territorial")
@click.option("--floors", type=click.IntRange(0), default=1, help="How far down.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def show(code: str | None, on: date | None, tree: str, floors: int, as_json: bool) -> None:
    """Show a unit, or the tops, and what hangs below on a day; after its end, who answers."""
    _open()
    from loa.units import listing, queries
    from loa.units.models import Unit
    from loa.units.words import Tree

    day = on or _today()
    unit = Unit.objects.filter(code=code).first() if code else None
    if code and unit is None:
        stop(f"Không có đơn vị {code}.", f"There is no unit {code}.", code=1)
    if unit is not None and not Unit.objects.filter(queries.on_date(day), pk=unit.pk).exists():
        _tell_gone(unit, day)
        return
    top = unit.pk if unit else None
    for floor, row in listing.tree_on(day, top=top, tree=Tree(tree), floors=floors):
        if as_json:
            told = {"floor": floor, "code": row.unit.code, "name": row.name}
            click.echo(json.dumps(told, ensure_ascii=False))
        else:
            click.echo(f"{'  ' * floor}{row.name}  [{row.unit.code}]")


def _tell_gone(unit: Any, day: date) -> None:
    from loa.units import queries

    called = queries.name_of(unit, day)
    name = called.name if called else unit.code
    click.echo(
        say(
            f"{name}: không có vào ngày {write_date(day)}",
            f"{name}: not there on {day.isoformat()}",
        )
    )
    for duty in ("", *queries.duties_of(unit)):
        heirs = queries.answering_for(unit, day, duty)
        told = ", ".join(heir.code for heir in heirs or ())
        told = told or say("chờ người quyết", "waits for a person")
        click.echo(f"  {duty or say('việc còn lại', 'the rest')}: {told}")


@command.command("waiting")
@on_option
def waiting(on: date | None) -> None:
    """List the units whose work waits for a person, with the heirs proposed."""
    _open()
    from loa.units import queries

    for row in queries.waiting_for_a_person(on or _today()):
        heir = row.successor.code if row.successor else "?"
        click.echo(f"{row.on}  {row.predecessor.code} → {heir}  {row.duty}".rstrip())


@command.command("export")
@click.argument("path", type=NEW_FILE)
@on_option
def export(path: Path, on: date | None) -> None:
    """Write the register of a day as a list that `import` reads (.csv, .xlsx)."""
    _open()
    from loa.units import listing
    from loa.units.lists import write_table

    lines = listing.lines_on(on or _today(), is_english=_is_english())
    count = write_number(write_table(path, lines) - 1)
    click.echo(say(f"{count} đơn vị", f"{count} units"))


@command.command("catalogue")
@click.argument("which", type=click.Choice(["sample", "country", "before-2025"]))
def catalogue(which: str) -> None:
    """Add the bundled sample province, or the People's Committees of the whole country.

    `before-2025` is the sample as it was known before the acts of 2025, to apply them to.
    """
    _open()
    from django.utils import timezone

    from loa.units.actions import store_catalogue
    from loa.units.catalogue import as_before, load_catalogue
    from loa.units.catalogue.country import as_catalogue, load_country

    rows = load_catalogue()
    if which == "before-2025":
        rows = as_before(rows)
    made = store_catalogue(rows, name="catalogue: sample", by=None, at=timezone.now())
    if which == "country":
        rows = as_catalogue(load_country())
        made += store_catalogue(rows, name="catalogue: country", by=None, at=timezone.now())
    click.echo(say(f"{write_number(made)} đơn vị mới", f"{write_number(made)} new units"))
