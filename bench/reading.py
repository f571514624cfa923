"""What the reader gets right, beside two peers in the same run, and what it costs.

Measured on the real letters with answers where they lie beside the project
(../shared/samples/dispatches), else on our own letters only. Peers: (a) plain patterns on the
text that the same opening gives; (b) the same patterns on what viparse, a general
document-to-text library for Vietnamese, makes of the file (Tesseract's plain text for scans).
"""

import importlib.util
import json
import os
import statistics
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

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


def main() -> None:
    find_ocr()  # asks Tesseract for its languages once; no page should pay for that
    speed(OURS / "forest-fire-2025.pdf")
    if not (REAL / "score.py").is_file():
        print(f"reading: no letters with answers at {REAL}; only the cost is measured.")
        return
    score = load(REAL / "score.py")
    gold = [json.loads(line) for line in (REAL / "gold.jsonl").open(encoding="utf-8")]
    ours: list[tuple[dict[str, Any], Reading | None]] = []
    tallies = {
        name: {"text": score.Tally(), "scan": score.Tally()} for name in ("loa", "a", "b")
    }
    pages: dict[bool, list[float]] = {True: [], False: []}
    for row in gold:
        path = REAL / row["files"][0]
        group = "text" if row["format"] in score.TEXT_FORMATS else "scan"
        begun = spent_cpu()
        document = opened(path)
        reading = read_document(document) if document else None
        spent = spent_cpu() - begun
        if document and document.format is not Format.DOC:
            pages[document.format in SCANS].append(spent / document.pages)
        ours.append((row, reading))
        answers = {
            "loa": reading.to_json()["fields"] if reading else {},
            "a": plain(document),
            "b": general(path, document),
        }
        for name, fields in answers.items():
            score.score_one(tallies[name][group], row, {"fields": fields}, [])
    for group in ("text", "scan"):
        table(group, {name: tally[group] for name, tally in tallies.items()})
    calibration(score, ours)
    for is_scan, spent in pages.items():
        if spent:
            kind = "scanned" if is_scan else "born-digital"
            each = statistics.median(spent) * 1000
            print(f"{kind} page: {each:.0f} ms of one core (median letter)")


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


def opened(path: Path) -> Document | None:
    try:
        return open_document(
            path.read_bytes(), name=path.name, ocr=find_ocr(), office=find_office()
        )
    except Exception as error:  # noqa: BLE001 (a bench prints what it could not read and goes on)
        print(f"{path.name}: {error}")
        return None


def plain(document: Document | None) -> dict[str, Any]:
    return read_text("\n".join(line.text for line in document.lines)) if document else {}


def general(path: Path, document: Document | None) -> dict[str, Any]:
    import viparse

    if document is None or document.format in SCANS or document.format is Format.DOC:
        return plain(document)
    return read_text("\n".join(part.text for part in viparse.load(path)))


def table(group: str, tallies: dict[str, Any]) -> None:
    rows = {name: {row[0]: row for row in tally.rows()} for name, tally in tallies.items()}
    print(f"\n{group:24s}      P      R     F1   | F1 (a)  F1 (b)   n")
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
        f"\nsure and wrong: {len(sure_wrong)} of {sure} ({', '.join(sure_wrong) or 'none'});"
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
