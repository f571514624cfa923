"""Who is asked to do what: order clauses, and the doer at the head or the tail of an item."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loa.crafts.reading.bodies import divide, opens_body
from loa.crafts.reading.level import level
from loa.crafts.reading.verbs import OPENERS, VERBS
from loa.crafts.viet import old_style

ASK = re.compile(
    r"\b(?:(?:tran trong|kinh|rat mong|xin)\s+)?(?:de nghi|yeu cau|giao(?:\s+nhiem vu)?(?:\s+cho)?|phan cong|chi dao|kinh nho|kinh mong|mong|kinh moi|trieu tap|thong bao (?:den|toi|cho)|yeu(?=\s+giam doc|\s+thu truong|\s+cac))\s+"
)
_VERB_WORDS = "|".join(
    sorted(map(re.escape, (level(verb) for verb in VERBS)), key=len, reverse=True)
)
_START_WORDS = "|".join(
    sorted(map(re.escape, (level(verb) for verb in (*VERBS, *OPENERS))), key=len, reverse=True)
)
_TONED_VERBS = frozenset((*VERBS, *OPENERS))
_LOOKALIKES = frozenset(("báo chí", "thông tin"))
_NOUNS_TOO = frozenset(("thong tin", "to chuc", "quan ly", "bao cao", "tham muu"))
_NOUNS_AFTER = frozenset(("thong tin", "to chuc", "quan ly", "tham muu"))
# What stands before a colon in a list and is no body: "Thời gian: …", "Chủ đề: …".
_NO_BODY = re.compile(
    r"^\W*(?:chu de|noi dung|thoi gian|dia diem|muc dich|hinh thuc|doi tuong|thanh phan|kinh phi|yeu cau|pham vi|so luong|muc tieu"
    r"|nhiem vu|giai phap|khau hieu|thong diep|ket qua|ve|cach|lich|co cau|giai thuong|quy cach|ho so|tai lieu|phuong thuc|tieu chi"
    r"|che do|nguon|nguyen tac|phuong cham|trang phuc|thoi han|noi nhan|dia chi|dien thoai|email|luu y|ghi chu|tu ngay|buoi|sang|chieu|ngay|cong tac|viec|so tien|tong|trong do)\b"
)
_VERB = re.compile(r"(?<![\w])(?:" + _VERB_WORDS + r")\b")
_VERB_START = re.compile(r"^\W*(?:\([a-zđ]\)\s*)?(?P<verb>" + _START_WORDS + r")\b")
_PREFIX = re.compile(
    r"^\W*(?P<ask>doi voi|de nghi|yeu cau|giao(?: nhiem vu)?(?: cho)?|kinh de nghi|phan cong|trach nhiem cua|nhiem vu cua)\s+(?:cho\s+)?"
)
_NOUNS_BEFORE = re.compile(
    r"\b(?:cong nghe|an toan|cac|nhung|mot so|moi|co quan,|ban|cong tac|viec|hoat dong|va|noi dung|ke hoach|cua|ve|su|don vi,)\s*$"
)
_SUFFIX = re.compile(
    r"\s[-–—]\s*(?P<who>[^-–—.;:]{4,90}?)\s+(?:(?:chủ trì|hỗ trợ|phối hợp|tổ chức|trực tiếp)\s*,?\s*)*(?:thực hiện|cho ý kiến|chủ trì|trình bày|báo cáo|phụ trách)\b[^.;]{0,40}[.;]?\s*$"
)
_MAX_HEAD = 260
# An order that an earlier letter gave: "Phòng Nội vụ đã có Công văn số 70/NV đề nghị …".
_TOLD_BEFORE = re.compile(r"\bda\s+(?:co|ban hanh|gui|phat hanh)\b[^.;]{0,120}$")


@dataclass(frozen=True, slots=True)
class Doer:
    """Who does an item. `text_from` is where the task's text begins, `duty_from` its verb."""

    recipients: tuple[str, ...]
    text_from: int
    duty_from: int
    how: str  # "colon", "verb", "suffix", "heading"


def starts_with_verb(text: str) -> bool:
    """Whether a text opens with a duty's verb."""
    match = _VERB_START.match(level(text))
    return match is not None and _is_verb(text[slice(*match.span("verb"))])


