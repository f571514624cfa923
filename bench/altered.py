"""`bin/bench altered`: count the posters with another number or code that are called found.

Posters of `designs.py`, each altered in one way and drawn anew, as a trickster would with the
same tool, then handed on in every way that `posters.py` knows and at smaller sizes.
"""

import random
import sys
import time
from collections import defaultdict
from functools import partial

import cv2
import numpy as np
from PIL import Image

from bench.designs import ALTERED, design, told
from bench.evidence import interval
from bench.keeping import kept_print
from bench.partwise import part_by_part
from bench.posters import CHANGES, _scaled, to_bytes
from loa.crafts.matching import (
    Finding,
    Library,
    Outcome,
    Specimen,
    open_picture,
)
from loa.doors.ocr import find_ocr

MEMBERS = range(2)
# Fewer pixels than these of a changed sign are none that a reader would see.
_LEAST_PIXELS = 12
SMALLER = {f"scaled{n}": _scaled(n / 100) for n in (75, 50, 35)}
WAYS = {**CHANGES, **SMALLER}
Row = tuple[str, str, str, str, float, int]


def library(family: int) -> Library:
    ocr = find_ocr() if "blind" not in sys.argv else None
    prints = [
        # Only the first is altered; the others are its look-alikes.
        kept_print(f"design{family}/{m}", partial(design, family, m), ocr if m == 0 else None)
        for m in MEMBERS
    ]
    return Library(
        [Specimen(f"{family}/{m}", images=(print_,)) for m, print_ in enumerate(prints)],
        ocr=ocr,
    )


def of_family(family: int) -> list[Row]:
    """Look at one family's posters; a row each: way, alteration, outcome, reason, seconds."""
    cv2.setNumThreads(1)
    posters, rows = library(family), []
    for number, (way, change) in enumerate(WAYS.items()):
        wanted = [name for n, name in enumerate(ALTERED) if (n + number + family) % 2 == 0]
        for name in ["", *wanted]:
            rng = random.Random(f"{way} {family} {name}")
            shown = ALTERED[name](told(family), rng) if name else told(family)
            seed = rng.randint(0, 2**31)
            drawn = change(design(family, 0, shown), random.Random(seed))
            as_it_was = change(design(family, 0), random.Random(seed))
            if name and not _differ(drawn, as_it_was):
                continue  # what was altered is cut off or covered
            shot = open_picture(to_bytes(drawn))
            begun = time.process_time()
            findings = posters.look_at("", [shot])
            took = time.process_time() - begun
            best = _of(findings, f"{family}/0")
            rows.append((way, name, best.outcome.value, best.reason.value, took, family))
    return rows


def _differ(one: Image.Image, other: Image.Image) -> bool:
    """Say whether anything to speak of is left of what was altered."""
    apart = np.abs(np.asarray(one.convert("L"), np.int16) - np.asarray(other.convert("L")))
    return int((apart > 60).sum()) >= _LEAST_PIXELS


def _of(findings: list[Finding], key: str) -> Finding:
    sure = [each for each in findings if each.outcome is Outcome.FOUND]
    own = [each for each in findings if each.material == key]
    return (own or sure or findings)[0]


def main() -> None:
    numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
    families = range(*numbers) if numbers else range(16)
    rows = part_by_part(of_family, families)
    if not rows:
        return
    true = [row for row in rows if not row[1]]
    false = [row for row in rows if row[1]]
    print("a poster with another number, address or code   found      alarm    to a person")
    for title, column in (("by alteration", 1), ("by way", 0)):
        print(f" {title}")
        groups: dict[str, list[str]] = defaultdict(list)
        for row in false:
            groups[str(row[column])].append(row[2])
        for name, met in groups.items():
            counts = [met.count(each) for each in ("found", "altered", "cannot_tell")]
            print(f"  {name:40} {counts[0]:8} {counts[1]:9} {counts[2]:9} of {len(met)}")
    print(
        f"  altered called found: {interval(sum(r[2] == 'found' for r in false), len(false))}"
    )
    print(f"  altered, alarmed: {interval(sum(r[2] == 'altered' for r in false), len(false))}")
    print(f"  true, found: {interval(sum(r[2] == 'found' for r in true), len(true))}")
    print(f"  true, alarmed: {interval(sum(r[2] == 'altered' for r in true), len(true))}")
    print(
        f"  true, to a person: {interval(sum(r[2] == 'cannot_tell' for r in true), len(true))}"
    )
    for row in true:
        if row[2] != "found":
            print("   true but", *row[:4], row[5])
    for row in false:
        if row[2] == "found":
            print("   ALTERED BUT FOUND", *row[:4], row[5])
    print(f"  {1000 * sum(r[4] for r in rows) / len(rows):.0f} ms of CPU a picture")


if __name__ == "__main__":
    main()
