"""Bringing an officer in: the post, and the mail that tells of it and opens the door once."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from loa.ledger.actions import record
from loa.notices.actions import Mail, post_mail
from loa.notices.models import SECRET_PLACE, Notice
from loa.units import policies, queries
from loa.units.actions.joining import claim_unit
from loa.units.actions.people import appoint, enrol
from loa.units.actions.signing_in import make_sign_in_link
from loa.units.labels import ROLE_LABELS
from loa.units.models import Officer, Post, Unit
from loa.units.words import Role

INVITATION_LASTS = timedelta(days=7)  # an office opens its mail on Mondays too


@transaction.atomic
def name_officer(
    unit: Unit,
    role: Role,
    *,
    email: str,
    name: str,
    by: Officer,
    at: datetime,
    phone: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Post:
    """Give a person, known by an address, a post in `unit`, and invite them.

    From today until further notice, if no days are given; the mail of a post that begins later
    goes out at once.

    Whoever has that address already keeps the login and the name they have. Raises
    PostHeldError where they hold this post.
    """
    today = timezone.localdate(at)
    known = queries.officer_by_address(email)
    policies.require(policies.may_give_post(by, known, unit, role, on=today))
    officer = known or enrol(email=email, name=name, phone=phone, by=by, at=at)
    first = valid_from or today
    post = appoint(officer, unit, role, by=by, at=at, valid_from=first, valid_to=valid_to)
    invite_by(post, by=by, at=at)
    return post


@transaction.atomic
def invite(post: Post, *, by: Officer, at: datetime) -> Notice:
    """Mail the holder of a post a fresh link. Whoever may name people of the unit may."""
    policies.require(policies.may_invite(by, post, on=timezone.localdate(at)))
    return invite_by(post, by=by, at=at)


@transaction.atomic
def join(*, code: str, name: str, email: str, at: datetime, phone: str = "") -> Post:
    """Name the officer of the unit whose code was typed, and invite them.

    Raises what `claim_unit` raises.
    """
    post = claim_unit(code=code, name=name, email=email, phone=phone, at=at)
    invite_by(post, by=None, at=at)
    return post


def invite_by(post: Post, *, by: Officer | None, at: datetime) -> Notice:
    """Do what `invite` does, for an action that has asked its own policy."""
    begins = max(at, timezone.make_aware(datetime.combine(post.valid_from, time.min)))
    until = begins + INVITATION_LASTS
    desk = reverse("desk:home")
    token = make_sign_in_link(post, by=by, at=at, next_path=desk, lasts=until - at)
    name = queries.name_of(post.unit, timezone.localdate(at))
    mail = write_invitation(
        post, unit=name.name if name else post.unit.code, token=token, by=by, until=until
    )
    notice = post_mail(
        to=mail.to,
        subject=mail.subject,
        body=mail.body,
        secret=mail.secret,
        about=post,
        by=by,
        at=at,
    )
    record("post.invited", post, by=by, at=at, unit_id=post.unit_id)
    return notice


def write_invitation(
    post: Post, *, unit: str, token: str, by: Officer | None, until: datetime
) -> Mail:
    """Write the mail in its reader's language. The token itself is put in when it leaves."""
    link = reverse("units:sign_in_link", args=["-"]).replace("/-/", f"/{SECRET_PLACE}/")
    with translation.override(post.officer.language):
        facts = {
            "post": post,
            "officer": post.officer,
            "unit": unit,
            "role": ROLE_LABELS[Role(post.role)],
            "by": by,
            "instead_of": post.stands_in_for.officer if post.stands_in_for else None,
            "site": settings.SITE_URL,
            "link": settings.SITE_URL + link,
            "until": until,
        }
        subject = render_to_string("units/mail/invitation_subject.txt", facts).strip()
        body = render_to_string("units/mail/invitation.txt", facts).strip() + "\n"
    return Mail(to=post.officer, subject=subject, body=body, secret=token, about=post)
