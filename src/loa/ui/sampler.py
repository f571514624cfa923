"""What the page of all components shows: invented words, the longest real kind of name."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
LONGEST = "Ban Quản lý dự án đầu tư xây dựng các công trình dân dụng và công nghiệp tỉnh"
SAYING = (
    "Không ai gửi mã OTP cho người khác, kể cả khi người gọi xưng là công an hay ngân hàng. "
    "Nếu nghi ngờ, hãy dừng lại và gọi cho người thân."
)
UNITS = (LONGEST, "Ủy ban nhân dân xã Tân Phú", "Trường THPT Nguyễn Thị Ướng", "Sở Nội vụ")
MEANINGS = ("done", "waiting", "asks", "alarm", "machine", "person")


class SampleForm(forms.Form):
    name = forms.CharField(label="Tên đơn vị", help_text="Viết đầy đủ như trên con dấu.")
    due = forms.DateField(label="Hạn nhận báo cáo")
    people = forms.IntegerField(
        label="Số người dự",
        help_text="Đếm người, không đếm lượt.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    note = forms.CharField(label="Khó khăn", required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(label="Kênh", choices=[("w", "Trang thông tin"), ("z", "Zalo")])
    round = forms.ChoiceField(
        label="Đợt báo cáo",
        choices=[("i", "Sơ kết"), ("f", "Tổng kết")],
        widget=forms.RadioSelect,
    )
    file = forms.FileField(label="Ảnh chụp hoạt động", required=False)
    sure = forms.BooleanField(label="Số liệu này đã được lãnh đạo đơn vị xem")


class SampleFilter(forms.Form):
    standing = forms.ChoiceField(
        label="Tình trạng", required=False, choices=[("", "Tất cả"), ("w", "Chưa nhận báo cáo")]
    )


def _table() -> dict[str, Any]:
    columns = [
        {"label": "Đơn vị", "name": "unit"},
        {"label": "Tình trạng"},
        {"label": "Lượt xem", "name": "views", "number": True},
    ]
    words = {
        "done": "đã đăng",
        "waiting": "chưa nhận báo cáo",
        "asks": "cần xem",
        "alarm": "không mở được",
    }
    rows = [
        [
            {"label": "Đơn vị", "text": unit, "href": "#"},
            {"label": "Tình trạng", "meaning": meaning, "word": words[meaning]},
            {"label": "Lượt xem", "number": number},
        ]
        for unit, meaning, number in zip(UNITS, words, (3321, 0, 118_450, 71), strict=True)
    ]
    return {"columns": columns, "rows": rows}


def context(*, invalid: bool) -> dict[str, Any]:
    sent = {"name": "", "due": "31/02/2024", "people": "nhiều", "round": "x"}
    at = datetime(2024, 11, 14, 16, 0, tzinfo=VIETNAM)
    return {
        "longest": LONGEST,
        "saying": SAYING,
        "today": date(2024, 11, 5),
        "due": date(2024, 11, 14),
        "form": SampleForm(sent if invalid else None),
        "filter_form": SampleFilter(),
        "page_obj": Paginator(range(312), 50).page(2),
        "meanings": MEANINGS,
        "table": _table(),
        "steps": [
            {"number": 312, "word": "đã giao", "href": "#"},
            {"number": 290, "word": "đã nhận", "of": "trong 312", "href": "#"},
            {"number": 203, "word": "đã đăng", "of": "trong 312", "href": "#"},
            {"number": 41, "word": "chưa nhận được báo cáo", "href": "#"},
            {"number": 6, "word": "cần xem", "href": "#", "meaning": "asks"},
        ],
        "stages": [
            {"word": "Đọc công văn", "is_done": True},
            {"word": "Xem lại", "is_here": True},
            {"word": "Giao việc"},
        ],
        "tabs": [
            {"word": "Cần xem", "href": "#", "count": 6, "is_here": True},
            {"word": "Đã nhận", "href": "#", "count": 1203},
            {"word": "Tất cả", "href": "#", "count": None},
        ],
        "events": [
            {"at": at, "what": "Đã gửi báo cáo", "who": "Ủy ban nhân dân xã Tân Phú"},
            {
                "at": at,
                "what": "Thấy áp phích trên trang",
                "said_by": "machine",
                "why": "87 % diện tích ảnh trùng khớp",
            },
        ],
    }
