"""Tesseract: pictures of text → words with their places."""

import csv
import io
import shutil
from functools import lru_cache

from loa.crafts.opening import DoorFailedError, Word
from loa.doors.programs import run

# Of a core's time, not of the clock: a page that many wait for is no page without words.
PAGE_SECONDS = 20.0
LINE_SECONDS = 8.0
_WAITING = 4
"""So many times longer by the clock, on a machine that has other work."""
_ONE_CORE = {"OMP_THREAD_LIMIT": "1"}  # its threads cost more than they bring
_WORD_LEVEL = "5"


@lru_cache(maxsize=1)
def find_ocr() -> "Tesseract | None":
    """Give the OCR of this machine, or None where it is not there or knows no Vietnamese."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    listed = run([program, "--list-langs"], seconds=LINE_SECONDS)
    languages = frozenset((listed.out + listed.err).decode(errors="replace").split())
    return Tesseract(program, languages) if "vie" in languages else None


class Tesseract:
    """Fills `loa.crafts.opening.Ocr`. Raises DoorFailedError."""

    def __init__(self, program: str, languages: frozenset[str]) -> None:
        self._program = program
        self._languages = languages

    def read(
        self, image: bytes, *, language: str = "vie", dpi: int = 300, is_block: bool = False
    ) -> list[Word]:
        """Read a page (PNG or PNM). About 1.5 s for an A4 page at 300 dpi on one core."""
        layout = "6" if is_block else "3"
        seconds = LINE_SECONDS if is_block else PAGE_SECONDS
        table = self._run(image, language, layout, dpi, "tsv", seconds)
        return [
            word
            for row in csv.DictReader(
                io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE
            )
            if row.get("level") == _WORD_LEVEL and (word := _word(row)) is not None
        ]

    def read_line(self, image: bytes, *, language: str = "eng") -> str:
        """Read one line (PNG or PNM)."""
        return self._run(image, language, "7", 300, "", LINE_SECONDS).strip()

    def _run(
        self, image: bytes, language: str, layout: str, dpi: int, kind: str, seconds: float
    ) -> str:
        known = language if language in self._languages else "vie"
        command = [self._program, "stdin", "stdout", "-l", known, "--psm", layout]
        command += ["--dpi", str(dpi), *([kind] if kind else [])]
        outcome = run(
            command, data=image, seconds=_WAITING * seconds, work=seconds,
            environment=_ONE_CORE,
        )  # fmt: skip
        if outcome.code is None:
            raise DoorFailedError(program="Tesseract", reason="quá thời gian")
        if outcome.code != 0:
            raise DoorFailedError(program="Tesseract", reason=f"mã lỗi {outcome.code}")
        return outcome.out.decode("utf-8", errors="replace")


def _word(row: dict[str, str]) -> Word | None:
    text = (row.get("text") or "").strip()
    if not text:
        return None
    try:
        left, top = int(row["left"]), int(row["top"])
        return Word(
            text=text,
            left=left,
            top=top,
            right=left + int(row["width"]),
            bottom=top + int(row["height"]),
            certainty=max(0.0, min(1.0, float(row["conf"]) / 100)),
            line=(int(row["block_num"]), int(row["par_num"]), int(row["line_num"])),
        )
    except (KeyError, ValueError):
        return None
