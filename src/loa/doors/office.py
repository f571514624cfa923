"""LibreOffice: DOC and RTF → DOCX.

It reads and writes files, so it works in a folder of memory where the machine has one: a
letter that has not been screened must not touch the disk (decision 0010).
"""

import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from loa.crafts.opening import DoorFailedError
from loa.doors.programs import run

CONVERT_SECONDS = 60.0
_MEMORY = Path("/dev/shm")  # noqa: S108 (a folder of memory, each call makes its own inside)


@lru_cache(maxsize=1)
def find_office() -> "LibreOffice | None":
    """Give the office program of this machine, or None."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    return LibreOffice(program) if program else None


class LibreOffice:
    """Fills `loa.crafts.opening.Office`. Raises DoorFailedError."""

    def __init__(self, program: str) -> None:
        self._program = program

    def to_docx(self, data: bytes, *, kind: str) -> bytes:
        """Convert. Takes 2–8 s: the program starts anew with a profile of its own."""
        memory = _MEMORY if _MEMORY.is_dir() else None
        with tempfile.TemporaryDirectory(prefix="loa-", dir=memory) as name:
            folder = Path(name)
            source = folder / f"in.{kind}"
            source.write_bytes(data)
            outcome = run(
                [
                    self._program,
                    f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                    *("--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML"),
                    *("--outdir", str(folder / "out"), str(source)),
                ],
                seconds=CONVERT_SECONDS,
                environment={"HOME": str(folder)},
            )
            written = folder / "out" / "in.docx"
            if outcome.code is None:
                raise DoorFailedError(program="LibreOffice", reason="quá thời gian")
            if outcome.code != 0 or not written.is_file():
                raise DoorFailedError(program="LibreOffice", reason="không chuyển được tệp")
            return written.read_bytes()
