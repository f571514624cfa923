"""How offices say a thing: each sentence stands in the same letter, of 6 May 2025."""

from typing import Any

import pytest

from loa.crafts.opening import open_document
from loa.crafts.reading import Field, read_document

HEAD = """UBND TỈNH LONG AN
SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH
Số: 120/SVHTTDL-QLVH
V/v tổ chức hội thi
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Long An, ngày 06 tháng 5 năm 2025

Kính gửi:
- Phòng Văn hóa, Khoa học và Thông tin các huyện;
- Trung tâm Văn hóa tỉnh;
- Trưởng 20 khu phố.

Sở Văn hóa, Thể thao và Du lịch triển khai nhiệm vụ như sau:
"""
TAIL = """

KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC

Lê Văn Bình

Nơi nhận:
- Như trên;
- Lưu: VT.
"""


def read(body: str) -> dict[str, Field]:
    return read_document(open_document((HEAD + body + TAIL).encode())).fields


def rows(field: Field, *keys: str) -> list[Any]:
    return [
        row[keys[0]] if not keys[1:] else tuple(row[k] for k in keys)
        for row in field.value or []
    ]


PERIODS = {
    "Treo băng rôn từ nay đến 31/12/2025.": [("2025-05-06", "2025-12-31")],
    "Lộ trình: từ ngày ban hành Công văn này đến 31/5/2025.": [("2025-05-06", "2025-05-31")],
    "Chiến dịch bắt đầu từ 12/10 đến 19/10.": [("2025-10-12", "2025-10-19")],
    "Hưởng ứng tháng cao điểm (15/10 - 15/11).": [("2025-10-15", "2025-11-15")],
    "Thời gian đăng ký: 01/6/2025 - 15/6/2025.": [("2025-06-01", "2025-06-15")],
    "Tổ chức từ 01/6 đến hết tháng 8/2025.": [("2025-06-01", "2025-08-31")],
    "Thời gian: Quý III/2025.": [("2025-07-01", "2025-09-30")],
    "Phiên giao dịch việc làm lần 5: ngày 20/6/2025.": [("2025-06-20", "2025-06-20")],
    "Trong quý IV/2025 tổ chức hội thi cấp tỉnh.": [("2025-10-01", "2025-12-31")],
    "Học viên vắng học bù vào ngày 04/10/2025.": [("2025-10-04", "2025-10-04")],
    "Tổ chức lễ phát động vào sáng 06/10/2025.": [("2025-10-06", "2025-10-06")],
    "Theo tin của Đài Khí tượng, từ chiều 24/9 đến ngày 27/9/2025 có mưa to.": [],
    "Kỷ niệm 95 năm Ngày thành lập (18/11/1930 - 18/11/2025), Sở hướng dẫn treo cờ.": [],
    "Trẻ sinh vào ngày 01/6/2025 được tặng quà; sổ cũ hết giá trị vào ngày 01/8/2025.": [
        ("2025-06-01", "2025-06-01")
    ],
}


@pytest.mark.parametrize("sentence", PERIODS)
def test_a_period_is_read_however_it_is_said(sentence: str) -> None:
    assert rows(read(sentence)["periods"], "start", "end") == PERIODS[sentence]


DEADLINES = {
    "Đề nghị gửi về Sở trước cuối giờ chiều ngày 20/5/2025.": [("2025-05-20", "2025-05-20")],
    "Báo cáo gửi về Sở muộn nhất vào ngày 20/5/2025.": [("2025-05-20", "2025-05-20")],
    "Gửi hồ sơ về Sở, hạn chót 20/5/2025.": [("2025-05-20", "2025-05-20")],
    "Gửi về Sở trước ngày thứ Sáu (23/5/2025).": [("2025-05-23", "2025-05-22")],
    "Ký cam kết với các hộ xong trước 30/6.": [("2025-06-30", "2025-06-29")],
    "Đăng ký với Sở trước ngày 15/01.": [("2026-01-15", "2026-01-14")],
    "Hoàn thành việc chi trả qua tài khoản trong quý IV/2025.": [("2025-12-31", "2025-12-31")],
    "Kêu gọi tàu thuyền vào bờ xong trước 18 giờ hôm nay (06/5).": [("2025-05-06", "2025-05-06")],
    "Báo cáo định kỳ trước ngày 15 hằng tháng theo biểu mẫu.": [],
    "Thẩm định trong vòng 05 ngày làm việc kể từ ngày nhận đủ hồ sơ.": [],
    "Sở sẽ tổng hợp báo cáo Bộ trước ngày 30/5/2025.": [],
    "Thời gian đăng ký: 01/6/2025 - 15/6/2025.": [],
    "Gửi về Sở trước 20/5/2025 để kịp thời tổng hợp, báo cáo Bộ trước 25/5/2025.": [("2025-05-20", "2025-05-19")],
    "Sở nhận được Công văn số 45/HHDN ngày 28/4/2025 của Hiệp hội đề nghị trả lời trước ngày 10/5/2025.": [],
    "Vừa qua có kẻ lập nhóm giả, yêu cầu nộp tiền đồng phục trước ngày 01/9/2025.": [],
    "Trên mạng có tin “nộp tiền để được hoãn trước ngày 01/10/2025”.": [],
}  # fmt: skip


