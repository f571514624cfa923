"""The standard form of a campaign report: where a letter states none (most do not)."""

from datetime import datetime, timezone

from django.db import migrations

SECTIONS = [
    {
        "code": "direction",
        "title_vi": "Công tác chỉ đạo, triển khai",
        "title_en": "Direction and roll-out",
        "hint_vi": "Đơn vị đã ban hành văn bản nào, phổ biến đến ai, bằng cách nào.",
        "hint_en": "Which documents were issued, to whom they were passed on, and how.",
    },
    {
        "code": "results",
        "title_vi": "Kết quả nổi bật",
        "title_en": "Main results",
        "hint_vi": "Việc làm tốt, cách làm hay, trường hợp đã ngăn chặn được.",
        "hint_en": "What went well, good ways of doing it, cases that were stopped.",
    },
    {
        "code": "difficulties",
        "title_vi": "Khó khăn, vướng mắc",
        "title_en": "Difficulties",
        "hint_vi": "Thiếu gì, vướng ở đâu. Không có thì bỏ trống.",
        "hint_en": "What is lacking, what stands in the way. Leave empty if nothing.",
    },
    {
        "code": "proposals",
        "title_vi": "Đề xuất, kiến nghị",
        "title_en": "Proposals",
        "hint_vi": "Đề nghị với cơ quan chủ trì. Không có thì bỏ trống.",
        "hint_en": "What you ask of the body in charge. Leave empty if nothing.",
    },
]

# code, label vi, label en, measure, roll-up, source, evidence rule, slot, required
INDICATORS = [
    ("web_items", "Tin, bài đăng trên cổng, trang thông tin điện tử",
     "Items on portals and websites", "item", "add", "evidence",
     {"kinds": ["web"], "count": "publications"}, 0, True),
    ("social_items", "Bài đăng trên mạng xã hội (fanpage, Zalo)",
     "Posts on social networks (fanpage, Zalo)", "item", "add", "evidence",
     {"kinds": ["social", "group_chat"], "count": "publications"}, 1, True),
    ("views", "Lượt xem, lượt tiếp cận trên mạng",
     "Views and reach online", "turn", "add", "evidence",
     {"kinds": ["web", "social", "group_chat"], "count": "turn"}, 2, False),
    ("broadcasts", "Lần phát thanh, truyền hình, truyền thanh cơ sở",
     "Radio, television and loudspeaker broadcasts", "item", "add", "evidence",
     {"kinds": ["broadcast", "loudspeaker"], "count": "item", "default": 1}, 3, True),
    ("minutes", "Thời lượng phát sóng", "Time on air", "minute", "add", "evidence",
     {"kinds": ["broadcast", "loudspeaker"], "count": "minute"}, 4, False),
    ("sessions", "Buổi tuyên truyền trực tiếp", "Face-to-face sessions", "session", "add",
     "evidence", {"kinds": ["session"], "count": "session", "default": 1}, 5, True),
    ("people", "Người dự các buổi tuyên truyền", "People at those sessions", "person", "add",
     "evidence", {"kinds": ["session"], "count": "person"}, 6, True),
    ("printed", "Áp phích, tờ rơi đã treo, đã phát", "Posters and leaflets put up or handed out",
     "item", "add", "evidence", {"kinds": ["print"], "count": "item"}, 7, False),
    ("staff", "Công chức, viên chức, người lao động được phổ biến",
     "Staff who were informed", "share", "share", "typed", {}, 8, True),
]  # fmt: skip


def bring(apps, schema_editor):
    Form = apps.get_model("reports", "Form")
    Indicator = apps.get_model("reports", "Indicator")
    if Form.objects.filter(code="standard", version=1).exists():
        return
    form = Form.objects.create(
        code="standard",
        version=1,
        title="Báo cáo kết quả chiến dịch tuyên truyền",
        sections=SECTIONS,
        made_at=datetime(2026, 11, 25, tzinfo=timezone.utc),
    )
    Indicator.objects.bulk_create(
        Indicator(
            form=form, code=code, label_vi=vi, label_en=en, measure=measure, roll_up=roll_up,
            source=source, evidence_rule=rule, slot=slot, position=position,
            is_required=is_required,
        )
        for position, (
            code, vi, en, measure, roll_up, source, rule, slot, is_required
        ) in enumerate(INDICATORS)
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_first")]
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
