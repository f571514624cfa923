"""A watched folder: still files are taken by renaming, marked, and put away with a reason."""

import os
from pathlib import Path

from loa.doors.folder import STILL_S, Box, WatchedFolder

LATER = STILL_S + 1


def now_of(path: Path) -> float:
    state = path.stat()
    return max(state.st_mtime, state.st_ctime)


def test_a_file_is_left_alone_until_it_is_still(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"half")
    folder = WatchedFolder(tmp_path)
    assert folder.still(now_s=now_of(file) + STILL_S - 1) == []
    assert folder.still(now_s=now_of(file) + LATER) == [file]


def test_an_old_time_given_by_a_copying_program_does_not_make_it_still(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"half")
    written = now_of(file)
    os.utime(file, (1, 1))
    assert WatchedFolder(tmp_path).still(now_s=written + STILL_S - 1) == []


def test_hidden_unfinished_and_foreign_things_are_not_taken(tmp_path: Path) -> None:
    for name in (".a.pdf", "~$a.docx", "a.pdf.part", "a.tmp"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "folder.pdf").mkdir()
    outside = tmp_path.parent / "outside.pdf"
    outside.write_bytes(b"secret")
    (tmp_path / "link.pdf").symlink_to(outside)
    assert WatchedFolder(tmp_path).still(now_s=now_of(outside) + LATER) == []


def test_a_taken_file_goes_to_its_box_with_its_reason_and_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "Công văn.pdf"
    file.write_bytes(b"bytes")
    folder = WatchedFolder(tmp_path)
    taken = folder.take(file)
    assert (taken.name, taken.size_bytes) == ("Công văn.pdf", 5)
    assert folder.taking() == [taken]
    put = folder.put(taken, Box.QUARANTINE, reason="Tệp hỏng.")
    assert (put.parent / f"reason-{taken.mark}.txt").read_text(
        encoding="utf-8"
    ) == "Tệp hỏng.\n"
    back = folder.take_again(taken.mark)
    assert back is not None
    assert folder.read(back, most_bytes=3) == b"byte"
    assert not list((tmp_path / "quarantine").iterdir())
    assert folder.take_again("0" * 16) is None


def test_two_files_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    folder = WatchedFolder(tmp_path)
    for text in ("one", "two"):
        file = tmp_path / "a.txt"
        file.write_text(text)
        folder.put(folder.take(file), Box.DONE)
    texts = {path.read_text() for path in (tmp_path / "done").iterdir()}
    assert texts == {"one", "two"}
