"""What a confirmed letter proposes: period, rounds, tasks, recipients, duties upward.

Nothing here is stored and nothing is guessed: what the letter does not say is None or "", and
the coordinator says it. Opening a campaign takes a `Proposal` and the coordinator's `Choices`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from loa.campaigns.models import DutyKind, Part, Place, RoundKind
from loa.campaigns.queries.meanings import AddressBook, Roll, Target
from loa.crafts.reading.audiences import audiences_of, label_of, named_audiences
from loa.crafts.timing import (
    VIETNAM,
    Deadline,
    add_working_days,
    by_end_of,
    by_time,
    last_day,
    strictly_before,
)
from loa.crafts.viet import fold
from loa.dispatches.models import Dispatch
from loa.dispatches.queries import Letter, LetterDeadline, LetterTask, letter_of

DOOR_STAYS_OPEN = timedelta(days=7)  # after a deadline, for those whose report is late
FINAL_AFTER_DAYS = 5  # working days after the end, where the letter names no final report
_QUOTED = re.compile(r"[“\"«]([^”\"»]{12,})[”\"»]")
_STAFF = re.compile(
    r"\b(can bo|cong chuc|vien chuc|nguoi lao dong|doan vien|hoi vien|sinh vien|hoc sinh)\b"
)


@dataclass(frozen=True)
class RoundDraft:
    """A report round. `other_reading` is what the words would mean read the other way."""

    kind: RoundKind
    phrase: str
    due_at: datetime
    closes_at: datetime
    cut_off_at: datetime
    other_reading: datetime | None = None

    @property
    def last_day(self) -> date:
        return last_day(Deadline(self.due_at))


@dataclass(frozen=True)
class DutyDraft:
    kind: DutyKind
    text: str


@dataclass(frozen=True)
class RecipientDraft:
    """Words and whom they mean; no targets: unknown yet."""

    words: str
    targets: tuple[Target, ...]
    unit_count: int


@dataclass(frozen=True)
class TaskDraft:
    number: str
    text: str
    source: tuple[tuple[int, int], ...]
    duties: tuple[DutyDraft, ...]
    recipients: tuple[RecipientDraft, ...]
    audiences: tuple[str, ...]
    due_at: datetime | None


@dataclass(frozen=True)
class AddresseeDraft:
    place: Place
    part: Part
    recipient: RecipientDraft


@dataclass(frozen=True)
class UpwardDraft:
    """A duty to report upward; no date: the letter that says it is absent, or silent."""

    to_name: str
    founded_on: str
    due_on: date | None
    is_at_hand: bool


@dataclass(frozen=True)
class Proposal:
    """All that a letter proposes. `unit_count` counts each unit once."""

    dispatch: Dispatch
    title: str
    starts_on: date | None
    ends_on: date | None
    units_on: date
    scope: str
    audiences: tuple[str, ...]
    interim: RoundDraft | None
    final: RoundDraft | None
    tasks: tuple[TaskDraft, ...]
    addressees: tuple[AddresseeDraft, ...]
    upward: tuple[UpwardDraft, ...]
    unit_count: int

    @property
    def unknown(self) -> tuple[str, ...]:
        """The words that mean nobody we know."""
        drafts = [each.recipient for each in self.addressees]
        drafts += [each for task in self.tasks for each in task.recipients]
        return tuple(dict.fromkeys(each.words for each in drafts if not each.targets))

    @property
    def learned(self) -> tuple[tuple[str, Target], ...]:
        """The words that are known only from a person's word on an earlier letter."""
        drafts = [each.recipient for each in self.addressees]
        drafts += [each for task in self.tasks for each in task.recipients]
        found = {
            (each.words, target.key): target
            for each in drafts
            for target in each.targets
            if target.learned is not None
        }
        return tuple((words, target) for (words, _), target in found.items())


def propose(dispatch: Dispatch) -> Proposal:
    """Work out what a letter proposes, as it stands now.

    Groups expand to the units of the letter's date, or of the period's start where the day is
    blank. Cost: a few queries per group that is named, none per unit.
    """
    letter = letter_of(dispatch)
    period = letter.period
    arrived = timezone.localdate(dispatch.arrived_at)
    day = letter.day or (period.start if period else None) or arrived
    book, roll = (
        AddressBook(dispatch.owner, day, issuer=letter.issuer),
        Roll(dispatch.owner, day),
    )
    words = audience_words(letter)
    tasks = tuple(_task(task, words, book, roll) for task in letter.tasks)
    addressees = tuple(_addressees(letter, book, roll))
    interim, final = _rounds(letter)
    recipients = [each.recipient for each in addressees]
    recipients += [each for task in tasks for each in task.recipients]
    units = {u for each in recipients for u in roll.of_targets(each.targets)}
    return Proposal(
        dispatch=dispatch,
        title=title_of(letter.subject),
        starts_on=period.start if period else None,
        ends_on=period.end if period else None,
        units_on=day,
        scope=letter.scope,
        audiences=tuple(words),
        interim=interim,
        final=final,
        tasks=tasks,
        addressees=addressees,
        upward=tuple(_upward(dispatch, letter)),
        unit_count=len(units),
    )


