#!/usr/bin/env python3
"""Read scans of the letters that rules may be tuned on, and say what was sure and wrong.

    scripts/scans_by_seed.py FOLDER SEED...

Each seed is another scan of each letter: another machine, pen, seal, lean and dirt. What the
OCR gave is kept in FOLDER, so that rules can be changed and asked again within seconds. Never
for the letters that are kept unseen (`bin/bench reading` has these, totals only).
"""

import os
import pickle
import statistics
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.letters.scans import is_by_hand, to_scan
from bench.letters.sheets import all_sheets
from bench.reading import REAL, ROWS, SURE, load
from loa.crafts.opening import Document, open_document
from loa.crafts.reading import Field, read_document
from loa.doors.ocr import find_ocr

Case = tuple[dict[str, Any], Document, float]


def main(folder: Path, seeds: list[int]) -> None:
    score = load(REAL / "score.py")
    tally, told = score.Tally(), Counter[str]()
    cases = [case for seed in seeds for case in cases_of(folder, seed)]
    for row, document, _ in cases:
        fields = read_document(document).fields
        answers = {"fields": {name: field.to_json() for name, field in fields.items()}}
        score.score_one(tally, row, answers, [])
        for name, field in fields.items():
            judge(score, row, name, field, told)
    for name, precision, recall, f1, _, count in tally.rows():
        print(f"{name:24s} {precision:.3f}  {recall:.3f}  {f1:.3f}  {count:4d}")
    print(
        f"{len(cases)} scans; sure and wrong: {told['sure and wrong']} of {told['sure']};"
        f" right values that are sure: {told['sure and right']} of {told['right']}"
    )
    spent = [seconds / document.pages for _, document, seconds in cases]
    print(f"opening a page: {statistics.median(spent):.2f} s, the dearest {max(spent):.2f} s")


def judge(score: Any, row: dict[str, Any], name: str, field: Field, told: Counter[str]) -> None:
    """Count a field's value, and print it where it is sure and wrong."""
    if name not in ROWS or field.value is None:
        return
    tally, details = score.Tally(), []
    score.score_one(tally, row, {"fields": {name: field.to_json()}}, details)
    given = tally.pred[ROWS[name]]
    if not given:
        return  # the answers do not say it with certainty
    is_right, is_sure = tally.tp[ROWS[name]] == given, field.certainty >= SURE
    told["sure"] += is_sure
    told["right"] += is_right
    told["sure and right"] += is_sure and is_right
    if is_sure and not is_right:
        told["sure and wrong"] += 1
        wrong = [(got, want) for _, what, got, want in details if what == ROWS[name]]
        print(f"{row['id']} {name}: {wrong[:3]}")


def cases_of(folder: Path, seed: int) -> list[Case]:
    """Read the scans of one seed, or take what was read of them before."""
    kept = folder / f"scans-{seed}.pkl"
    if kept.is_file():
        return list(pickle.loads(kept.read_bytes()))  # noqa: S301 (this script wrote it)
    out: list[Case] = []
    for sheet in all_sheets():
        if sheet.is_unseen:
            continue
        data = to_scan(sheet, seed)
        begun = sum(os.times()[:4])
        document = open_document(data, name=sheet.name, ocr=find_ocr())
        spent = sum(os.times()[:4]) - begun
        row = sheet.gold | ({"number_layer": "image"} if is_by_hand(sheet, seed) else {})
        out.append((row, replace(document, details={}), spent))  # a view cannot be pickled
    kept.write_bytes(pickle.dumps(out))
    return out


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(each) for each in sys.argv[2:]])
