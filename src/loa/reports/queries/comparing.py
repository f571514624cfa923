"""Two rounds side by side: as they were, or restated under the units of one day.

The facts of a round are those of its roll-up (`rollup.tally`), unit by unit; where they stand
is said by `loa.units.restating`, what may be compared by `loa.crafts.tallying.comparing`.
Sums and what waits for a person are always all that was reported; a test holds it.
Rules in words: docs/rules/units.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from loa.campaigns.models import Round
from loa.crafts.tallying import Apart, Facts, Figure, Share, compared, joined
from loa.crafts.timing import Standing
from loa.evidence.models import Publication
from loa.reports.figures import from_slots, tally_form
from loa.reports.models import Indicator
from loa.reports.queries.rollup import Rolled, tally
from loa.units.models import UnitName
from loa.units.queries import names_of
from loa.units.restating import Places, Restated, places_as_was, successions_until


class EarlierDayError(ValueError):
    """Facts were to stand under units of a day before they were reported."""

    def __init__(self, *, earliest: date) -> None:
        super().__init__(f"not before {earliest}")
        self.earliest = earliest


@dataclass(frozen=True)
class Side:
    """One round as it stands in a comparison.

    `reported` is all that came in; `summed` what stands at some unit, `waiting` what waits for
    a person: together they are `reported`. `names` are the reporters', as they were.
    """

    round: Round
    places: Places
    stood: Restated[Facts]
    standing_at: Mapping[int, Sequence[int]]
    reported: Facts
    summed: Facts
    waiting: Facts
    names: Mapping[int, str]


@dataclass(frozen=True)
class Line:
    """One unit in both rounds; None: it has no part in that round, or did not exist.

    `stands_for` names, for each round, the former units whose facts stand here.
    """

    unit_id: int
    name: str
    position: tuple[int, str]
    first: Facts | None
    second: Facts | None
    has_below: bool
    stands_for: tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Comparison:
    """Two rounds; `on` is the day whose units they are restated under, None: as they were.

    `duty` is the duty by which it was asked who answers, `is_by_owner` whether that is because
    the second's owner answers for the first's by it. `duties` are all that could be asked.
    """

    first: Side
    second: Side
    on: date | None
    duty: str
    is_by_owner: bool
    duties: tuple[str, ...]
    shared: tuple[Indicator, ...]
    apart: tuple[tuple[Indicator, Apart], ...]
    called: Mapping[int, UnitName]
    children: Mapping[int | None, Sequence[int]]

    @property
    def top(self) -> int | None:
        """Return the unit whose children are shown first; None: show the tops themselves."""
        at: int | None = None
        while len(below := self.children.get(at, ())) == 1:
            if below[0] in self.first.stood.own or below[0] in self.second.stood.own:
                return at
            at = below[0]
        return at

    def below(self, unit_id: int | None) -> list[Line]:
        """Return the lines right below a unit, each with all that is below it."""
        return [self._line(pk) for pk in self.children.get(unit_id, ())]

    def every(self) -> list[Line]:
        """Return every unit at which facts stand, each alone."""
        units = dict.fromkeys([*self.first.stood.own, *self.second.stood.own])
        return [self._line(pk, alone=True) for pk in units]

    def itself(self, unit_id: int) -> Line:
        """Return a unit without what is below it."""
        return self._line(unit_id, alone=True)

    def waiting(self) -> list[Line]:
        """Return the units whose facts wait for a person."""
        one, other = self.first.stood.waiting, self.second.stood.waiting
        return [
            Line(
                pk, self._name(pk), self._position(pk), one.get(pk), other.get(pk),
                has_below=False, stands_for=((), ()),
            )
            for pk in dict.fromkeys([*one, *other])
        ]  # fmt: skip

    def above(self, unit_id: int) -> list[tuple[int, str]]:
        """Return (id, name) of the units above one, the highest first."""
        path: list[int] = []
        for side in (self.second, self.first):
            at = side.places.parents.get(unit_id) if unit_id in side.stood.totals else None
            while at is not None and at not in path:
                path.append(at)
                at = side.places.parents.get(at)
            if path:
                break
        return [(pk, self._name(pk)) for pk in reversed(path)]

    def _line(self, pk: int, *, alone: bool = False) -> Line:
        one, other = self.first.stood, self.second.stood
        return Line(
            pk,
            self._name(pk),
            self._position(pk),
            (one.own if alone else one.totals).get(pk),
            (other.own if alone else other.totals).get(pk),
            has_below=not alone and pk in self.children,
            stands_for=(self._stands_for(self.first, pk), self._stands_for(self.second, pk)),
        )

    def _stands_for(self, side: Side, pk: int) -> tuple[str, ...]:
        return tuple(side.names[unit] for unit in side.standing_at.get(pk, ()) if unit != pk)

    def _name(self, pk: int) -> str:
        if pk in self.called:
            return self.called[pk].name
        return self.second.names.get(pk) or self.first.names.get(pk, "")

    def _position(self, pk: int) -> tuple[int, str]:
        row = self.called.get(pk)
        return (row.position, row.name_sort) if row else (0, "")


@dataclass(frozen=True)
class _Told:
    """A round's facts unit by unit, before it is said where they stand."""

    round: Round
    rolled: Rolled
    published: frozenset[int]

    @property
    def units(self) -> list[int]:
        """Those that owe a report, and those that sent one unasked."""
        rolled = self.rolled
        return [
            row.unit_id
            for row in rolled.participants
            if row.unit_id in rolled.owed or row.unit_id in rolled.counting
        ]

    def facts(self, codes: Sequence[str]) -> dict[int, Facts]:
        return {unit_id: self._facts(unit_id, codes) for unit_id in self.units}

    def _facts(self, unit_id: int, codes: Sequence[str]) -> Facts:
        rolled, is_owed = self.rolled, unit_id in self.rolled.owed
        sent = rolled.counting.get(unit_id)
        values = from_slots(rolled.indicators, sent) if sent else {}
        is_received = is_owed and sent is not None
        is_on_time = is_received and rolled.standings[unit_id] == Standing.ON_TIME.value
        return Facts(
            units=1,
            expected=int(is_owed),
            received=int(is_received),
            on_time=int(is_on_time),
            published=int(is_owed and unit_id in self.published),
            figures=tuple(_figure(values.get(code)) for code in codes),
        )


