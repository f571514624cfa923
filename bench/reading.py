"""What the reader gets right, beside two peers in the same run, and what it costs.

Measured on the real letters with answers where they lie beside the project
(../shared/samples/dispatches, whose scorer is used), and on the third of our own letters
(bench/letters) that no rule was tuned on, as PDF, DOCX, text, HTML and as scans. Peers: (a)
plain patterns on the text that the same opening gives; (b) the same patterns on what viparse, a
general document-to-text library for Vietnamese, makes of PDF and DOCX (elsewhere as a).

`.venv/bin/python -m bench.reading text` leaves the scans out (two minutes instead of an hour);
with names of files of bench/letters behind it (`text gates`) all their letters are read.
"""

import importlib.util
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.letters.scans import is_by_hand, to_scan
from bench.letters.sheets import all_sheets
from bench.letters.stamps import FORMATS, made
from bench.pattern_reader import read_text
from loa.crafts.opening import Document, Format, open_document
from loa.crafts.reading import FIELD_NAMES, Reading, read_document
from loa.doors.ocr import find_ocr
from loa.doors.office import find_office

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "samples" / "dispatches"
OURS = ROOT / "tests" / "samples" / "dispatches"
SCANS = (Format.PDF_SCAN, Format.IMAGE)
SURE = 0.9
# Which of the scorer's rows say whether a field's value is right.
ROWS = {
    **{name: name for name in FIELD_NAMES if name not in ("audience", "scope")},
    "subject": "subject_close",
    "report": "report_deadline",
    "signatories": "signatory_name",
}


@dataclass
class Case:
    """A file and its answers. `group` is the table that it counts in."""

    group: str
    row: dict[str, Any]
    name: str
    data: bytes


def main() -> None:
    find_ocr()  # asks Tesseract for its languages once; no page should pay for that
    speed(OURS / "forest-fire-2025.pdf")
    if not (REAL / "score.py").is_file():
        print(f"reading: no letters with answers at {REAL}; only the cost is measured.")
        return
    score = load(REAL / "score.py")
    pages: dict[bool, list[float]] = {True: [], False: []}
    groups: dict[str, list[Case]] = {}
    is_text, files = "text" in sys.argv, [arg for arg in sys.argv[1:] if arg != "text"]
    real = [] if files else real_cases(score)
    for case in [*real, *our_cases(files, with_scans=not is_text)]:
        if not is_text or "scans" not in case.group:
            groups.setdefault(case.group, []).append(case)
    for group, cases in groups.items():
        measure(score, group, cases, pages)
    for is_scan, spent in pages.items():
        if spent:
            kind = "scanned" if is_scan else "born-digital"
            each = statistics.median(spent)
            print(
                f"{kind} page: {each * 1000:.0f} ms of one core (median of {len(spent)} files,"
                f" the dearest {max(spent) * 1000:.0f}), {1 / each:.1f} pages a second"
            )


