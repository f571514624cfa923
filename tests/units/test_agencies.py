"""Agency lists of the document exchange: every shape met, and what is refused."""

from pathlib import Path

import pytest

from loa.units import actions
from loa.units.lists import ListUnreadableError, estimate_lines, parse, read_lines
from loa.units.lists.rows import Defaults
from loa.units.models import Identifier, Unit, UnitParent
from tests.people import NOW, Cast

FLAT = """<?xml version="1.0" encoding="utf-8"?>
<edXML:Agencies xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016">
  <edXML:Agency>
    <edXML:OrganName>Sở Nội vụ</edXML:OrganName><edXML:OrganId>000.00.02.X99</edXML:OrganId>
    <edXML:ParentId>000.00.00.X99</edXML:ParentId><edXML:Email>a@b.example</edXML:Email>
  </edXML:Agency>
  <edXML:Agency>
    <edXML:OrganId>000.00.00.X99</edXML:OrganId>
    <edXML:OrganName>Ủy ban nhân dân tỉnh Sông Xa</edXML:OrganName>
    <edXML:ParentId>0</edXML:ParentId>
  </edXML:Agency>
</edXML:Agencies>"""
ATTRIBUTES = """1212<?xml version="1.0"?><list><group><item Code="X99.02"
  code102="000.00.02.X99" name="Sở Nội vụ" pcode="X99"/><item Code="X99" code102="000.00.00.X99"
  name="Ủy ban nhân dân tỉnh Sông Xa"/></group></list>"""
LETTER = """<edXML xmlns="http://www.e-doc.vn/Schema/"><edXMLEnvelope><edXMLHeader><MessageHeader>
  <From><OrganId>000.00.00.X99</OrganId><OrganizationInCharge>x</OrganizationInCharge>
    <OrganName>Ủy ban nhân dân tỉnh Sông Xa</OrganName></From>
  <To><OrganId>000.00.02.X99</OrganId><OrganName>Sở Nội vụ</OrganName></To>
  <To><OrganId>000.00.02.X99</OrganId><OrganName>Sở Nội vụ</OrganName></To>
  <Code><CodeNumber>1</CodeNumber></Code></MessageHeader></edXMLHeader></edXMLEnvelope></edXML>"""


def listed(folder: Path, content: bytes) -> list[dict[str, str]]:
    path = folder / "list.edxml"
    path.write_bytes(content)
    return [line.cells for line in read_lines(path) if line.number > 1]


@pytest.mark.parametrize(
    ("text", "codes", "marks"),
    [
        pytest.param(
            FLAT,
            ["000.00.02.X99", "000.00.00.X99"],
            ["qcvn102-2016:000.00.02.X99", "qcvn102-2016:000.00.00.X99"],
            id="elements in a namespace",
        ),
        pytest.param(
            ATTRIBUTES,
            ["X99.02", "X99"],
            [
                "qd20-2020:X99.02; qcvn102-2016:000.00.02.X99",
                "qd20-2020:X99; qcvn102-2016:000.00.00.X99",
            ],
            id="attributes, and digits before the declaration",
        ),
        pytest.param(
            LETTER,
            ["000.00.00.X99", "000.00.02.X99"],
            ["qcvn102-2016:000.00.00.X99", "qcvn102-2016:000.00.02.X99"],
            id="the header of a letter, a receiver twice",
        ),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_agencies_are_found_whatever_the_shape(
    tmp_path: Path, text: str, codes: list[str], marks: list[str], encoding: str
) -> None:
    if encoding == "utf-16":
        text = text.replace(' encoding="utf-8"', "")
    found = listed(tmp_path, text.encode(encoding))
    assert [cells["code"] for cells in found] == codes
    assert [cells["identifier"] for cells in found] == marks
    assert {cells["name"] for cells in found} == {"Sở Nội vụ", "Ủy ban nhân dân tỉnh Sông Xa"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"<a><b>no agency</b></a>", "no_columns", id="another XML"),
        pytest.param(FLAT[:300].encode(), "not_a_table", id="cut off"),
        pytest.param(
            b'<!DOCTYPE a [<!ENTITY x "lol">]><a><b id="1" name="&x;"/></a>',
            "not_a_table",
            id="entities",
        ),
        pytest.param(
            '<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'.encode(
                "utf-16"
            ),
            "not_a_table",
            id="a document type in UTF-16",
        ),
        pytest.param(b"<a>" * 5000, "not_a_table", id="5,000 deep"),
    ],
)
def test_other_and_hostile_xml_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(ListUnreadableError) as refused:
        listed(tmp_path, content)
    assert refused.value.code == code


@pytest.mark.django_db
def test_an_agency_list_is_read_in_with_the_kind_and_level_a_person_says(
    cast: Cast, tmp_path: Path
) -> None:
    path = tmp_path / "agencies.edxml"
    path.write_text(FLAT, encoding="utf-8")
    bare = actions.import_units(path, name="a", by=cast.an, at=NOW)
    assert {(fault.column, fault.code) for fault in bare.faults} == {
        ("kind", "missing"),
        ("level", "missing"),
    }
    done = actions.import_units(
        path, name="a", kind="department", level="province", by=cast.an, at=NOW
    )
    assert (done.faults, done.opened) == ((), 2)
    office = Unit.objects.get(code="000.00.02.X99")
    assert UnitParent.objects.get(unit=office).parent.code == "000.00.00.X99"
    assert Identifier.objects.get(unit=office).scheme == "qcvn102-2016"


def test_a_word_is_no_agency_list(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("Mã đơn vị,Tên đơn vị,Loại đơn vị,Cấp\na,<b>,c,d\n", encoding="utf-8")
    [line] = [each for each in read_lines(path) if each.number > 1]
    assert line.cells["name"] == "<b>"
    assert estimate_lines(path) == 2
    assert parse(line, Defaults(NOW.date()))[1] == []
