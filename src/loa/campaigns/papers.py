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
from loa.units.bodies import authority_of, body_on, notation_of


def claim_letter(
    campaign: Campaign, claims: Sequence[tuple[str, str]], address: str, at: datetime
) -> OfficialDocument:
    """Compose the letter; number, day, signature and seal stay free for the office."""
    own = body_on(campaign.owner_id, campaign.units_on)
    sender = papers.Sender(
        letterhead=Letterhead(
            issuer=own.name,
            symbol=campaign.dispatch.symbol or notation_of(own.name, own.kind),
            place=own.place,
            issued=IssueDate(at.year),
            superior=own.superior or None,
        ),
        signature=Signature(authority_of(own.kind)),
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
