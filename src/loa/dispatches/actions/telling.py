"""Telling by mail what came in and waits for a person: a digest, never one mail a letter.

It goes in working hours, four hours after the last one at the soonest, and only where something
waits that no mail has told of. It says how many and why; no name, no number, no subject: a
mail is read in more places than Loa.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation

from loa.dispatches import queries
from loa.dispatches.actions.arriving import KEPT_OUTSIDE
from loa.dispatches.models import Arrival, Stage
from loa.dispatches.words import WAYS
from loa.notices.actions import Mail, post_mails
from loa.units.models import Officer, Unit
from loa.units.queries import holders_of
from loa.units.words import Role

FROM, UNTIL = time(7), time(18)
EVERY = timedelta(hours=4)
# Whoever is just at it needs no mail.
STUCK_FOR = timedelta(minutes=10)
READ_FOR = timedelta(hours=2)
MOST_LISTED = 20
_STUCK = (Stage.QUARANTINED.value, Stage.REFUSED.value)


def tell_of_arrivals(*, at: datetime) -> int:
    """Put the digests in the outbox that are due; return how many mails. Twice is once."""
    if not FROM <= timezone.localtime(at).time() < UNTIL:
        return 0
    owners = Unit.objects.filter(pk__in=_untold(at).values("owner"))
    return sum(_tell(owner, at) for owner in owners.order_by("pk"))


def _untold(at: datetime) -> QuerySet[Arrival]:
    """Return what no mail told of: of uploads the sender knows, what was read waits first."""
    stuck = Q(stage__in=_STUCK, way__in=KEPT_OUTSIDE, settled_at__lte=at - STUCK_FOR)
    unread = Q(stage=Stage.IN_REVIEW.value, settled_at__lte=at - READ_FOR)
    unread &= Q(dispatch__set_aside_at__isnull=True)
    return Arrival.objects.filter(stuck | unread, told_at__isnull=True)


@transaction.atomic
def _tell(owner: Unit, at: datetime) -> int:
    told = Arrival.objects.filter(owner=owner).aggregate(last=Max("told_at"))["last"]
    if told is not None and told > at - EVERY:
        return 0
    new = list(_untold(at).filter(owner=owner).select_for_update(of=("self",)))
    people = holders_of(owner.pk, timezone.localdate(at), Role.COORDINATOR, Role.CLERK)
    if not new or not people:
        return 0
    waiting = queries.waiting_at(owner)
    many = post_mails(_mails(people, waiting, at), about=new[0], by=None, at=at)
    Arrival.objects.filter(pk__in=[row.pk for row in new]).update(told_at=at)
    return many


def _mails(people: Iterable[Officer], waiting: queries.Waiting, at: datetime) -> list[Mail]:
    mails = []
    for person in people:
        with translation.override(person.language):
            facts = {
                "officer": person,
                "waiting": waiting,
                "stuck": [(row, WAYS[row.way]) for row in waiting.stuck[:MOST_LISTED]],
                "more": max(len(waiting.stuck) - MOST_LISTED, 0),
                "at": at,
                "site": settings.SITE_URL,
            }
            subject = render_to_string("dispatches/mail/waiting_subject.txt", facts).strip()
            body = render_to_string("dispatches/mail/waiting.txt", facts).strip() + "\n"
        mails.append(Mail(to=person, subject=subject, body=body))
    return mails
