"""Make tests/samples/dispatches/*.docx and *.pdf from the content in the *.json beside them.

The letters are ours: bodies of the sample provinces, invented persons, numbers and addresses.
Run it after a change of the content: `.venv/bin/python scripts/make_dispatches.py`.
"""

import json
from pathlib import Path

from loa.crafts.drafting.docx import to_docx
from loa.crafts.drafting.kinds import compose
from loa.crafts.drafting.pdf import to_pdf

FOLDER = Path(__file__).parents[1] / "tests" / "samples" / "dispatches"

for source in sorted(FOLDER.glob("*.json")):
    letter = compose("letter", json.loads(source.read_text(encoding="utf-8")))
    source.with_suffix(".docx").write_bytes(to_docx(letter))
    source.with_suffix(".pdf").write_bytes(to_pdf(letter))
    print(source.stem)
