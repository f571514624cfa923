"""What can go wrong with a letter.

DispatchError
├── RefusedDispatchError      turned away before anything was stored
├── DuplicateDispatchError    it is here already
├── UnknownFieldError         no such field
├── UnreadableValueError      what was typed is not a value of that field
├── ChangedMeanwhileError     somebody else answered the field since it was shown
├── OpenFieldsError           some fields still wait for a person
└── NotAtHandError            an arrival whose bytes are elsewhere, or that is settled
"""

from enum import StrEnum

from loa.dispatches.models import Arrival, Confirmation, Dispatch


class Same(StrEnum):
    """What makes an arrival the one that is here already."""

    FILE = "file"  # the same bytes
    TEXT = "text"  # the same words in another file
    KEY = "key"  # the same issuer, date, number and symbol


class DispatchError(Exception):
    """Anything wrong with a letter or with what is said of it."""


class RefusedDispatchError(DispatchError):
    """Nothing was stored. `code` is stable; `message` is the craft's Vietnamese sentence."""

    def __init__(self, *, code: str, message: str) -> None:
        super().__init__(code)
        self.code, self.message = code, message


class DuplicateDispatchError(DispatchError):
    """The letter is known: `known` is the one that was there first."""

    def __init__(self, *, known: Dispatch, same: Same) -> None:
        super().__init__(f"dispatch {known.pk} by {same}")
        self.known, self.same = known, same


class UnknownFieldError(DispatchError):
    """The letter's form has no such field."""

    def __init__(self, *, field: str) -> None:
        super().__init__(field)
        self.field = field


class UnreadableValueError(DispatchError):
    """The value has not the shape of the field's answers."""

    def __init__(self, *, field: str) -> None:
        super().__init__(field)
        self.field = field


class ChangedMeanwhileError(DispatchError):
    """Somebody answered otherwise since the page was shown; nothing was stored."""

    def __init__(self, *, current: Confirmation) -> None:
        super().__init__(current.field)
        self.current = current


class OpenFieldsError(DispatchError):
    """A person has still to look at these."""

    def __init__(self, *, fields: tuple[str, ...]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


class NotAtHandError(DispatchError):
    """The arrival stands otherwise: settled, or its bytes are out of reach."""

    def __init__(self, *, arrival: Arrival) -> None:
        super().__init__(f"{arrival.pk} {arrival.stage}")
        self.arrival = arrival
