"""What came of a visit to an address: one frozen dataclass an outcome, reasons as codes.

    Outcome = Fetched | Unchanged | Refused | Unreachable | Gone | BlockedByRobots
            | NeedsLogin | JavascriptOnly

Only `Gone` speaks of a page that the site itself says is not there. `Unreachable` says nothing
about the page: it is tried again when `temporary`, and never counts as removed.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias


@dataclass(frozen=True)
class Hop:
    """One answer on the way: what was asked, whom (a numeric address), what status came."""

    url: str
    peer: str
    status: int


@dataclass(frozen=True)
class Visit:
    """What every outcome knows: the address as given, when, and the hops that were made."""

    url: str
    at: datetime
    hops: tuple[Hop, ...] = ()
    notes: tuple[str, ...] = ()
    """`robots_waived`, `robots_absent`, `tls_unverified`, `tls_expired` …"""

    @property
    def final_url(self) -> str:
        return self.hops[-1].url if self.hops else self.url


def merged(notes: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    """Add notes to a visit's, each once."""
    return tuple(dict.fromkeys((*notes, *more)))


@dataclass(frozen=True)
class Fetched:
    """A page or picture. `body` is unpacked; `kind` is read from its bytes, not its label."""

    visit: Visit
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    kind: str = "html"
    charset: str | None = None
    wire_bytes: int = 0

    def header(self, name: str) -> str | None:
        return next((v for k, v in self.headers if k.lower() == name.lower()), None)


@dataclass(frozen=True)
class Unchanged:
    """The site says the page is as we know it (304)."""

    visit: Visit


@dataclass(frozen=True)
class Refused:
    """We did not go there, or took no more of it; `code` names the rule."""

    visit: Visit
    code: str
    detail: str


@dataclass(frozen=True)
class Unreachable:
    """No answer we could use. `temporary`: try again, not before `retry_after` if it is set."""

    visit: Visit
    code: str
    detail: str
    temporary: bool = True
    retry_after: timedelta | None = None


@dataclass(frozen=True)
class Gone:
    """The site says that there is no such page. `soft`: with status 200, in words."""

    visit: Visit
    status: int
    soft: bool = False


@dataclass(frozen=True)
class BlockedByRobots:
    """The site's robots.txt asks us to stay away from this address."""

    visit: Visit
    robots_url: str


@dataclass(frozen=True)
class NeedsLogin:
    """Behind a sign-in; a screenshot has to be asked for. `code` says how we know."""

    visit: Visit
    code: str


@dataclass(frozen=True)
class JavascriptOnly:
    """The page is empty without a browser; a screenshot has to be asked for."""

    visit: Visit
    page: Fetched = field(repr=False)


Outcome: TypeAlias = (
    Fetched
    | Unchanged
    | Refused
    | Unreachable
    | Gone
    | BlockedByRobots
    | NeedsLogin
    | JavascriptOnly
)