def _figure(value: int | list[int] | None) -> Figure | None:
    return Share(value[0], value[1]) if isinstance(value, list) else value


def _told(each: Round, at: datetime) -> _Told:
    logged = Publication.objects.filter(
        participant__campaign=each.campaign_id, withdrawn_at__isnull=True, logged_at__lte=at
    )
    published = frozenset(logged.order_by().values_list("participant__unit_id", flat=True))
    return _Told(each, tally(each, at), published)


def _side(told: _Told, places: Places, codes: Sequence[str]) -> Side:
    facts = told.facts(codes)
    stood = places.added(facts)
    return Side(
        round=told.round,
        places=places,
        stood=stood,
        standing_at=places.standing_at(),
        reported=joined(facts, len(codes)),
        summed=joined(stood.own, len(codes)),
        waiting=joined(stood.waiting, len(codes)),
        names={row.unit_id: row.name for row in told.rolled.participants},
    )


def compare(
    first: Round,
    second: Round,
    at: datetime,
    *,
    on: date | None = None,
    duty: str | None = None,
) -> Comparison:
    """Put two rounds side by side, as their figures stand at an instant.

    `on` None: each under the units of its own campaign's day. Else both restated under the
    units of that day, asked by `duty`; None: by that for which the second's owner answers for
    the first's, if there is one. Some twenty-five queries, however many units.
    Raises EarlierDayError.
    """
    one, other = _told(first, at), _told(second, at)
    shared, apart = compared(
        tally_form(one.rolled.indicators).indicators,
        tally_form(other.rolled.indicators).indicators,
    )
    days = (first.campaign.units_on, second.campaign.units_on)
    if on is None:
        places = tuple(
            places_as_was(told.units, day) for told, day in zip((one, other), days, strict=True)
        )
        asked, is_by_owner = "", False
        duties: tuple[str, ...] = ()
    else:
        if on < max(days):
            raise EarlierDayError(earliest=max(days))
        known = successions_until(on)
        by_owner = known.duty_between(first.campaign.owner_id, second.campaign.owner_id)
        asked = (by_owner or "") if duty is None else duty
        is_by_owner, duties = asked == by_owner, known.duties
        places = tuple(known.places(told.units, asked) for told in (one, other))
    sides = [
        _side(told, place, shared) for told, place in zip((one, other), places, strict=True)
    ]
    labelled = {row.code: row for row in (*other.rolled.indicators, *one.rolled.indicators)}
    called = _called(sides)
    return Comparison(
        first=sides[0],
        second=sides[1],
        on=on,
        duty=asked,
        is_by_owner=is_by_owner,
        duties=duties,
        shared=tuple(labelled[code] for code in shared),
        apart=tuple((labelled[code], why) for code, why in apart.items()),
        called=called,
        children=_children(sides, called),
    )


def roll_of(each: Round, at: datetime, *, on: date | None = None, duty: str = "") -> Comparison:
    """Put one round under units as `compare` does two: both sides are the same.

    Every figure that adds up is there. Raises EarlierDayError.
    """
    told = _told(each, at)
    specs = tally_form(told.rolled.indicators).indicators
    shared, apart = compared(specs, specs)
    day = each.campaign.units_on
    duties: tuple[str, ...] = ()
    if on is None:
        places = places_as_was(told.units, day)
    elif on < day:
        raise EarlierDayError(earliest=day)
    else:
        known = successions_until(on)
        places, duties = known.places(told.units, duty), known.duties
    side = _side(told, places, shared)
    called = _called([side])
    labelled = {row.code: row for row in told.rolled.indicators}
    return Comparison(
        first=side,
        second=side,
        on=on,
        duty=duty,
        is_by_owner=False,
        duties=duties,
        shared=tuple(labelled[code] for code in shared),
        apart=tuple((labelled[code], why) for code, why in apart.items()),
        called=called,
        children=_children([side], called),
    )


def _called(sides: Iterable[Side]) -> dict[int, UnitName]:
    """Return what each unit is called: as the later side's day has it, where both know it."""
    called: dict[int, UnitName] = {}
    for side in sides:
        called |= names_of([*side.stood.totals, *side.stood.waiting], side.places.day)
    return called


def _children(
    sides: Iterable[Side], called: Mapping[int, UnitName]
) -> dict[int | None, list[int]]:
    found: dict[int | None, set[int]] = {}
    for side in sides:
        for pk in side.stood.totals:
            found.setdefault(side.places.parents.get(pk), set()).add(pk)
    return {
        above: sorted(units, key=lambda pk: (called[pk].position, called[pk].name_sort, pk))
        for above, units in found.items()
    }
