"""The fixed forms of a letter: the marks by which its zones are known (levelled patterns)."""

import re
from difflib import SequenceMatcher

from loa.crafts.reading.level import level
from loa.crafts.reading.pieces import Piece
from loa.crafts.viet import old_style

NUMBER = re.compile(
    r"\W{0,3}(?:s[o06]|s6)\s*[:.;,]\s*|\W{0,3}so\s*(?=\d{0,6}\s*[-/])|\W{0,3}so\s+(?=\d+\s*[-/])"
)
SYMBOL_AT_END = re.compile(r"[/-]\s?[A-ZĐ]{1,}[\w&.]*(?:\s?[-/]\s?[A-ZĐ][\w&.]*)*\W*$")
# The stamp of the office that received a letter.
ARRIVAL = re.compile(
    r"^\W*(?:(?:cong van |van ban )?den(?:\W+(?:so|ngay|gio)\b.*)?\W*$|ngay\s*[:.;][\d\s./-]*\W*$"
    r"|s[o06]\s*[:.;]?[\d\s.,_-]*$|(?:kinh )?chuyen\s*:|luu (?:ho so|hs)\b|gio\s*:)"
)
BARE_SYMBOL = re.compile(
    r"^\W{0,2}/\s?[A-ZĐ]{2,}[\w&.+-]*\W*$|^\W{0,3}[A-ZĐ]{1,3}[a-z]?[-/][A-ZĐ]{2,}[\w&.+-]*\W*$"
)
DATED = re.compile(
    r",?\s*ngay\b.{0,16}thang\b.{0,12}\bnam\b|,\s*ngay\s*\d{1,2}\s*[/-]\s*\d{1,2}\s*[/-]\s*\d{4}"
)
ABOUT = re.compile(r"^\W*v\s*[/.]\s*v\b")
# What a pen leaves of a place and date on a scan: "Quảng Ngãi, … 2021".
TORN_DATE = re.compile(r"^\W{0,2}[A-ZĐ][\w. ]{2,32},.{0,44}?\b(?:19|20)\d\d\W*$")
NATION = re.compile(
    r"xa\s+h\S{1,2}\s+chu\s+nghia|cong\s+hoa\s+xa|d\S{1,2}c\s+lap\s*\W{1,4}\s*tu\s+do|dang\s+cong\s+san\s+viet|tu\s+do\s*\W{1,4}\s*hanh\s+phuc"
)
# The right column's heading on letters of the Youth Union; the left column's issuer says it too.
YOUTH = re.compile(r"^\W*doan\s+(?:tncs|thanh\s+nien\s+cong\s+san)\s+ho\s+chi\s+minh\W*$")
TO = re.compile(
    r"[\W_]{0,4}k[il1]nh\s*(?:g\S{1,3}i|moi|chuyen|trinh)\b\s*[:;.]?\s*|.{0,80}\bdien\s*:\s*$"
)
# An OCR leaves dirt behind it: "Nơi nhận: '", "Nơi nhập", "Nữt nhận:".
RECEIVED = re.compile(
    r"[\W_]{0,4}(?:n?o?[il1]|n\S{1,2})\s+nh\S{1,2}[np]\s*[:;.,]?\s*(?=\W{0,6}$|-|\()", re.ASCII
)
RULE = re.compile(r"^[\W_]{2,}$")
AUTHORITY = re.compile(r"^\W{0,3}(?:KT|TM|TL|TUQ|T/M|Q|K/T|TH|T\.M|K\.T)\s*[./]\s*\S")
ROLES = (
    "giam doc", "chu tich", "hieu truong", "chanh van phong", "cuc truong", "tong cuc truong",
    "bo truong", "thu truong", "truong ban", "vu truong", "bi thu", "truong phong", "chi cuc truong",
    "tong giam doc", "thu tuong", "truong", "chanh thanh tra", "tong bien tap", "chu nhiem",
    "vien truong", "chanh an", "tu lenh", "chinh uy", "thong doc", "giam doc cong an",
    "pho thu tuong", "bi thu tinh uy", "chi huy truong", "tong thu ky", "truong tieu ban",
    "don truong", "vien pho", "chi cuc pho", "chu nhiem", "thuong truc", "trung doan truong", "truong doan", "to truong",
    "tram truong", "doi truong", "hat truong", "truong khoa", "tong bien tap", "chinh tri vien", "chi huy pho", "thuyen truong", "quyen giam doc", "giam thi", "dien luc", "uy vien",
)  # fmt: skip
_ROLE_LINE = re.compile(
    r"^\W{0,3}(?:q\.\s*|quyen\s+)?(?:pho\s+|pho tong\s+)?(?:"
    + "|".join(sorted(ROLES, key=len, reverse=True))
    + r")\b.{0,60}$"
)
TYPES = {
    "cong van": "Công văn", "ke hoach": "Kế hoạch", "cong dien": "Công điện",
    "thong bao": "Thông báo", "huong dan": "Hướng dẫn", "chi thi": "Chỉ thị",
    "quyet dinh": "Quyết định", "to trinh": "Tờ trình", "thu ngo": "Thư ngỏ",
    "giay moi": "Giấy mời", "bao cao": "Báo cáo", "nghi quyet": "Nghị quyết",
    "chuong trinh": "Chương trình", "thong tri": "Thông tri", "ket luan": "Kết luận",
    "quy che": "Quy chế", "quy dinh": "Quy định", "phuong an": "Phương án", "de an": "Đề án",
    "loi keu goi": "Lời kêu gọi", "thu keu goi": "Thư kêu gọi", "giay trieu tap": "Giấy triệu tập",
    "thong cao bao chi": "Thông cáo báo chí", "thong cao": "Thông cáo",
}  # fmt: skip
# With what some add: "KẾ HOẠCH LIÊN NGÀNH", "THÔNG BÁO KẾT LUẬN", "CÔNG ĐIỆN KHẨN".
TITLE = re.compile(
    r"^[\W_]*("
    + "|".join(sorted(TYPES, key=len, reverse=True))
    + r")(?:\s+(?:lien\s+(?:nganh|tich)|phoi hop|ket luan|khan|noi bo|so \d+|chuyen de|tom tat|nhanh|hoa toc"
    r"|(?:dinh|nhiem) ky|quy \w+|thang \d+|(?:so|tong) ket))?\W*$"
)
TORN = 0.75  # as difflib says


