"""What can stand in the way of logging a publication.

EvidenceError
├── AlreadyLoggedError     the same address is on the unit's list
├── NothingToShowError     neither address nor file nor count
├── CountError             a count that is not a whole number of a known measure
├── OutsideCampaignError   a day before the campaign or after today
├── AlreadyJudgedError     another person has said whether it was published
├── NothingNewError        pictures that the publication has already
├── TooManyPicturesError   more than a publication can have
├── TakenOffError          the publication does not stand on the list
├── NoLinksError           a pasted text that holds no link
└── PlayLogError           a broadcast log that cannot be read as one
"""

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loa.evidence.models import Judgement, Publication


class EvidenceError(Exception):
    """A publication cannot be logged as given."""


class AlreadyLoggedError(EvidenceError):
    def __init__(self, known: "Publication") -> None:
        self.known = known
        super().__init__(known.address)


class NothingToShowError(EvidenceError):
    pass


class CountError(EvidenceError):
    def __init__(self, measure: str, value: object) -> None:
        self.measure, self.value = measure, value
        super().__init__(f"{measure}={value!r}")


class OutsideCampaignError(EvidenceError):
    def __init__(self, day: date, first: date, last: date) -> None:
        self.day, self.first, self.last = day, first, last
        super().__init__(f"{day} is not in {first} … {last}")


class AlreadyJudgedError(EvidenceError):
    def __init__(self, standing: "Judgement") -> None:
        self.standing = standing
        super().__init__(str(standing))


class NothingNewError(EvidenceError):
    pass


class TooManyPicturesError(EvidenceError):
    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"more than {most}")


class TakenOffError(EvidenceError):
    pass


class NoLinksError(EvidenceError):
    def __init__(self, refused: int) -> None:
        self.refused = refused
        super().__init__(f"{refused} refused")


class PlayLogError(EvidenceError):
    """`code`: not_a_table, no_columns, no_rows or too_many; `what` was seen."""

    def __init__(self, code: str, what: str = "") -> None:
        self.code, self.what = code, what
        super().__init__(f"{code}: {what}")
