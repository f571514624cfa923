"""How well our own letters read in each kind of file: the tuned two thirds and the unseen one.

Scored like bench/reading.py, with the scorer of the real letters where they lie beside the
project (../shared/samples/dispatches). DOC and RTF are made and read by LibreOffice, where
it is there, a whole folder at a time.
"""

import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.letters.clothes import SAME_FILE, SAME_TEXT, Dress, encoded
from bench.letters.paper import to_docx, to_html, to_pdf, to_text
from bench.letters.sheets import Sheet, all_sheets
from bench.letters.stamps import is_stamped, issued, way_of
from bench.reading import REAL, load
from loa.crafts.opening import open_document
from loa.crafts.reading import read_document
from loa.crafts.viet import Encoding
from loa.doors.office import find_office

FILES: dict[str, Dress] = {
    "PDF": to_pdf,
    "PDF, stamps": issued,
    "DOCX": to_docx,
    "text": to_text,
    "HTML": to_html,
    "edXML": SAME_FILE["edXML"],
    "DOCX in TCVN3": SAME_FILE["TCVN3"],
    "DOCX in VNI": SAME_FILE["VNI"],
    "text in VISCII": SAME_TEXT["VISCII"],
    "HTML in VNI": lambda sheet: encoded(to_html(sheet).decode(), Encoding.VNI).encode(),
}


STAMPS = "PDF, stamps"


def main() -> None:
    if not (REAL / "score.py").is_file():
        print(f"formats: no scorer at {REAL}.")
        return
    score = load(REAL / "score.py")
    sheets = all_sheets()
    print(f"{'mean F1 of the fields':24s} two thirds   unseen third")
    for name, files in made(sheets):
        means = []
        for is_unseen in (False, True):
            tally = score.Tally()
            for sheet, data in files:
                if sheet.is_unseen is is_unseen:
                    fields = read_document(open_document(data)).to_json()["fields"]
                    score.score_one(tally, sheet.gold, {"fields": fields}, [])
            means.append(statistics.mean(row[3] for row in tally.rows()))
        print(f"{name:24s} {means[0]:.3f}        {means[1]:.3f}", flush=True)
        if name == STAMPS:
            stamps(files)


def stamps(files: list[tuple[Sheet, bytes]]) -> None:
    """Print how many numbers and days that signature fields draw are read, by way."""
    for is_unseen in (False, True):
        drawn, right = Counter[str](), Counter[str]()
        for sheet, data in files:
            if not is_stamped(sheet) or sheet.is_unseen is not is_unseen:
                continue
            fields = read_document(open_document(data)).fields
            date = sheet.gold["date"] or sheet.gold["date_partial"]
            for what, is_right in (
                ("numbers", _same(fields["number"].value, sheet.digits)),
                ("dates", fields["date"].value == date),
                (way_of(sheet), _same(fields["number"].value, sheet.digits)),
            ):
                drawn[what] += 1
                right[what] += is_right
        said = ", ".join(f"{what} {right[what]} of {count}" for what, count in drawn.items())
        print(f"  drawn by stamps, {'unseen' if is_unseen else 'tuned'}: {said}", flush=True)


def _same(read: str | None, wanted: str) -> bool:
    return (read or "").lstrip("0") == wanted.lstrip("0")


def made(sheets: list[Sheet]) -> Iterator[tuple[str, list[tuple[Sheet, bytes]]]]:
    for name, dress in FILES.items():
        yield name, [(sheet, dress(sheet)) for sheet in sheets]
    if find_office() is None:
        print("DOC, RTF: no LibreOffice here")
        return
    for kind in ("doc", "rtf"):
        yield kind.upper(), through_office(sheets, kind)


def through_office(sheets: list[Sheet], kind: str) -> list[tuple[Sheet, bytes]]:
    """Make each letter a file of the kind, and DOCX of it again as the door does."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for at, sheet in enumerate(sheets):
            (folder / f"{at}.docx").write_bytes(to_docx(sheet))
        convert(folder, folder / "old", kind, "docx")
        convert(folder / "old", folder / "new", "docx:MS Word 2007 XML", kind)
        return [
            (sheet, (folder / "new" / f"{at}.docx").read_bytes())
            for at, sheet in enumerate(sheets)
        ]


def convert(source: Path, target: Path, kind: str, suffix: str) -> None:
    subprocess.run(
        [  # noqa: S607 (found on the PATH, as the door does)
            "soffice",
            f"-env:UserInstallation={(target / 'profile').as_uri()}",
            *("--headless", "--norestore", "--convert-to", kind, "--outdir", str(target)),
            *map(str, sorted(source.glob(f"*.{suffix}"))),
        ],
        check=True,
        capture_output=True,
    )


if __name__ == "__main__":
    main()
