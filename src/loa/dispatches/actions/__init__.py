"""Every write about letters."""

from loa.dispatches.actions.confirming import (
    answer_finding,
    confirm_dispatch,
    confirm_field,
    undo,
)
from loa.dispatches.actions.errors import (
    ChangedMeanwhileError,
    DispatchError,
    DuplicateDispatchError,
    OpenFieldsError,
    RefusedDispatchError,
    Same,
    UnknownFieldError,
    UnreadableValueError,
)
from loa.dispatches.actions.receiving import receive_dispatch, screen, text_hash

__all__ = [
    "ChangedMeanwhileError",
    "DispatchError",
    "DuplicateDispatchError",
    "OpenFieldsError",
    "RefusedDispatchError",
    "Same",
    "UnknownFieldError",
    "UnreadableValueError",
    "answer_finding",
    "confirm_dispatch",
    "confirm_field",
    "receive_dispatch",
    "screen",
    "text_hash",
    "undo",
]
