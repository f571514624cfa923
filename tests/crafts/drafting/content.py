"""Papers of an invented province, shaped like real ones: nothing here exists."""

from datetime import date, datetime, timedelta, timezone

from loa.crafts.drafting.letters import Claim, ClaimLetterFacts, ReminderFacts, Tone
from loa.crafts.drafting.model import (
    Addressees,
    Annex,
    Article,
    Bullet,
    CellFormat,
    Circulation,
    Clause,
    Column,
    Distribution,
    Division,
    IssueDate,
    Kind,
    Letterhead,
    OfficialDocument,
    Paragraph,
    Part,
    Point,
    Recipient,
    Role,
    Row,
    Section,
    Share,
    Signature,
    Table,
    Urgency,
)
from loa.crafts.drafting.papers import (
    Campaign,
    ConsolidatedFacts,
    GroupLines,
    Indicator,
    Narrative,
    PublicationLine,
    Sender,
    UnitLine,
    UnitReportFacts,
)

AT = datetime(2024, 11, 15, 8, 30, tzinfo=timezone(timedelta(hours=7)))
LONG_NAME = (
    "Ban Quản lý dự án đầu tư xây dựng các công trình dân dụng và công nghiệp tỉnh Sông Hậu"
)
CAMPAIGN = Campaign(
    title="Chiến dịch tuyên truyền “Kỹ năng nhận diện và phòng chống lừa đảo trực tuyến bảo vệ"
    " người dân trên không gian mạng năm 2024”",
    founded_on=(
        "Công văn số 1234/UBND-KGVX ngày 17/10/2024 của Ủy ban nhân dân tỉnh về việc tham gia"
        " Chiến dịch tuyên truyền",
        "Công văn số 567/BTTTT-CATTT ngày 13/10/2024 của Bộ Thông tin và Truyền thông",
    ),
    start=date(2024, 10, 10),
    end=date(2024, 11, 20),
)
DISTRIBUTION = Distribution(
    recipients=(
        Recipient("UBND tỉnh", Role.REPORT),
        Recipient("Công an tỉnh", Role.COORDINATE),
        Recipient("Các phòng, trung tâm thuộc Sở"),
    ),
    filed="VT, CNTT&BCVT",
)
SIGNATURE = Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Trần Thị Ướng")
INDICATORS = (
    Indicator("Tin, bài đăng trên cổng, trang thông tin điện tử", "tin, bài"),
    Indicator("Bài đăng trên mạng xã hội", "bài"),
    Indicator("Lượt tiếp cận", "lượt"),
    Indicator("Buổi tuyên truyền trực tiếp", "buổi"),
    Indicator("Người tham dự", "người"),
    Indicator("Thời lượng phát thanh, truyền hình", "phút"),
)


def letterhead(symbol: str = "BC-STTTT", **facts: object) -> Letterhead:
    plain: dict[str, object] = {
        "issuer": "Sở Thông tin và Truyền thông",
        "superior": "UBND tỉnh Sông Hậu",
        "place": "Sông Hậu",
        "issued": IssueDate(2024, 11),
    }
    return Letterhead(symbol=symbol, **(plain | facts))  # type: ignore[arg-type]  # a test's short way


def sender(symbol: str = "BC-STTTT", **facts: object) -> Sender:
    return Sender(letterhead(symbol, **facts), SIGNATURE, DISTRIBUTION)


