"""What can go wrong with a campaign.

CampaignError
├── NotConfirmedError     the letter still waits for a person's yes
├── AlreadyOpenError      the letter has a campaign
├── PeriodMissingError    neither the letter nor the coordinator says from when to when
├── NoRoundError          nothing says when to report
├── NobodyTaskedError     no unit has a task
├── AlreadySentError      what units hold in their hands is not changed under them
├── UnknownHoleError      there is no such hole (any more)
└── NoAmendmentError      that letter does not amend the campaign's
"""

from loa.campaigns.models import Campaign


class CampaignError(Exception):
    """Anything wrong with a campaign or with what is done to it."""


class NotConfirmedError(CampaignError):
    """Confirm the letter first."""


class AlreadyOpenError(CampaignError):
    """`campaign` is the one that the letter founded."""

    def __init__(self, *, campaign: Campaign) -> None:
        super().__init__(campaign.slug)
        self.campaign = campaign


class PeriodMissingError(CampaignError):
    """A campaign has a first and a last day."""


class NoRoundError(CampaignError):
    """A campaign without a report round cannot be sent."""


class NobodyTaskedError(CampaignError):
    """A campaign that tasks nobody cannot be sent."""


class AlreadySentError(CampaignError):
    """The units hold it; only additions, lines, exemptions and later dates are possible."""


class UnknownHoleError(CampaignError):
    """Somebody closed it otherwise, or it never was."""


class NoAmendmentError(CampaignError):
    """The letter amends another one, or none."""
