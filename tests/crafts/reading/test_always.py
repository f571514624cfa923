"""What holds for any input: no crash, and every source points into the document."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loa.crafts.opening import Document, Format, Line, OpeningError, open_document
from loa.crafts.reading import FIELD_NAMES, Reading, read_document
from tests.crafts.samples import ours

LETTERS = [ours("online-scams-2024.txt").decode(), ours("forest-fire-2025.txt").decode()]
FILES = [ours("forest-fire-2025.docx"), ours("forest-fire-2025.pdf"), LETTERS[0].encode()]
quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = sorted({word for letter in LETTERS for word in letter.split()})


def holds(document: Document, reading: Reading) -> None:
    count = len(document.lines)
    if reading.refused:
        assert reading.fields == {}
        return
    assert tuple(reading.fields) == FIELD_NAMES
    for field in reading.fields.values():
        assert 0.0 <= field.certainty <= 1.0
        assert field.value is not None or field.missing
        for first, last in field.source:
            assert 1 <= first <= last <= count
    for finding in reading.findings:
        assert finding.source == () or 1 <= finding.source[0] <= finding.source[1] <= count
    json.dumps(reading.to_json())


def read_or_refused(data: bytes) -> None:
    refusal: OpeningError | None = None
    try:
        document = open_document(data)
    except OpeningError as error:
        refusal = error
    if refusal is None:
        holds(document, read_document(document))
    else:
        assert refusal.message


@given(st.binary(max_size=3000))
@settings(parent=quick, max_examples=150)
def test_any_bytes_are_read_or_refused_by_name(data: bytes) -> None:
    read_or_refused(data)


@given(st.sampled_from(FILES), st.data())
@settings(parent=quick, max_examples=120)
def test_a_damaged_file_is_read_or_refused_by_name(file: bytes, data: st.DataObject) -> None:
    damaged = bytearray(file)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    read_or_refused(bytes(damaged))


@given(st.sampled_from(LETTERS), st.data())
@settings(parent=quick, max_examples=120)
def test_a_shuffled_letter_never_crashes_the_reader(letter: str, data: st.DataObject) -> None:
    lines = letter.split("\n")
    for _ in range(data.draw(st.integers(1, 6))):
        one, other = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        lines[one], lines[other] = lines[other], lines[one][: data.draw(st.integers(0, 90))]
    document = Document(Format.TEXT, tuple(Line(line) for line in lines))
    holds(document, read_document(document))


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join), max_size=50))
@settings(parent=quick, max_examples=120)
def test_any_lines_of_known_words_never_crash_the_reader(lines: list[str]) -> None:
    document = Document(Format.TEXT, tuple(Line(line) for line in lines))
    holds(document, read_document(document))


@given(st.text(alphabet=" .,;:-/()“”\"'0123456789aăâđêôơưngàyốsKTUBNDĐ\t", max_size=2500))
@settings(parent=quick, max_examples=150)
def test_any_line_of_marks_and_digits_never_crashes_the_reader(text: str) -> None:
    document = Document(Format.TEXT, tuple(Line(line) for line in text.split("\t")))
    holds(document, read_document(document))


def test_long_lines_of_one_kind_do_not_run_away() -> None:
    # Shapes on which a nested repetition would take minutes; here each ends at once.
    for piece in (
        "ngày ",
        "- ",
        "số 1/",
        "UBND ",
        "1.1.",
        "(",
        "của ",
        "01/",
        "a@",
        "KT. ",
        "Sở, ",
    ):
        document = Document(Format.TEXT, (Line("Kính gửi: các đơn vị"), Line(piece * 4000)))
        holds(document, read_document(document))
