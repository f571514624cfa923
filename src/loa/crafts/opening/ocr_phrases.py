"""Words that offices write together, and places: the marks that an OCR lost are put back.

One syllable alone says too little ("đôi" and "đổi" are both words), but "sửa đôi" can only be
"sửa đổi". A phrase stands here if no other words with the same bare letters are to be expected;
tests/crafts/opening/test_phrases.py holds that against every text of ours.
"""

import re
import unicodedata
from functools import cache
from itertools import pairwise

from loa.crafts.viet import fold

_PHRASES = """
ủy ban nhân dân | hội đồng nhân dân | mặt trận tổ quốc | liên đoàn lao động | công đoàn giáo dục
hội liên hiệp phụ nữ | liên hiệp phụ nữ | hội nông dân | hội cựu chiến binh | đoàn thanh niên
cộng sản hồ chí minh | thành phố hồ chí minh | hồ chí minh | thành phố | thị trấn
ban thường vụ | ban chấp hành | ban chỉ đạo | ban tổ chức | ban tuyên giáo | huyện ủy | đảng ủy
chủ tịch | phó chủ tịch | giám đốc | phó giám đốc | phó hiệu trưởng
phó bí thư | chánh văn phòng | phó chánh văn phòng | phó trưởng ban
phó trưởng phòng | phó chánh | thủ tướng chính phủ | chính phủ | bộ trưởng
thông tin và truyền thông | giáo dục và đào tạo | khoa học và công nghệ | giáo dục phổ thông
lao động thương binh và xã hội | văn hóa thể thao và du lịch | nông nghiệp
tài nguyên và môi trường
trung học phổ thông | trung học cơ sở | tiểu học | mầm non | đại học | cao đẳng | học sinh
giáo viên | công chức | viên chức | người lao động | người dân | nhân dân | đoàn viên
hội viên | phụ huynh | nghị quyết | nghị định | quyết định | kế hoạch | công văn | công điện
thông tư | hướng dẫn | tờ trình | dự thảo | chương trình | đề cương | phụ lục
biểu mẫu | báo cáo | tổng hợp | sửa đổi | bổ sung | sửa đổi bổ sung | một số điều | đổi mới
căn bản toàn diện | phổ thông tổng thể | giáo dục phổ thông tổng thể | tổng thể
lấy ý kiến | góp ý | ý kiến góp ý | tham gia góp ý
đề nghị | yêu cầu | triển khai | thực hiện | tổ chức | phối hợp | chủ trì | chỉ đạo | quán triệt
tuyên truyền | phổ biến | giáo dục pháp luật | vận động | tăng cường | đẩy mạnh | nâng cao
nhận thức | kỹ năng | phòng chống | lừa đảo | trực tuyến | chiếm đoạt
không gian mạng | an toàn thông tin | an ninh mạng | chuyển đổi số | cổng thông tin điện tử
cổng dịch vụ công | trang thông tin điện tử | hệ thống | quản lý văn bản và điều hành
cơ quan | đơn vị | cơ quan đơn vị | địa phương | địa bàn | trên địa bàn | xã phường thị trấn
mục đích | mục đích yêu cầu | nội dung | nhiệm vụ | giải pháp | biện pháp | tổ chức thực hiện
thời gian | địa điểm | kinh phí | trân trọng | kính gửi | nơi nhận | như trên
về việc | về lấy ý kiến | quy định | theo quy định | thực tế | tình hình | kết quả
hiệu quả | chất lượng | kịp thời | đầy đủ | nghiêm túc | khẩn trương | rộng rãi | chủ động
thường xuyên | năm học | học kỳ | thi tốt nghiệp
hội đồng bộ môn | bộ môn | sinh hoạt chuyên môn | chuyên môn | tổ chuyên môn | trao đổi
chia sẻ | kinh nghiệm | giảng dạy | học tập | xây dựng | kiểm tra | đánh giá | thanh tra
giám sát | khen thưởng | kỷ luật | tiếp tục | sơ kết | tổng kết | hội nghị | hội thảo | tập huấn
đại biểu | viễn thông | viễn thông công ích | dịch vụ | cung cấp dịch vụ | bưu điện
ngân hàng nhà nước | điện lực | bảo hiểm xã hội | y tế | bệnh viện | trung tâm y tế | kiểm soát
dịch bệnh | phòng chống dịch | phòng cháy chữa cháy | cháy nổ | tai nạn | giao thông | đuối nước
thiên tai | bão lũ | biến đổi khí hậu | an toàn thực phẩm | thực phẩm
dân số | kế hoạch hóa gia đình | trẻ em | phụ nữ | thiếu niên | nhi đồng
phát động | tuần lễ | tháng hành động | chiến dịch | kỷ niệm | ngày thành lập
quốc gia | quốc phòng | tỉnh ủy | thành ủy | đảng bộ | đảng viên | tổ dân phố
trưởng thôn | loa truyền thanh | truyền hình | báo chí | mạng xã hội
tờ rơi | áp phích | pa nô | khẩu hiệu | băng rôn | tài liệu | ấn phẩm | hình ảnh
cuộc gọi | đường dẫn | tài khoản | mật khẩu | mã độc | thiết bị | phần mềm | dữ liệu
cá nhân | thông tin cá nhân | tổ chức cá nhân | doanh nghiệp | hợp tác xã | hộ kinh doanh
"""
_PLACES = """
An Giang | Bà Rịa | Vũng Tàu | Bạc Liêu | Bắc Giang | Bắc Kạn | Bắc Ninh | Bến Tre | Bình Dương
Bình Định | Bình Phước | Bình Thuận | Cà Mau | Cao Bằng | Cần Thơ | Đà Nẵng | Đắk Lắk | Đắk Nông
Điện Biên | Đồng Nai | Đồng Tháp | Gia Lai | Hà Giang | Hà Nội | Hải Dương | Hải Phòng
Hậu Giang | Hòa Bình | Hưng Yên | Kon Tum | Lai Châu | Lạng Sơn | Lào Cai
Lâm Đồng | Long An | Nam Định | Nghệ An | Ninh Bình | Ninh Thuận | Phú Thọ
Quảng Ngãi | Quảng Ninh | Quảng Trị | Sóc Trăng | Sơn La | Tây Ninh | Thái Bình
Thái Nguyên | Thừa Thiên Huế | Tiền Giang | Trà Vinh | Tuyên Quang | Vĩnh Long
Vĩnh Phúc | Cao Lãnh | Việt Nam
"""
# Also other names without their marks ("Quang Nam"): known by the word before them only.
_BESIDE = """
Hà Tĩnh | Khánh Hòa | Kiên Giang | Phú Yên | Quảng Bình | Quảng Nam | Thanh Hóa | Yên Bái
"""
# Begin like a phrase and may be read in two ways: "để Nghị định", "đề nghị định kỳ".
_LEFT = """
đề nghị định | đề nghị quyết
"""
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST, _LONG = 7, 4


