"""Putting a notice in the outbox, and sending what lies there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from smtplib import SMTPException
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.db import models, transaction
from django.utils import timezone
from django_tasks import task

from loa.ledger.actions import record
from loa.notices.models import SECRET_PLACE, Notice, Way

if TYPE_CHECKING:
    from loa.units.models import Officer

MOST_ATTEMPTS = 5
BATCH = 100


@dataclass(frozen=True)
class Mail:
    """One mail that is to go to one officer; see `post_mail`."""

    to: "Officer"
    subject: str
    body: str
    secret: str = ""
    about: models.Model | None = None  # none: what the whole sending is about


@transaction.atomic
def post_mail(
    *,
    to: "Officer",
    subject: str,
    body: str,
    about: models.Model,
    by: "Officer | None",
    at: datetime,
    secret: str = "",
) -> Notice:
    """Put a mail to `to` in the outbox; it leaves after the commit, and `tick` retries it.

    Where the mail opens a door, `body` has SECRET_PLACE and the token is given in `secret`:
    it is forgotten once the mail has left.
    """
    notice = Notice.objects.create(
        way=Way.MAIL.value,
        to_officer=to,
        to_address=to.email,
        subject=subject,
        body=body,
        secret=secret,
        about_type=about._meta.label_lower,
        about_id=str(about.pk),
        made_at=at,
    )
    record("notice.posted", notice, by=by, at=at)
    transaction.on_commit(partial(send_notice.enqueue, notice.pk))
    return notice


@transaction.atomic
def post_mails(
    mails: Sequence[Mail], *, about: models.Model, by: "Officer | None", at: datetime
) -> int:
    """Put many mails about one thing in the outbox, with one ledger row; return how many.

    Bulk writes: a campaign goes to hundreds of units at once.
    """
    if not mails:
        return 0
    made = Notice.objects.bulk_create(
        (
            Notice(
                way=Way.MAIL.value,
                to_officer=mail.to,
                to_address=mail.to.email,
                subject=mail.subject,
                body=mail.body,
                secret=mail.secret,
                about_type=(mail.about or about)._meta.label_lower,
                about_id=str((mail.about or about).pk),
                made_at=at,
            )
            for mail in mails
        ),
        batch_size=BATCH,
    )
    ids = [notice.pk for notice in made]
    record("notices.posted", made[0], by=by, at=at, changes={"ids": (None, ids)})
    for first in range(0, len(ids), BATCH):
        batch = ids[first : first + BATCH]
        transaction.on_commit(partial(send_notices.enqueue, batch))
    return len(ids)


@task()
def send_notices(notice_ids: list[int]) -> None:
    """Send several, one after the other, each in a transaction of its own."""
    for notice_id in notice_ids:
        send_notice.call(notice_id)


@task()
def send_notice(notice_id: int) -> None:
    """Send one notice. May run twice: what is sent or given up is left alone."""
    with transaction.atomic():
        notice = Notice.objects.select_for_update().get(pk=notice_id)
        if notice.sent_at or notice.failed_at:
            return
        notice.attempts += 1
        at = timezone.now()
        try:
            told = notice.body.replace(SECRET_PLACE, notice.secret)
            EmailMessage(notice.subject, told, to=[notice.to_address]).send()
        except (OSError, SMTPException) as error:
            notice.last_error = str(error)[:300]
            if notice.attempts >= MOST_ATTEMPTS:
                notice.failed_at = at
        else:
            notice.sent_at, notice.last_error = at, ""
        if notice.sent_at or notice.failed_at:
            notice.secret = ""
        notice.save()
        verb = "notice.sent" if notice.sent_at else "notice.not_sent"
        record(verb, notice, by=None, at=at, note=notice.last_error)
