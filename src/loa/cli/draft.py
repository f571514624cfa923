"""`loa draft`: typed content in JSON → a document in the legal form."""

import json
import sys
from pathlib import Path

import click

from loa.cli.words import stop
from loa.crafts.drafting.decode import FactsError
from loa.crafts.drafting.kinds import KINDS, compose
from loa.crafts.drafting.model import OfficialDocument
from loa.crafts.drafting.plan import NaiveInstantError

_FORMATS = (".docx", ".pdf", ".xlsx")


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
        names = ", ".join(_FORMATS)
        stop(
            f"{output}: tên tệp ra phải kết thúc bằng {names}.",
            f"{output}: must end in {names}.",
        )
    content = _content(file)
    try:
        data = _rendered(compose(kind, content), output.suffix.lower())
    except FactsError as fault:
        stop(f"{file}: {_in_vietnamese(fault)}", f"{file}: {_in_english(fault)}")
    except NaiveInstantError as fault:
        stop(
            f"{file}: facts_at {fault} không có múi giờ; hãy ghi thêm +07:00.",
            f"{file}: facts_at {fault} has no time zone; write +07:00.",
        )
    try:
        output.write_bytes(data)
    except OSError as fault:
        stop(f"{output}: không ghi được ({fault.strerror}).", f"{output}: {fault.strerror}.")


def _content(file: Path) -> object:
    try:
        return json.loads(sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes())
    except OSError as fault:
        stop(f"{file}: không đọc được ({fault.strerror}).", f"{file}: {fault.strerror}.")
    except (ValueError, RecursionError) as fault:
        stop(f"{file}: không phải JSON ({fault}).", f"{file}: not JSON ({fault}).")


def _in_vietnamese(fault: FactsError) -> str:
    if fault.code == "missing":
        return f"{fault.where}: thiếu mục này."
    if fault.code == "unknown":
        return f"{fault.where}: không có mục này; các mục có là {fault.expected}."
    return f"{fault.where}: cần {fault.expected}" + (
        f", không phải {fault.got}." if fault.got else "."
    )


def _in_english(fault: FactsError) -> str:
    if fault.code == "missing":
        return f"{fault.where}: missing."
    if fault.code == "unknown":
        return f"{fault.where}: no such key; there are {fault.expected}."
    return f"{fault.where}: expected {fault.expected}" + (
        f", not {fault.got}." if fault.got else "."
    )


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
