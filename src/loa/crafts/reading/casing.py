"""Names printed in capitals, written as in running text: "SỞ Y TẾ" → "Sở Y tế"."""

import re
from difflib import SequenceMatcher

from loa.crafts.reading.level import level
from loa.crafts.viet import is_syllable

# Names whose casing no rule gives. From NĐ 30/2020, Phụ lục II, and the names of departments.
KNOWN_BODIES = (
    "Ủy ban nhân dân", "Hội đồng nhân dân", "Sở Thông tin và Truyền thông", "Sở Giáo dục và Đào tạo", "Sở Y tế",
    "Sở Khoa học và Công nghệ", "Sở Nông nghiệp và Phát triển nông thôn", "Sở Nông nghiệp và Môi trường",
    "Sở Tài nguyên và Môi trường", "Sở Văn hóa, Thể thao và Du lịch", "Sở Lao động - Thương binh và Xã hội",
    "Sở Kế hoạch và Đầu tư", "Sở Tài chính", "Sở Công Thương", "Sở Xây dựng", "Sở Giao thông vận tải", "Sở Nội vụ",
    "Sở Tư pháp", "Sở Ngoại vụ", "Sở Du lịch", "Sở Văn hóa và Thể thao", "Ban Tuyên giáo", "Ban Chỉ đạo", "Ban Chỉ huy",
    "Liên đoàn Lao động", "Công đoàn Giáo dục", "Bộ Thông tin và Truyền thông", "Bộ Giáo dục và Đào tạo", "Bộ Y tế",
    "Bộ Công an", "Bộ Công Thương", "Bộ Nông nghiệp và Môi trường", "Bộ Nội vụ", "Bộ Văn hóa, Thể thao và Du lịch",
    "Bộ Tài chính", "Bộ Tư pháp", "Bộ Xây dựng", "Bộ Quốc phòng", "Bộ Ngoại giao", "Bộ Giao thông vận tải", "Bộ Kế hoạch và Đầu tư",
    "Bộ Khoa học và Công nghệ", "Bộ Tài nguyên và Môi trường", "Bộ Lao động - Thương binh và Xã hội", "Bộ Dân tộc và Tôn giáo",
    "Bộ Nông nghiệp và Phát triển nông thôn", "Văn phòng Chính phủ", "Thanh tra Chính phủ", "Ủy ban Dân tộc", "Văn phòng", "Tỉnh ủy", "Thành ủy",
    "Huyện ủy", "Đảng ủy", "Đảng bộ", "Công an", "Trường Đại học", "Trường Cao đẳng", "Trường Trung học phổ thông",
    "Trường Trung học cơ sở", "Trường Tiểu học", "Trường Mầm non", "Phòng Giáo dục và Đào tạo", "Phòng Văn hóa và Thông tin",
    "Cục An toàn thông tin", "Chi cục Kiểm lâm", "Hội Liên hiệp Phụ nữ", "Ủy ban Mặt trận Tổ quốc Việt Nam", "Ban Chấp hành", "Ban Chỉ huy Phòng thủ dân sự",
    "Ban Tuyên giáo và Dân vận", "Trung tâm Y tế", "Hội Nông dân", "Hội Cựu chiến binh", "Đoàn TNCS Hồ Chí Minh",
    "Ban Quản lý", "Ban Dân tộc", "Trung tâm Công báo và Tin học", "Báo", "Đài Phát thanh và Truyền hình", "Bộ Chỉ huy Quân sự",
    "Kho bạc Nhà nước", "Ngân hàng Nhà nước Việt Nam", "Sở Dân tộc và Tôn giáo", "Tổng cục", "Ban Thường vụ", "Thanh tra",
    "Tổng cục Thuế", "Cục Thuế", "Chi cục Thuế", "Thuế", "Tổng cục Hải quan", "Cục Hải quan", "Chi cục Hải quan",
    "Tổng cục Quản lý thị trường", "Cục Quản lý thị trường", "Chi cục Quản lý thị trường", "Cục Thống kê", "Tổng cục Thống kê",
    "Ban Tổ chức", "Ban Dân vận", "Ban Nội chính", "Ủy ban Kiểm tra", "Hội Chữ thập đỏ",
    "Hội Người cao tuổi", "Hội Khuyến học", "Hiệp hội Doanh nghiệp", "Tổng công ty Điện lực", "Công ty Điện lực", "Bệnh viện Đa khoa",
    "Phòng Nội vụ", "Phòng Y tế", "Phòng Tư pháp", "Phòng Tài nguyên và Môi trường", "Phòng Kinh tế", "Phòng Văn hóa - Xã hội",
    "Phòng Lao động - Thương binh và Xã hội", "Phòng Tài chính - Kế hoạch", "Cơ quan Thường trực", "Mặt trận Tổ quốc Việt Nam",
    "Văn phòng Điều phối", "Trung tâm Kiểm soát bệnh tật", "Bảo hiểm xã hội", "Viện kiểm sát nhân dân", "Tòa án nhân dân",
    "Kiểm toán Nhà nước", "khu vực", "Bộ Tư lệnh", "Bộ đội Biên phòng", "Đồn Biên phòng", "Bưu điện", "Điện lực", "Bảo vệ môi trường",
)  # fmt: skip
# Provinces by their names before and after July 2025: an OCR misreads their marks in capitals.
PLACES = (
    "An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bến Tre", "Bình Dương", "Bình Định",
    "Bình Phước", "Bình Thuận", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Đắk Nông", "Điện Biên", "Đồng Nai",
    "Đồng Tháp", "Gia Lai", "Hà Giang", "Hà Nam", "Hà Nội", "Hà Tĩnh", "Hải Dương", "Hải Phòng", "Hậu Giang", "Hòa Bình",
    "Hồ Chí Minh", "Hưng Yên", "Khánh Hòa", "Kiên Giang", "Kon Tum", "Lai Châu", "Lạng Sơn", "Lào Cai", "Lâm Đồng", "Long An",
    "Nam Định", "Nghệ An", "Ninh Bình", "Ninh Thuận", "Phú Thọ", "Phú Yên", "Quảng Bình", "Quảng Nam", "Quảng Ngãi",
    "Quảng Ninh", "Quảng Trị", "Sóc Trăng", "Sơn La", "Tây Ninh", "Thái Bình", "Thái Nguyên", "Thanh Hóa", "Thừa Thiên Huế",
    "Tiền Giang", "Trà Vinh", "Tuyên Quang", "Vĩnh Long", "Vĩnh Phúc", "Yên Bái",
)  # fmt: skip
_BY_LENGTH = [
    (name, level(name)) for name in sorted((*KNOWN_BODIES, *PLACES), key=len, reverse=True)
]
_COMMON = {
    "tỉnh",
    "huyện",
    "xã",
    "phường",
    "thị",
    "trấn",
    "thành",
    "phố",
    "quận",
    "và",
    "đặc",
    "khu",
}
_SHORT = re.compile(
    r"^(?:UBND|HĐND|THPT|THCS|TH|GDĐT|GD&ĐT|TT&TT|BCH|TNCS|CNTT|TP\.?|TW|MTTQ|TP|BCĐ|LĐLĐ|GDTX|HCM|[IVX]+|\d+)$"
)
_PLACE_HEADS = {"tỉnh", "huyện", "xã", "phường", "quận", "phố", "trấn"}


