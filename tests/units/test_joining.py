"""The code in the annex: readable, stable, typed by hand, used once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from loa.ledger.models import Entry
from loa.units import actions, policies
from loa.units.actions.joining import SIGNS
from loa.units.errors import (
    ClaimCodeExpiredError,
    ClaimCodeUnknownError,
    ClaimCodeUsedError,
)
from loa.units.models import ClaimCode, Officer
from loa.units.policies import NotAllowedError
from loa.units.words import Role
from tests.people import NOW, Cast

ENDS = NOW + timedelta(days=30)


@given(st.text(alphabet=SIGNS, min_size=8, max_size=8))
def test_a_code_typed_with_small_letters_spaces_and_dashes_is_the_same_code(
    signs: str,
) -> None:
    printed = f"{signs[:4]}-{signs[4:]}"
    for typed in (
        printed,
        printed.lower(),
        f" {signs[:2]} {signs[2:]} ",
        f"{signs[:4]}–{signs[4:]}",
    ):
        assert actions.plain_code(typed) == printed


def test_a_code_holds_no_sign_that_is_mistaken_for_another() -> None:
    assert not set(SIGNS) & set("0O1IL2Z5S6G8B") - {"6"}
    assert not set(SIGNS) & set("AEIOUYDW")


@pytest.mark.django_db
def test_a_regenerated_annex_shows_the_same_codes_with_a_later_end(cast: Cast) -> None:
    units = [cast.units["p.h1"], cast.units["p.h2"]]
    first = actions.issue_claim_codes(units, by=cast.an, at=NOW, expires_at=ENDS)
    units.append(cast.units["p.bao"])
    later = actions.issue_claim_codes(
        units, by=cast.an, at=NOW + timedelta(days=1), expires_at=ENDS + timedelta(days=5)
    )
    assert {pk: later[pk].code for pk in first} == {pk: c.code for pk, c in first.items()}
    assert len(later) == 3
    assert ClaimCode.objects.filter(expires_at=ENDS).count() == 0
    notes = Entry.objects.filter(verb="claim_codes.issued").values_list("note", flat=True)
    assert list(notes) == ["2 new, 0 prolonged, 2 in all", "1 new, 2 prolonged, 3 in all"]


@pytest.mark.django_db
def test_only_a_coordinator_issues_codes_and_only_within_reach(cast: Cast) -> None:
    with pytest.raises(NotAllowedError):
        actions.issue_claim_codes([cast.units["p.h1"]], by=cast.binh, at=NOW, expires_at=ENDS)
    assert ClaimCode.objects.count() == 0


def code_for(cast: Cast, unit: str) -> str:
    unit_row = cast.units[unit]
    codes = actions.issue_claim_codes([unit_row], by=cast.an, at=NOW, expires_at=ENDS)
    return codes[unit_row.pk].code


@pytest.mark.django_db
def test_the_clerk_with_the_code_names_the_officer(cast: Cast) -> None:
    code = code_for(cast, "p.h2")
    post = actions.claim_unit(code=code.lower(), name="Mai", email="Mai@x.example", at=NOW)
    assert (post.unit.code, post.role, post.officer.email) == (
        "p.h2",
        "reporter",
        "mai@x.example",
    )
    assert policies.holds(post.officer, post.unit, Role.REPORTER, on=timezone.localdate(NOW))
    assert Entry.objects.filter(verb="claim_code.used", by=post.officer).count() == 1


@pytest.mark.django_db
def test_a_code_is_used_once(cast: Cast) -> None:
    code = code_for(cast, "p.h2")
    actions.claim_unit(code=code, name="Mai", email="mai@x.example", at=NOW)
    with pytest.raises(ClaimCodeUsedError):
        actions.claim_unit(code=code, name="Kẻ khác", email="other@x.example", at=NOW)
    assert not Officer.objects.filter(email="other@x.example").exists()


@pytest.mark.django_db
def test_a_known_person_keeps_their_login_and_gains_the_post(cast: Cast) -> None:
    code = code_for(cast, "p.h2")
    post = actions.claim_unit(code=code, name="?", email="CHI@songxanh.example", at=NOW)
    assert post.officer == cast.chi
    assert cast.chi.posts.count() == 2


@pytest.mark.django_db
def test_an_expired_a_revoked_and_an_unknown_code_open_nothing(cast: Cast) -> None:
    code = code_for(cast, "p.h2")
    with pytest.raises(ClaimCodeExpiredError):
        actions.claim_unit(code=code, name="M", email="m@x.example", at=ENDS)
    with pytest.raises(ClaimCodeUnknownError):
        actions.claim_unit(code="XXXX-XXXX", name="M", email="m@x.example", at=NOW)
    actions.revoke_claim_code(ClaimCode.objects.get(), by=cast.an, at=NOW)
    with pytest.raises(ClaimCodeUnknownError):
        actions.claim_unit(code=code, name="M", email="m@x.example", at=NOW)
    assert code_for(cast, "p.h2") != code