def title_of(subject: str) -> str:
    """Return the campaign's name: what the subject puts in quotation marks, else all of it."""
    quoted = _QUOTED.search(subject)
    title = (quoted[1] if quoted else subject).strip(" .;,")
    return title[:1].upper() + title[1:]


def audience_words(letter: Letter) -> dict[str, str]:
    """Return {the letter's word: the audience's code}; a word no code fits is its own code."""
    named = named_audiences(", ".join(letter.audiences))
    if named:
        return {word: code for code, word in named}
    return {word: word for word in letter.audiences}


def _task(task: LetterTask, words: dict[str, str], book: AddressBook, roll: Roll) -> TaskDraft:
    codes = {*task.audiences, *audiences_of(task.text)}
    return TaskDraft(
        number=task.number,
        text=task.text,
        source=task.source,
        duties=tuple(DutyDraft(duty_kind(d.kind, d.text), d.text) for d in task.duties)
        or (DutyDraft(DutyKind.OTHER, task.text[:500]),),
        recipients=tuple(_recipient(each, book, roll) for each in task.recipients),
        audiences=_reached(codes, words),
        due_at=by_end_of(task.deadline).due_at if task.deadline else None,
    )


def _reached(codes: Iterable[str], words: dict[str, str]) -> tuple[str, ...]:
    """Return the audiences a task reaches: the letter's words, then others by their name."""
    wanted = set(codes)
    own = [word for word, code in words.items() if code in wanted or word in wanted]
    rest = sorted(wanted - set(words.values()) - set(words))
    return (*own, *(_label(code) for code in rest))


def _label(code: str) -> str:
    try:
        return label_of(code)
    except StopIteration:  # a person typed it
        return code


def duty_kind(kind: str, text: str) -> DutyKind:
    """Return the duty's kind; to inform is to inform staff where its words name staff."""
    if kind == "inform":
        return DutyKind.INFORM_STAFF if _STAFF.search(fold(text)) else DutyKind.INFORM_PUBLIC
    return DutyKind(kind) if kind in set(DutyKind) else DutyKind.OTHER


def _recipient(words: str, book: AddressBook, roll: Roll) -> RecipientDraft:
    targets = book.find(words)
    return RecipientDraft(words, targets, len(roll.of_targets(targets)))


def _addressees(letter: Letter, book: AddressBook, roll: Roll) -> Iterable[AddresseeDraft]:
    for words in letter.addressees:
        yield AddresseeDraft(Place.ADDRESSED, Part.TASKED, _recipient(words, book, roll))
    for line in letter.distribution:
        folded = fold(line.name)
        if line.role == "lưu" or folded.startswith(("nhu tren", "luu")):
            continue
        part = {"b/c": Part.REPORTED_TO, "p/h": Part.COORDINATING}.get(
            line.role, Part.FOR_INFORMATION
        )
        yield AddresseeDraft(Place.DISTRIBUTED, part, _recipient(line.name, book, roll))


# ------------------------------------------------------------------------------ rounds
def _rounds(letter: Letter) -> tuple[RoundDraft | None, RoundDraft | None]:
    """Propose the interim round at the letter's deadline and the final one after the end."""
    named = letter.report_deadline
    end = letter.period.end if letter.period else None
    if named is None:
        return None, _final(end) if end else None
    interim = round_at(named, RoundKind.INTERIM)
    if end is None or named.day > end:
        return None, round_at(named, RoundKind.FINAL)
    return interim, _final(end)


def round_at(named: LetterDeadline, kind: RoundKind) -> RoundDraft:
    """Return the round of a deadline in a letter, by decision 11, with the other reading."""
    strict = strictly_before(named.day, named.at)
    whole_day = by_time(named.day, named.at) if named.at else by_end_of(named.day)
    is_strict = (
        named.last_day is None
        or named.last_day < named.day
        or (named.at is not None and fold(named.phrase).startswith("truoc"))
    )
    meant, other = (strict, whole_day) if is_strict else (whole_day, strict)
    return RoundDraft(
        kind=kind,
        phrase=named.phrase,
        due_at=meant.due_at,
        closes_at=meant.due_at + DOOR_STAYS_OPEN,
        cut_off_at=meant.due_at,
        other_reading=other.due_at,
    )


def _final(end: date) -> RoundDraft:
    due = by_end_of(add_working_days(end, FINAL_AFTER_DAYS)).due_at
    return RoundDraft(
        kind=RoundKind.FINAL,
        phrase="",
        due_at=due,
        closes_at=due + DOOR_STAYS_OPEN,
        cut_off_at=datetime.combine(end + timedelta(days=1), time.min, VIETNAM),
    )


# ------------------------------------------------------------------------------ upward
def _upward(dispatch: Dispatch, letter: Letter) -> Iterable[UpwardDraft]:
    """Propose whom the owner must report to: those whose letters this one is founded on."""
    for ground in letter.legal_basis:
        number, _, symbol = ground.number.partition("/")
        at_hand = Dispatch.objects.filter(
            owner=dispatch.owner, number=number, symbol=symbol
        ).first()
        told = letter_of(at_hand) if at_hand else None
        yield UpwardDraft(
            to_name=(told.report_to if told else "") or ground.issuer,
            founded_on=" ".join(filter(None, (ground.type, ground.number))),
            due_on=told.report_by if told else None,
            is_at_hand=at_hand is not None,
        )