@pytest.mark.parametrize("sentence", DEADLINES)
def test_a_deadline_is_read_however_it_is_said(sentence: str) -> None:
    assert rows(read(sentence)["deadlines"], "date", "last_day") == DEADLINES[sentence]


REPORTS = {
    "Trước ngày 20/6/2025, các đơn vị gửi báo cáo về Sở Văn hóa, Thể thao và Du lịch để tổng hợp.": (
        "2025-06-20", "Sở Văn hóa, Thể thao và Du lịch"),
    "Nơi nhận báo cáo: Phòng Quản lý văn hóa; thời hạn: trước ngày 20/6/2025.": (
        "2025-06-20", "Phòng Quản lý văn hóa"),
    "Hoàn thiện hồ sơ và nộp tại Bộ phận Một cửa trước ngày 20/6/2025.": (
        "2025-06-20", "Bộ phận Một cửa"),
    "1. Trung tâm Văn hóa tỉnh: gửi danh sách trước 10/5/2025; báo cáo kết quả về Sở trước 20/6/2025.": (
        "2025-06-20", "Sở"),
    "Giao Trung tâm Văn hóa tỉnh tổng hợp, tham mưu Sở báo cáo Bộ Văn hóa trước ngày 30/6/2025.\n"
    "Các đơn vị gửi kết quả về Sở trước ngày 20/6/2025.": ("2025-06-20", "Sở"),
}  # fmt: skip


@pytest.mark.parametrize("sentence", REPORTS)
def test_a_report_is_asked_for_by_the_clause_that_speaks_to_all(sentence: str) -> None:
    value = read(sentence)["report"].value
    assert (value["deadline"], value["to"]) == REPORTS[sentence]


PAPERS = {
    "Tài liệu gửi kèm gồm: Kế hoạch, Thể lệ và Mẫu đăng ký.": ["Kế hoạch", "Thể lệ", "Mẫu đăng ký"],
    "Gửi kèm theo Công văn này Đề cương báo cáo và Phụ lục số liệu.": ["Đề cương báo cáo", "Phụ lục số liệu"],
    "Điền Phiếu khảo sát (gửi kèm), chuyển về Sở.": ["Phiếu khảo sát"],
    "Chi tiết tại Phụ lục II kèm theo.": ["Phụ lục II"],
    "Bản tin phát thanh tải tại địa chỉ: longan.example/tin.": ["Bản tin phát thanh"],
    "Đính kèm:\n1. Mẫu số 01;\n2. Mẫu số 02.": ["Mẫu số 01", "Mẫu số 02"],
    "Chiếu video cảnh báo (tải theo mã QR kèm theo) trước các buổi tập huấn.": [],
    "Đề nghị gửi kèm danh sách về Sở.": [],
}  # fmt: skip


@pytest.mark.parametrize("sentence", PAPERS)
def test_papers_that_come_along_are_listed(sentence: str) -> None:
    assert (read(sentence)["attachments"].value or []) == PAPERS[sentence]


CONTACTS = {
    "Điện thoại liên hệ: 0799 551 430 (bà Bùi Thị Nhàn, Phó Chủ tịch).": [("Bùi Thị Nhàn", "0799551430")],
    "Khi cần hỗ trợ, gọi Tổng đài chăm sóc khách hàng 1900.6769.": [(None, "19006769")],
    "Đường dây nóng của Bộ là 1900 9095; người dân gọi bất cứ lúc nào.": [],
}  # fmt: skip


@pytest.mark.parametrize("sentence", CONTACTS)
def test_a_contact_is_who_the_number_reaches(sentence: str) -> None:
    assert rows(read(sentence)["contacts"], "name", "phone") == CONTACTS[sentence]


