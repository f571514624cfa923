"""`bin/bench unseen`: posters and ways of handing on that no threshold was fitted on.

Each picture is looked for twice: among three registered posters of each family, and by a
library that holds one poster only and so knows no look-alike.
`bin/bench unseen 100 110`: ten designs only; `bin/bench unseen peers 100 103`: hashes and key
points alone on the same pictures; `bin/bench unseen lookalikes`: only pictures of posters that
nobody registered, fewer ways of more posters; with `read` an OCR looks for print that was put
over them. Whoever stops it gets the designs that are done.
"""

import random
import sys
import time
from collections import defaultdict
from functools import cache, partial

import cv2

from bench.designs import design
from bench.evidence import interval, picture_peers
from bench.keeping import kept_print, share_points
from bench.partwise import part_by_part
from bench.posters import CHANGES, to_bytes
from bench.ways import NEW_WAYS
from loa.crafts.matching import Library, Outcome, Picture, Specimen, open_picture
from loa.doors.ocr import Tesseract, find_ocr

MEMBERS = range(3)
# Posters of the same design that no library knows.
UNKNOWN = (7, 8)
WAYS = {**CHANGES, **NEW_WAYS}
# For `lookalikes`: the ways that leave most of a poster, and so most of what it shares.
STRANGERS = range(5, 18)
PLAIN_WAYS = ("jpeg30", "recoloured", "screenshot", "cropped10")
Row = tuple[str, str, bool, str, str, float]


def _specimen(family: int, member: int) -> Specimen:
    """Register a poster without an OCR: it adds nothing to finding."""
    print_ = kept_print(f"design{family}/{member}", partial(design, family, member))
    return Specimen(f"{family}/{member}", str(family), images=(print_,))


@cache
def library(families: range) -> Library:
    return Library([_specimen(f, m) for f in families for m in MEMBERS], ocr=_ocr())


@cache
def alone(family: int, member: int) -> Library:
    return Library([_specimen(family, member)], ocr=_ocr())


def _ocr() -> Tesseract | None:
    return find_ocr() if "read" in sys.argv else None


def _said(posters: Library, shot: Picture, own: str | None) -> tuple[str, str]:
    """Give what is said of the poster that is there, and "wrong" if another is found."""
    findings = posters.look_at("", [shot])
    found = {each.material for each in findings if each.outcome is Outcome.FOUND}
    doubt = {each.material for each in findings if each.outcome is Outcome.CANNOT_TELL}
    if own is None:
        return ("doubtful" if doubt and not found else "-"), "wrong" if found else ""
    said = "found" if own in found else "doubtful" if own in doubt else "missed"
    return said, "wrong" if found - {own} else ""


def look(part: tuple[range, int]) -> list[tuple[Row, Row]]:
    families, mine = part
    cv2.setNumThreads(1)
    share_points()
    posters, rows = library(families), []
    for number, (way, change) in enumerate(WAYS.items()):
        member = (mine + number) % len(MEMBERS)
        for shown in (member, *UNKNOWN):
            rng = random.Random(f"{way} {mine} {shown}")
            shot = open_picture(to_bytes(change(design(mine, shown), rng)))
            key, known = f"{mine}/{shown}", shown in MEMBERS
            begun = time.process_time()
            among = _said(posters, shot, key if known else None)
            took = time.process_time() - begun
            lone = _said(alone(mine, member), shot, key if known else None)
            rows.append(((way, key, known, *among, took), (way, key, known, *lone, 0.0)))
    return rows


def _report(rows: list[Row]) -> None:
    by_way: dict[str, list[str]] = defaultdict(list)
    for way, _, known, said, _, _ in rows:
        if known:
            by_way[way].append(said)
    for way, met in by_way.items():
        sure, partly = met.count("found"), len(met) - met.count("missed")
        mark = "*" if way in NEW_WAYS else " "
        print(f" {mark}{way:22} {sure:5}/{len(met):<4} {partly:6}/{len(met)}")
    for title, wanted in (("the fourteen ways", CHANGES), ("* new ways", NEW_WAYS)):
        met = [s for way, each in by_way.items() if way in wanted for s in each]
        print(f"  {title}: found {interval(met.count('found'), len(met))}")
        print(f"    found or doubtful {interval(len(met) - met.count('missed'), len(met))}")
    unknown = [row for row in rows if not row[2]]
    print(f"  a wrong poster found: {interval(sum(r[4] == 'wrong' for r in rows), len(rows))}")
    wrong = sum(row[4] == "wrong" for row in unknown)
    print(f"    in look-alikes that are not registered: {interval(wrong, len(unknown))}")
    doubtful = sum(row[3] == "doubtful" for row in rows)
    print(f"  left to a person: {interval(doubtful, len(rows))}")
    for row in rows:
        if row[4] or (row[2] and row[3] == "missed"):
            print("   ", *row[:5])


def peers(families: range) -> None:
    """Print what hashes and key points alone find on the same pictures."""
    shots = []
    for mine in families:
        for number, (way, change) in enumerate(WAYS.items()):
            for shown in ((mine + number) % len(MEMBERS), *UNKNOWN):
                rng = random.Random(f"{way} {mine} {shown}")
                known = f"{mine}/{shown}" if shown in MEMBERS else None
                shots.append((way, known, to_bytes(change(design(mine, shown), rng))))
    picture_peers(
        shots, {f"{f}/{m}": to_bytes(design(f, m)) for f in families for m in MEMBERS}
    )  # fmt: skip


def strangers(part: tuple[range, int]) -> list[tuple[Row, Row]]:
    families, mine = part
    cv2.setNumThreads(1)
    share_points()
    posters, rows = library(families), []
    for member in STRANGERS:
        for way in PLAIN_WAYS:
            rng = random.Random(f"{way} {mine} {member}")
            shot = open_picture(to_bytes(WAYS[way](design(mine, member), rng)))
            key = f"{mine}/{member}"
            begun = time.process_time()
            among = _said(posters, shot, None)
            took = time.process_time() - begun
            lone = _said(alone(mine, member % len(MEMBERS)), shot, None)
            rows.append(((way, key, False, *among, took), (way, key, False, *lone, 0.0)))
    return rows


def main() -> None:
    numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
    families = range(*numbers) if numbers else range(100, 120)
    if "peers" in sys.argv:
        print("peers on unseen designs: right pairs found at 0.1 % of wrong pairs")
        peers(families)
        return
    rows = part_by_part(
        strangers if "lookalikes" in sys.argv else look,
        [(families, mine) for mine in reversed(families)],
    )
    print(f"{len(families)} designs registered")
    if not rows:
        return
    print("unseen designs               found   found or doubtful")
    _report([row for row, _ in rows])
    print(f"  {1000 * sum(row[5] for row, _ in rows) / len(rows):.0f} ms of CPU a picture")
    print("the same, each poster alone in its library")
    _report([row for _, row in rows])


if __name__ == "__main__":
    main()
