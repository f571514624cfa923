"""`loa tally`: the roll-up of flat files, to check the live one and to measure it."""

import csv
import json
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import click

from loa.crafts.tallying import Share, Tally, TallyError, roll_up
from loa.crafts.tallying.flat import Record, read_form, read_reports, read_units
from loa.crafts.timing import Deadline, NaiveInstantError

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class UnreadableError(click.ClickException):
    """Input that cannot be read: one line, exit code 2."""

    exit_code = 2


@click.command("tally", short_help="Add up reports from CSV files along reporting lines.")
@click.option("--form", "form_path", type=_FILE, required=True, help="code, measure, rollup.")
@click.option("--units", "units_path", type=_FILE, required=True, help="unit, reports_to.")
@click.option("--reports", "reports_path", type=_FILE, required=True, help="unit, figures.")
@click.option("--due", help="The first instant that is too late: 2024-11-15T00:00+07:00.")
@click.option("--node", "nodes", multiple=True, help="Only this unit; may be given again.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, with names.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path))
def command(
    form_path: Path,
    units_path: Path,
    reports_path: Path,
    due: str | None,
    nodes: tuple[str, ...],
    as_json: bool,
    output: Path | None,
) -> None:
    """Add up the reports of units, commune to province, each unit once.

    All three files are CSV (UTF-8, comma or semicolon) with a header. Sums, shares, distinct
    things, completeness and timeliness come out for every unit in the order of --units.
    """
    deadline = _deadline(due)
    path = form_path
    try:
        form = read_form(_records(path))
        path = units_path
        units = read_units(_records(path))
        path = reports_path
        sent = read_reports(form, _records(path), deadline)
        tally = roll_up(units.lines, sent.reports, units.expected)
        wanted = nodes or units.lines.units
        for node in wanted:
            units.lines.at(node)
    except (TallyError, UnicodeDecodeError, csv.Error, OSError) as fault:
        raise UnreadableError(f"{path.name}: {fault}") from fault
    rows = (_row(tally, str(node), knows_time=sent.knows_time) for node in wanted)
    with _opened(output) as out:
        if as_json:
            for row in rows:
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        else:
            _write_csv(out, tally, rows)


def _deadline(due: str | None) -> Deadline | None:
    if due is None:
        return None
    try:
        return Deadline(datetime.fromisoformat(due))
    except NaiveInstantError:
        raise UnreadableError(f"--due {due} has no time zone; write +07:00 after it") from None
    except ValueError:
        raise UnreadableError(f"--due {due} is not an instant in ISO 8601") from None


def _records(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = file.readline()
        file.seek(0)
        # Excel writes semicolons where the comma is the decimal sign, as in Vietnam.
        delimiter = ";" if header.count(";") > header.count(",") else ","
        yield from csv.DictReader(file, delimiter=delimiter, strict=True)


def _row(tally: Tally, node: str, *, knows_time: bool) -> dict[str, Any]:
    done = tally.completeness(node)
    figures = {code: tally.figure(node, code) for code in tally.form.by_code}
    return {
        "unit": node,
        "expected": done.whole,
        "received": done.part,
        "on_time": tally.timeliness(node).part if knows_time else None,
        "missing": tally.missing(node),
        "late": tally.late(node) if knows_time else None,
        "values": {
            code: {"part": figure.part, "whole": figure.whole}
            if isinstance(figure, Share)
            else figure
            for code, figure in figures.items()
        },
    }


def _write_csv(out: IO[str], tally: Tally, rows: Iterator[dict[str, Any]]) -> None:
    columns = ["unit", "expected", "received", "on_time"]
    for spec in tally.form.indicators:
        is_share = spec.measure == "share"
        columns += [f"{spec.code}.part", f"{spec.code}.whole"] if is_share else [spec.code]
    table = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    for row in rows:
        flat = dict(row)
        for code, figure in row["values"].items():
            if isinstance(figure, dict):
                flat |= {f"{code}.{half}": number for half, number in figure.items()}
            else:
                flat[code] = figure
        table.writerow(flat)


def _opened(output: Path | None) -> AbstractContextManager[IO[str]]:
    if output is None:
        return nullcontext(sys.stdout)
    return output.open("w", encoding="utf-8", newline="")
