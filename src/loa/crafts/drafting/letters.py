"""The letters of a campaign, each from its facts: claim codes, and the reminder."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .model import (
    Addressees,
    Annex,
    CellFormat,
    Column,
    Kind,
    OfficialDocument,
    Paragraph,
    Row,
    Slip,
    Slips,
    Table,
)
from .papers import Campaign, Sender, instant, opening

# More names than this fill the first page; they go to an annex.
ADDRESSEES_MAX = 12
LISTED_IN_ANNEX = "Các cơ quan, đơn vị có tên tại Phụ lục"


class Tone(StrEnum):
    """To peers, Party bodies and the press one asks; downward one tasks."""

    ASK = "ask"
    TASK = "task"


_VERB = {Tone.ASK: "đề nghị", Tone.TASK: "yêu cầu"}


@dataclass(frozen=True)
class Claim:
    """A unit's code, by which its clerk names the officer; `address` is typed by hand."""

    unit: str
    code: str
    address: str


@dataclass(frozen=True)
class ClaimLetterFacts:
    sender: Sender
    to: tuple[str, ...]
    campaign: Campaign
    subject: str
    paragraphs: tuple[str, ...]
    claims: tuple[Claim, ...]
    with_slips: bool = False
    facts_at: datetime | None = None


@dataclass(frozen=True)
class ReminderFacts:
    """A letter to units whose report has not arrived at `facts_at`.

    `due` and `new_due` are written out by the caller: "hết ngày 14/11/2024".
    """

    sender: Sender
    tone: Tone
    campaign: Campaign
    units: tuple[str, ...]
    due: str
    new_due: str
    facts_at: datetime
    channel: str | None = None
    contact: str | None = None


def claim_letter(facts: ClaimLetterFacts) -> OfficialDocument:
    """Compose the letter whose annex brings each unit its code, as a list or as slips too."""
    annexes = [claim_annex(facts.claims)]
    if facts.with_slips:
        annexes.append(slips_annex(facts.claims))
    return OfficialDocument(
        kind=Kind.LETTER,
        letterhead=facts.sender.letterhead,
        subject=facts.subject,
        addressees=Addressees(facts.to),
        body=tuple(Paragraph(text) for text in facts.paragraphs),
        signature=facts.sender.signature,
        distribution=facts.sender.distribution,
        annexes=tuple(annexes),
        facts_at=facts.facts_at,
    )


def claim_annex(claims: tuple[Claim, ...]) -> Annex:
    rows = tuple(
        Row((at, claim.unit, claim.code, claim.address)) for at, claim in enumerate(claims, 1)
    )
    columns = (
        Column("STT", CellFormat.INTEGER),
        Column("Đơn vị"),
        Column("Mã nhận việc"),
        Column("Địa chỉ truy cập"),
    )
    how = Paragraph(
        "Văn thư của đơn vị tự gõ địa chỉ vào trình duyệt, nhập mã nhận việc và khai báo"
        " người làm đầu mối. Mỗi mã chỉ dùng cho một đơn vị; không chuyển mã cho đơn vị khác."
    )
    return Annex("Danh sách mã nhận việc của các đơn vị", (how, Table(columns, rows)))


def slips_annex(claims: tuple[Claim, ...]) -> Annex:
    slips = tuple(
        Slip(claim.unit, (("Mã nhận việc", claim.code), ("Địa chỉ", claim.address)))
        for claim in claims
    )
    return Annex("Phiếu mã nhận việc (cắt theo đường đứt nét)", (Slips(slips),))


def reminder_letter(facts: ReminderFacts) -> OfficialDocument:
    """Compose the letter that asks for what has not arrived (công văn đôn đốc)."""
    issuer = facts.sender.letterhead.issuer
    verb = _VERB[facts.tone]
    where = f" qua {facts.channel}" if facts.channel else ""
    is_long = len(facts.units) > ADDRESSEES_MAX
    paragraphs = [
        opening(
            facts.campaign,
            issuer,
            f"đã có văn bản gửi các cơ quan, đơn vị triển khai và báo cáo kết quả {facts.due}.",
        ),
        f"Tính đến {instant(facts.facts_at)}, {issuer} chưa nhận được báo cáo của cơ quan,"
        f" đơn vị có tên tại {'Phụ lục' if is_long else 'phần Kính gửi'}.",
        f"Để kịp thời tổng hợp, báo cáo theo quy định, {issuer} {verb} các cơ quan, đơn vị"
        f" gửi báo cáo kết quả {facts.new_due}{where}. Trường hợp đã gửi báo cáo,"
        f" {verb} thông tin lại để đối chiếu.",
    ]
    if facts.contact:
        paragraphs.append(f"Thông tin chi tiết xin liên hệ: {facts.contact}.")
    paragraphs.append(f"{issuer} rất mong nhận được sự phối hợp của các cơ quan, đơn vị.")
    return OfficialDocument(
        kind=Kind.LETTER,
        letterhead=facts.sender.letterhead,
        subject=f"đôn đốc báo cáo kết quả thực hiện {facts.campaign.title}",
        addressees=Addressees((LISTED_IN_ANNEX,) if is_long else facts.units),
        body=tuple(Paragraph(text) for text in paragraphs),
        signature=facts.sender.signature,
        distribution=facts.sender.distribution,
        annexes=(_units_list(facts),) if is_long else (),
        facts_at=facts.facts_at,
    )


def _units_list(facts: ReminderFacts) -> Annex:
    rows = tuple(Row((at, unit)) for at, unit in enumerate(facts.units, start=1))
    columns = (Column("STT", CellFormat.INTEGER), Column("Đơn vị"))
    title = f"Danh sách đơn vị chưa nhận được báo cáo tính đến {instant(facts.facts_at)}"
    return Annex(title, (Table(columns, rows),))
