"""Letters of our own for tests, received and confirmed through actions."""

from datetime import datetime
from pathlib import Path

from loa.dispatches.actions import confirm_dispatch, confirm_field, receive_dispatch
from loa.dispatches.models import Dispatch
from loa.dispatches.queries import review
from loa.units.models import Officer, Unit
from tests.people import NOW, Cast

SAMPLES = Path(__file__).parent / "samples" / "dispatches"
SCAMS = SAMPLES / "online-scams-2024.txt"
FIRE = SAMPLES / "forest-fire-2025.txt"

# A small letter to the bodies of Sông Xanh, the province of the tests.
SMALL = """ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH SÔNG XANH                 Độc lập - Tự do - Hạnh phúc
SỞ THÔNG TIN VÀ TRUYỀN THÔNG

Số: 812/STTTT-CNTT          Sông Xanh, ngày 21 tháng 10 năm 2024
V/v tham gia Chiến dịch tuyên truyền phòng, chống lừa đảo trực tuyến năm 2024

Kính gửi:
- Các sở;
- UBND các huyện;
- Báo Sông Xanh.

Thực hiện Công văn số 4000/UBND-KGVX ngày 15/10/2024 của Ủy ban nhân dân tỉnh về việc tham gia
Chiến dịch tuyên truyền phòng, chống lừa đảo trực tuyến năm 2024, Sở Thông tin và Truyền thông
đề nghị các cơ quan, đơn vị thực hiện các nội dung sau:

1. Thời gian: Từ ngày 20/10/2024 đến ngày 20/11/2024.
2. Đối tượng: Học sinh, cán bộ công chức, viên chức, người dân.
3. Phạm vi: Toàn tỉnh.
4. Tổ chức thực hiện
4.1. Các sở, UBND các huyện: đăng các tài liệu trên trang thông tin điện tử do đơn vị quản lý;
tuyên truyền rộng rãi đến công chức, viên chức, người lao động thuộc phạm vi quản lý.
4.2. Sở Giáo dục và Đào tạo: chỉ đạo các trường học tuyên truyền đến học sinh.
4.3. Báo Sông Xanh: xây dựng tin, bài tuyên truyền đến người dân.

Đề nghị các cơ quan, đơn vị báo cáo kết quả triển khai về Sở Thông tin và Truyền thông
trước ngày 15/11/2024 để tổng hợp, báo cáo.

Nơi nhận:                                   GIÁM ĐỐC
- Như trên;
- UBND tỉnh (để b/c);
- Công an tỉnh (để p/h);
- Lưu: VT.
                                            Nguyễn Văn Sông
"""


def receive(
    data: bytes, owner: Unit, *, by: Officer, at: datetime = NOW, name: str = "cong-van.txt"
) -> Dispatch:
    return receive_dispatch(data, name, owner, by=by, at=at)


def confirm(dispatch: Dispatch, *, by: Officer, at: datetime = NOW) -> Dispatch:
    """Say yes to every field that waits, as it stands, and then to the letter."""
    for field in review(dispatch).open_fields:
        confirm_field(dispatch, field.name, field.value, by=by, at=at)
    return confirm_dispatch(dispatch, by=by, at=at)


def small_letter(cast: Cast, *, at: datetime = NOW) -> Dispatch:
    """Receive and confirm the small letter for the department that runs the campaign."""
    received = receive(SMALL.encode(), cast.units["p.tt"], by=cast.an, at=at)
    return confirm(received, by=cast.an, at=at)
