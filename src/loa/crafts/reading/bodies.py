"""Names of bodies: what opens one, how a list of them divides, when two are the same."""

import re
from collections.abc import Sequence

from loa.crafts.reading.level import level

# Words that open the name of a body or of a group of bodies (levelled).
HEADS = (
    "cac don vi", "don vi", "so", "cac so", "ban", "cac ban", "nganh", "bo", "cac bo", "ubnd", "uy ban", "hdnd", "hoi dong", "tinh uy",
    "thanh uy", "huyen uy", "dang uy", "thi uy", "quan uy", "cuc", "chi cuc", "tong cuc", "vu", "phong", "cac phong", "trung tam",
    "cac trung tam", "truong", "cac truong", "nha truong", "hoc vien", "dai hoc", "benh vien", "bao", "cac bao", "dai",
    "cong an", "bo chi huy", "bo tu lenh", "quan khu", "ban bien tap", "ban quan ly", "ban chi dao", "ban chi huy", "van phong",
    "hoi", "cac hoi", "lien doan", "cong doan", "doan", "tinh doan", "thanh doan", "huyen doan", "mat tran", "uy ban mttq", "mttq", "lien hiep",
    "hiep hoi", "cong ty", "tong cong ty", "tap doan", "doanh nghiep", "cac doanh nghiep", "ngan hang", "kho bac", "buu dien",
    "vien", "toa an", "thanh tra", "dien luc", "cdcs", "cd", "cong thong tin", "cac co quan", "co quan", "thu truong", "chu tich", "giam doc",
    "truong phong", "hieu truong", "chanh van phong", "lanh dao", "cac dia phuong", "dia phuong", "cac to chuc", "to chuc", "cac khoa", "khoa",
    "vien kiem sat", "cac huyen", "cac xa", "cac thanh vien", "phat thanh", "hat kiem lam", "vuon quoc gia", "khu bao ton", "chu rung",
    "cac chu rung", "cac cong ty", "cac ban quan ly", "cac benh vien", "cac hoc vien", "cac co so", "co so", "cac vien", "cac cuc", "cac vu",
    "cac chi cuc", "cac hiep hoi", "cac doan the", "doan the", "cac hat", "hat", "truong ban", "cac dong chi", "cac chi bo", "chi bo", "cac dang uy",
    "thuong truc", "ban thuong vu", "btv", "uvbch", "gd", "pgd", "thcs", "thpt", "cac thu vien", "thu vien", "bao tang", "nha van hoa", "cac nha",
    "cac to", "to bo mon", "tong bien tap", "truyen thanh", "cac dai", "cac huyen uy", "bch", "bcd", "hoi cha me", "cac cau lac bo", "vietnam",
    "cac chi", "dang bo", "cac dang bo", "cac cap uy", "cap uy", "to", "ben xe", "cac ben xe", "quy co quan", "quy don vi", "cac ngan hang",
    "to chuc tin dung", "cac quy", "cac doi", "doi", "don", "tram", "cac tram", "cac cap", "hop tac xa", "cac khu pho", "to dan pho", "cac thon",
    "cac ap", "ban giam hieu", "nha may", "cac bo phan", "bo phan", "khoi", "cac khoi", "cum", "cac cum", "cac chu", "quy vi", "quy bao", "quy dai", "quy so", "quy ubnd", "quy doanh nghiep", "quy cong ty", "quy phu huynh", "phu huynh", "chu dau tu", "nha thau", "chi nhanh", "cac chi nhanh", "lien nganh", "chi doan", "chi hoi", "quy truong",
    "quy tin dung", "cac quy", "thue co so", "thue tinh", "thue thanh pho", "bhxh", "bao hiem xa hoi", "hai quan", "bien phong", "bo doi", "luc luong",
    "cac luc luong", "nha mang", "cac nha mang", "cac tieu ban", "tieu ban", "lien minh", "giao vien", "tong phu trach", "bi thu", "pho chu tich",
    "pho giam doc", "pho hieu truong", "pho truong", "ke toan", "nhan vien", "cac cau lac bo", "cau lac bo", "clb", "ubmttq", "cac ubnd", "vnpt",
    "viettel", "mobifone", "cac tap doan", "cac tong cong ty", "quy khach", "khach hang", "cac tinh doan", "xa doan", "phuong doan",
    "chi huy truong", "truong cong an", "truong don", "dai dien", "ban to chuc", "ban tuyen giao", "cac khu", "khu du lich",
    "cang vu", "cac cang", "cac hang", "gia lang", "nha hat", "nha thieu nhi", "truong thon", "truong ap", "nguoi co uy tin", "chuc sac", "cac ho", "trung doan", "su doan", "lu doan", "tieu doan", "dai doi", "cac trung doan", "trai giam", "cac trai", "ban dieu hanh",
)  # fmt: skip
# The same letters, but no body: "số lượng", "ban hành", "tổ chức thực hiện", "bố trí".
_NO_HEAD = (
    r"(?!so\s+(?:ket|khao|tuyen|luong|lieu|dien|dt|nha|tien|ngay|nay|\d)|ban\s+(?:hanh|be)|bo\s+(?:tri|sung)"
    r"|doi\s+(?:voi|tuong|thoai|chieu|moi|dau|ngoai)|hoi\s+(?:nghi|thao|cho|truong|y)|phong\s+(?:chong|trao|ngua|tranh)|phong\s*,\s*chong"
    r"|truong\s+hop|vu\s+(?:viec|an|mua)|nganh\s+nghe|cuc\s+bo|khoa\s+(?:hoc|luan)|co so\s+(?:vat chat|du lieu|ha tang|phap ly|do|so)"
    r"|to\s+(?:roi|gap|trinh|khai)|khoi\s+(?:luong|phuc)|cum\s+tu|don\s+(?:thu|gia|doc|vi tinh)|dai\s+dich"
    r"|vien\s+(?:phi|dan)|bo\s+(?:cau hoi|tai lieu|mat|may)|dai dien\s+(?:cho|la)|khach hang\s+(?:la|can|co)"
    r"|to chuc\s+(?!chinh tri|xa hoi|dang|doan\b|hoi\b|tin dung|cong doan|kinh te|phi|quoc te|va\b|ca nhan)\w|bao\s+(?:cao|dam|gom|ve)|hoi thi\b|vien chuc)"
)
_HEAD = re.compile(
    r"^\W*(?:(?:tat ca|toan the|(?:cac )?dong chi|quy)\s+)?"
    + _NO_HEAD
    + r"(?:"
    + "|".join(sorted(HEADS, key=len, reverse=True))
    + r")\b"
)
# Phrases whose commas do not divide: one group of bodies (levelled).
_GROUPS = re.compile(
    r"doan\s+(?:dbqh|dai bieu quoc hoi)(?:\s+tinh)?\s*(?:va|,|-)\s*(?:hdnd|hoi dong nhan dan)|hdnd\s*(?:va|,)\s*ubnd|hoi dong nhan dan\s*(?:va|,)\s*uy ban nhan dan"
    r"|so,?\s*(?:va\s+)?ban(?:,|\s)\s*(?:va\s+)?nganh(?:\s*(?:,|va)\s*doan the)?(?:\s*(?:,|va)\s*(?:hoi|mat tran)[^,;]{0,20})?"
    r"|so,?\s*nganh|ban,\s*nganh(?:,\s*doan the)?"
    r"|(?:huyen|tinh|thi|xa)\s+doan\s*,\s*(?:thi doan\s*,\s*)?(?:thanh|phuong|thi)\s+doan|huyen uy\s*,\s*(?:thi uy\s*,\s*)?thanh uy"
    r"|trung hoc pho thong\s*,\s*trung tam giao duc thuong xuyen|huyen(?:\s*(?:,|va)\s*(?:thi xa|thi|quan|tp|thanh pho)\b)+(?:\s+thuoc tinh)?"
    r"|quan\s*,\s*huyen(?:\s*,?\s*(?:thi xa|tp\.?|thanh pho)\s*[^,;:.]{0,24})?|thanh pho\s*,\s*thi xa|thi xa\s*,\s*thanh pho"
    r"|xa\s*,\s*phuong(?:\s*,\s*(?:thi tran|dac khu))?|phuong\s*,\s*xa(?:\s*,\s*(?:thi tran|dac khu))?"
    r"|dai hoc\s*,\s*cao dang(?:\s*,\s*trung (?:cap|hoc)[^,;]{0,30})?|cao dang\s*,\s*trung cap"
    r"|phong\s*,\s*(?:ban|trung tam|chong)[^,;]{0,40}|co quan\s*,\s*(?:don vi|to chuc|ban nganh)(?:\s*,\s*(?:dia phuong|doanh nghiep|don vi))?"
    r"|don vi\s*,\s*(?:dia phuong|truong hoc|ca nhan)|vien chuc\s*,\s*nguoi lao dong|ban\s*,\s*bo\s*,\s*nganh|phat thanh\s*,\s*truyen hinh"
    r"|van hoa\s*,\s*(?:the thao|thong tin)(?:\s+va\s+(?:du lich|truyen thanh|truyen thong|the thao|gia dinh))?|bao chi\s*,\s*xuat ban|nong thon\s*,|tai nguyen\s*,|hop tac xa\s*,"
)
_COMMON = re.compile(
    r"\b(?:cac|tat ca|toan the|nhung|tren dia ban|thuoc|truc thuoc|trong|toan|cua)\b"
)


