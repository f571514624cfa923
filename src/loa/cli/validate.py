"""`loa validate`: every departure of a DOCX from NĐ 30/2020, with its article."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from loa.cli.words import say, stop
from loa.crafts.drafting.validate import Departure, NotDocxError, validate_docx

_WHY = {
    "broken": (
        "không đọc được dưới dạng DOCX; hãy lưu lại thành .docx rồi thử lại.",
        "cannot be read as DOCX; save it as .docx and try again.",
    ),
    "too_large": ("giải nén vượt quá 200 MB.", "unpacks to more than 200 MB."),
}


@click.command("validate")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_context
def command(ctx: click.Context, file: Path, as_json: bool) -> None:
    """List every departure of FILE from the layout of Nghị định 30/2020/NĐ-CP.

    Exit 0: none found. Exit 1: some found; each is printed with its article and place.
    """
    try:
        departures = validate_docx(file.read_bytes())
    except NotDocxError as fault:
        vi, en = _WHY[fault.reason]
        stop(f"{file}: {vi}", f"{file}: {en}")
    except OSError as fault:
        stop(f"{file}: không đọc được ({fault.strerror}).", f"{file}: {fault.strerror}.")
    for each in departures:
        click.echo(json.dumps(asdict(each), ensure_ascii=False) if as_json else _line(each))
    if departures:
        ctx.exit(1)
    if not as_json:
        click.echo(
            say(
                "Không thấy điểm nào trái với Nghị định 30/2020/NĐ-CP.",
                "Nothing departs from Nghị định 30/2020/NĐ-CP.",
            )
        )


def _line(each: Departure) -> str:
    return f"{each.where}\n    {each.message} [{each.article}] ({each.code})"
