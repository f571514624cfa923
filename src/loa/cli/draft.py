"""`loa draft`: typed content in JSON → a document in the legal form."""

import json
import sys
from pathlib import Path

import click

from loa.crafts.drafting.decode import FactsError
from loa.crafts.drafting.kinds import KINDS, compose
from loa.crafts.drafting.model import OfficialDocument
from loa.crafts.drafting.plan import NaiveInstantError

_FORMATS = (".docx", ".pdf", ".xlsx")


class Unreadable(click.ClickException):
    """Wrong call or unreadable input: one line on standard error, exit 2."""

    exit_code = 2


@click.command("draft")
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write: a name that ends in .docx, .pdf or .xlsx.",
)
def command(kind: str, file: Path, output: Path) -> None:
    """Draft a document of KIND from the JSON in FILE ("-" reads standard input).

    KIND is letter, report, plan, notice, submission or guidance (the whole document as
    content), or unit-report, consolidated-report, claim-letter or reminder (facts). The shapes
    are in docs/reference/draft.schema.json. The same content gives the same bytes.
    """
    if output.suffix.lower() not in _FORMATS:
        raise Unreadable(f"{output}: the name must end in {', '.join(_FORMATS)}.")
    try:
        content = json.loads(_read(file))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as fault:
        raise Unreadable(f"{file}: not JSON: {fault}") from fault
    try:
        data = _rendered(compose(kind, content), output.suffix.lower())
    except FactsError as fault:
        raise Unreadable(f"{file}: {fault.where}: {fault.problem}") from fault
    except NaiveInstantError as fault:
        raise Unreadable(f"{file}: facts_at {fault} has no time zone; write +07:00") from fault
    try:
        output.write_bytes(data)
    except OSError as fault:
        raise Unreadable(f"{output}: {fault.strerror}") from fault


def _read(file: Path) -> bytes:
    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as fault:
        raise Unreadable(f"{file}: {fault.strerror}") from fault


def _rendered(document: OfficialDocument, suffix: str) -> bytes:
    # Each renderer is loaded only for its own format: starting must cost under half a second.
    if suffix == ".docx":
        from loa.crafts.drafting.docx import to_docx

        return to_docx(document)
    if suffix == ".pdf":
        from loa.crafts.drafting.pdf import to_pdf

        return to_pdf(document)
    from loa.crafts.drafting.xlsx import to_xlsx

    return to_xlsx(document)