# "TTYT các huyện", "BQL rừng": letters that no word has stand for a body's name.
_INITIALS = re.compile(
    r"^\W*(?:[Cc]ác\s+)?(?=[A-ZĐ&]{3,})(?![IVX]+\b)[A-ZĐ&]+(?=$|[,;:.]|\s+(?:[^\sA-ZĐ]|[A-ZĐ][^A-ZĐ]))"
)


def opens_body(text: str) -> bool:
    """Whether a text starts with the name of a body or of a group of bodies."""
    return bool(_HEAD.match(level(text)) or _INITIALS.match(text))


def divide(text: str) -> list[str]:
    """Divide a list of bodies: "Sở, ban, ngành tỉnh, UBND các huyện, thị xã" → two.

    Commas inside a group's name do not divide; a part that opens no body belongs to the part
    before it.
    """
    flat = level(text)
    held = {at for match in _GROUPS.finditer(flat) for at in range(match.start(), match.end())}
    cuts: list[tuple[int, int]] = []
    depth = 0
    for match in re.finditer(r"[()]|[;,]\s*(?:va\s+|và\s+)?|\s+va\s+(?=\S)", flat):
        sign = match[0]
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth = max(0, depth - 1)
        elif _INITIALS_JOINED.search(text[: match.start()]) and _INITIALS_ON.match(
            text[match.end() :]
        ):
            continue  # "Ban Chỉ huy PCTT và TKCN"
        elif depth == 0 and match.start() not in held:
            before = flat[cuts[-1][1] if cuts else 0 : match.start()].strip()
            if " " not in before:
                continue  # "Báo và Đài Phát thanh, Truyền hình": a head word alone is no body
            if sign.startswith(";") or (
                opens_body(text[match.end() :]) and not _shares(text, match)
            ):
                cuts.append((match.start(), match.end()))
    parts: list[str] = []
    at = 0
    for start, end in cuts:
        parts.append(text[at:start])
        at = end
    parts.append(text[at:])
    return [part.strip(" \t-–;,.:") for part in parts if part.strip(" \t-–;,.:")]


