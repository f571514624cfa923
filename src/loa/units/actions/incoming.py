"""Lists of units by the web: brought, looked at by a job, decided on, read in by a job.

Nothing is half done: a job looks without writing, or writes all in one transaction that also
says it is done. A job that was killed is asked for again by `tick`, and finds either nothing
done or everything.
"""

import tempfile
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from time import monotonic

from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import task

from loa.crafts.viet import clean
from loa.files import actions as files
from loa.ledger.actions import record
from loa.units import policies
from loa.units.actions.importing import Imported, import_units
from loa.units.errors import ListNotReadyError
from loa.units.lists import IS_NEW, Fault, ListUnreadableError, write_faults
from loa.units.models import ListImport, ListProgress, Officer, Unit
from loa.units.words import ListState

MOST_KEPT = 500  # faults and doubts kept for the page; the file back holds all
HEARD_EVERY_S = 0.5
STOPPED_AFTER = timedelta(minutes=5)  # writing 600,000 units is silent for a minute
RUNNING = (ListState.CHECK.value, ListState.WRITE.value)


@transaction.atomic
def bring_list(
    data: bytes,
    *,
    name: str,
    by: Officer,
    at: datetime,
    since: date | None = None,
    kind: str = "",
    level: str = "",
    is_english: bool = False,
) -> tuple[ListImport, bool]:
    """Keep a file of units and ask for it to be looked at; return its row, and whether new.

    The same file for the same first day, kind and level is the same list: it is not begun
    twice. Raises EmptyFileError.
    """
    today = timezone.localdate(at)
    policies.require(policies.may_keep_register(by, on=today))
    stored = files.store(data, by=by, at=at)
    again = ListImport.objects.filter(file=stored, kind=kind, level=level)
    if since is not None:
        again = again.filter(since=since)
    known = again.exclude(state=ListState.REFUSED.value).first()
    if known is not None:
        return known, False
    row = ListImport.objects.create(
        file=stored,
        name=clean(name)[:200],
        since=since or today,
        kind=kind,
        level=level,
        is_english=is_english,
        by=by,
        made_at=at,
        state=ListState.CHECK.value,
    )
    record("list.brought", row, by=by, at=at, note=row.name)
    _ask(row, at)
    return row, True


@transaction.atomic
def decide_doubles(
    row: ListImport, words: Mapping[int, str], *, by: Officer, at: datetime
) -> ListImport:
    """Say of lines which known unit each is, or IS_NEW; then it is looked at again.

    Raises ListNotReadyError if it is being worked on, or a unit named is not of the register.
    """
    row = _locked(row, by, at, ListState.CHECKED)
    named = {word for word in words.values() if word != IS_NEW}
    if Unit.objects.filter(code__in=named).count() != len(named):
        raise ListNotReadyError(state="unknown")
    told = {str(line): word for line, word in words.items()}
    before = {line: row.decided.get(line) for line in told}
    row.decided = row.decided | told
    row.state = ListState.CHECK.value
    row.save(update_fields=["decided", "state"])
    record("list.decided", row, by=by, at=at, changes={"decided": (before, told)})
    _ask(row, at)
    return row


@transaction.atomic
def accept_list(row: ListImport, *, by: Officer, at: datetime) -> ListImport:
    """Ask for a list without faults and open questions to be read in. Twice changes nothing."""
    if row.state == ListState.DONE.value:
        return row
    row = _locked(row, by, at, ListState.CHECKED)
    if row.fault_count or row.doubt_count:
        raise ListNotReadyError(state=row.state)
    row.state, row.by = ListState.WRITE.value, by
    row.save(update_fields=["state", "by"])
    record("list.accepted", row, by=by, at=at)
    _ask(row, at)
    return row


@transaction.atomic
def check_again(row: ListImport, *, by: Officer, at: datetime) -> ListImport:
    """Look at a list again: the register may have changed since."""
    row = _locked(row, by, at, ListState.CHECKED)
    row.state = ListState.CHECK.value
    row.save(update_fields=["state"])
    record("list.asked_again", row, by=by, at=at)
    _ask(row, at)
    return row


def resume_lists(at: datetime) -> int:
    """Ask again for jobs not heard of for some minutes; return how many. For `tick`."""
    silent = ListImport.objects.filter(
        state__in=RUNNING, progress__heard_at__lt=at - STOPPED_AFTER
    )
    ids = list(silent.values_list("pk", flat=True))
    ListProgress.objects.filter(list__in=ids).update(heard_at=at)
    for pk in ids:
        work_on_list.enqueue(pk)
    return len(ids)


