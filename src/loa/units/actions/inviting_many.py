"""Naming and inviting many people at once: one transaction, one sending, bulk writes."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from loa.crafts.viet import clean
from loa.ledger.actions import record_many
from loa.notices.actions import post_mails
from loa.units import policies, queries
from loa.units.actions.inviting import INVITATION_LASTS, write_invitation
from loa.units.actions.signing_in import token_hash
from loa.units.contacts import Ready, check_contacts
from loa.units.lists.contacts import Contact
from loa.units.models import Officer, Post, SignInLink

BATCH = 500


@dataclass(frozen=True)
class InvitedMany:
    """How many were named anew, and how many only had their mail sent again."""

    named: int
    again: int


class LinesRefusedError(Exception):
    """Some lines cannot be carried out; `contacts.check_contacts` says which. Nothing was."""


@transaction.atomic
def invite_many(lines: Sequence[Contact], *, by: Officer, at: datetime) -> InvitedMany:
    """Give every person on the list their post, as needed, and mail each an invitation.

    All lines or none: raises LinesRefusedError. Twice is once: who holds the post already only
    gets the mail again.
    """
    today = policies.day_of(at)
    checked = check_contacts(lines, by=by, on=today)
    if checked.refused:
        raise LinesRefusedError
    officers = _enrol([each for each in checked.ready if each.officer is None], by=by, at=at)
    fresh = [each for each in checked.ready if each.held is None]
    made = Post.objects.bulk_create(
        [
            Post(
                officer=each.officer or officers[each.contact.email.strip().lower()],
                unit=each.unit.unit,
                role=each.role.value,
                valid_from=today,
            )
            for each in fresh
        ],
        batch_size=BATCH,
    )
    record_many("post.given", made, by=by, at=at, unit_id_of=_unit_of)
    held = [each.held for each in checked.ready if each.held is not None]
    _send([*made, *held], by=by, at=at)
    return InvitedMany(named=len(made), again=len(held))


@transaction.atomic
def invite_again(posts: Iterable[Post], *, by: Officer, at: datetime) -> int:
    """Mail the holders of several posts a fresh link; return how many."""
    wanted = list(posts)
    gives = policies.giver(by, on=policies.day_of(at))
    for post in wanted:
        policies.require(gives.may_give(post.officer, post.unit_id, queries.role_of(post)))
    _send(wanted, by=by, at=at)
    return len(wanted)


def _unit_of(post: object) -> int | None:
    return post.unit_id if isinstance(post, Post) else None


def _enrol(rows: Sequence[Ready], *, by: Officer, at: datetime) -> dict[str, Officer]:
    wanted: dict[str, Officer] = {}
    for each in rows:
        address = each.contact.email.strip().lower()
        wanted.setdefault(
            address,
            Officer(
                email=address,
                name=clean(each.contact.name).strip()[:150],
                phone=clean(each.contact.phone).strip()[:20],
                password=make_password(None),
                created_at=at,
            ),
        )
    made = Officer.objects.bulk_create(wanted.values(), batch_size=BATCH)
    record_many("officer.registered", made, by=by, at=at)
    return {officer.email: officer for officer in made}


def _send(posts: Sequence[Post], *, by: Officer, at: datetime) -> None:
    if not posts:
        return
    names = queries.names_of({post.unit_id for post in posts}, timezone.localdate(at))
    until, desk = at + INVITATION_LASTS, reverse("desk:home")
    tokens = [secrets.token_urlsafe(24) for _ in posts]
    links = SignInLink.objects.bulk_create(
        [
            SignInLink(
                post=post,
                token_hash=token_hash(token),
                next_path=desk,
                made_at=at,
                expires_at=until,
            )
            for post, token in zip(posts, tokens, strict=True)
        ],
        batch_size=BATCH,
    )
    record_many("sign_in_link.made", links, by=by, at=at)
    mails = []
    for post, token in zip(posts, tokens, strict=True):
        name = names.get(post.unit_id)
        unit = name.name if name else post.unit.code
        mails.append(write_invitation(post, unit=unit, token=token, by=by, until=until))
    post_mails(mails, about=posts[0], by=by, at=at)
    record_many("post.invited", posts, by=by, at=at, unit_id_of=_unit_of)