def written(name: str, body: str) -> str:
    """Write a name in capitals as running text has it.

    The letter's own body decides where it holds the same words, then a list of known names;
    what is left is a proper name and takes capitals.
    """
    words = name.split()
    for known, flat in _BY_LENGTH:
        if level(name) == flat:
            return known
    if any(len(word) > 9 for word in words) and (parted := _unglued(name)):
        return parted
    letters = [letter for letter in name if letter.isalpha()]
    if not letters or sum(letter.islower() for letter in letters) > 0.3 * len(letters):
        return name
    found = _in_body(name, body)
    if found:
        return found
    lowered = [word if _is_short(word) else word.lower() for word in words]
    out = _known_inside(" ".join(_proper(lowered)))
    return out[:1].upper() + out[1:]


def _known_inside(name: str) -> str:
    """Write the known names in it as they are written; the longest first, each letter once.

    "Báo" is a body, and no part of "Bảo hiểm xã hội".
    """
    flat_name = level(name)
    taken: list[tuple[int, int]] = []
    for known, flat in _BY_LENGTH:
        match = re.search(rf"\b{re.escape(flat)}\b", flat_name)
        if match is None or not _agrees(known, name[slice(*match.span())]):
            continue
        if all(match.end() <= a or match.start() >= b for a, b in taken):
            name = name[: match.start()] + known + name[match.end() :]
            taken.append(match.span())
    return name


