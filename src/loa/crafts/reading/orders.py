"""Who is asked to do what: order clauses, and the doer at the head or the tail of an item."""

import re
from dataclasses import dataclass

from loa.crafts.reading.bodies import divide, opens_body
from loa.crafts.reading.level import level
from loa.crafts.viet import old_style

ASK = re.compile(
    r"\b(?:(?:tran trong|kinh|rat mong|xin)\s+)?(?:de nghi|yeu cau|giao(?:\s+nhiem vu)?(?:\s+cho)?|phan cong|chi dao|kinh nho|kinh mong|mong|kinh moi|trieu tap|thong bao (?:den|toi|cho)|yeu(?=\s+giam doc|\s+thu truong|\s+cac))\s+"
)
# Verbs that open a duty, where they stand in small letters after a body's name.
VERBS = (
    "tăng cường", "tổ chức", "đăng", "phối hợp", "chủ trì", "chỉ đạo", "tuyên truyền", "phổ biến", "quán triệt", "xây dựng", "triển khai",
    "thực hiện", "báo cáo", "hướng dẫn", "bố trí", "cử", "chuẩn bị", "kiểm tra", "rà soát", "xử lý", "tham mưu", "theo dõi", "kịp thời",
    "chủ động", "tiếp tục", "đẩy mạnh", "thường xuyên", "lập", "gửi", "căn cứ", "theo chức năng", "tham gia", "tập trung", "nghiêm túc",
    "khẩn trương", "đảm bảo", "bảo đảm", "phát", "tổng hợp", "cung cấp", "vận động", "hoàn thành", "cập nhật", "niêm yết", "treo", "chia sẻ",
    "giới thiệu", "hỗ trợ", "đưa tin", "mở", "ban hành", "quan tâm", "có trách nhiệm", "có kế hoạch", "điều hành", "tiếp nhận", "giám sát",
    "nâng cao", "khuyến khích", "lưu ý", "nghiên cứu", "trực tiếp", "sắp xếp", "tùy theo", "tuỳ theo", "đăng ký", "thông báo", "góp ý",
    "phân công", "duy trì", "quản lý", "tạo điều kiện", "sẵn sàng", "dựa trên", "cho ý kiến", "nộp", "thành lập", "kiện toàn", "ký cam kết", "trên cơ sở", "có văn bản",
    "đẩy nhanh", "ra quân", "chụp ảnh", "bàn giao", "vận hành", "trang bị", "lắp đặt", "tiếp sóng", "nhắc nhở", "cấp phát", "phân bổ", "hoàn thiện",
    "sửa chữa", "phát sóng", "phát thanh", "khắc phục", "tháo gỡ", "huy động", "trình", "công bố", "công khai", "khảo sát", "thống kê", "đánh giá",
    "tổng kết", "sơ kết", "xác minh", "tuần tra", "ngăn chặn", "phát hiện", "đấu tranh", "cảnh báo", "khuyến cáo", "thu thập", "lựa chọn", "phân loại",
    "thu gom", "tập huấn", "đôn đốc", "tham dự", "nắm bắt", "nắm tình hình", "bám sát", "kêu gọi", "quyên góp", "ủng hộ", "thăm hỏi", "lấy ý kiến",
    "khai báo", "số hóa", "cài đặt", "kê khai", "chấp hành", "làm tốt", "dự trù", "phân luồng", "đưa", "đổi mới", "phát huy", "xác định", "đề xuất",
    "tích cực", "vào cuộc", "cần", "phải", "được giao", "là đầu mối", "lồng ghép", "thẩm định", "tiến hành", "ưu tiên", "thông tin", "sản xuất", "xem xét", "gương mẫu", "lãnh đạo", "chịu trách nhiệm", "cụ thể hóa", "cụ thể hoá", "kích hoạt", "biên soạn", "đính chính",
)  # fmt: skip
# These open a duty at the head of an item only; inside a text they stand in names and nouns.
OPENERS = (
    "in", "dán", "dừng", "ngừng", "cấm", "cấp", "không", "gắn", "kiểm chứng", "di chuyển", "cắt", "mời", "kiên quyết", "hoàn tất", "phát động",
    "cam kết", "động viên", "kết nối", "sử dụng", "khai thác", "chăm lo", "hưởng ứng", "ký", "ký kết", "nhân rộng", "rút kinh nghiệm",
    "bồi dưỡng", "đào tạo", "giáo dục", "phòng ngừa", "thay thế", "đầu tư", "mua sắm", "bảo vệ", "cho", "viết", "làm", "thu", "tiếp", "soạn",
    "chuyển", "phụ trách", "chọn", "tuyển chọn", "trao", "tặng", "khen thưởng", "ghi", "quay", "dựng", "vẽ", "biểu dương", "nhắn", "gọi", "đón", "trực",
    "dành", "đến", "xây", "khơi thông", "phun", "tiêm", "khám", "diễn tập", "thường trực", "đối thoại", "lắng nghe", "giải quyết", "tăng", "giảm",
    "giữ", "bảo quản", "thống nhất", "tạo", "chốt", "rà", "quy định", "đề nghị", "yêu cầu", "giao", "kiến nghị", "nhập", "quét", "khóa", "cảnh giác",
)  # fmt: skip
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
    r"^\W*(?:doi voi|de nghi|yeu cau|giao(?: nhiem vu)?(?: cho)?|kinh de nghi|phan cong|trach nhiem cua|nhiem vu cua)\s+(?:cho\s+)?"
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


def doer_of(text: str) -> Doer | None:
    """Find the doer of an item: before a colon, before a verb, or after a dash at its end."""
    flat = level(text)
    prefix = _PREFIX.match(flat)
    start = prefix.end() if prefix else 0
    if opens_body(text[start:]):
        colon = _colon(text, start)
        verb = _first_verb(text, flat, start)
        if colon is not None and (verb is None or colon < verb or _is_name(text, start, colon)):
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


# "Đối với công tác tuyên truyền": a matter, nobody who acts.
_NO_GROUP = re.compile(
    r"^\W*(?:cong tac|noi dung|viec|hoat dong|linh vuc|(?:cac |nhung )?truong hop|du an|van de|chi tieu|kinh phi)\b"
)


def heading_doer(text: str) -> Doer | None:
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
    if is_told or (
        opens_body(name) and len(name) < 160 and _first_verb(name, level(name), 0) is None
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
        if match[0] == "cu" and re.search(r"\b(?:bau|ung|de|tien)\s*$", flat[start:at]):
            continue  # "Ủy ban bầu cử", "ứng cử"
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
