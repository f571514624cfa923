"""Who may: the guard that all policies use, and the questions about posts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from loa.units import queries
from loa.units.words import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from loa.units.models import Officer, Post, Replacement, Unit


CLERK_NAMES = (Role.REPORTER, Role.READER)


class NotAllowedError(PermissionDenied):
    """The officer's posts do not allow this. Nothing was changed."""


def require(is_allowed: bool) -> None:
    """Raise NotAllowedError unless allowed."""
    if not is_allowed:
        raise NotAllowedError


def day_of(at: datetime) -> date:
    """Return the day of an instant, here: the day on which rights are asked."""
    return timezone.localdate(at)


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


@dataclass(frozen=True)
class Giver:
    """What `may_give_post` says, for many posts at once: the sets are read once."""

    officer_id: int
    led: frozenset[int]  # head or coordinator there: every role
    kept: frozenset[int]  # clerk there
    reached: frozenset[int]

    @property
    def units(self) -> set[int]:
        return set(self.led | self.kept | self.reached)

    def may_give(self, to: "Officer | None", unit_id: int, role: Role) -> bool:
        is_other = to is None or to.pk != self.officer_id
        return (
            unit_id in self.led
            or (is_other and role in CLERK_NAMES and unit_id in self.kept)
            or (
                is_other
                and role not in {Role.COORDINATOR, Role.APPROVER}
                and unit_id in self.reached
            )
        )


def giver(officer: "Officer", *, on: date) -> Giver:
    leading = (Role.APPROVER, Role.COORDINATOR)
    return Giver(
        officer.pk,
        frozenset(queries.unit_ids_of(officer.pk, on, leading)),
        frozenset(queries.unit_ids_of(officer.pk, on, [Role.CLERK])),
        frozenset(queries.reach_of(officer.pk, on)),
    )


def roles_to_give(officer: "Officer", unit: "Unit", *, on: date) -> tuple[Role, ...]:
    """Return the roles that `officer` may give others in `unit`; none: no form is shown."""
    return tuple(role for role in Role if may_give_post(officer, None, unit, role, on=on))


def may_invite(officer: "Officer", post: "Post", *, on: date) -> bool:
    """Whoever could have given this post may send its holder a link."""
    return may_give_post(officer, post.officer, post.unit, Role(post.role), on=on)


def may_name_stand_in(
    officer: "Officer | None", post: "Post", to: "Officer | None", *, on: date
) -> bool:
    """Let whoever may give the post name anybody; its holder, a colleague of the same unit.

    Who stands in names nobody further.
    """
    if post.stands_in_for_id is not None or (post.valid_to is not None and post.valid_to < on):
        return False
    if officer is not None and officer.pk == post.officer_id:
        is_colleague = to is not None and holds(to, post.unit, on=on)
        return is_colleague or holds(officer, post.unit, Role.APPROVER, on=on)
    return may_give_post(officer, to, post.unit, Role(post.role), on=on)


def may_ask_for_stand_in(officer: "Officer", post: "Post", *, on: date) -> bool:
    """Let the holder of a post, and whoever may give it, come to the form; see above."""
    is_over = post.valid_to is not None and post.valid_to < on
    is_own = post.officer_id == officer.pk and post.stands_in_for_id is None
    return (is_own and not is_over) or may_name_stand_in(officer, post, None, on=on)


def may_hand_over(officer: "Officer", post: "Post", to: "Officer | None", *, on: date) -> bool:
    """Let whoever may both end this post and give it to `to` (None: not known yet)."""
    return may_end_post(officer, post, on=on) and may_give_post(
        officer, to, post.unit, Role(post.role), on=on
    )


def may_undo_replacement(officer: "Officer", made: "Replacement", *, on: date) -> bool:
    """Let who did it undo it, while they still may, and the leaders of the units it touched."""
    posts = [effect["post"] for effect in made.effects if "post" in effect]
    if not posts:
        return False
    return all(
        may_give_post(officer, made.old, post.unit, Role(post.role), on=on)
        for post in queries.posts_by_id(posts)
    )


def may_see_officer(officer: "Officer", other: "Officer", *, on: date) -> bool:
    """Show a person's page to themselves, to colleagues, and to who names people there."""
    if officer.pk == other.pk or officer.is_superuser:
        return True
    mine = queries.unit_ids_of(officer.pk, on)
    if mine & queries.unit_ids_of(other.pk, on):
        return True
    naming = (Role.APPROVER, Role.COORDINATOR, Role.CLERK)
    led = queries.unit_ids_of(officer.pk, on, naming)
    ever = queries.unit_ids_ever(other.pk)
    return bool(ever & led) or bool(ever & queries.reach_of(officer.pk, on))


def may_reset_second_factor(officer: "Officer | None", other: "Officer", *, on: date) -> bool:
    """Let the head of every unit in which `other` holds a post; never for oneself.

    A coordinator of another unit may not: taking the second step away and reading a mailed
    code is all that stands before somebody's work.
    """
    if officer is None:
        return True
    if officer.pk == other.pk:
        return False
    units = queries.unit_ids_of(other.pk, on)
    led = queries.unit_ids_of(officer.pk, on, [Role.APPROVER])
    return officer.is_superuser or (bool(units) and units <= led)


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


def may_look_after_people(officer: "Officer", *, on: date) -> bool:
    """Show lists of sign-ins and invitations to heads and coordinators, of their units only."""
    return queries.holds_anywhere(officer.pk, Role.COORDINATOR, Role.APPROVER, on=on)


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


def may_connect_page(officer: "Officer", unit: "Unit", *, on: date) -> bool:
    """Let who works for the unit give and take back the key of its page.

    That it is their page the platform says; that the channel is the unit's, its head has said.
    """
    return holds(officer, unit, Role.REPORTER, Role.APPROVER, Role.COORDINATOR, on=on)


def may_disable(officer: "Officer | None", other: "Officer", *, on: date) -> bool:
    """Let whoever names the people of all units of `other` shut their login, and open it again.

    That is the head of those units, or a coordinator within reach of them; no one their own.
    Someone without any post is shut and opened by the program or by a superuser.
    """
    if officer is None:
        return True
    if other.pk == officer.pk:
        return False
    units = queries.unit_ids_held(other.pk, on)
    led = queries.unit_ids_of(officer.pk, on, [Role.APPROVER])
    is_within = bool(units) and units <= led | queries.reach_of(officer.pk, on)
    return officer.is_superuser or is_within


def roles_with_second_factor() -> tuple[Role, ...]:
    """Return the roles of which a second step is asked; see `second_factor`."""
    return tuple(Role(role) for role in settings.SECOND_FACTOR_ROLES)
