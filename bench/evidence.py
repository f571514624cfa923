"""`bin/bench evidence`: is the material on it, measured beside hashes, key points and keywords.

All posters, texts and edits are our own and drawn anew each run from seeds. Peers get the
threshold that suits them best on this very set (at most 0.1 % of wrong pairs let in); ours are
the fixed ones of docs/rules/matching.md.
"""

import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from bench.pdq import pdq_bits
from bench.posters import CHANGES, poster, to_bytes
from bench.wordings import FITTED, LATER, UNSEEN, articles, near_misses, page
from loa.crafts.matching import (
    Library,
    Outcome,
    Specimen,
    fingerprint_image,
    fingerprint_text,
    open_picture,
)
from loa.crafts.matching.pictures import fit
from loa.crafts.matching.words import split_words
from loa.doors.ocr import find_ocr
from loa.doors.pages import read_page

if TYPE_CHECKING:
    from loa.crafts.opening import Ocr

FAMILIES = range(20, 32)
MEMBERS = range(3)
UNKNOWN = (7, 8)
FALSE_SHARE = 0.001
Score = Callable[[bytes], Any]


def interval(part: int, whole: int) -> str:
    """Give a share with its Wilson interval of 95 %, in percent."""
    if not whole:
        return "–"
    z, p = 1.96, part / whole
    middle = (p + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * ((p * (1 - p) + z * z / (4 * whole)) / whole) ** 0.5 / (1 + z * z / whole)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return f"{p:6.1%} [{low:.1%}–{high:.1%}] of {whole}"


def queries() -> list[tuple[str, str | None, bytes]]:
    """Give (change, material or None for an unknown look-alike, bytes)."""
    made = []
    for name, change in CHANGES.items():
        for family in FAMILIES:
            for member in (family % len(MEMBERS), UNKNOWN[family % 2]):
                rng = random.Random(f"{name} {family} {member}")
                shot = to_bytes(change(poster(family, member), rng))
                known = f"{family}/{member}" if member in MEMBERS else None
                made.append((name, known, shot))
    return made


def our_pictures(shots: Sequence[tuple[str, str | None, bytes]]) -> None:
    library = Library(
        [
            Specimen(f"{f}/{m}", str(f), images=(fingerprint_image(to_bytes(poster(f, m))),))
            for f in FAMILIES
            for m in MEMBERS
        ]
    )
    library.look_at("", [open_picture(shots[0][2])])
    right: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    wrong, doubtful, unknown = 0, 0, 0
    begun = time.process_time()
    for name, known, shot in shots:
        findings = library.look_at("", [open_picture(shot)])
        found = {each.material for each in findings if each.outcome is Outcome.FOUND}
        doubt = {each.material for each in findings if each.outcome is Outcome.CANNOT_TELL}
        doubtful += not found and bool(doubt)
        if known is None:
            unknown += 1
            wrong += bool(found)
            continue
        right[name][0] += known in found
        right[name][1] += known in found | doubt
        right[name][2] += 1
        wrong += bool(found - {known})
    took = (time.process_time() - begun) / len(shots)
    print("pictures, Loa                       found        found or doubtful")
    for name, (sure, partly, many) in right.items():
        print(f"  {name:18} {sure:4}/{many:<4} {sure / many:9.2f} {partly / many:12.2f}")
    total = sum(row[0] for row in right.values())
    many = sum(row[2] for row in right.values())
    uncovered = [row for name, row in right.items() if name != "covered20"]
    print(f"  all                {interval(total, many)}")
    print(
        "  without covered20  "
        f"{interval(sum(r[0] for r in uncovered), sum(r[2] for r in uncovered))}"
    )
    print(f"  a wrong material found: {interval(wrong, len(shots))} ({unknown} unknown alike)")
    print(f"  left to a person: {interval(doubtful, len(shots))}")
    print(f"  {took * 1000:.0f} ms of CPU a picture against {len(FAMILIES) * len(MEMBERS)}")


def _grey(data: bytes, side: int) -> Any:
    return cv2.resize(open_picture(data).grey, (side, side), interpolation=cv2.INTER_AREA)


def perceptual_hash(data: bytes) -> Any:
    """Hash as ImageHash's phash does: the lowest 8 × 8 of a DCT of 32 × 32, over the median."""
    low = cv2.dct(_grey(data, 32).astype(np.float32))[:8, :8]
    return (low > np.median(low)).ravel()


def difference_256(data: bytes) -> Any:
    small = cv2.resize(_grey(data, 256), (17, 16), interpolation=cv2.INTER_AREA).astype(int)
    return (small[:, 1:] > small[:, :-1]).ravel()


def key_points(data: bytes) -> Any:
    worked = fit(open_picture(data).grey, 640)
    return cv2.ORB.create(nfeatures=800).detectAndCompute(worked, None)


def same_bits(one: Any, other: Any) -> float:
    return float((one == other).mean())


def shared_points(one: Any, other: Any) -> float:
    """Count the pairs that one perspective explains."""
    if one[1] is None or other[1] is None or min(len(one[0]), len(other[0])) < 8:
        return 0.0
    near = cv2.BFMatcher(cv2.NORM_HAMMING).knnMatch(other[1], one[1], k=2)
    good = [p[0] for p in near if len(p) == 2 and p[0].distance < 0.8 * p[1].distance]
    if len(good) < 8:
        return 0.0
    here = np.array([one[0][m.trainIdx].pt for m in good], np.float32)
    there = np.array([other[0][m.queryIdx].pt for m in good], np.float32)
    cv2.setRNGSeed(1)
    mask = cv2.findHomography(here, there, cv2.RANSAC, 4.0)[1]
    return float(mask.sum()) if mask is not None else 0.0


def picture_peers(
    shots: Sequence[tuple[str, str | None, bytes]], materials: dict[str, bytes]
) -> None:
    """Print how much each peer finds; `shots` are (way, material or None, bytes)."""
    peers: list[tuple[str, Score, Callable[[Any, Any], float]]] = [
        ("pHash-64 alone", perceptual_hash, same_bits),
        ("dHash-256 alone", difference_256, same_bits),
        ("PDQ alone", lambda data: pdq_bits(_grey(data, 512)), same_bits),
        ("key points alone (ORB)", key_points, shared_points),
    ]
    for name, take, score in peers:
        ours = {key: take(data) for key, data in materials.items()}
        good: list[float] = []
        bad: list[float] = []
        for _, known, shot in shots:
            theirs = take(shot)
            for key, print_ in ours.items():
                (good if key == known else bad).append(score(print_, theirs))
        report(name, good, bad)


def report(name: str, good: Sequence[float], bad: Sequence[float]) -> None:
    """Print the share of right pairs above the score that 0.1 % of wrong pairs reach."""
    let_in = int(len(bad) * FALSE_SHARE)
    bar = sorted(bad, reverse=True)[let_in]
    print(f"  {name:24} {interval(sum(each > bar for each in good), len(good))}")


def texts() -> None:
    every, rng = articles(), random.Random(5)
    library = Library([Specimen(a.key, "one", fingerprint_text(a.text)) for a in every])
    misses = [each for seed in range(10) for each in near_misses(every, random.Random(seed))]
    print("texts, Loa                          found   found or doubtful")
    pages: list[tuple[str, str]] = []
    for kind, edits in (("fitted", FITTED), ("unseen", UNSEEN), ("later", LATER)):
        hits = [0, 0, 0]
        for name, edit in edits.items():
            row = [0, 0]
            for article in every:
                told = page(edit(article, rng, every), rng)
                pages.append((article.key, told))
                found = {f.material: f.outcome for f in library.look_at(told)}
                row[0] += found.get(article.key) is Outcome.FOUND
                row[1] += found.get(article.key) in {Outcome.FOUND, Outcome.CANNOT_TELL}
            print(f"  {name:30} {row[0] / len(every):8.2f} {row[1] / len(every):12.2f}")
            hits = [hits[0] + row[0], hits[1] + row[1], hits[2] + len(every)]
        print(f"  all {kind}: found {interval(hits[0], hits[2])}")
        print(f"  all {kind}: found or doubtful {interval(hits[1], hits[2])}")
    false = sum(
        any(f.outcome is Outcome.FOUND for f in library.look_at(told)) for _, _, told in misses
    )
    print(f"  near misses said to be found: {interval(false, len(misses))}")
    grams = {a.key: set(split_words(a.text).grams.tolist()) for a in every}
    rare = {a.key: set(max(a.sentences, key=len).lower().split()) for a in every}
    jaccard: tuple[list[float], list[float]] = ([], [])
    keyword: tuple[list[float], list[float]] = ([], [])
    for key, told in [*pages, *(("", told) for _, _, told in misses)]:
        theirs = set(split_words(told).grams.tolist())
        words = set(told.lower().split())
        for material, own in grams.items():
            side = 0 if material == key else 1
            jaccard[side].append(len(own & theirs) / len(own | theirs))
            keyword[side].append(len(rare[material] & words) / len(rare[material]))
    report("Jaccard (what MinHash estimates)", *jaccard)
    report("keywords of a sentence", *keyword)


def speed() -> None:
    rng = random.Random(9)
    stock = [word for a in articles() for s in (*a.sentences, *a.other) for word in s.split()]
    many = [
        Specimen(str(n), str(n % 40), fingerprint_text(" ".join(rng.choices(stock, k=250))))
        for n in range(10_000)
    ]
    own = [Specimen(a.key, "one", fingerprint_text(a.text)) for a in articles()]
    library = Library([*own, *many])
    pages = [
        f"<html><body><p>{page(a.text, rng)}</p>{'<div>x</div>' * 400}</body></html>".encode()
        for a in articles()
    ]
    begun = time.process_time()
    for body in pages:
        library.look_at(read_page(body).text)
    took = (time.process_time() - begun) / len(pages)
    print(
        f"  HTML to verdict against 10,000 texts: {took * 1000:.1f} ms of CPU a page, "
        f"{1 / took:.0f} pages/s a core"
    )


def altered_texts() -> None:
    """Change one contact of each article and of its edits; count what is found all the same."""
    every, rng = articles(), random.Random(11)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    asks = "Cần giúp đỡ, bà con gọi đường dây nóng {} hoặc xem trang {} của tỉnh."
    number, link = "0292.3823.456", "antoan.songxanh.gov.vn/canh-bao"
    library = Library(
        [
            Specimen(
                a.key, "one", fingerprint_text(_asking(a.sentences, asks.format(number, link)))
            )
            for a in every
        ]
    )
    swaps = {
        "nothing": (number, link),
        "a digit": ("0292.3823.457", link),
        "the number": ("0909 123 456", link),
        "the address": (number, "antoan.songxanh-gov.cc/canh-bao"),
    }
    kept = {k: e for k, e in FITTED.items() if k not in {"half", "quarter"}}
    for said, told in swaps.items():
        for edit in kept.values():
            for article in every:
                # The sentence with the contact is quoted as it stands, the rest is edited.
                body = edit(article, rng, every)
                mine = page(f"{body} {asks.format(*told)}", rng)
                best = {f.material: f.outcome for f in library.look_at(mine)}.get(article.key)
                row = counts[said]
                row[0] += best is Outcome.FOUND
                row[1] += best is Outcome.ALTERED
                row[2] += best is Outcome.CANNOT_TELL
                row[3] += 1
    print("texts with another contact          found    alarm    to a person")
    for said, (found, alarm, doubt, many) in counts.items():
        print(f"  changed: {said:24} {found:7} {alarm:8} {doubt:9} of {many}")


def _asking(sentences: Sequence[str], asks: str) -> str:
    return " ".join([*sentences, asks])


def cpu_s() -> float:
    """Give the CPU that this process and its ended children (the OCR) took."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def mix(ocr: "Ocr | None") -> None:
    """Print proofs a minute: 60 % text, 30 % plain pictures, 10 % that need key points."""
    print(f"the mix, {'with' if ocr else 'without'} an OCR")
    rng = random.Random(3)
    every = articles()
    families = range(40, 55)
    prints = {
        f"{f}/{m}": fingerprint_image(to_bytes(poster(f, m)), ocr)
        for f in families
        for m in MEMBERS
    }
    written = [Specimen(a.key, "one", fingerprint_text(a.text)) for a in every]
    shown = [Specimen(key, key.split("/")[0], images=(p,)) for key, p in prints.items()]
    library = Library([*written, *shown], ocr=ocr)
    words = [f"<html><body><p>{page(a.text, rng)}</p></body></html>".encode() for a in every]
    plain = [to_bytes(CHANGES["jpeg30"](poster(f, f % 3), rng)) for f in families]
    hard = [
        to_bytes(CHANGES[way](poster(f, f % 3), random.Random(f)))
        for f, way in zip(families, ("screenshot", "wall_photo", "cropped30") * 5, strict=True)
    ]
    for body in (*plain, *hard):  # look-alikes are compared once, not each time
        library.look_at("", [open_picture(body)])
    cost = asked = 0.0
    for kind, share, bodies in (
        ("text", 0.6, words),
        ("hash", 0.3, plain),
        ("points", 0.1, hard),
    ):
        begun, doubts = cpu_s(), 0
        for body in bodies:
            if kind == "text":
                findings = library.look_at(read_page(body).text)
            else:
                findings = library.look_at("", [open_picture(body)])
            doubts += not any(each.outcome is Outcome.FOUND for each in findings)
        each = (cpu_s() - begun) / len(bodies)
        cost, asked = cost + share * each, asked + share * doubts / len(bodies)
        print(
            f"  {kind:7} {each * 1000:6.1f} ms of CPU a proof (the craft's part), "
            f"{doubts} of {len(bodies)} not found by itself"
        )
    print(f"  the mix: {cost * 1000:.1f} ms, {120 / cost:.0f} proofs a minute on two cores")
    print(f"  left to a person: {asked:.1%} of the mix")


def main() -> None:
    cv2.setNumThreads(1)
    wanted = set(sys.argv[1:]) or {"texts", "altered_texts", "speed", "mix", "pictures"}
    if "texts" in wanted:
        texts()
    if "altered_texts" in wanted:
        altered_texts()
    if "speed" in wanted:
        speed()
    if "mix" in wanted:
        mix(None)
        mix(find_ocr())
    if "pictures" in wanted:
        shots = queries()
        our_pictures(shots)
        print("pictures, peers: right pairs found at 0.1 % of wrong pairs")
        materials = {f"{f}/{m}": to_bytes(poster(f, m)) for f in FAMILIES for m in MEMBERS}
        picture_peers(shots, materials)


if __name__ == "__main__":
    main()
