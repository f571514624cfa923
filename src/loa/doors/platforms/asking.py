"""One question to a platform's interface: its answer as JSON, or why there is none.

What a platform says of an error is never passed on: Facebook repeats a key that it does not
like in its sentence. Numbers are.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from loa.doors.addresses import AddressRefusedError
from loa.doors.answers import Answer, NoAnswerError, rest_asked
from loa.doors.fetch import Fetcher

REFUSED = "key_refused"
SLOW_DOWN = "http_429"
NOT_GIVEN = "post_not_given"
NO_ANSWER = "no_answer"
NOT_UNDERSTOOD = "not_understood"
Json = dict[str, Any]
_LONGEST_REST = timedelta(days=1)


class PlatformError(Exception):
    """A question that brought nothing to read; `code` is one of the words above.

    `number`: the platform's own number of the error, 0 where it gave none.
    """

    def __init__(
        self, code: str, number: int = 0, *, retry_after: timedelta | None = None
    ) -> None:
        super().__init__(f"{code} ({number})")
        self.code = code
        self.number = number
        self.retry_after = retry_after

    @property
    def is_temporary(self) -> bool:
        """Whether to ask again later, without anybody doing anything."""
        return self.code in {SLOW_DOWN, NO_ANSWER}


@dataclass(frozen=True)
class Told:
    """An answer: its JSON, the answer itself, where it was asked (without key) and when."""

    json: Json
    answer: Answer
    address: str
    at: datetime


async def put(
    fetcher: Fetcher,
    base: str,
    query: Mapping[str, str] | None = None,
    *,
    secret: Mapping[str, str] | None = None,
    proof: Mapping[str, str] | None = None,
    form: Mapping[str, str] | None = None,
    method: str = "GET",
) -> Told:
    """Ask, and read the answer as JSON, whatever it says. Raises PlatformError.

    `secret`: headers that carry a key. `proof`: what is asked in the address but not kept.
    """
    kept = base + (f"?{urlencode(query)}" if query else "")
    asked = base
    if query or proof:
        asked += f"?{urlencode({**(query or {}), **(proof or {})})}"
    at = fetcher.now()
    try:
        answer = await fetcher.ask(asked, headers=secret or {}, method=method, form=form)
    except AddressRefusedError as error:
        raise PlatformError(f"refused_{error.code}") from None
    except NoAnswerError as error:
        code = SLOW_DOWN if error.code == "host_asked_for_rest" else NO_ANSWER
        raise PlatformError(code) from None
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        told = None
    if answer.status in {429, 503}:
        raise PlatformError(SLOW_DOWN, answer.status, retry_after=pause_of(answer, at))
    if not isinstance(told, dict):
        fault = NO_ANSWER if answer.status >= 500 else NOT_UNDERSTOOD
        raise PlatformError(fault, answer.status)
    return Told(told, answer, kept, at)


def pause_of(answer: Answer, at: datetime) -> timedelta | None:
    """Give for how long a platform wants rest, a day at most; None where it does not say."""
    asked = rest_asked(answer, at)
    return None if asked is None else min(asked, _LONGEST_REST)


def number_of(thing: object) -> int:
    """Read a number that may come as a text; 0 for anything else."""
    try:
        return int(str(thing))
    except ValueError:
        return 0