def _locked(row: ListImport, by: Officer, at: datetime, state: ListState) -> ListImport:
    policies.require(policies.may_keep_register(by, on=timezone.localdate(at)))
    row = ListImport.objects.select_for_update().get(pk=row.pk)
    if row.state != state.value:
        raise ListNotReadyError(state=row.state)
    return row


def _ask(row: ListImport, at: datetime) -> None:
    fresh = {"done": 0, "whole": 0, "heard_at": at}
    ListProgress.objects.update_or_create(list=row, defaults=fresh)
    transaction.on_commit(partial(work_on_list.enqueue, row.pk))


@task()
def work_on_list(pk: int) -> None:
    """Look at a list, or read it in, as its state says. May run twice, or be killed."""
    row = ListImport.objects.select_related("file", "by").get(pk=pk)
    if row.state not in RUNNING:
        return
    at = timezone.now()
    is_dry = row.state == ListState.CHECK.value
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{Path(row.name).suffix.lower() or '.csv'}"
        path.write_bytes(files.read(row.file))
        try:
            result = import_units(
                path,
                name=row.name,
                by=row.by,
                at=at,
                since=row.since,
                kind=row.kind,
                level=row.level,
                decided={int(line): word for line, word in row.decided.items()},
                is_dry=is_dry,
                is_held=True,
                tell=_teller(pk),
                then=partial(_note_written, row, at=at),
            )
        except ListUnreadableError as error:
            _refuse(row, error.code, error.what, at=at)
        except policies.NotAllowedError:
            _refuse(row, "not_allowed", "", at=at)
        except (IntegrityError, ListNotReadyError):
            # Another job read this very list in, or other units came in meanwhile: the next
            # look sees them. `resume_lists` asks for it.
            return
        else:
            if is_dry:
                _note_checked(row, result, _back(row, path, result), at=at)


def _teller(pk: int) -> Callable[[int, int], None]:
    heard = 0.0

    def tell(done: int, whole: int) -> None:
        nonlocal heard
        if monotonic() - heard >= HEARD_EVERY_S:
            heard = monotonic()
            told = {"done": done, "whole": whole, "heard_at": timezone.now()}
            ListProgress.objects.filter(list=pk).update(**told)

    return tell


def _back(row: ListImport, path: Path, result: Imported) -> bytes | None:
    told = sorted((*result.faults, *result.doubts), key=lambda fault: fault.line)
    if not told:
        return None
    kept = path.with_name(f"back{'.csv' if path.suffix == '.csv' else '.xlsx'}")
    write_faults(path, told, kept, is_english=row.is_english)
    return kept.read_bytes()


@transaction.atomic
def _note_checked(
    row: ListImport, result: Imported, back: bytes | None, *, at: datetime
) -> None:
    row = ListImport.objects.select_for_update().get(pk=row.pk)
    if row.state != ListState.CHECK.value:
        return
    _fill(row, result)
    row.back = files.store(back, by=None, at=at) if back else None
    row.state = ListState.CHECKED.value
    row.save()
    counts = {"lines": row.lines, "faults": row.fault_count, "doubts": row.doubt_count}
    changes = {name: (None, count) for name, count in counts.items()}
    record("list.checked", row, by=None, at=at, changes=changes)


def _note_written(row: ListImport, result: Imported, *, at: datetime) -> None:
    """Within the transaction of the writes: done with them, or not at all."""
    row = ListImport.objects.select_for_update().get(pk=row.pk)
    if row.state != ListState.WRITE.value:
        raise ListNotReadyError(state=row.state)
    _fill(row, result)
    is_refused = bool(result.faults or result.doubts)  # the register changed since the look
    row.state = (ListState.CHECKED if is_refused else ListState.DONE).value
    row.act, row.ended_at = result.act, None if is_refused else at
    row.save()
    record("list.read_in", row, by=row.by, at=at, changes={"state": (None, row.state)})


def _fill(row: ListImport, result: Imported) -> None:
    row.lines, row.opened = result.lines, result.opened
    row.unchanged, row.same = result.unchanged, result.same
    row.fault_count, row.doubt_count = len(result.faults), len(result.doubts)
    row.faults = [_plain(fault) for fault in result.faults[:MOST_KEPT]]
    row.doubts = [_plain(doubt) for doubt in result.doubts[:MOST_KEPT]]


def _plain(fault: Fault) -> list[str | int]:
    return [fault.line, fault.column, fault.code, fault.value[:300], fault.other[:300]]


@transaction.atomic
def _refuse(row: ListImport, code: str, what: str, *, at: datetime) -> None:
    row = ListImport.objects.select_for_update().get(pk=row.pk)
    row.state, row.refusal, row.refusal_what = ListState.REFUSED.value, code, what[:300]
    row.ended_at = at
    row.save()
    record("list.refused", row, by=None, at=at, note=code)
