"""Measure part by part on several cores; who stops it gets what is done."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

Part = TypeVar("Part")
Row = TypeVar("Row")


def part_by_part(each: Callable[[Part], list[Row]], parts: Sequence[Part]) -> list[Row]:
    """Give the rows of all parts, as far as they came; `LOA_BENCH_CORES` (2) work at once."""
    rows: list[Row] = []
    done = 0
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also where a shell ignores it
    with ProcessPoolExecutor(int(os.environ.get("LOA_BENCH_CORES", "2"))) as pool:
        try:
            for part in pool.map(each, parts):
                rows += part
                done += 1
                print(f"  {done} of {len(parts)} parts", file=sys.stderr, flush=True)
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
    print(f"{done} parts of {len(parts)}")
    return rows
