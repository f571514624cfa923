"""Who does an item: before a colon, before a verb, as a heading, or after a dash at its end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loa.crafts.reading.bodies import divide, opens_body
from loa.crafts.reading.level import level
from loa.crafts.reading.verbs import MAX_HEAD, begins_duty, first_verb, starts_with_verb

NOUNS_TOO = frozenset(("thong tin", "to chuc", "quan ly", "bao cao", "tham muu"))
# What stands before a colon in a list and is no body: "Thời gian: …", "Chủ đề: …".
_NO_BODY = re.compile(
    r"^\W*(?:chu de|noi dung|thoi gian|dia diem|muc dich|hinh thuc|doi tuong|thanh phan|kinh phi|yeu cau|pham vi|so luong|muc tieu"
    r"|nhiem vu|giai phap|khau hieu|thong diep|ket qua|ve|cach|lich|co cau|giai thuong|quy cach|ho so|tai lieu|phuong thuc|tieu chi"
    r"|che do|nguon|nguyen tac|phuong cham|trang phuc|thoi han|noi nhan|dia chi|dien thoai|email|luu y|ghi chu|tu ngay|buoi|sang|chieu|ngay|cong tac|viec|so tien|tong|trong do|hoi nghi|hoi thi|cuoc thi|le)\b"
)
_PREFIX = re.compile(
    r"^\W*(?P<ask>doi voi|rieng(?: doi voi)?|de nghi|yeu cau|giao(?: nhiem vu)?(?: cho)?|kinh de nghi|phan cong|trach nhiem cua|nhiem vu cua)\s+(?:cho\s+)?"
)
# "Đơn vị chủ trì: Trung tâm Văn hóa": says who it is, not what is done.
_LABEL = re.compile(
    r"^\W*(?:don vi|co quan|bo phan|nguoi|dia phuong|lanh dao) (?:chu tri|phoi hop|to chuc|thuc hien|thuong truc|dang cai|tiep nhan|ho tro|tham muu|phu trach|chi dao)\s*:"
)
_SUFFIX = re.compile(
    r"\s[-–—]\s*(?P<who>[^-–—.;:]{4,90}?)\s+(?:(?:chủ trì|hỗ trợ|phối hợp|tổ chức|trực tiếp)\s*,?\s*)*(?:thực hiện|cho ý kiến|chủ trì|trình bày|báo cáo|phụ trách)\b[^.;]{0,40}[.;]?\s*$"
)


@dataclass(frozen=True, slots=True)
class Doer:
    """Who does an item. `text_from` is where the task's text begins, `duty_from` its verb."""

    recipients: tuple[str, ...]
    text_from: int
    duty_from: int
    how: str  # "colon", "verb", "suffix", "heading"


def doer_of(text: str, known: Sequence[str] = ()) -> Doer | None:
    """Find the doer of an item: before a colon, before a verb, or after a dash at its end.

    `known` are names that the letter itself gives (Kính gửi): one of them at the head of an
    item is who acts, whatever the words behind it.
    """
    doer = _found(text, known)
    return doer if doer is not None and doer.recipients else None


def _found(text: str, known: Sequence[str]) -> Doer | None:
    flat = level(text)
    if _LABEL.match(flat):
        return None
    prefix = _prefix(text, flat)
    start = prefix.end() if prefix else 0
    if known and (named := _named(text, flat, start, known)) is not None:
        return named
    if opens_body(text[start:]):
        colon = colon_at(text, start)
        verb = first_verb(text, flat, start)
        is_about = (
            prefix is not None
            and prefix["ask"].startswith("doi voi")
            and "," not in text[start:colon]
        )
        if colon is not None and (
            verb is None or colon < verb or is_about or _is_name(text, start, colon)
        ):
            return Doer(tuple(divide(text[start:colon])), colon + 1, colon + 1, "colon")
        if verb is not None and _TOLD_OF.search(flat[start:verb]):
            return None
        if verb is not None:
            return Doer(tuple(divide(text[start:verb])), 0, verb, "verb")
    colon = colon_at(text, start)
    if colon is not None and _names_a_doer(text, start, colon):
        return Doer(tuple(divide(text[start:colon])), colon + 1, colon + 1, "colon")
    match = _SUFFIX.search(text)
    if match and opens_body(match["who"]):
        return Doer(tuple(divide(match["who"])), 0, 0, "suffix")
    return None


# "Cơ quan hải quan không gửi tin nhắn …", "Sở đã tổ chức …": told, not asked.
_TOLD_OF = re.compile(r"\s(?:da|dang|chua|van|khong|chi)\s*$")


def _prefix(text: str, flat: str) -> re.Match[str] | None:
    """Match "Giao", "Đề nghị", "Đối với" before a name; "Giáo viên" is none."""
    prefix = _PREFIX.match(flat)
    if prefix and prefix["ask"].startswith("giao"):
        at = prefix.start("ask")
        return prefix if text[at : at + 4].lower() == "giao" else None
    return prefix


