"""A folder into which people or a scanner put files, and out of which they are taken.

A file is taken by renaming it into `taking`, with a mark before its name by which it is known
ever after; from there it goes to `done`, `quarantine` or `refused`. Renaming copies no byte.
A file that is still being written is left alone until it has been still for ten seconds.
"""

import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

STILL_S = 10.0
LONGEST_NAME = 180
_MARKED = re.compile(r"([0-9a-f]{16})-(.+)", re.DOTALL)
_UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".download", ".filepart", ".lock")


class Box(StrEnum):
    """Folders inside the watched one."""

    TAKING = "taking"
    DONE = "done"
    QUARANTINE = "quarantine"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Taken:
    """A file with its mark. `name` is what its sender called it."""

    path: Path
    mark: str
    name: str
    size_bytes: int


class WatchedFolder:
    """One such folder. Every method raises OSError where the folder cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def still(self, *, now_s: float) -> list[Path]:
        """Return the files that have not changed for a while, the oldest first.

        Both of a file's times count: copying keeps the one, every write moves the other.
        """
        found: list[tuple[float, Path]] = []
        for entry in os.scandir(self.path):
            if entry.name.startswith((".", "~$")) or entry.name.lower().endswith(_UNFINISHED):
                continue
            if not entry.is_file(follow_symlinks=False):
                continue
            state = entry.stat(follow_symlinks=False)
            changed = max(state.st_mtime, state.st_ctime)
            if now_s - changed >= STILL_S:
                found.append((changed, Path(entry.path)))
        return [path for _, path in sorted(found)]

    def take(self, path: Path) -> Taken:
        """Rename a file into `taking` under a fresh mark."""
        mark = secrets.token_hex(8)
        to = self._box(Box.TAKING) / f"{mark}-{path.name[-LONGEST_NAME:]}"
        path.rename(to)
        return _taken(to)

    def taking(self) -> list[Taken]:
        """Return what was taken and not yet put anywhere, in a steady order."""
        return [_taken(path) for path in sorted(self._in(Box.TAKING))]

    def find(self, mark: str) -> Taken | None:
        """Return the file of a mark that waits in `taking` or lies in `quarantine`."""
        for box in (Box.TAKING, Box.QUARANTINE):
            for path in self._in(box):
                if path.name.startswith(f"{mark}-"):
                    return _taken(path)
        return None

    def take_again(self, mark: str) -> Taken | None:
        """Bring a file back from `quarantine`; None where it is no longer there."""
        found = self.find(mark)
        if found is None or found.path.parent.name == Box.TAKING:
            return found
        to = self._box(Box.TAKING) / found.path.name
        found.path.rename(to)
        _reason_of(found.path).unlink(missing_ok=True)
        return _taken(to)

    def read(self, taken: Taken, *, most_bytes: int) -> bytes:
        """Return the bytes, one more than `most_bytes` of a larger file; follows no link."""
        handle = os.open(taken.path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with open(handle, "rb") as source:  # noqa: PTH123 (Path.open follows links)
            return source.read(most_bytes + 1)

    def put(self, taken: Taken, box: Box, *, reason: str = "") -> Path:
        """Rename a taken file into `box`, with a text beside it that says why it is there."""
        to = self._box(box) / taken.path.name
        if reason:
            _reason_of(to).write_text(reason + "\n", encoding="utf-8")
        taken.path.rename(to)
        return to

    def _box(self, box: Box) -> Path:
        folder = self.path / box.value
        folder.mkdir(exist_ok=True)
        return folder

    def _in(self, box: Box) -> Iterator[Path]:
        folder = self.path / box.value
        if folder.is_dir():
            yield from (p for p in folder.iterdir() if _MARKED.fullmatch(p.name))


def _reason_of(path: Path) -> Path:
    """Name the text beside a file; the mark comes last, so that it is no file of a mark."""
    mark, _, _ = path.name.partition("-")
    return path.with_name(f"reason-{mark}.txt")


def _taken(path: Path) -> Taken:
    found = _MARKED.fullmatch(path.name)
    assert found is not None  # noqa: S101 (named by `take`, or matched before)
    return Taken(path, found[1], found[2], path.stat().st_size)
