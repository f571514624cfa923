"""A letter is taken in whole or not at all; a person's word stands above the reading."""

import pytest

from loa.dispatches.actions import (
    ChangedMeanwhileError,
    DuplicateDispatchError,
    OpenFieldsError,
    RefusedDispatchError,
    Same,
    confirm_dispatch,
    confirm_field,
    undo,
)
from loa.dispatches.models import Dispatch, Refusal
from loa.dispatches.queries import letter_of, review
from loa.files.models import StoredFile
from loa.ledger.models import Entry
from loa.units.policies import NotAllowedError
from tests.letters import SCAMS, SMALL, confirm, receive
from tests.people import NOW, Cast


def test_a_letter_is_kept_with_its_reading_and_a_row_in_the_ledger(cast: Cast) -> None:
    received = receive(SCAMS.read_bytes(), cast.units["p.tt"], by=cast.an)
    shown = review(received)
    assert len(received.lines) > 60
    assert letter_of(received).period is not None
    assert shown.fields
    assert Entry.objects.filter(verb="dispatch.received", object_id=str(received.pk)).exists()


def test_only_the_coordinator_or_clerk_of_the_unit_takes_letters_in(cast: Cast) -> None:
    for officer in (cast.binh, cast.dung, cast.stranger):
        with pytest.raises(NotAllowedError):
            receive(SMALL.encode(), cast.units["p.tt"], by=officer)
    assert not Dispatch.objects.exists()


def test_the_same_letter_twice_is_announced_and_not_stored(cast: Cast) -> None:
    first = receive(SMALL.encode(), cast.units["p.tt"], by=cast.an)
    with pytest.raises(DuplicateDispatchError) as same_file:
        receive(SMALL.encode(), cast.units["p.tt"], by=cast.an)
    assert (same_file.value.known, same_file.value.same) == (first, Same.FILE)
    with pytest.raises(DuplicateDispatchError) as same_text:
        receive(SMALL.replace("  ", " ").encode(), cast.units["p.tt"], by=cast.an)
    assert same_text.value.same == Same.TEXT
    assert Dispatch.objects.count() == 1


def test_a_secret_letter_leaves_no_trace_but_that_one_was_refused(cast: Cast) -> None:
    secret = SMALL.replace("Kính gửi:", "MẬT\n\nKính gửi:", 1)
    with pytest.raises(RefusedDispatchError) as refused:
        receive(secret.encode(), cast.units["p.tt"], by=cast.an)
    assert refused.value.message
    assert not Dispatch.objects.exists()
    assert not StoredFile.objects.exists()
    assert Refusal.objects.get().by == cast.an
    entry = Entry.objects.get(verb="dispatch.refused")
    assert "812" not in f"{entry.object_name}{entry.changes}{entry.note}"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty.txt"),
        (b"%PDF-1.7 broken", "broken.pdf"),
        (b"PK\x03\x04 broken", "broken.docx"),
        (b"MZ\x90\x00" * 40, "program.exe"),
        (b"The quick brown fox jumps over the lazy dog. " * 30, "english.txt"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(cast: Cast, data: bytes, name: str) -> None:
    with pytest.raises(RefusedDispatchError) as refused:
        receive(data, cast.units["p.tt"], by=cast.an, name=name)
    assert len(refused.value.message) > 10
    assert not StoredFile.objects.exists()


def test_a_letter_with_open_fields_is_not_confirmed(cast: Cast) -> None:
    blank = SMALL.replace("Số: 812/", "Số:      /")
    received = receive(blank.encode(), cast.units["p.tt"], by=cast.an)
    with pytest.raises(OpenFieldsError) as waiting:
        confirm_dispatch(received, by=cast.an, at=NOW)
    assert "number" in waiting.value.fields
    confirm(received, by=cast.an)
    received.refresh_from_db()
    assert received.confirmed_by == cast.an


def test_a_word_is_kept_taken_back_and_never_overwritten_unseen(cast: Cast) -> None:
    received = receive(SMALL.encode(), cast.units["p.tt"], by=cast.an)
    first = confirm_field(received, "number", "813", by=cast.an, at=NOW, seen=0)
    assert first.was_corrected
    with pytest.raises(ChangedMeanwhileError):
        confirm_field(received, "number", "814", by=cast.an, at=NOW, seen=0)
    assert letter_of(received).number == "813"
    undo(received, "number", by=cast.an, at=NOW)
    assert letter_of(received).number == "812"
    received.refresh_from_db()
    assert received.number == "812"