def _agrees(known: str, printed: str) -> bool:
    """Say whether a known name is meant: one word must have its marks, "BẢO" is not "Báo"."""
    return " " in known or printed.lower() == known.lower()


_PLACE_ENDS = re.compile(
    r"\b(?:" + "|".join(re.escape(level(name)) for name in PLACES) + r")\W*$"
)


def ends_in_place(name: str) -> bool:
    """Say whether a name ends with a province's: there a line is whole."""
    return bool(_PLACE_ENDS.search(level(name)))


def is_known(name: str, body: str) -> bool:
    """Say whether each name in it is on our lists, or the letter's own body says it too."""
    rest = name
    for known, _ in _BY_LENGTH:
        rest = rest.replace(known, "")
    words = [word for word in re.findall(r"\w+", rest.lower()) if word not in _COMMON]
    return not [word for word in words if word not in ("ubnd", "tp")] or (
        len(name) > 6 and name in body
    )


def _unglued(name: str) -> str | None:
    """Part a people's committee that an OCR ran together: "UBNDTỈNHPHÚTHỌ"."""
    glued = _squeezed(name)
    for place in PLACES:
        for head in ("UBND tỉnh", "UBND thành phố", "Ủy ban nhân dân tỉnh"):
            whole = f"{head} {place}"
            if SequenceMatcher(None, glued, _squeezed(whole)).ratio() >= 0.95:
                return whole
    return None


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", level(text))


def is_garbled(name: str) -> bool:
    """Say whether an OCR spoilt a name: a word is no syllable, or a second body begins inside."""
    words = re.findall(r"\w+", name)
    spoilt = any(not is_syllable(word.lower()) and not _is_short(word) for word in words)
    return spoilt or bool(
        re.search(
            r"\S\s(?:Sở|Bộ|Phòng|Trường|UBND|Cục|Ban Tuyên giáo|Ban Tổ chức|Ban Dân vận)\s",
            name,
        )
    )


def _in_body(name: str, body: str) -> str | None:
    pattern = r"\b" + r"\s+".join(re.escape(word) for word in level(name).split()) + r"\b"
    for match in re.finditer(pattern, level(body)):
        text = " ".join(body[match.start() : match.end()].split())
        if not text.isupper():
            return text[:1].upper() + text[1:]
    return None


def _is_short(word: str) -> bool:
    """Say whether a word is an abbreviation: on our list, or no syllable in capitals ("PCCC")."""
    bare = word.strip("(),.;")
    if _SHORT.match(bare):
        return True
    return (
        bare.isupper()
        and len(bare) > 1
        and not re.search(r"[AEIOUYaeiouy]", level(bare).upper())
    )


def _proper(words: list[str]) -> list[str]:
    """Write common nouns small, the rest with a capital."""
    return [
        word if word in _COMMON or _is_short(word) else word[:1].upper() + word[1:]
        for word in words
    ]