def with_marks(text: str) -> str:
    """Put the marks of known phrases back; capitals stay capitals. NFC in and out."""
    words = list(_WORD.finditer(text))
    out, done, at = [], 0, 0
    while at < len(words):
        count = _known_at(text, words, at)
        if count:
            run = words[at : at + count]
            phrase = _phrases()[_key([word[0] for word in run])].split()
            for word, written in zip(run, phrase, strict=True):
                if _is_spelt_alike(written, word[0]):
                    continue
                out += [text[done : word.start()], _as_large(written, word[0])]
                done = word.end()
        at += max(1, count)
    return "".join([*out, text[done:]])


def _known_at(text: str, words: list[re.Match[str]], at: int) -> int:
    """Count the words of the longest phrase that begins here; 0 where none does."""
    for count in range(min(_LONGEST, len(words) - at), 1, -1):
        run = words[at : at + count]
        key = _key([word[0] for word in run])
        if key in _left():
            return 0
        phrase = _phrases().get(key)
        if phrase is None or not _is_joined(text, run):
            continue
        # A place is written with capitals, or it is other words ("long an", "cao lanh").
        pairs = zip(run, phrase.split(), strict=True)
        if all(word[0][0].isupper() for word, written in pairs if written[0].isupper()):
            return count
    return 0


def _is_joined(text: str, run: list[re.Match[str]]) -> bool:
    """Say whether nothing but blanks stands between; in long phrases also a comma or dash."""
    between = {" ", ", ", " - "} if len(run) >= _LONG else {" "}
    return all(text[a.end() : b.start()] in between for a, b in pairwise(run))


def _is_spelt_alike(written: str, seen: str) -> bool:
    """Say whether only the place of the tone differs ("Hoà", "Hòa"), which the writer chose."""
    one, two = (sorted(unicodedata.normalize("NFD", each.lower())) for each in (written, seen))
    return one == two


def _as_large(written: str, seen: str) -> str:
    if seen.isupper() and (len(seen) > 1 or written[0].isupper()):
        return written.upper()
    return written.capitalize() if seen[0].isupper() else written.lower()


def _key(words: list[str]) -> str:
    return " ".join(fold(word) for word in words)


@cache
def _phrases() -> dict[str, str]:
    places = _parts(_PLACES)
    provinces = (f"tỉnh {each}" for each in (*places, *_parts(_BESIDE)))
    said = [*_parts(_PHRASES), *places, *provinces]
    return {_key(each.split()): each for each in said if " " in each}


@cache
def _left() -> frozenset[str]:
    return frozenset(_key(each.split()) for each in _parts(_LEFT))


def _parts(text: str) -> list[str]:
    parts = re.split(r"[|\n]", unicodedata.normalize("NFC", text))
    return [part.strip() for part in parts]