def torn_title(piece: Piece) -> str | None:
    """Give the type that a line in the middle of a scan almost says: "Ki | HOẠCH"."""
    box = piece.box
    if box is None or len(piece.text) > 16 or not 0.4 < box.middle < 0.66:
        return None
    letters = re.sub(r"[^a-z ]", "", piece.flat).strip()
    if len(letters) < 5:
        return None
    likeness, key = max((SequenceMatcher(None, letters, key).ratio(), key) for key in TYPES)
    return TYPES[key] if likeness >= TORN else None


BODY_START = re.compile(
    r"^\W*(?:can cu|thuc hien|theo|tiep tuc thuc hien|trien khai|de |nham|trong thoi gian|ngay \d|vua qua"
    r"|hien nay|thoi gian qua|i+\s*[.,]\s|phan\s+(?:i|thu)|1\s*[.)]\s|dieu\s+1|xet|nhan|qua |thua|ubnd|uy ban|so |kinh thua"
    r"|chuong i|muc i|trong|nam |tai |sau khi|duoc su|huong ung|chap hanh|phuc dap|tren co so|voi )\b"
)
ANNEX = re.compile(
    r"^\W*(?:phu\s+luc|danh\s+sach|bieu\s+mau|mau\s+so|mau\s+\d|bieu\s+so|de\s+cuong|phieu)\b"
)
PAGE_NUMBER = re.compile(r"^\W{0,2}\d{1,3}\W{0,2}$|^\W*trang\s+\d+(?:\s*/\s*\d+)?\W*$")
SIGNED_NOTE = re.compile(
    r"\b(?:nguoi ky|ky boi|ky so boi|thoi gian ky|ngay ky|co quan ky|signed by|digitally)\b"
    r"|^\+\d\d:\d\d$|^\d{1,2}[./-]\d{1,2}[./-]\d{4}\s+\d{1,2}:\d{2}(?::\d{2})?"
)