def letter(**facts: object) -> OfficialDocument:
    plain: dict[str, object] = {
        "kind": Kind.LETTER,
        "letterhead": letterhead("STTTT-CNTT&BCVT"),
        "subject": "tham gia Chiến dịch tuyên truyền “Kỹ năng nhận diện và phòng chống lừa đảo"
        " trực tuyến”",
        "addressees": Addressees(
            (
                "Văn phòng Đoàn ĐBQH và HĐND tỉnh",
                "Sở, ban, ngành, đoàn thể tỉnh",
                "UBND các huyện, thị xã, thành phố",
                LONG_NAME,
            )
        ),
        "body": (
            Paragraph(
                "Thực hiện Công văn số 1234/UBND-KGVX ngày 17/10/2024 của Ủy ban nhân dân tỉnh,"
                " Sở Thông tin và Truyền thông đề nghị các cơ quan, đơn vị triển khai như sau:"
            ),
            Clause(
                "Các sở, ban, ngành, đoàn thể tỉnh đăng tài liệu trên trang thông tin điện tử"
                " do đơn vị quản lý, vận hành."
            ),
            Clause("Cơ quan báo chí tuyên truyền rộng rãi đến người dân trong tỉnh, cụ thể:"),
            *(
                Point(f"Nội dung thứ {at} cần được tuyên truyền đến người dân;")
                for at in range(6)
            ),
            Bullet("Thời gian: Từ ngày 10/10/2024 đến ngày 20/11/2024."),
            Paragraph("Đề nghị các cơ quan, đơn vị quan tâm triển khai thực hiện."),
        ),
        "signature": SIGNATURE,
        "distribution": DISTRIBUTION,
        "facts_at": AT,
    }
    return OfficialDocument(**(plain | facts))  # type: ignore[arg-type]  # a test's short way


def report(**facts: object) -> OfficialDocument:
    table = Table(
        columns=(
            Column("STT", CellFormat.INTEGER),
            Column("Chỉ tiêu"),
            Column("Kết quả", CellFormat.INTEGER),
        ),
        rows=(Row((1, "Lượt tiếp cận", 45000)), Row((2, "Tỷ lệ đã gửi", Share(27, 100)))),
        caption="Bảng 1. Kết quả",
    )
    plain: dict[str, object] = {
        "kind": Kind.REPORT,
        "letterhead": letterhead(),
        "subject": "Kết quả tham gia Chiến dịch tuyên truyền “Kỹ năng nhận diện và phòng chống"
        " lừa đảo trực tuyến bảo vệ người dân trên không gian mạng năm 2024”",
        "addressees": Addressees(("Ủy ban nhân dân tỉnh Sông Hậu",)),
        "basis": (
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
            "Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2024 của Ủy ban nhân dân tỉnh",
        ),
        "body": (
            Section("Công tác chỉ đạo, triển khai"),
            Clause("Văn bản triển khai", is_title=True),
            Paragraph(
                "Sở Thông tin và Truyền thông đã ban hành văn bản triển khai đến các cơ quan,"
                " đơn vị trên địa bàn tỉnh và theo dõi việc thực hiện."
            ),
            Section("Kết quả"),
            table,
            Paragraph("Trên đây là báo cáo của Sở Thông tin và Truyền thông."),
        ),
        "signature": SIGNATURE,
        "distribution": DISTRIBUTION,
        "annexes": (
            Annex("Kết quả theo đơn vị", (table,), is_landscape=True),
            Annex("Danh sách đơn vị chưa nhận được báo cáo", (table,)),
        ),
        "facts_at": AT,
    }
    return OfficialDocument(**(plain | facts))  # type: ignore[arg-type]  # a test's short way


def everything() -> OfficialDocument:
    """Give a plan that uses every component of the form at once."""
    return letter(
        kind=Kind.PLAN,
        letterhead=letterhead("KH-STTTT", number="5", issued=IssueDate(2025, 1, 5)),
        subject="Tuyên truyền phòng cháy, chữa cháy rừng năm 2025",
        urgency=Urgency.URGENT,
        circulation=Circulation.INTERNAL,
        contact=("Số 00 đường Không Tên, tỉnh Sông Hậu; Điện thoại: 0000",),
        basis=("Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017",),
        body=(
            Part("Quy định chung", word="Chương"),
            Division("Phạm vi áp dụng"),
            Article("Đối tượng áp dụng"),
            Clause("Các đơn vị có rừng trên địa bàn tỉnh thực hiện theo kế hoạch này;"),
            Point("chủ rừng thực hiện tuần tra, canh gác trong mùa khô;"),
            Paragraph("Các đơn vị tổ chức thực hiện."),
        ),
        distribution=Distribution(filed="VT, LN", drafter="NVA", copies=12),
    )


