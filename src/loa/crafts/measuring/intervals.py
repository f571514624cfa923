"""The interval of a share that was seen in a sample: Clopper and Pearson's, which errs wide.

Source: Clopper & Pearson, Biometrika 26 (1934) 404-413. Solved by halving on the binomial's own
sum, so no table and no library of statistics is needed.
"""

import math
from collections.abc import Callable

_HALVINGS = 60


def exact_interval(part: int, whole: int, *, sure: float = 0.95) -> tuple[float, float]:
    """Give the shares between which the true one lies, as surely as `sure` says (0-1).

    `part` of `whole` were seen. Without a sample nothing is known: 0 to 1.
    Raises ValueError unless 0 ≤ part ≤ whole.
    """
    if not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole}")
    if whole == 0:
        return 0.0, 1.0
    out = (1.0 - sure) / 2.0
    low = 0.0 if part == 0 else _solve(lambda p: 1.0 - _at_most(part - 1, whole, p) < out)
    high = 1.0 if part == whole else _solve(lambda p: _at_most(part, whole, p) > out)
    return low, high


def _solve(is_below: Callable[[float], bool]) -> float:
    """Find where `is_below` turns from true to false between 0 and 1."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if is_below(middle) else (low, middle)
    return (low + high) / 2.0


def _at_most(part: int, whole: int, p: float) -> float:
    """Give the chance of at most `part` hits in `whole` tries of chance `p`."""
    if p <= 0.0:
        return 1.0
    if p >= 1.0:
        return 1.0 if part >= whole else 0.0
    hit, miss = math.log(p), math.log1p(-p)
    return math.fsum(
        math.exp(
            math.lgamma(whole + 1)
            - math.lgamma(k + 1)
            - math.lgamma(whole - k + 1)
            + k * hit
            + (whole - k) * miss
        )
        for k in range(part + 1)
    )