def _named(text: str, flat: str, start: int, known: Sequence[str]) -> Doer | None:
    """Read a head that is one or several of the known names: "Trưởng 14 ấp vận động …"."""
    at = end = start
    if flat.startswith("cac ", at) and not any(
        level(name).startswith("cac ") for name in known
    ):
        at += len("cac ")  # "Đề nghị các Công ty …" of "Kính gửi: Công ty …"
    while found := next((name for name in known if flat.startswith(level(name), at)), None):
        end = at + len(found)
        joint = _JOINT.match(flat, end)
        if joint is None:
            break
        at = joint.end()
    if end <= start:
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
    verb = first_verb(text, level(text), start)
    return (
        verb is not None
        and colon - start < 120
        and starts_with_verb(text[colon + 1 :])
        and level(text[verb : verb + 12]).startswith((*NOUNS_TOO, "dang"))
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


# One syllable that says a whole body: "Văn phòng Sở" ends there.
_WHOLE = frozenset(("Sở", "Bộ", "Cục", "Vụ"))
# Words in small letters that stand in names of bodies and in lists of them.
_IN_NAMES = frozenset(
    ["các", "xã", "phường", "thị", "trấn", "đặc", "khu", "huyện", "quận", "thành", "phố", "tỉnh", "thôn", "bản", "ấp", "khóm", "buôn", "làng", "tổ", "dân", "phố", "khu", "vực", "địa", "phương", "địa", "bàn", "trên", "và", "của", "thuộc", "trực", "trong", "tại", "cơ", "quan", "đơn", "vị", "sở", "ban", "ngành", "đoàn", "thể", "hội", "khối", "phòng", "khoa", "trường", "trung", "tâm", "cấp", "bộ", "phận", "trưởng", "phó", "giám", "đốc", "chủ", "tịch", "thủ", "trưởng", "hiệu", "chánh", "văn", "toàn", "nhà", "nước", "số", "cán", "bộ", "công", "chức", "viên", "chức", "giáo", "viên", "nhân", "viên", "lực", "lượng", "doanh", "nghiệp", "tổ", "chức", "chính", "trị", "xã", "hội", "kinh", "tế", "dịch", "vụ", "hành", "chính", "cùng", "liên", "quan", "cộng", "đồng", "trạm", "chi", "nhánh", "cơ", "sở", "ủy", "viên", "đảng", "uỷ"]
)  # fmt: skip


def walked_doer(text: str) -> Doer | None:
    """Find a doer whose verb no list knows, among items that name theirs.

    The name of a body goes as far as its words are written large or are words of such names;
    where the first other word stands, the duty begins.
    """
    flat = level(text)
    prefix = _prefix(text, flat)
    start = prefix.end() if prefix else 0
    if not opens_body(text[start:]):
        return None
    is_named = was_large = False
    for word in re.finditer(r"[^\s,;:()]+", text[start : start + MAX_HEAD]):
        at = start + word.start()
        is_large = not word[0].islower()
        in_name = is_large or word[0] in _IN_NAMES or not is_named
        if is_named and not is_large and begins_duty(text, flat, start, at):
            return Doer(tuple(divide(text[start:at])), 0, at, "walked")
        if not in_name and not was_large:  # "Kế hoạch": a name's second syllable is small
            if text[:at].rstrip()[-1:] in ":.;" or _NO_DUTY.match(flat, at):
                return None
            return Doer(tuple(divide(text[start:at])), 0, at, "walked")
        is_named = is_named or at > start
        was_large = is_large and word[0] not in _WHOLE
    return None


_NO_DUTY = re.compile(
    r"(?:la|da|dang|se|duoc|bi|co|khong|con|chua|theo|nhu|de|khi|voi|tu|den|o|vao|ve)\b|\S+(?: \S+)? (?:da|dang|khong|chua)\b"
)
# "Đối với công tác tuyên truyền": a matter, nobody who acts.
_NO_GROUP = re.compile(
    r"^\W*(?:cong tac|noi dung|viec|hoat dong|linh vuc|(?:cac |nhung )?truong hop|du an|van de|chi tieu|kinh phi)\b"
)


def heading_doer(text: str, known: Sequence[str] = ()) -> Doer | None:
    """Find the body in a heading that is nothing but its name: "2. Văn phòng Sở"."""
    flat = level(text)
    prefix = _prefix(text, flat)
    name = text[prefix.end() if prefix else 0 :].strip(" :.")
    if not divide(name):
        return None
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
        or (opens_body(name) and len(name) < 160 and first_verb(name, level(name), 0) is None)
    ):
        return Doer(tuple(divide(name)), len(text), len(text), "heading")
    return None


def colon_at(text: str, start: int) -> int | None:
    """Give the colon that a head may end with; the one of an address is none."""
    at = text.find(":", start, start + MAX_HEAD)
    if at < 0 or re.search(r"https?$", text[:at]):
        return None
    return at