def unit_report_facts() -> UnitReportFacts:
    return UnitReportFacts(
        sender=Sender(
            letterhead("BC-UBND", issuer="Ủy ban nhân dân xã Tân An", superior=None),
            Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
            Distribution(filed="VT"),
        ),
        to=("Sở Thông tin và Truyền thông",),
        campaign=CAMPAIGN,
        indicators=INDICATORS,
        values=(4, 7, 12500, 2, 180, None),
        facts_at=AT,
        narratives=(
            Narrative("Khó khăn, vướng mắc"),
            Narrative("Đề xuất, kiến nghị", ("Đề nghị cung cấp tài liệu dạng âm thanh.",)),
        ),
        publications=(
            PublicationLine(
                "Nhận diện cuộc gọi giả danh công an",
                "Trang thông tin điện tử xã",
                "https://tanan.songhau.example/tin-tuc/nhan-dien-cuoc-goi-gia-danh-cong-an-2024",
                date(2024, 10, 28),
            ),
        ),
    )


def units(count: int, *, silent_each: int = 9) -> tuple[UnitLine, ...]:
    lines = []
    for at in range(1, count + 1):
        name = LONG_NAME if at % 40 == 7 else f"UBND xã Tân Phước {at}"
        if at % silent_each == 0:
            lines.append(UnitLine(name))
            continue
        values = (at % 5, at % 7, at * 137, at % 3, at * 11, None if at % 2 else at)
        late = at % 11 == 0
        lines.append(UnitLine(name, values, date(2024, 11, 15 if late else 1 + at % 14), late))
    return tuple(lines)


def consolidated_facts(
    count: int = 30, indicators: tuple[Indicator, ...] = INDICATORS
) -> ConsolidatedFacts:
    first, second = units(count // 3), units(count - count // 3)
    totals = (120, 250, 4_500_000, 31, 9_870, 640)
    return ConsolidatedFacts(
        sender=sender(),
        to=("Ủy ban nhân dân tỉnh Sông Hậu",),
        campaign=CAMPAIGN,
        round_title="kết quả đợt 1 " + CAMPAIGN.title,
        facts_at=AT,
        indicators=indicators,
        totals=totals,
        groups=(
            GroupLines("Sở, ban, ngành, đoàn thể tỉnh", first, totals, on_time=len(first) // 2),
            GroupLines(
                "UBND các xã, phường, thị trấn", second, totals, on_time=len(second) // 2
            ),
        ),
        answered=(26, 27, 25, 20, 20, 13),
        steering=("Sở Thông tin và Truyền thông đã tham mưu, ban hành văn bản triển khai.",),
        highlights=("Đài Phát thanh và Truyền hình phát 12 chuyên mục trong khung giờ tối.",),
        difficulties=("Một số đơn vị chưa có trang thông tin điện tử để đăng tài liệu.",),
    )


def claim_facts(count: int = 20) -> ClaimLetterFacts:
    claims = tuple(
        Claim(
            LONG_NAME if at == 3 else f"UBND xã Tân Phước {at}",
            f"TP{at:02d}-K7M{at % 10}",
            "chiendich.songhau.example/nhan-viec",
        )
        for at in range(1, count + 1)
    )
    return ClaimLetterFacts(
        sender=sender("STTTT-CNTT&BCVT"),
        to=("UBND các xã, phường, thị trấn",),
        campaign=CAMPAIGN,
        subject="cấp mã nhận việc tham gia Chiến dịch tuyên truyền",
        paragraphs=(
            "Thực hiện Công văn số 1234/UBND-KGVX ngày 17/10/2024 của Ủy ban nhân dân tỉnh, Sở"
            " Thông tin và Truyền thông gửi mã nhận việc của từng đơn vị tại Phụ lục kèm theo.",
            "Đề nghị các đơn vị khai báo người làm đầu mối trước ngày 25/10/2024.",
        ),
        claims=claims,
        with_slips=True,
        facts_at=AT,
    )


def reminder_facts(count: int = 3, tone: Tone = Tone.ASK) -> ReminderFacts:
    return ReminderFacts(
        sender=sender("STTTT-CNTT&BCVT"),
        tone=tone,
        campaign=CAMPAIGN,
        units=tuple(f"UBND xã Tân Phước {at}" for at in range(1, count + 1)),
        due="trước ngày 15/11/2024",
        new_due="trước 17 giờ 00 ngày 18/11/2024",
        facts_at=AT,
        contact="Phòng Công nghệ thông tin, điện thoại 0000",
    )