# Beside a note of signing only: a letter's own contact may open a line with "Email:" too.
SIGNER_DETAIL = re.compile(
    r"^\W*(?:e?mail\s*:\s*\S+@|co quan\s*:|thoi gian\s*:\s*\d)|^\S+@[\w.-]+\W*$"
)


URGENCY = re.compile(r"\b(hoa\s+[txl]oc(?:\s+hen\s+gio)?|thuong\s+khan|khan)\b")


def is_urgency(piece: Piece) -> bool:
    """Say whether a line is nothing but a stamp of urgency."""
    return bool(URGENCY.fullmatch(re.sub(r"[^a-z ]+", " ", piece.flat).strip()))


def is_capital(text: str) -> bool:
    """Say whether the letters are capitals (two thirds, because OCR loses some)."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) >= 0.67 * len(letters)


def is_role_line(piece: Piece) -> bool:
    """Say whether a line is a signer's office in capitals: "PHÓ GIÁM ĐỐC"."""
    return (
        is_capital(piece.text) and len(piece.text) < 70 and bool(_ROLE_LINE.match(piece.flat))
    )


# A seal beside a name leaves dirt before it: "p0S.T6 Lê Thị Hồng Ánh".
_NAME_AT_END = re.compile(
    r"(?:^|\s)(?P<name>[A-ZĐÀ-Ỹ][a-zđà-ỹ]*(?:\s[A-ZĐÀ-Ỹ][a-zđà-ỹ]+){2,4})\W*$"
)
_NAME_WORD = re.compile(r"^[A-ZĐÀ-ỸƯƠĂÂÊÔ](?:['’][A-ZĐÀ-Ỹ]?)?[a-zđà-ỹ]*$")  # "K'", "H'Nhung"
_TITLES = re.compile(
    r"^(?:(?:pgs|gs|ts|ths|bs|bscki|bsckii|bs\.?ck[i1]+|dr|nguoi|pho|ky su|luat su|thieu tuong|trung tuong|dai ta"
    r"|thuong ta|trung ta|thieu ta|thuong tuong|dai tuong|ong|ba|dong chi|cn|ks|cki|ckii|ngut|ngnd|tt[a-z]{2})[.,]?\s*[.,]?\s*)+"
)


def bare_name(text: str) -> str:
    """Give a name without the degrees and ranks before it."""
    flat = level(text)
    match = _TITLES.match(flat)
    rest = text[match.end() :].strip() if match else text.strip()
    rest = rest.strip(" .,;:-–_“”\"'|")
    dirty = _NAME_AT_END.search(rest)
    if dirty and not re.search(r"[a-zđà-ỹ]{3}", rest[: dirty.start("name")]):
        return dirty["name"]
    return rest


def name_like(text: str) -> bool:
    """Whether a line is a person's name: two to six capitalised Vietnamese words.

    A body's head word shows by its mark: Vũ is a family, Vụ is none; Trương, not Trường.
    """
    words = bare_name(text).split()
    if not 2 <= len(words) <= 6 or not all(_NAME_WORD.match(word) for word in words):
        return False
    if not all(word[0].isupper() for word in words[1:]):
        return False
    return old_style(words[0].lower()) not in _BODY_WORDS


_BODY_WORDS = frozenset(
    ("sở", "bộ", "ban", "phòng", "trường", "cục", "vụ", "ủy", "hội", "trung", "viện", "khoa",
     "tổng", "liên", "chi", "công", "đảng", "ngân", "tòa", "báo", "đài", "văn")
)  # fmt: skip
