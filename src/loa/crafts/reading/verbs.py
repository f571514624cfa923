"""The verbs that open a duty in a letter, and where the first of them stands."""

import re

from loa.crafts.reading.level import level
from loa.crafts.viet import old_style

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
    "làm đầu mối", "làm nòng cốt", "làm thường trực", "là cơ quan", "là đơn vị", "làm cơ quan", "tài trợ", "thiết kế", "củng cố", "ra mắt", "rà quét", "trích xuất", "tự đánh giá", "tự chấm", "lập dự toán", "xét duyệt", "tham vấn", "giữ gìn", "trực ban", "tuyên thệ", "kết hợp", "truy quét", "vận hành", "di dời", "giám định", "điều tra", "truy vết", "nâng cấp", "chuẩn hóa", "chuẩn hoá", "đối soát", "đối chiếu",
    "tự kiểm tra", "tự rà soát", "bóc gỡ", "gỡ bỏ", "tháo dỡ", "thu hồi", "tiêu hủy", "tạm dừng", "tạm ngừng", "đình chỉ", "áp dụng", "thẩm tra", "phê duyệt",
    "chứng thực", "xác nhận", "hoàn trả", "chi trả", "quyết toán", "giải ngân", "mời gọi", "kết nạp", "cân đối",
    "trao đổi", "trợ giúp", "giúp đỡ", "sàng lọc", "khử khuẩn", "khoanh vùng", "cách ly", "nhân bản",
    "dàn dựng", "biểu diễn", "chiếu phim", "sao lưu", "mở rộng",
    "ứng trực", "cảnh giới", "gia cố", "nạo vét", "khơi thông", "chằng chống", "sơ tán", "hiệp đồng",
    "kiến nghị", "chấn chỉnh", "xử phạt", "lập biên bản", "tuyên dương", "khen thưởng", "nhân rộng", "rút kinh nghiệm", "phát động", "hưởng ứng",
    "tuyển chọn", "lựa chọn", "đảm nhiệm", "đảm nhận", "lãnh đạo, chỉ đạo", "quán xuyến", "theo thẩm quyền",
    "tích cực", "vào cuộc", "cần", "phải", "được giao", "là đầu mối", "lồng ghép", "thẩm định", "tiến hành", "ưu tiên", "thông tin", "sản xuất", "xem xét", "gương mẫu", "lãnh đạo", "chịu trách nhiệm", "cụ thể hóa", "cụ thể hoá", "kích hoạt", "biên soạn", "đính chính",
)  # fmt: skip
# These open a duty at the head of an item only; inside a text they stand in names and nouns.
OPENERS = (
    "in", "dán", "dừng", "ngừng", "cấm", "cấp", "không", "gắn", "kiểm chứng", "di chuyển", "cắt", "mời", "kiên quyết", "hoàn tất", "phát động",
    "cam kết", "động viên", "kết nối", "sử dụng", "khai thác", "chăm lo", "hưởng ứng", "ký", "ký kết", "nhân rộng", "rút kinh nghiệm",
    "bồi dưỡng", "đào tạo", "giáo dục", "phòng ngừa", "thay thế", "đầu tư", "mua sắm", "bảo vệ", "cho", "viết", "làm", "thu", "tiếp", "soạn",
    "chuyển", "phụ trách", "chọn", "tuyển chọn", "trao", "tặng", "khen thưởng", "ghi", "quay", "dựng", "vẽ", "biểu dương", "nhắn", "gọi", "đón", "trực",
    "dành", "đến", "xây", "khơi thông", "phun", "tiêm", "khám", "diễn tập", "thường trực", "đối thoại", "lắng nghe", "giải quyết", "tăng", "giảm",
    "truyền thông", "lưu trữ", "chăm sóc", "điều trị", "dịch", "phát hành", "biên tập", "tuyển dụng", "cứu hộ", "cứu nạn", "bảo mật", "thanh toán", "tư vấn", "phân tích", "kết luận", "trưng bày", "triển lãm", "in ấn", "bảo trì",
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
_NOUNS_AFTER = frozenset(("thong tin", "to chuc", "quan ly", "tham muu"))
_VERB = re.compile(r"(?<![\w])(?:" + _VERB_WORDS + r")\b")
_VERB_START = re.compile(r"^\W*(?:\([a-zđ]\)\s*)?(?P<verb>" + _START_WORDS + r")\b")
_NOUNS_BEFORE = re.compile(
    r"\b(?:cong nghe|an toan|cac|nhung|mot so|moi|co quan,|ban|cong tac|viec|hoat dong|va|noi dung|ke hoach|cua|ve|su|don vi,)\s*$"
)
MAX_HEAD = 260  # letters in which a head ends
# Words that end in a verb and are none: "Ủy ban bầu cử", "công trình", "giáo dục thường xuyên".
_COMPOUNDS = re.compile(
    r"\b(?:(?:bau|ung|de|tien) cu|(?:cong|chuong|qua|to|quy|lo|giao|luat|hanh|phat) trinh|(?:doc|cong|dan|tu|ngoai cong|tao|trung) lap"
    r"|(?:cap|xuat|phan|phong|hoa|trien|buu) phat|(?:cong|dang|phien|phien|bien|giao|thong|phan) dich|(?:coi) mo|(?:hai|dong) dang|(?:nhu|can|hau) can"
    r"|(?:chu|thu|dau|nhat|bi|hiep|chuong|con|anh) ky|(?:du|theo) ky|giao duc thuong xuyen|chi thuong xuyen|ban chi dao"
    r"|(?:phong|ban|to|trung tam|nha|chi cuc|cuc|vu|khoa|bo phan|van phong) (?:kiem tra|giam sat|dieu tra|dao tao|truyen thong|quan ly|khai thac|luu tru|cham soc|bao tri|van hanh|dieu tri|thanh toan|cuu ho|cuu nan|tu van))$"
)


def starts_with_verb(text: str) -> bool:
    """Whether a text opens with a duty's verb."""
    match = _VERB_START.match(level(text))
    return match is not None and _is_verb(text[slice(*match.span("verb"))])


def _is_verb(word: str) -> bool:
    """Whether the marks agree too ("đẳng" is not "đăng"); an OCR may lose them in long ones."""
    plain = word.lower()
    return plain in _TONED_VERBS or (len(plain) > 5 and old_style(plain) not in _LOOKALIKES)


def first_verb(text: str, flat: str, start: int) -> int | None:
    """Give where the first verb of a duty stands behind a head, outside names and brackets."""
    depth = 0
    opened = [0] * (min(len(text), start + MAX_HEAD) + 1)
    for at in range(start, len(opened) - 1):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        opened[at + 1] = depth
    for match in _VERB.finditer(flat, start + 2, start + MAX_HEAD):
        at = match.start()
        if opened[at] > 0 or not text[at : match.end()].islower():
            continue
        if _NOUNS_BEFORE.search(flat[start:at]):
            continue
        if not _is_verb(text[at : match.end()]):
            continue
        if _COMPOUNDS.search(flat[start : match.end()]) or flat.startswith("phat trien", at):
            continue  # "Công ty phát triển hạ tầng"
        if match[0] in _NOUNS_AFTER and re.search(r"\b(?:co quan|don vi)\s*$", flat[start:at]):
            continue
        return at
    return None


def begins_duty(text: str, flat: str, start: int, at: int) -> bool:
    """Say whether a duty begins here, with a verb that stands in no name."""
    verb = _VERB_START.match(flat[at:])
    return (
        verb is not None
        and starts_with_verb(text[at:])
        and not _NOUNS_BEFORE.search(flat[start:at])
        and not _COMPOUNDS.search(flat[start : at + verb.end()])
    )
