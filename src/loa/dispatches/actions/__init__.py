"""Every write about letters."""

from loa.dispatches.actions.arriving import begin, dismiss, retry, sweep
from loa.dispatches.actions.confirming import (
    answer_finding,
    confirm_dispatch,
    confirm_field,
    set_aside,
    take_up,
    undo,
)
from loa.dispatches.actions.drawing import HAS_PAGES, ask_for_pages
from loa.dispatches.actions.errors import (
    ChangedMeanwhileError,
    DispatchError,
    DuplicateDispatchError,
    NotAtHandError,
    OpenFieldsError,
    RefusedDispatchError,
    Same,
    UnknownFieldError,
    UnreadableValueError,
)
from loa.dispatches.actions.mailing import take_from_mailbox
from loa.dispatches.actions.polling import Watch, ask_for_sources, take_from_folder
from loa.dispatches.actions.receiving import Comer, receive_dispatch, take_in, text_hash
from loa.dispatches.actions.telling import tell_of_arrivals

__all__ = [
    "HAS_PAGES",
    "ChangedMeanwhileError",
    "Comer",
    "DispatchError",
    "DuplicateDispatchError",
    "NotAtHandError",
    "OpenFieldsError",
    "RefusedDispatchError",
    "Same",
    "UnknownFieldError",
    "UnreadableValueError",
    "Watch",
    "answer_finding",
    "ask_for_pages",
    "ask_for_sources",
    "begin",
    "confirm_dispatch",
    "confirm_field",
    "dismiss",
    "receive_dispatch",
    "retry",
    "set_aside",
    "sweep",
    "take_from_folder",
    "take_from_mailbox",
    "take_in",
    "take_up",
    "tell_of_arrivals",
    "text_hash",
    "undo",
]
