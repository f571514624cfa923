"""Links that sign one post in: made, used once, revoked."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from loa.ledger.actions import record
from loa.units.errors import (
    LinkExpiredError,
    LinkPostEndedError,
    LinkUnknownError,
    LinkUsedError,
)
from loa.units.models import Officer, Post, SignInLink

LINK_LASTS = timedelta(hours=24)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_sign_in_link(
    post: Post,
    *,
    at: datetime,
    by: Officer | None = None,
    next_path: str = "",
    lasts: timedelta = LINK_LASTS,
) -> str:
    """Return a token that signs the holder of `post` in, once, within `lasts`.

    The token is given out here and never again: only its hash is kept. `next_path` is where
    the visit goes on; an address of another site is dropped.
    """
    token = secrets.token_urlsafe(24)
    is_ours = url_has_allowed_host_and_scheme(next_path, allowed_hosts=None)
    link = SignInLink(
        post=post,
        token_hash=token_hash(token),
        next_path=next_path if is_ours else "",
        made_at=at,
        expires_at=at + lasts,
    )
    link.full_clean()
    link.save()
    record("sign_in_link.made", link, by=by, at=at, unit_id=post.unit_id)
    return token


def find_sign_in_link(token: str, *, at: datetime) -> SignInLink:
    """Return the open link of a token; see `use_sign_in_link` for what it raises."""
    link = (
        SignInLink.objects.select_related("post__officer", "post__unit")
        .filter(token_hash=token_hash(token))
        .first()
    )
    if link is None or link.revoked_at is not None:
        raise LinkUnknownError
    if link.used_at is not None:
        raise LinkUsedError(used_at=link.used_at)
    if link.expires_at <= at:
        raise LinkExpiredError(expired_at=link.expires_at)
    last = link.post.valid_to
    is_over = last is not None and last < timezone.localdate(at)
    if is_over or not link.post.officer.is_active:
        raise LinkPostEndedError
    return link


@transaction.atomic
def use_sign_in_link(token: str, *, at: datetime) -> SignInLink:
    """Use a link up; the caller then signs `link.post.officer` in.

    Raises LinkUnknownError, LinkUsedError, LinkExpiredError, or LinkPostEndedError where the
    post has ended or its officer is no longer active.
    """
    link = find_sign_in_link(token, at=at)
    if not SignInLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=at):
        raise LinkUsedError(used_at=at)
    link.used_at = at
    record("sign_in_link.used", link, by=link.post.officer, at=at, unit_id=link.post.unit_id)
    return link


def revoke_links(posts: Iterable[Post], *, by: Officer | None, at: datetime) -> int:
    """Void the unused links of posts, for an action that has asked its policy."""
    rows = SignInLink.objects.filter(
        post__in=[post.pk for post in posts], used_at__isnull=True, revoked_at__isnull=True
    )
    links = list(rows.select_related("post"))
    rows.update(revoked_at=at)
    for link in links:
        record("sign_in_link.revoked", link, by=by, at=at, unit_id=link.post.unit_id)
    return len(links)