# Letters that stand for matters, no bodies': "PCTT và TKCN", "PCCC và CNCH".
_INITIALS_JOINED = re.compile(
    r"(?<!\w)(?!UBND|HĐND|MTTQ|LĐLĐ|TTYT|VNPT|CSGT|BHXH|HTX)[A-ZĐ]{3,6}$"
)
_INITIALS_ON = re.compile(r"(?!UBND|HĐND|MTTQ|LĐLĐ|TTYT|VNPT|CSGT|BHXH|HTX)[A-ZĐ]{3,6}\b")


def names_in(addressees: Sequence[str]) -> tuple[str, ...]:
    """Give the bodies that Kính gửi names, one by one."""
    return tuple(body for line in addressees for body in divide(line) if len(body) > 5)


# "các trường", and a head with a number: "khối 487".
_OWN_HEAD = re.compile(r"(?:các|cac|tất cả|toàn thể|những)\b|\w+\s\d+\b")


# Heads that no other head lends its "các" to: "Phòng GD&ĐT, huyện đoàn".
_OTHER_HEAD = re.compile(
    r"(?:huyen|tinh|thanh|xa|phuong|thi) doan\b|cong an\b|ubnd\b|uy ban\b|benh vien\b|trung tam\b|hoi\s|so\s|ban\s"
)


