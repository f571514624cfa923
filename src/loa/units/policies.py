"""Who may: the guard that all policies use, and the questions about posts."""

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from loa.units import queries
from loa.units.words import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loa.units.models import Officer, Post, Unit


CLERK_NAMES = (Role.REPORTER, Role.READER)


class NotAllowedError(PermissionDenied):
    """The officer's posts do not allow this. Nothing was changed."""


def require(is_allowed: bool) -> None:
    """Raise NotAllowedError unless allowed."""
    if not is_allowed:
        raise NotAllowedError


def holds(officer: "Officer | AnonymousUser", unit: "Unit", *roles: Role, on: date) -> bool:
    """Say whether `officer` holds one of `roles` (none given: any) in `unit` on a day."""
    if officer.pk is None:
        return False
    wanted = roles or tuple(Role)
    return (
        queries.posts_of(officer.pk, on)
        .filter(unit=unit, role__in=[role.value for role in wanted])
        .exists()
    )


def may_keep_register(officer: "Officer | None", *, on: date) -> bool:
    """Who may open units, add kinds and groups, teach synonyms: a coordinator.

    None is the program itself: the first start, a bundled catalogue, a job.
    """
    return officer is None or queries.holds_anywhere(officer.pk, Role.COORDINATOR, on=on)


def may_register_officers(officer: "Officer | None", *, on: date) -> bool:
    return officer is None or queries.holds_anywhere(
        officer.pk, Role.COORDINATOR, Role.APPROVER, on=on
    )


def may_name_people(officer: "Officer | None", unit: "Unit", *, on: date) -> bool:
    """Who may say who works for a unit: its head, or a coordinator within reach of it."""
    if officer is None:
        return True
    return holds(
        officer, unit, Role.APPROVER, Role.COORDINATOR, on=on
    ) or queries.is_within_reach(unit.pk, officer.pk, on)


def may_give_post(
    officer: "Officer | None", to: "Officer | None", unit: "Unit", role: Role, *, on: date
) -> bool:
    """Let a head or coordinator name people, but nobody lift themselves into a unit.

    Naming contact persons is not a right over their work: a coordinator who could give
    themselves a post elsewhere would gain one. The role of coordinator, and that of a head,
    is given within the unit only. A clerk names the contact officer, as with a claim code.
    `to` is None for a person without a login yet.
    """
    if officer is None:
        return True
    if holds(officer, unit, Role.APPROVER, Role.COORDINATOR, on=on):
        return True
    is_other = to is None or to.pk != officer.pk
    if is_other and role in CLERK_NAMES and holds(officer, unit, Role.CLERK, on=on):
        return True
    is_modest = role not in {Role.COORDINATOR, Role.APPROVER} and is_other
    return is_modest and queries.is_within_reach(unit.pk, officer.pk, on)


def roles_to_give(officer: "Officer", unit: "Unit", *, on: date) -> tuple[Role, ...]:
    """Return the roles that `officer` may give others in `unit`; none: no form is shown."""
    return tuple(role for role in Role if may_give_post(officer, None, unit, role, on=on))


def may_invite(officer: "Officer", post: "Post", *, on: date) -> bool:
    """Whoever could have given this post may send its holder a link."""
    return may_give_post(officer, post.officer, post.unit, Role(post.role), on=on)


def may_end_post(officer: "Officer | None", post: "Post", *, on: date) -> bool:
    """Let those who may name people end a post, and anyone their own."""
    return (
        officer is None
        or post.officer_id == officer.pk
        or may_name_people(officer, post.unit, on=on)
        or (post.role in CLERK_NAMES and holds(officer, post.unit, Role.CLERK, on=on))
    )


def may_issue_codes(officer: "Officer | None", unit_ids: "Iterable[int]", *, on: date) -> bool:
    """Let a coordinator issue codes to units within reach."""
    return officer is None or set(unit_ids) <= queries.reach_of(officer.pk, on)


def may_see_units(officer: "Officer", *, on: date) -> bool:
    """Anyone with a post: the register is no secret, who works where is."""
    return queries.posts_of(officer.pk, on).exists()


def may_see_people(officer: "Officer", unit: "Unit", *, on: date) -> bool:
    """Names and telephones: for the unit's own people and a coordinator within reach."""
    return holds(officer, unit, on=on) or queries.is_within_reach(unit.pk, officer.pk, on)


def may_propose_channel(officer: "Officer | None", unit: "Unit", *, on: date) -> bool:
    return officer is None or holds(
        officer, unit, Role.REPORTER, Role.APPROVER, Role.COORDINATOR, on=on
    )


def may_confirm_channel(officer: "Officer", unit: "Unit", *, on: date) -> bool:
    """Only the unit's own head: the list is the public register of genuine channels."""
    return holds(officer, unit, Role.APPROVER, on=on)


def may_disable(officer: "Officer | None", other: "Officer", *, on: date) -> bool:
    """Let whoever names the people of all units of `other` shut their login; no one their own.

    Someone without any post is shut by the program or by a superuser.
    """
    if officer is None:
        return True
    units = queries.unit_ids_of(other.pk, on)
    within_reach = bool(units) and units <= queries.reach_of(officer.pk, on)
    return other.pk != officer.pk and (officer.is_superuser or within_reach)
