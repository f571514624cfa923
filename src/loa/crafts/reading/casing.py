"""Names printed in capitals, written as in running text: "SỞ Y TẾ" → "Sở Y tế"."""

import re

# Names whose casing no rule gives. From NĐ 30/2020, Phụ lục II, and the names of departments.
_KNOWN = (
    "Ủy ban nhân dân", "Hội đồng nhân dân", "Sở Thông tin và Truyền thông", "Sở Giáo dục và Đào tạo", "Sở Y tế",
    "Sở Khoa học và Công nghệ", "Sở Nông nghiệp và Phát triển nông thôn", "Sở Nông nghiệp và Môi trường",
    "Sở Tài nguyên và Môi trường", "Sở Văn hóa, Thể thao và Du lịch", "Sở Lao động - Thương binh và Xã hội",
    "Sở Kế hoạch và Đầu tư", "Sở Tài chính", "Sở Công Thương", "Sở Xây dựng", "Sở Giao thông vận tải", "Sở Nội vụ",
    "Sở Tư pháp", "Sở Ngoại vụ", "Sở Du lịch", "Sở Văn hóa và Thể thao", "Ban Tuyên giáo", "Ban Chỉ đạo", "Ban Chỉ huy",
    "Liên đoàn Lao động", "Công đoàn Giáo dục", "Bộ Thông tin và Truyền thông", "Bộ Giáo dục và Đào tạo", "Bộ Y tế",
    "Bộ Công an", "Bộ Công Thương", "Bộ Nông nghiệp và Môi trường", "Bộ Nội vụ", "Văn phòng", "Tỉnh ủy", "Thành ủy",
    "Huyện ủy", "Đảng ủy", "Đảng bộ", "Công an", "Trường Đại học", "Trường Cao đẳng", "Trường Trung học phổ thông",
    "Trường Trung học cơ sở", "Trường Tiểu học", "Trường Mầm non", "Phòng Giáo dục và Đào tạo", "Phòng Văn hóa và Thông tin",
    "Cục An toàn thông tin", "Chi cục Kiểm lâm", "Hội Liên hiệp Phụ nữ", "Ủy ban Mặt trận Tổ quốc Việt Nam", "Ban Chấp hành",
    "Ban Tuyên giáo và Dân vận", "Trung tâm Y tế", "Hội Nông dân", "Hội Cựu chiến binh", "Đoàn TNCS Hồ Chí Minh",
    "Ban Quản lý", "Ban Dân tộc", "Trung tâm Công báo và Tin học", "Báo", "Đài Phát thanh và Truyền hình", "Bộ Chỉ huy Quân sự",
    "Kho bạc Nhà nước", "Ngân hàng Nhà nước Việt Nam", "Sở Dân tộc và Tôn giáo", "Tổng cục", "Ban Thường vụ", "Thanh tra",
    "Văn phòng Điều phối", "Trung tâm Kiểm soát bệnh tật", "Bảo hiểm xã hội", "Viện kiểm sát nhân dân", "Tòa án nhân dân",
)  # fmt: skip
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
    letters = [letter for letter in name if letter.isalpha()]
    if not letters or sum(letter.islower() for letter in letters) > 0.3 * len(letters):
        return name
    found = _in_body(name, body)
    if found:
        return found
    lowered = [word if _SHORT.match(word.strip("(),.;")) else word.lower() for word in words]
    out = " ".join(_proper(lowered))
    for known in sorted(_KNOWN, key=len, reverse=True):
        at = out.lower().find(known.lower())
        if at >= 0:
            out = out[:at] + known + out[at + len(known) :]
    return out[:1].upper() + out[1:]


def _in_body(name: str, body: str) -> str | None:
    pattern = r"\s+".join(re.escape(word) for word in name.split())
    for match in re.finditer(pattern, body, re.IGNORECASE):
        text = " ".join(match[0].split())
        if not text.isupper():
            return text[:1].upper() + text[1:]
    return None


def _proper(words: list[str]) -> list[str]:
    """Write common nouns small, the rest with a capital."""
    return [
        word
        if word in _COMMON or _SHORT.match(word.strip("(),.;"))
        else word[:1].upper() + word[1:]
        for word in words
    ]
