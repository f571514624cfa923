"""What can go wrong with units and people. The edge makes the sentences.

UnitsError
├── OfficerKnownError        the address belongs to another officer already
├── PostHeldError            the officer holds this post on that day
├── PostEndedError           the post has ended
├── ClaimCodeError           a typed code opens nothing
│   ├── ClaimCodeUnknownError · ClaimCodeUsedError · ClaimCodeExpiredError
├── SignInLinkError          a link signs nobody in
│   └── LinkUnknownError · LinkUsedError · LinkExpiredError · LinkPostEndedError
├── PageKeyError             a page's key is not given, or does not open
│   ├── NotConnectableError · PageNotAmongError
│   └── KeyClosedError
└── ActError                 a reorganisation cannot be applied, or undone
    ├── PlanUnreadableError · PlanIncompleteError     what it is to do is not said
    ├── UnitNotThereError        a unit does not exist on that day
    ├── UnitHasChildrenError     it would end while others hang below it
    ├── UnitBelowItselfError     it would hang below itself
    ├── LaterRowsError           something later is known about the unit already
    ├── NothingWaitsError        there is nothing for a person to settle
    └── ActUndoneError · ActOverlaidError · ActInUseError · ImportNotUndoneError
                                 it cannot be undone (any more)
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


class StandInError(UnitsError):
    """Nobody stands in. Nothing was changed."""


class StandInDatesError(StandInError):
    def __init__(self, *, valid_from: date, valid_to: date) -> None:
        self.valid_from, self.valid_to = valid_from, valid_to
        super().__init__(f"{valid_from.isoformat()} {valid_to.isoformat()}")


class StandInItselfError(StandInError):
    pass


class ReplacementError(UnitsError):
    """Nobody took over. Nothing was changed."""


class NothingToTakeOverError(ReplacementError):
    pass


class ReplacementUndoneError(ReplacementError):
    pass


class ReplacementOverlaidError(ReplacementError):
    """A post was changed since: the replacement cannot be taken back whole."""

    def __init__(self, *, unit_code: str) -> None:
        self.unit_code = unit_code
        super().__init__(unit_code)


class ActError(UnitsError):
    """A reorganisation cannot be applied, or undone. Nothing was changed."""


class PlanUnreadableError(ActError):
    def __init__(self, *, act: int, what: str) -> None:
        self.act, self.what = act, what
        super().__init__(f"act {act}: {what}")


class PlanIncompleteError(ActError):
    """The kind of act needs what the plan does not say, or cannot use what it says."""

    def __init__(self, *, kind: str, field: str) -> None:
        self.kind, self.field = kind, field
        super().__init__(f"{kind}: {field}")


class UnitNotThereError(ActError):
    def __init__(self, *, code: str, on: date) -> None:
        self.code, self.on = code, on
        super().__init__(f"{code} {on.isoformat()}")


class UnitHasChildrenError(ActError):
    def __init__(self, *, code: str, children: tuple[str, ...]) -> None:
        self.code, self.children = code, children
        super().__init__(f"{code}: {', '.join(children[:5])}")


class UnitBelowItselfError(ActError):
    def __init__(self, *, code: str, parent: str, on: date) -> None:
        self.code, self.parent, self.on = code, parent, on
        super().__init__(f"{code} < {parent} {on.isoformat()}")


class LaterRowsError(ActError):
    def __init__(self, *, code: str, on: date) -> None:
        self.code, self.on = code, on
        super().__init__(f"{code} {on.isoformat()}")


class NothingWaitsError(ActError):
    def __init__(self, *, code: str) -> None:
        self.code = code
        super().__init__(code)


class ActUndoneError(ActError):
    pass


class ImportNotUndoneError(ActError):
    """An import keeps no list of its rows: what it brought is ended by acts."""


class ActOverlaidError(ActError):
    """A later act stands upon this one: undo that one first."""

    def __init__(self, *, later: tuple[int, ...]) -> None:
        self.later = later
        super().__init__(", ".join(str(pk) for pk in later))


class ActInUseError(ActError):
    """Work refers to what this act made: it would lose its unit."""

    def __init__(self, *, what: str) -> None:
        self.what = what
        super().__init__(what)


class ListNotReadyError(Exception):
    """A list of units is not in the state that this needs; `state` is where it stands."""

    def __init__(self, *, state: str) -> None:
        self.state = state
        super().__init__(state)


class PageKeyError(UnitsError):
    """Something about the key of a unit's page."""


class NotConnectableError(PageKeyError):
    """`code`: off, kind (no page that we can read), not_confirmed, ended or no_page."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class PageNotAmongError(PageKeyError):
    """Whoever agreed looks after other pages: `titles` of those, none of them the channel's."""

    def __init__(self, titles: tuple[str, ...]) -> None:
        self.titles = titles
        super().__init__(f"{len(titles)} other pages")


class KeyClosedError(PageKeyError):
    """A key that reads nothing now; `code` says why: key_refused, key_unreadable, http_429."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)
