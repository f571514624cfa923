"""What can go wrong with units and people. The edge makes the sentences.

UnitsError
├── OfficerKnownError        the address belongs to another officer already
├── PostHeldError            the officer holds this post on that day
├── PostEndedError           the post has ended
├── ClaimCodeError           a typed code opens nothing
│   ├── ClaimCodeUnknownError · ClaimCodeUsedError · ClaimCodeExpiredError
└── SignInLinkError          a link signs nobody in
    └── LinkUnknownError · LinkUsedError · LinkExpiredError · LinkPostEndedError
"""

from datetime import date, datetime


class UnitsError(Exception):
    """Something about units or people cannot be done as asked."""


class OfficerKnownError(UnitsError):
    def __init__(self, *, email: str) -> None:
        self.email = email
        super().__init__(email)


class PostHeldError(UnitsError):
    def __init__(self, *, role: str, unit_code: str) -> None:
        self.role, self.unit_code = role, unit_code
        super().__init__(f"{role} {unit_code}")


class PostEndedError(UnitsError):
    def __init__(self, *, ended_on: date) -> None:
        self.ended_on = ended_on
        super().__init__(ended_on.isoformat())


class ClaimCodeError(UnitsError):
    """A typed code opens nothing."""


class ClaimCodeUnknownError(ClaimCodeError):
    pass


class ClaimCodeUsedError(ClaimCodeError):
    def __init__(self, *, used_at: datetime) -> None:
        self.used_at = used_at
        super().__init__(used_at.isoformat())


class ClaimCodeExpiredError(ClaimCodeError):
    def __init__(self, *, expired_at: datetime) -> None:
        self.expired_at = expired_at
        super().__init__(expired_at.isoformat())


class SignInLinkError(UnitsError):
    """A link signs nobody in."""


class LinkUnknownError(SignInLinkError):
    pass


class LinkUsedError(SignInLinkError):
    def __init__(self, *, used_at: datetime) -> None:
        self.used_at = used_at
        super().__init__(used_at.isoformat())


class LinkExpiredError(SignInLinkError):
    def __init__(self, *, expired_at: datetime) -> None:
        self.expired_at = expired_at
        super().__init__(expired_at.isoformat())


class LinkPostEndedError(SignInLinkError):
    pass
