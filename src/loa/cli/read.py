"""`loa read`: a dispatch → fields with certainty and source, and findings."""

import json
from pathlib import Path
from typing import Any

import click

from loa.cli.words import say, stop
from loa.crafts.opening import Document, OpeningError, open_document
from loa.crafts.opening.limits import MAX_FILE_BYTES
from loa.crafts.reading import Field, Reading, read_document

NAMES = {
    "issuer": ("Cơ quan ban hành", "Issuer"),
    "superior": ("Cơ quan chủ quản", "Superior"),
    "number": ("Số", "Number"),
    "symbol": ("Ký hiệu", "Symbol"),
    "place": ("Địa danh", "Place"),
    "date": ("Ngày", "Date"),
    "doc_type": ("Tên loại", "Type"),
    "urgency": ("Độ khẩn", "Urgency"),
    "subject": ("Trích yếu", "Subject"),
    "addressees": ("Kính gửi", "Addressees"),
    "legal_basis": ("Căn cứ", "Grounds"),
    "periods": ("Thời gian", "Periods"),
    "deadlines": ("Thời hạn", "Deadlines"),
    "audience": ("Đối tượng", "Audience"),
    "scope": ("Phạm vi", "Scope"),
    "tasks": ("Nhiệm vụ", "Tasks"),
    "report": ("Báo cáo", "Report"),
    "contacts": ("Liên hệ", "Contacts"),
    "attachments": ("Kèm theo", "Attachments"),
    "signatories": ("Người ký", "Signatories"),
    "distribution": ("Nơi nhận", "Distribution"),
}


@click.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--text", "as_text", is_flag=True, help="The numbered lines that sources count.")
def command(files: tuple[Path, ...], *, as_json: bool, as_text: bool) -> None:
    """Read dispatches: .txt .md .pdf .docx .doc .rtf .html .png .jpg .tif .edxml.

    Exit 1 if a letter was refused (a secrecy stamp), 2 if a file could not be read; the others
    are read all the same.
    """
    worst = 0
    for number, path in enumerate(files):
        document = _opened(path)
        if isinstance(document, OpeningError):
            worst = 2
            _report_unread(path, document, as_json=as_json)
            continue
        reading = read_document(document)
        worst = max(worst, 1 if reading.refused else 0)
        if as_json:
            click.echo(json.dumps(_as_json(path, reading), ensure_ascii=False))
        elif reading.refused:
            click.echo(f"{path}: {reading.refused.message}", err=True)
        elif as_text:
            click.echo(document.text)
        else:
            click.echo(("\n" if number else "") + f"{path} ({reading.format})")
            click.echo("\n".join(_summary(reading)))
    raise SystemExit(worst)


def _opened(path: Path) -> Document | OpeningError:
    try:
        with path.open("rb") as source:
            data = source.read(MAX_FILE_BYTES + 1)
    except OSError as fault:
        stop(f"{path}: không mở được ({fault.strerror}).", f"{path}: {fault.strerror}.")
    # The doors look for their programs: only a file that needs one pays for that.
    from loa.doors.ocr import find_ocr
    from loa.doors.office import find_office

    try:
        return open_document(data, name=path.name, ocr=find_ocr(), office=find_office())
    except OpeningError as error:
        return error


def _report_unread(path: Path, error: OpeningError, *, as_json: bool) -> None:
    if as_json:
        refusal = {"code": error.code, "message": error.message}
        row = {"file": str(path), "format": None, "refused": refusal, "fields": {}}
        click.echo(json.dumps({**row, "findings": []}, ensure_ascii=False))
    click.echo(f"{path}: {error.message}", err=True)


def _as_json(path: Path, reading: Reading) -> dict[str, Any]:
    return {**reading.to_json(), "file": str(path)}


def _summary(reading: Reading) -> list[str]:
    out: list[str] = []
    for name, item in reading.fields.items():
        label = say(*NAMES[name])
        lines = ", ".join(f"{a}-{b}" if a != b else f"{a}" for a, b in item.source)
        mark = " " if item.is_sure or item.value is None else "?"
        where = f"  [{lines}]" if lines and item.value is not None else ""
        shown = _shown(name, item)
        out.append(f"{mark} {label + ':':<18} {shown[0]}{where if len(shown) == 1 else ''}")
        out.extend(f"{'':21}{row}" for row in shown[1:])
        if len(shown) > 1 and where:
            out[-1] += where
    for finding in reading.findings:
        out.append(f"! {finding.message}")
    return out


def _shown(name: str, item: Field) -> list[str]:
    if item.value is None:
        return [f"– {item.missing}" if item.missing else "–"]
    if isinstance(item.value, str):
        return [item.value + (f"  ({item.missing})" if item.missing else "")]
    if isinstance(item.value, dict):
        return [" · ".join(str(part) for part in item.value.values() if part)]
    return [f"- {_row(name, row)}" for row in item.value]


def _row(name: str, row: str | dict[str, Any]) -> str:
    if isinstance(row, str):
        return row
    if name == "tasks":
        who = "; ".join(row["recipients"]) or "?"
        return f"{row['no'] or ''} {who}: {row['text']}".strip()
    parts = [", ".join(part) if isinstance(part, list) else part for part in row.values()]
    return " · ".join(part for part in parts if part)
