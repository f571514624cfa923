"""Bringing an officer in: the post, and the mail that tells of it and opens the door once."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from loa.ledger.actions import record
from loa.notices.actions import post_mail
from loa.notices.models import Notice
from loa.units import policies, queries
from loa.units.actions.joining import claim_unit
from loa.units.actions.people import appoint, enrol
from loa.units.actions.signing_in import LINK_LASTS, make_sign_in_link
from loa.units.labels import ROLE_LABELS
from loa.units.models import Officer, Post, Unit
from loa.units.words import Role


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
) -> Post:
    """Give a person, known by an address, a post in `unit` from today, and invite them.

    Whoever has that address already keeps the login and the name they have. Raises
    PostHeldError where they hold this post.
    """
    today = timezone.localdate(at)
    known = queries.officer_by_address(email)
    policies.require(policies.may_give_post(by, known, unit, role, on=today))
    officer = known or enrol(email=email, name=name, phone=phone, by=by, at=at)
    post = appoint(officer, unit, role, by=by, at=at, valid_from=today)
    _invite(post, by=by, at=at)
    return post


@transaction.atomic
def invite(post: Post, *, by: Officer, at: datetime) -> Notice:
    """Mail the holder of a post a fresh link. Whoever may name people of the unit may."""
    policies.require(policies.may_invite(by, post, on=timezone.localdate(at)))
    return _invite(post, by=by, at=at)


@transaction.atomic
def join(*, code: str, name: str, email: str, at: datetime, phone: str = "") -> Post:
    """Name the officer of the unit whose code was typed, and invite them.

    Raises what `claim_unit` raises.
    """
    post = claim_unit(code=code, name=name, email=email, phone=phone, at=at)
    _invite(post, by=None, at=at)
    return post


def _invite(post: Post, *, by: Officer | None, at: datetime) -> Notice:
    token = make_sign_in_link(post, by=by, at=at, next_path=reverse("desk:home"))
    name = queries.name_of(post.unit, timezone.localdate(at))
    with translation.override(post.officer.language):
        facts = {
            "officer": post.officer,
            "unit": name.name if name else post.unit.code,
            "role": ROLE_LABELS[Role(post.role)],
            "by": by,
            "site": settings.SITE_URL,
            "link": settings.SITE_URL + reverse("units:sign_in_link", args=[token]),
            "until": at + LINK_LASTS,
        }
        subject = render_to_string("units/mail/invitation_subject.txt", facts).strip()
        body = render_to_string("units/mail/invitation.txt", facts).strip() + "\n"
    notice = post_mail(to=post.officer, subject=subject, body=body, about=post, by=by, at=at)
    record("post.invited", post, by=by, at=at, unit_id=post.unit_id)
    return notice
