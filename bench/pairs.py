"""`python -m bench.pairs FOLDER [STEP]`: pairs drawn elsewhere, looked at by `loa match`.

FOLDER holds `materials`, `q/pos` (pictures of a material) and `q/neg` (of posters that are no
material), named `<material>__<way>.jpg`, as the generator of the development pairs beside the
project writes them. STEP 5 looks at every fifth.
"""

import json
import os
import subprocess
import sys
from collections import defaultdict
from functools import partial
from pathlib import Path

from bench.evidence import interval
from bench.partwise import part_by_part

_AT_ONCE = 40
Row = tuple[str, str, bool, str]


def ask(materials: Path, pages: list[Path]) -> list[Row]:
    """Give way, name, whether it is there, and what is said, for each page."""
    loa = Path(sys.executable).with_name("loa")
    command: list[str | Path] = [loa, "match", "--materials", materials]
    done = subprocess.run(
        [*command, *pages],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    if done.returncode > 1:
        raise RuntimeError(done.stderr)
    said: dict[str, list[tuple[str, bool | None]]] = defaultdict(list)
    for line in done.stdout.splitlines():
        row = json.loads(line)
        said[row["page"]].append((Path(row["material"] or "").stem, row["found"]))
    rows = []
    for page in pages:
        own, _, way = page.stem.partition("__")
        met = said[str(page)]
        there = page.parent.name == "pos"
        found = {name for name, sure in met if sure}
        doubt = {name for name, sure in met if sure is None}
        if found - ({own} if there else set()):
            verdict = "wrong"
        elif own in found:
            verdict = "found"
        else:
            verdict = "doubtful" if (own in doubt if there else doubt) else "nothing"
        rows.append((way, own, there, verdict))
    return rows


def main() -> None:
    folder = Path(sys.argv[1])
    step = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    pages = sorted(folder.glob("q/pos/*"))[::step] + sorted(folder.glob("q/neg/*"))[::step]
    parts = [pages[at : at + _AT_ONCE] for at in range(0, len(pages), _AT_ONCE)]
    rows = part_by_part(partial(ask, folder / "materials"), parts)
    print("way                   found  doubtful  nothing  wrong")
    by_way: dict[str, list[str]] = defaultdict(list)
    for way, _, there, verdict in rows:
        by_way[way if there else f"- {way}"].append(verdict)
    for way, met in sorted(by_way.items()):
        counts = [met.count(each) for each in ("found", "doubtful", "nothing", "wrong")]
        print(f"  {way:20} {counts[0]:5} {counts[1]:9} {counts[2]:8} {counts[3]:6}")
    for title, side in (("materials", True), ("look-alikes (-)", False)):
        mine = [verdict for _, _, there, verdict in rows if there is side]
        for verdict in ("found", "doubtful", "wrong"):
            print(f"  {title}, {verdict}: {interval(mine.count(verdict), len(mine))}")
    for row in rows:
        if row[3] == "wrong" or (row[2] and row[3] == "nothing"):
            print("   ", *row)


if __name__ == "__main__":
    main()
