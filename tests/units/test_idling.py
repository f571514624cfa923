"""A login nobody used for a year is warned of, then shut; one that was used is not."""

from datetime import timedelta

import pytest

from loa.ledger.models import Entry
from loa.notices.models import Notice
from loa.units import actions
from loa.units.models import Officer, Visit
from loa.units.visits import Way
from loa.units.whence import Whence
from tests.people import NOW, Cast

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)
MONTH = timedelta(days=30)


def test_a_silent_login_is_warned_of_a_month_before_and_then_shut(cast: Cast) -> None:
    many = Officer.objects.filter(is_active=True, created_at__lte=NOW).count()
    assert actions.warn_idle(at=NOW + YEAR - MONTH) == 0
    assert actions.warn_idle(at=NOW + YEAR - MONTH + timedelta(hours=1)) == many
    assert actions.warn_idle(at=NOW + YEAR - timedelta(days=1)) == 0
    assert Notice.objects.filter(to_officer=cast.binh).count() == 1
    actions.note_sign_in(cast.binh, at=NOW + YEAR - timedelta(days=2), how=Way.CODE)
    assert actions.shut_idle(at=NOW + YEAR) == 0
    assert actions.shut_idle(at=NOW + YEAR + timedelta(hours=2)) == many - 1
    cast.binh.refresh_from_db()
    cast.chi.refresh_from_db()
    assert cast.binh.is_active
    assert not cast.chi.is_active
    assert Entry.objects.filter(verb="officer.disabled", note="idle").count() == many - 1


def test_nobody_is_shut_without_a_warning_and_reopened_counts_anew(cast: Cast) -> None:
    late = NOW + 3 * YEAR
    assert actions.shut_idle(at=late) == 0
    actions.warn_idle(at=late)
    assert actions.shut_idle(at=late + MONTH - timedelta(hours=1)) == 0
    assert actions.shut_idle(at=late + MONTH) > 0
    cast.binh.refresh_from_db()
    actions.enable_officer(cast.binh, by=None, at=late + MONTH)
    assert actions.shut_idle(at=late + MONTH + timedelta(days=1)) == 0
    actions.warn_idle(at=late + MONTH + YEAR)
    actions.shut_idle(at=late + 2 * MONTH + YEAR)
    cast.binh.refresh_from_db()
    assert not cast.binh.is_active


def test_visits_are_forgotten_after_a_year_and_not_before(cast: Cast) -> None:
    actions.note_sign_in(cast.binh, at=NOW, how=Way.CODE, whence=Whence(network="1.2.3.x"))
    actions.note_sign_in(cast.binh, at=NOW + MONTH, how=Way.CODE)
    assert actions.forget_old_visits(at=NOW + YEAR) == 0
    assert actions.forget_old_visits(at=NOW + YEAR + timedelta(days=2)) == 1
    assert Visit.objects.count() == 1