TASKS = {
    "a name that Kính gửi gives heads an item": (
        "1. Trung tâm Văn hóa tỉnh căng bạt, kê ghế.\n2. Trưởng 20 khu phố huy động lực lượng.",
        [["Trung tâm Văn hóa tỉnh"], ["Trưởng 20 khu phố"]],
    ),
    "a verb that no list knows begins a duty where the name of a body ends": (
        "1. Văn phòng Sở photo tài liệu.\n2. Phòng Kế hoạch - Tài chính cấp kinh phí.",
        [["Văn phòng Sở"], ["Phòng Kế hoạch - Tài chính"]],
    ),
    "paragraphs that each ask another body head what is dashed under them": (
        "Đề nghị Phòng Văn hóa các huyện:\n+ Chọn đội tuyển;\n+ Gửi danh sách.\n"
        "Giao Trung tâm Văn hóa tỉnh chủ trì xây dựng kịch bản.\nTrưởng 20 khu phố vận động người dân.",
        [["Phòng Văn hóa các huyện"], ["Trung tâm Văn hóa tỉnh"]],
    ),
    "what those asked above are to ask of others is theirs": (
        "Sở đề nghị Phòng Văn hóa, Khoa học và Thông tin các huyện chỉ đạo các đơn vị thực hiện:\n"
        "(i) Rà soát cơ sở vật chất.\n(ii) Yêu cầu các câu lạc bộ đăng ký.\n(iii) Tổ chức vòng loại.",
        [["Phòng Văn hóa, Khoa học và Thông tin các huyện"]] * 3,
    ),
    "a noun that sounds like a verb ends no name": (
        "1. Đối với các Công ty TNHH khai thác công trình thủy lợi: thường trực 100% quân số.\n"
        "2. Các trung tâm giáo dục thường xuyên: tổ chức lớp.",
        [["các Công ty TNHH khai thác công trình thủy lợi"], ["Các trung tâm giáo dục thường xuyên"]],
    ),
    "matters before a colon are no bodies": (
        "1. Đối tượng: 2.140 sinh viên.\n2. Hội nghị: tổ chức trực tuyến.", [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TASKS)
def test_who_is_asked(case: str) -> None:
    body, recipients = TASKS[case]
    assert rows(read(body)["tasks"], "recipients") == recipients


def test_a_day_in_a_column_of_terms_is_due() -> None:
    table = (
        "STT     Nội dung     Đơn vị thực hiện     Thời hạn\n"
        "1     Soạn kịch bản     Phòng Nghệ thuật     18/5/2025\n"
        "2     Mời giám khảo     Văn phòng Sở     Trong tuần\n"
    )
    fields = read(table)
    assert rows(fields["deadlines"], "date") == ["2025-05-18"]
    assert rows(fields["tasks"], "deadline") == ["2025-05-18", None]


HEADS = {
    "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG / TRƯỜNG ĐẠI HỌC THỦY SẢN": ("Trường Đại học Thủy Sản", "Bộ Nông nghiệp và Môi trường"),
    "BẢO HIỂM XÃ HỘI VIỆT NAM / BẢO HIỂM XÃ HỘI KHU VỰC XX": ("Bảo hiểm xã hội khu vực XX", "Bảo hiểm xã hội Việt Nam"),
    "BỘ QUỐC PHÒNG / CỤC CỨU HỘ CỨU NẠN": ("Cục Cứu Hộ Cứu Nạn", "Bộ Quốc phòng"),
}  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_a_line_that_ends_like_a_head_word_is_whole(head: str) -> None:
    superior, issuer = head.split(" / ")
    letter = HEAD.replace("UBND TỈNH LONG AN", superior).replace(
        "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", issuer
    )
    fields = read_document(open_document((letter + "Sở triển khai." + TAIL).encode())).fields
    assert (fields["issuer"].value, fields["superior"].value) == HEADS[head]


def test_a_symbol_that_goes_on_in_the_next_line_is_whole() -> None:
    letter = HEAD.replace("Số: 120/SVHTTDL-QLVH", "Số: 07/KHPH-SGDĐT-\nTĐTN")
    fields = read_document(open_document((letter + "Sở triển khai." + TAIL).encode())).fields
    assert (fields["symbol"].value, fields["subject"].value) == (
        "KHPH-SGDĐT-TĐTN",
        "tổ chức hội thi",
    )


@pytest.mark.parametrize(
    "head", ["Giao – : tổ chức hội thi.", "Đối với …:", "Đề nghị :", "–: tổ chức"]
)
def test_a_head_without_a_name_asks_nobody(head: str) -> None:
    fields = read(
        f"{head}\nĐề nghị Phòng Nội vụ: lập danh sách.\nGiao Văn phòng Sở: gửi giấy mời."
    )
    assert all(rows(fields["tasks"], "recipients"))
