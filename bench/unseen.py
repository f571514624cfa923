"""`bin/bench unseen`: posters and ways of handing on that no threshold was fitted on."""

import random
import sys
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor

import cv2

from bench.designs import design
from bench.evidence import interval
from bench.posters import CHANGES, to_bytes
from bench.ways import NEW_WAYS
from loa.crafts.matching import Library, Outcome, Specimen, fingerprint_image, open_picture

MEMBERS = range(3)
UNKNOWN = (7, 8)
WAYS = {**CHANGES, **NEW_WAYS}
Row = tuple[str, str, bool, str, str, float]


def library(families: range) -> Library:
    """Register three posters of each family, without an OCR: it adds nothing to finding."""
    return Library(
        [
            Specimen(f"{f}/{m}", str(f), images=(fingerprint_image(to_bytes(design(f, m))),))
            for f in families
            for m in MEMBERS
        ]
    )


def look(part: tuple[range, int]) -> list[Row]:
    families, mine = part
    cv2.setNumThreads(1)
    posters, rows = library(families), []
    for way, change in WAYS.items():
        for member, known in ((mine % len(MEMBERS), True), (UNKNOWN[mine % 2], False)):
            rng = random.Random(f"{way} {mine} {member}")
            shot = open_picture(to_bytes(change(design(mine, member), rng)))
            begun = time.process_time()
            findings = posters.look_at("", [shot])
            took = time.process_time() - begun
            found = {each.material for each in findings if each.outcome is Outcome.FOUND}
            doubt = {each.material for each in findings if each.outcome is Outcome.CANNOT_TELL}
            own = f"{mine}/{member}"
            if known:
                said = "found" if own in found else "doubtful" if own in doubt else "missed"
                wrong = bool(found - {own})
            else:
                said, wrong = ("doubtful" if doubt and not found else "-"), bool(found)
            rows.append((way, own, known, said, "wrong" if wrong else "", took))
    return rows


def main() -> None:
    numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
    families = range(*numbers) if numbers else range(100, 120)
    with ProcessPoolExecutor(2) as pool:
        parts = [(families, each) for each in families]
        rows = [row for part in pool.map(look, parts) for row in part]
    by_way: dict[str, list[str]] = defaultdict(list)
    for way, _, known, said, _, _ in rows:
        if known:
            by_way[way].append(said)
    print("unseen designs               found   found or doubtful")
    for way, met in by_way.items():
        sure, partly = met.count("found"), len(met) - met.count("missed")
        mark = "*" if way in NEW_WAYS else " "
        print(f" {mark}{way:22} {sure:5}/{len(met):<4} {partly:6}/{len(met)}")
    for title, wanted in (("the fourteen ways", CHANGES), ("* new ways", NEW_WAYS)):
        met = [s for way, each in by_way.items() if way in wanted for s in each]
        print(f"  {title}: found {interval(met.count('found'), len(met))}")
        print(f"    found or doubtful {interval(len(met) - met.count('missed'), len(met))}")
    wrong = sum(row[4] == "wrong" for row in rows)
    print(f"  a wrong material found: {interval(wrong, len(rows))}")
    doubtful = sum(row[3] == "doubtful" for row in rows)
    print(f"  left to a person: {interval(doubtful, len(rows))}")
    print(f"  {1000 * sum(row[5] for row in rows) / len(rows):.0f} ms of CPU a picture")
    for row in rows:
        if row[4] or (row[2] and row[3] == "missed"):
            print("   ", *row[:5])


if __name__ == "__main__":
    main()