def real_cases(score: ModuleType) -> Iterator[Case]:
    """Give the real letters beside the project. The rules were tuned on these."""
    for line in (REAL / "gold.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        path = REAL / row["files"][0]
        group = "text" if row["format"] in score.TEXT_FORMATS else "scans"
        yield Case(f"the twelve, {group}", row, path.name, path.read_bytes())


def our_cases(files: list[str], *, with_scans: bool) -> Iterator[Case]:
    """Give our own letters that no rule was tuned on, in each format and as scans.

    With `files`, all the letters of these, the tuned ones in a table of their own.
    """
    for sheet in all_sheets():
        if not (sheet.name.split("-", 1)[0] in files if files else sheet.is_unseen):
            continue
        third = "our unseen third" if sheet.is_unseen else "our two thirds"
        for form in FORMATS:
            yield Case(f"{third}, text", sheet.gold, sheet.name, made(sheet, form))
        if not with_scans:
            continue
        row = sheet.gold | ({"number_layer": "image"} if is_by_hand(sheet) else {})
        yield Case(f"{third}, scans", row, sheet.name, to_scan(sheet))


def measure(
    score: ModuleType, group: str, cases: list[Case], pages: dict[bool, list[float]]
) -> None:
    """Read the cases of one group, print its table and its calibration."""
    tallies = {name: score.Tally() for name in ("loa", "a", "b")}
    ours: list[tuple[dict[str, Any], Reading | None]] = []
    for case in cases:
        begun = spent_cpu()
        document = opened(case)
        reading = read_document(document) if document else None
        spent = spent_cpu() - begun
        if document and document.format is not Format.DOC:
            pages[document.format in SCANS].append(spent / document.pages)
        ours.append((case.row, reading))
        answers = {
            "loa": reading.to_json()["fields"] if reading else {},
            "a": plain(document),
            "b": general(case, document),
        }
        for name, fields in answers.items():
            score.score_one(tallies[name], case.row, {"fields": fields}, [])
    table(f"{group} ({len(cases)} files)", tallies)
    calibration(score, ours)


def spent_cpu() -> float:
    """Give seconds of one core, ours and our programs': what a busy machine does not change."""
    return sum(os.times()[:4])


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def opened(case: Case) -> Document | None:
    try:
        return open_document(case.data, name=case.name, ocr=find_ocr(), office=find_office())
    except Exception as error:  # noqa: BLE001 (a bench prints what it could not read and goes on)
        print(f"{case.name}: {error}")
        return None


def plain(document: Document | None) -> dict[str, Any]:
    return read_text("\n".join(line.text for line in document.lines)) if document else {}


def general(case: Case, document: Document | None) -> dict[str, Any]:
    import viparse

    if document is None or document.format not in (Format.PDF_TEXT, Format.DOCX):
        return plain(document)
    suffix = ".pdf" if document.format is Format.PDF_TEXT else ".docx"
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        file.write(case.data)
        file.flush()
        return read_text("\n".join(part.text for part in viparse.load(file.name)))


def table(group: str, tallies: dict[str, Any]) -> None:
    rows = {name: {row[0]: row for row in tally.rows()} for name, tally in tallies.items()}
    print(f"\n{group:36s}P      R     F1   | F1 (a)  F1 (b)   n")
    ours: list[float] = []
    best: list[float] = []
    for field, row in rows["loa"].items():
        peers = [rows[name][field][3] if field in rows[name] else 0.0 for name in "ab"]
        ours.append(row[3])
        best.append(max(peers))
        print(
            f"  {field:24s} {row[1]:.3f}  {row[2]:.3f}  {row[3]:.3f}  | {peers[0]:.3f}"
            f"   {peers[1]:.3f}  {row[5]:3d}"
        )
    mine, peer = statistics.mean(ours), statistics.mean(best)
    ratio = mine / peer if peer else float("inf")
    print(f"  mean F1 {mine:.3f}; best peer per field {peer:.3f}; ratio {ratio:.2f}")


def calibration(score: ModuleType, ours: list[tuple[dict[str, Any], Reading | None]]) -> None:
    """Of values given at 0.9 and more: how many are wrong; how many right ones carry it."""
    sure_wrong: list[str] = []
    sure = right = right_sure = 0
    for row, reading in ours:
        for name, field in (reading.fields if reading else {}).items():
            if name not in ROWS or field.value is None:
                continue
            tally = score.Tally()
            score.score_one(tally, row, {"fields": {name: field.to_json()}}, [])
            given = tally.pred[ROWS[name]]
            if not given:
                continue  # the answers do not say it with certainty
            is_right = tally.tp[ROWS[name]] == given
            sure += field.certainty >= SURE
            right += is_right
            right_sure += is_right and field.certainty >= SURE
            if field.certainty >= SURE and not is_right:
                sure_wrong.append(f"{row['id']} {name}")
    print(
        f"  sure and wrong: {len(sure_wrong)} of {sure} ({', '.join(sure_wrong) or 'none'});"
        f" right values that are sure: {right_sure} of {right}"
        f" ({right_sure / max(right, 1):.0%})"
    )


def speed(path: Path) -> None:
    data = path.read_bytes()
    pages = 0
    begun = spent_cpu()
    while pages < 100:
        document = open_document(data)
        read_document(document)
        pages += document.pages
    each = (spent_cpu() - begun) / pages
    print(f"our letter, PDF: {each * 1000:.1f} ms of one core a page (open and read)")


if __name__ == "__main__":
    main()
