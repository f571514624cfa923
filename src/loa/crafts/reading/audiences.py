"""Audiences: who a campaign is for, and by which words a task reaches them."""

import re
from dataclasses import dataclass

from loa.crafts.reading.level import level
from loa.crafts.reading.missing import why
from loa.crafts.reading.paragraphs import Paragraph
from loa.crafts.reading.result import Field


@dataclass(frozen=True, slots=True)
class Audience:
    """`named` finds it in a list of audiences, `reached` in the words of a task (levelled)."""

    code: str
    label: str
    named: re.Pattern[str]
    reached: re.Pattern[str]


def _one(code: str, label: str, named: str, reached: str = "") -> Audience:
    return Audience(code, label, re.compile(named), re.compile(reached or named))


AUDIENCES = (
    _one("pupils", "học sinh", r"\bhoc sinh\b|\bhssv\b|\bhs\b", r"\bhoc sinh\b|\bhssv\b|\bhs\b|\b(?:cac )?truong (?:hoc|pho thong|mam non|tieu hoc|thcs|thpt)\b|\bco so giao duc\b"),
    _one("students", "sinh viên", r"\bsinh vien\b|\bhssv\b|\bsv\b"),
    _one("staff", "cán bộ, công chức, viên chức", r"\bcan bo\b|\bcong chuc\b|\bvien chuc\b|\bnguoi lao dong\b|\bnha giao\b"),
    _one("teachers", "giáo viên", r"\bgiao vien\b|\bgiang vien\b|\bnha giao\b"),
    _one("parents", "phụ huynh", r"\bphu huynh\b|\bcha me hoc sinh\b"),
    _one("citizens", "người dân", r"\bnguoi dan\b|(?<!uy ban )(?<!hoi dong )(?<!toa an )(?<!kiem sat )\bnhan dan\b|\bquan chung\b|\bcong dong dan cu\b|\bkhu dan cu\b|\bho gia dinh\b|\bba con\b"),
    _one("agencies", "cơ quan", r"\bco quan\b", r"\bco quan\b|\bcong chuc\b|\bvien chuc\b"),
    _one("organisations", "tổ chức", r"^\W*(?:cac )?to chuc\b", r"\b(?:cac|nhung|voi) to chuc\b|\bto chuc\s*,\s*(?:ca nhan|doanh nghiep)|\bhoi vien\b"),
    _one("businesses", "doanh nghiệp", r"\bdoanh nghiep\b|\bho kinh doanh\b|\bhop tac xa\b|\bco so kinh doanh\b|\bcong ty\b"),
    _one("workers", "công nhân", r"\bcong nhan\b|\bdoan vien cong doan\b"),
    _one("youth", "thanh niên, thiếu niên", r"\bthanh nien\b|\bthanh thieu nien\b|\bdoan vien thanh nien\b|\bthieu nhi\b"),
    _one("women", "phụ nữ", r"\bphu nu\b"),
    _one("farmers", "nông dân", r"\bnong dan\b"),
    _one("elderly", "người cao tuổi", r"\bnguoi cao tuoi\b"),
    _one("children", "trẻ em", r"\btre em\b"),
    _one("forest_owners", "chủ rừng", r"\bchu rung\b"),
    _one("forest_dwellers", "người sống gần rừng", r"\bsong (?:gan|ven|trong) (?:va ven )?rung\b|\bven rung\b|\bgan rung\b"),
    _one("visitors", "khách du lịch", r"\bkhach du lich\b|\bdu khach\b|\bkhach tham quan\b"),
    _one("drivers", "người tham gia giao thông", r"\bnguoi tham gia giao thong\b|\blai xe\b|\bnguoi dieu khien\b"),
    _one("minorities", "đồng bào dân tộc thiểu số", r"\bdong bao\b|\bdan toc thieu so\b"),
)  # fmt: skip

_LABEL = re.compile(
    r"^\W*(?:doi tuong(?:\s+(?:tuyen truyen|thu huong|tham gia|tham du|ap dung|du thi|truyen thong))?|thanh phan(?:\s+tham (?:du|gia))?)\s*(?::|-|\bla\b)\s*(?=\S)"
)
_SCOPE = re.compile(
    r"^\W*(?:pham vi|dia ban|quy mo)(?:\s+(?:trien khai|thuc hien|ap dung|tuyen truyen|to chuc))?\s*(?::|-)\s*(?=\S)"
)
_ON_GROUND = re.compile(
    r"\b(?:tren (?:dia ban )?(?:toan |ca )?(?:dia ban )?(?:thanh pho|tinh|huyen|xa|toan tinh|toan quoc|ca nuoc)(?:\s+(?:ca nuoc))?|trong toan (?:tinh|thanh pho|quoc|nganh))\b"
)


def audiences_of(text: str) -> tuple[str, ...]:
    """Codes of the audiences that a task's words reach."""
    flat = level(text)
    return tuple(audience.code for audience in AUDIENCES if audience.reached.search(flat))


def label_of(code: str) -> str:
    """Give the Vietnamese name of an audience."""
    return next(audience.label for audience in AUDIENCES if audience.code == code)


def named_audiences(text: str) -> list[tuple[str, str]]:
    """(code, the letter's own word) for each audience that a list names, in its order."""
    cut = re.split(r"\b(?:tham gia|hoạt động|sinh sống|đang|trên địa bàn)\b", text, maxsplit=1)[
        0
    ]
    out: list[tuple[str, str]] = []
    for part in re.split(r"[,;]|\s+và\s+", cut):
        word = part.strip(" .")
        flat = level(word)
        for audience in AUDIENCES:
            if audience.named.search(flat) and audience.code not in {code for code, _ in out}:
                out.append((audience.code, word.lower()))
    return out


def read_audience(paragraphs: list[Paragraph]) -> Field:
    """Read the audience as the letter names it after "Đối tượng …:"."""
    for at, paragraph in enumerate(paragraphs):
        match = _LABEL.match(paragraph.flat)
        if match:
            text = paragraph.text[match.end() :].strip(" .;")
            return Field(text, 0.95, (paragraph.lines(),))
        heading = re.match(r"^\W*(?:doi tuong|thanh phan)\b[^.]{0,30}$", paragraph.flat)
        if heading and at + 1 < len(paragraphs):
            below = paragraphs[at + 1]
            return Field(below.text.strip(" .;"), 0.85, (paragraph.lines(), below.lines()))
    return Field(None, 0.8, missing=why("audience_absent"), missing_code="audience_absent")


def read_scope(paragraphs: list[Paragraph]) -> Field:
    """Read the scope after "Phạm vi:", or the first "trên địa bàn …"."""
    for paragraph in paragraphs:
        match = _SCOPE.match(paragraph.flat)
        if match:
            text = paragraph.text[match.end() :].strip(" .;")
            return Field(text, 0.95, (paragraph.lines(),))
    for paragraph in paragraphs:
        match = _ON_GROUND.search(paragraph.flat)
        if match:
            end = match.end()
            name = re.match(r"(?:\s+[A-ZĐÀ-Ỹ][\w-]*){1,4}", paragraph.text[end:])
            stop = end + (name.end() if name else 0)
            text = paragraph.text[match.start() : stop]
            return Field(text, 0.75, (paragraph.lines(match.start(), stop),))
    return Field(None, 0.8, missing=why("scope_absent"), missing_code="scope_absent")