def doer_of(text: str, known: Sequence[str] = ()) -> Doer | None:
    """Find the doer of an item: before a colon, before a verb, or after a dash at its end.

    `known` are names that the letter itself gives (Kính gửi): one of them at the head of an
    item is who acts, whatever the words behind it.
    """
    flat = level(text)
    prefix = _PREFIX.match(flat)
    start = prefix.end() if prefix else 0
    if known and (named := _named(text, flat, start, known)) is not None:
        return named
    if opens_body(text[start:]):
        colon = _colon(text, start)
        verb = _first_verb(text, flat, start)
        is_about = (
            prefix is not None
            and prefix["ask"].startswith("doi voi")
            and "," not in text[start:colon]
        )
        if colon is not None and (
            verb is None or colon < verb or is_about or _is_name(text, start, colon)
        ):
            return Doer(tuple(divide(text[start:colon])), colon + 1, colon + 1, "colon")
        if verb is not None:
            return Doer(tuple(divide(text[start:verb])), 0, verb, "verb")
    colon = _colon(text, start)
    if colon is not None and _names_a_doer(text, start, colon):
        return Doer(tuple(divide(text[start:colon])), colon + 1, colon + 1, "colon")
    match = _SUFFIX.search(text)
    if match and opens_body(match["who"]):
        return Doer(tuple(divide(match["who"])), 0, 0, "suffix")
    return None


def _named(text: str, flat: str, start: int, known: Sequence[str]) -> Doer | None:
    """Read a head that is one or several of the known names: "Trưởng 14 ấp vận động …"."""
    at = end = start
    while found := next((name for name in known if flat.startswith(level(name), at)), None):
        end = at + len(found)
        joint = _JOINT.match(flat, end)
        if joint is None:
            break
        at = joint.end()
    if end == start:
        return None
    names = tuple(divide(text[start:end]))
    if re.match(r"\s*(?:\([^()]{1,40}\)\s*)?:", text[end:]):
        colon = text.index(":", end)
        return Doer(names, colon + 1, colon + 1, "colon")
    behind = re.match(r"\s+(?=[a-zđà-ỹ])", text[end:])
    if behind is None or _NAME_GOES_ON.match(flat, end):
        return None
    if re.match(r"[^,;.:]{1,60}:", text[end:]):
        return None  # "UBND các quận, huyện có rừng: …": the name goes on
    return Doer(names, 0, end + behind.end(), "verb")


_JOINT = re.compile(r"\s*(?:[,;]\s*(?:va\s+)?|\s+va\s+)")
# Words that go on with a name: "Sở Y tế các tỉnh", "Công an xã", "phường trên địa bàn".
_NAME_GOES_ON = re.compile(
    r"\s+(?:va|cac|cua|thuoc|truc thuoc|tren dia ban|trong|tai|tinh|thanh pho|huyen|xa|phuong|khu vuc|co lien quan|lien quan|de|la|voi|khi|neu|theo|o)\b"
)


def _is_name(text: str, start: int, colon: int) -> bool:
    """Say whether what looks like a verb before a colon is part of a name: "Đội Quản lý thị trường".

    Then the real verb stands first behind the colon.
    """
    verb = _first_verb(text, level(text), start)
    return (
        verb is not None
        and colon - start < 120
        and starts_with_verb(text[colon + 1 :])
        and level(text[verb : verb + 12]).startswith((*_NOUNS_TOO, "dang"))
    )


def _names_a_doer(text: str, start: int, colon: int) -> bool:
    """Say whether an unknown head before a colon does what a verb behind it says: "Tổ Ngữ văn: Xây dựng …"."""
    name = text[start:colon].strip()
    return (
        4 <= len(name) <= 110
        and name[0].isupper()
        and not re.search(r"[.;!?“”\"]", name)
        and not _NO_BODY.match(level(name))
        and not re.search(r"\d|\b(?:trong đó|gồm|như|cụ thể|là|sau)$", name)
        and not starts_with_verb(name)
        and starts_with_verb(text[colon + 1 :])
    )


