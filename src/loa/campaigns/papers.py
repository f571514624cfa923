"""The letter that brings every unit its claim code, in the legal form."""

from collections.abc import Sequence
from datetime import datetime

from loa.campaigns.models import Campaign
from loa.crafts.drafting import letters, papers
from loa.crafts.drafting.model import (
    Distribution,
    IssueDate,
    Letterhead,
    OfficialDocument,
    Signature,
)
from loa.units.queries import names_of, parents_on


def claim_letter(
    campaign: Campaign, claims: Sequence[tuple[str, str]], address: str, at: datetime
) -> OfficialDocument:
    """Compose the letter; number, day, signature and seal stay free for the office."""
    day, owner = campaign.units_on, campaign.owner
    parent = parents_on(day).get(owner.pk, owner.pk)
    names = names_of([owner.pk, parent], day)
    own, above = names[owner.pk], names.get(parent)
    sender = papers.Sender(
        letterhead=Letterhead(
            issuer=own.name,
            symbol=campaign.dispatch.symbol or "STTTT",
            place=above.area.removeprefix("Tỉnh ") if above else "",
            issued=IssueDate(at.year),
            superior=above.name if above and above.unit_id != owner.pk else None,
        ),
        signature=Signature(("GIÁM ĐỐC",)),
        distribution=Distribution(),
    )
    return letters.claim_letter(
        letters.ClaimLetterFacts(
            sender=sender,
            to=(letters.LISTED_IN_ANNEX,),
            campaign=papers.Campaign(title=campaign.title),
            subject=f"khai báo đầu mối thực hiện {campaign.title}",
            paragraphs=(
                f"Để thuận tiện cho việc giao nhiệm vụ, cung cấp tài liệu và tổng hợp báo cáo "
                f"của {campaign.title}, {own.name} đề nghị các cơ quan, đơn vị, địa phương "
                "khai báo người làm đầu mối bằng mã nhận việc tại Phụ lục kèm theo.",
                f"Văn thư của đơn vị tự gõ địa chỉ {address} vào trình duyệt và nhập mã của "
                "đơn vị mình. Mỗi mã chỉ dùng được một lần.",
            ),
            claims=tuple(letters.Claim(unit, code, address) for unit, code in claims),
            facts_at=at,
        )
    )
