"""Where letters for tests are: ours always, the real ones where they lie beside us."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = ROOT / "tests" / "samples" / "dispatches"
REAL_LETTER = ROOT.parent / "shared" / "samples" / "dispatch-2024-tien-giang.txt"

needs_real_letter = pytest.mark.skipif(
    not REAL_LETTER.is_file(), reason="the real letter does not lie beside the project"
)


def ours(name: str) -> bytes:
    return (OURS / name).read_bytes()
