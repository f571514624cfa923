"""Logins that nobody used for a year: warned of by mail, then shut; a coordinator reopens them.

QCVN 12:2026/BCA speaks of 45 days. Campaigns are yearly, so it is a year here: `LOA_IDLE_DAYS`.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation

from loa.ledger.actions import record_many
from loa.notices.actions import Mail, post_mails
from loa.units.actions.people import set_active
from loa.units.actions.visiting import void_sessions
from loa.units.models import Officer

WARNED_BEFORE = timedelta(days=30)
BATCH = 200


def _silent_since(instant: datetime) -> QuerySet[Officer]:
    """Return the open logins that were neither used, made nor reopened since `instant`."""
    return Officer.objects.filter(
        Q(signed_in_at__isnull=True) | Q(signed_in_at__lt=instant),
        Q(reopened_at__isnull=True) | Q(reopened_at__lt=instant),
        is_active=True,
        is_sample=False,
        created_at__lt=instant,
    )


@transaction.atomic
def warn_idle(*, at: datetime) -> int:
    """Write to those whose login will be shut in a month; some at a time; return how many."""
    ends = timedelta(days=settings.IDLE_DAYS)
    silent = _silent_since(at - ends + WARNED_BEFORE)
    not_warned = Q(idle_warned_at__isnull=True) | Q(idle_warned_at__lt=F("signed_in_at"))
    not_warned |= Q(idle_warned_at__lt=F("reopened_at"))
    officers = list(silent.filter(not_warned).order_by("pk")[:BATCH])
    if not officers:
        return 0
    day = timezone.localdate(at + WARNED_BEFORE)
    mails = []
    for officer in officers:
        with translation.override(officer.language):
            facts = {"officer": officer, "day": day, "site": settings.SITE_URL}
            subject = render_to_string("units/mail/idle_subject.txt", facts).strip()
            body = render_to_string("units/mail/idle.txt", facts).strip() + "\n"
        mails.append(Mail(to=officer, subject=subject, body=body, about=officer))
    post_mails(mails, about=officers[0], by=None, at=at)
    Officer.objects.filter(pk__in=[officer.pk for officer in officers]).update(
        idle_warned_at=at
    )
    record_many("officer.idle_warned", officers, by=None, at=at)
    return len(officers)


@transaction.atomic
def shut_idle(*, at: datetime) -> int:
    """Shut the logins that stayed silent for a year and a warning; return how many."""
    silent = _silent_since(at - timedelta(days=settings.IDLE_DAYS))
    warned = silent.filter(idle_warned_at__lte=at - WARNED_BEFORE)
    officers = list(warned.order_by("pk")[:BATCH])
    for officer in officers:
        set_active(officer, is_active=False, by=None, at=at, why="idle")
        void_sessions(officer, by=None, at=at)
    return len(officers)
