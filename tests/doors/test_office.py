"""Old formats through the office program of this machine."""

import pytest

from loa.crafts.opening import DoorFailedError, Format, open_document
from loa.crafts.reading import read_document
from loa.doors.office import LibreOffice, find_office
from loa.doors.programs import run

RTF = (
    r"{\rtf1\ansi\deff0{\fonttbl{\f0 Times;}}\f0 S\u7903? Y T\u7870?\par "
    r"S\u7889?: 12/SYT-NVY\par K\u237?nh g\u7917?i: C\u225?c \u273?\u417?n v\u7883? tr\u7921?c "
    r"thu\u7897?c S\u7903? v\u224? Trung t\u226?m Y t\u7871? c\u225?c huy\u7879?n.\par }"
)


@pytest.mark.skipif(find_office() is None, reason="no LibreOffice here")
@pytest.mark.slow
def test_rich_text_is_read_through_the_office_program() -> None:
    document = open_document(RTF.encode(), name="x.rtf", office=find_office())
    assert document.format is Format.RTF
    fields = read_document(document).fields
    assert fields["number"].value == "12"
    assert fields["symbol"].value == "SYT-NVY"


def test_a_program_that_fails_is_a_named_failure() -> None:
    with pytest.raises(DoorFailedError):
        LibreOffice("/bin/false").to_docx(b"{\\rtf1}", kind="rtf")


def test_a_program_that_is_not_there_is_an_outcome() -> None:
    assert run(["/nowhere/at/all"], seconds=1).code is None


def test_a_program_over_its_time_is_ended() -> None:
    outcome = run(["/bin/sleep", "60"], seconds=0.05)
    assert outcome.code is None
    assert outcome.err == b"time limit"


def test_input_and_output_go_through() -> None:
    assert run(["/bin/cat"], data="chữ".encode(), seconds=10).out.decode() == "chữ"
