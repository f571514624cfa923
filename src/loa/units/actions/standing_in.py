"""A leave: somebody stands in for the holder of a post between two days, and no longer."""

from datetime import date, datetime, timedelta

from django.db import transaction

from loa.units import policies, queries
from loa.units.actions.inviting import invite_by
from loa.units.actions.people import appoint, enrol
from loa.units.errors import StandInDatesError, StandInItselfError
from loa.units.models import Officer, Post
from loa.units.words import Role

LONGEST_LEAVE = timedelta(days=366)


@transaction.atomic
def stand_in(
    post: Post,
    *,
    email: str,
    valid_from: date,
    valid_to: date,
    by: Officer | None,
    at: datetime,
    name: str = "",
    phone: str = "",
) -> Post:
    """Give the rights of `post` to another person too, from one day to another, both included.

    The holder names somebody who works for the same unit; the unit's leader, or a coordinator
    within reach, names anybody. Raises StandInDatesError where the days lie in the past, are
    crossed, or outlast the post; StandInItselfError for the holder; PostHeldError where that
    person holds the same role there already.
    """
    today = policies.day_of(at)
    to = queries.officer_by_address(email)
    policies.require(policies.may_name_stand_in(by, post, to, on=today))
    if to is not None and to.pk == post.officer_id:
        raise StandInItselfError
    ends_early = post.valid_to is not None and post.valid_to < valid_to
    if (
        valid_to < max(valid_from, today)
        or valid_to - valid_from > LONGEST_LEAVE
        or valid_from < post.valid_from
        or ends_early
    ):
        raise StandInDatesError(valid_from=valid_from, valid_to=valid_to)
    officer = to or enrol(email=email, name=name, phone=phone, by=by, at=at)
    made = appoint(
        officer,
        post.unit,
        Role(post.role),
        by=by,
        at=at,
        valid_from=valid_from,
        valid_to=valid_to,
        stands_in_for=post,
        note=f"stands in for {post.officer}",
    )
    invite_by(made, by=by, at=at)
    return made