def _shares(text: str, cut: re.Match[str]) -> bool:
    """Say whether a part behind a comma shares the head before it: "Các chi, đảng bộ", "các trường THPT, trường trực thuộc"."""
    rest = text[cut.end() :]
    if not cut[0].startswith(",") or "va" in cut[0] or "và" in cut[0]:
        return False
    if _OWN_HEAD.match(rest) or not rest[:1].islower():
        return False
    return not _OTHER_HEAD.match(level(rest)) or bool(_OWN_HEAD.match(text.strip().lower()))


def body_key(name: str) -> str:
    """Give a form in which two spellings of one body agree: "UBND các huyện" = "Ủy ban nhân dân huyện"."""
    flat = level(name)
    flat = re.sub(r"\(.*?\)", " ", flat)
    flat = re.sub(r"\bubnd\b", "uy ban nhan dan", flat)
    flat = re.sub(r"\bgd\s*(?:&|va)?\s*dt\b", "giao duc va dao tao", flat)
    flat = re.sub(r"\btt\s*(?:&|va)\s*tt\b", "thong tin va truyen thong", flat)
    flat = re.sub(r"\bttdt\b", "thong tin dien tu", flat)
    flat = re.sub(r"\b(?:ptth|pt-th|pt&th|pt va th)\b", "phat thanh va truyen hinh", flat)
    flat = _COMMON.sub(" ", flat)
    flat = re.sub(r"\btinh(?:\s+[a-z]+){0,3}$|\btinh\b", " ", flat)
    words = re.findall(r"[a-z0-9]+", flat)
    return " ".join(word for word in words if word != "va")


def same_body(one: str, other: str) -> bool:
    """Whether two names mean one body, as far as their words say."""
    a, b = body_key(one), body_key(other)
    if not a or not b:
        return False
    if a == b:
        return True
    x, y = set(a.split()), set(b.split())
    small, large = (x, y) if len(x) <= len(y) else (y, x)
    return len(small) >= 3 and small <= large and len(large) - len(small) <= 3


_DEPARTMENTS = re.compile(r"^so\b.*\bban\b.*\bnganh\b|^so\b.*\bnganh\b|^so ban nganh\b")
GROUP_HEADS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (_DEPARTMENTS, re.compile(r"^so\s+(?!ban\b|nganh\b)\w|^thanh tra|^ban dan toc|^cong an|^ban quan ly")),
    (re.compile(r"\bdoan the\b"), re.compile(r"^(?:hoi|doan|tinh doan|lien doan|mat tran|uy ban mat tran|ubmttq|lien minh)\b")),
    (re.compile(r"^uy ban nhan dan (?:huyen|quan|thi xa)"), re.compile(r"^uy ban nhan dan (?:huyen|quan|thi xa|thanh pho)\s+\w+")),
    (re.compile(r"^truong\b"), re.compile(r"^truong\b")),
)  # fmt: skip


def group_holds(group: str, body: str) -> bool:
    """Whether a named group ("Sở, ban, ngành, đoàn thể tỉnh") takes in a body by its head word."""
    group_key, key = body_key(group), body_key(body)
    if group_key == key:
        return False
    return any(wide.search(group_key) and narrow.search(key) for wide, narrow in GROUP_HEADS)