# Words in small letters that stand in names of bodies and in lists of them.
_IN_NAMES = frozenset(
    [
        "các",
        "xã",
        "phường",
        "thị",
        "trấn",
        "đặc",
        "khu",
        "huyện",
        "quận",
        "thành",
        "phố",
        "tỉnh",
        "thôn",
        "bản",
        "ấp",
        "khóm",
        "buôn",
        "làng",
        "tổ",
        "dân",
        "phố",
        "khu",
        "vực",
        "địa",
        "phương",
        "địa",
        "bàn",
        "trên",
        "và",
        "của",
        "thuộc",
        "trực",
        "trong",
        "tại",
        "cơ",
        "quan",
        "đơn",
        "vị",
        "sở",
        "ban",
        "ngành",
        "đoàn",
        "thể",
        "hội",
        "khối",
        "phòng",
        "khoa",
        "trường",
        "trung",
        "tâm",
        "cấp",
        "bộ",
        "phận",
        "trưởng",
        "phó",
        "giám",
        "đốc",
        "chủ",
        "tịch",
        "thủ",
        "trưởng",
        "hiệu",
        "chánh",
        "văn",
        "toàn",
        "nhà",
        "nước",
        "số",
        "cán",
        "bộ",
        "công",
        "chức",
        "viên",
        "chức",
        "giáo",
        "viên",
        "nhân",
        "viên",
        "lực",
        "lượng",
        "doanh",
        "nghiệp",
        "tổ",
        "chức",
        "chính",
        "trị",
        "xã",
        "hội",
        "kinh",
        "tế",
        "dịch",
        "vụ",
        "hành",
        "chính",
        "cùng",
        "liên",
        "quan",
        "cộng",
        "đồng",
        "trạm",
        "chi",
        "nhánh",
        "cơ",
        "sở",
        "ủy",
        "viên",
        "đảng",
        "uỷ",
    ]
)


def walked_doer(text: str) -> Doer | None:
    """Find a doer whose verb no list knows, among items that name theirs.

    The name of a body goes as far as its words are written large or are words of such names;
    where the first other word stands, the duty begins.
    """
    flat = level(text)
    prefix = _PREFIX.match(flat)
    start = prefix.end() if prefix else 0
    if not opens_body(text[start:]):
        return None
    is_named = was_large = False
    for word in re.finditer(r"[^\s,;:()]+", text[start : start + _MAX_HEAD]):
        at = start + word.start()
        is_large = not word[0].islower()
        in_name = is_large or word[0] in _IN_NAMES or not is_named
        if is_named and not is_large and _begins_duty(text, flat, start, at):
            return Doer(tuple(divide(text[start:at])), 0, at, "walked")
        if not in_name and not was_large:  # "Kế hoạch": a name's second syllable is small
            if text[:at].rstrip()[-1:] in ":.;" or _NO_DUTY.match(flat[at:]):
                return None
            return Doer(tuple(divide(text[start:at])), 0, at, "walked")
        is_named = is_named or at > start
        was_large = is_large
    return None


def _begins_duty(text: str, flat: str, start: int, at: int) -> bool:
    verb = _VERB_START.match(flat[at:])
    return (
        verb is not None
        and starts_with_verb(text[at:])
        and not _NOUNS_BEFORE.search(flat[start:at])
        and not _COMPOUNDS.search(flat[start : at + verb.end()])
    )


_NO_DUTY = re.compile(
    r"(?:la|da|dang|se|duoc|bi|co|khong|con|chua|theo|nhu|de|khi|voi|tu|den|o|vao|ve)\b"
)


# "Đối với công tác tuyên truyền": a matter, nobody who acts.
_NO_GROUP = re.compile(
    r"^\W*(?:cong tac|noi dung|viec|hoat dong|linh vuc|(?:cac |nhung )?truong hop|du an|van de|chi tieu|kinh phi)\b"
)


def heading_doer(text: str, known: Sequence[str] = ()) -> Doer | None:
    """Find the body in a heading that is nothing but its name: "2. Văn phòng Sở"."""
    flat = level(text)
    prefix = _PREFIX.match(flat)
    name = text[prefix.end() if prefix else 0 :].strip(" :.")
    is_told = (
        prefix is not None
        and len(name) < 110
        and (
            name[:1].isupper()
            or text.rstrip().endswith(":")
            or (prefix[0].strip() == "doi voi" and not _NO_GROUP.match(level(name)))
        )
    )
    if (
        is_told
        or level(name) in map(level, known)
        or (opens_body(name) and len(name) < 160 and _first_verb(name, level(name), 0) is None)
    ):
        return Doer(tuple(divide(name)), len(text), len(text), "heading")
    return None


def _colon(text: str, start: int) -> int | None:
    at = text.find(":", start, start + _MAX_HEAD)
    if at < 0 or re.search(r"https?$", text[:at]):
        return None
    return at


def _is_verb(word: str) -> bool:
    """Whether the marks agree too ("đẳng" is not "đăng"); an OCR may lose them in long ones."""
    plain = word.lower()
    return plain in _TONED_VERBS or (len(plain) > 5 and old_style(plain) not in _LOOKALIKES)


# Words that end in a verb and are none: "Ủy ban bầu cử", "công trình", "giáo dục thường xuyên".
_COMPOUNDS = re.compile(
    r"\b(?:(?:bau|ung|de|tien) cu|(?:cong|chuong|qua|to|quy|lo|giao|luat|hanh|phat) trinh|(?:doc|cong|dan|tu|ngoai cong|tao|trung) lap"
    r"|(?:cap|xuat|phan|phong|hoa|trien|buu) phat|(?:cong|dang|phien|phien|bien|giao|thong|phan) dich|(?:coi) mo|(?:hai|dong) dang|(?:nhu|can) can"
    r"|(?:chu|thu|dau|nhat|bi|hiep|chuong|con|anh) ky|(?:du|theo) ky|giao duc thuong xuyen|chi thuong xuyen|ban chi dao"
    r"|(?:phong|ban|to|trung tam|nha|chi cuc|cuc|vu|khoa|bo phan|van phong) (?:kiem tra|giam sat|dieu tra|dao tao|truyen thong|quan ly|khai thac|luu tru|cham soc|bao tri|van hanh|dieu tri|thanh toan|cuu ho|cuu nan|tu van))$"
)


def _first_verb(text: str, flat: str, start: int) -> int | None:
    depth = 0
    opened = [0] * (min(len(text), start + _MAX_HEAD) + 1)
    for at in range(start, len(opened) - 1):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        opened[at + 1] = depth
    for match in _VERB.finditer(flat, start + 2, start + _MAX_HEAD):
        at = match.start()
        if opened[at] > 0 or not text[at : match.end()].islower():
            continue
        if _NOUNS_BEFORE.search(flat[start:at]):
            continue
        if not _is_verb(text[at : match.end()]):
            continue
        if _COMPOUNDS.search(flat[start : match.end()]):
            continue
        if match[0] in _NOUNS_AFTER and re.search(r"\b(?:co quan|don vi)\s*$", flat[start:at]):
            continue
        return at
    return None


@dataclass(frozen=True, slots=True)
class Order:
    """An order in a sentence: text[start:end] is the asking word, recipients follow it."""

    start: int
    end: int
    recipients: tuple[str, ...]
    stop: int  # where the recipients end


def orders_in(text: str) -> list[Order]:
    """Find "đề nghị X …", "giao X …" in a paragraph."""
    flat = level(text)
    out: list[Order] = []
    for match in ASK.finditer(flat):
        start = match.end()
        if re.search(r"\b(?:theo|van ban|tai|cac|y kien|duoc)\s*$", flat[: match.start()]):
            continue
        if _TOLD_BEFORE.search(flat[: match.start()]):
            continue
        if (
            match[0].strip() == "giao"
            and text[match.start() : match.end()].strip()[1:] != "iao"
        ):
            continue  # "sách giáo khoa", "giáo viên"
        if not opens_body(text[start : start + 60]):
            continue
        if match[0].strip() == "chi dao" and out and match.start() == out[-1].stop:
            continue  # "đề nghị Ủy ban nhân dân tỉnh chỉ đạo các đơn vị …": what it is asked to do
        verb = _first_verb(text, flat, start)
        colon = _colon(text, start)
        ends = [at for at in (verb, colon) if at is not None]
        stop = min(ends) if ends else min(len(text), start + 120)
        end_mark = re.search(
            r"[.;]\s|\s(?:theo|về việc|các nội dung|một số|những|như sau|sau đây|chưa|còn|nào|nêu trên|không|hãy|nên)\b",
            text[start:stop],
        )
        if end_mark:
            stop = start + end_mark.start()
        names = divide(text[start:stop])
        if names:
            out.append(Order(match.start(), start, tuple(names), stop))
    return out
