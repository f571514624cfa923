"""One officer takes over from another in one step, and that step taken back.

Work belongs to units and reaches officers through posts: when the posts move, everything that
is open moves with them, and what was done stays with the name that did it.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from loa.ledger.actions import record
from loa.units import policies, queries, takeovers
from loa.units.actions.inviting import invite_by
from loa.units.actions.people import cut_short, enrol, set_active
from loa.units.actions.signing_in import revoke_links
from loa.units.actions.visiting import void_sessions
from loa.units.errors import (
    NothingToTakeOverError,
    ReplacementOverlaidError,
    ReplacementUndoneError,
)
from loa.units.models import Officer, Post, Replacement

DAY = timedelta(days=1)


@transaction.atomic
def replace_officer(
    old: Officer,
    *,
    email: str,
    on: date,
    by: Officer,
    at: datetime,
    name: str = "",
    phone: str = "",
    has_left: bool = False,
) -> Replacement:
    """Let the person at `email` take over, from the day `on`, the posts of `old`.

    All of them that `by` may end and give; the others stay, and `takeovers.plan` says which.

    Posts pass with their ends; those who stand in for `old` stand in for the new officer;
    links not used yet are void. `has_left`: the login of `old` is shut too, at once where `on`
    is today or earlier, else by `tick` when the day comes.
    Raises NothingToTakeOverError where no post is left to move, or `old` would replace
    themselves.
    """
    today = policies.day_of(at)
    known = queries.officer_by_address(email)
    plan = takeovers.plan(old, known, by=by, on=on, today=today)
    policies.require(plan.may_be_seen)
    if not plan.moving or (known is not None and known.pk == old.pk):
        raise NothingToTakeOverError
    new = known or enrol(email=email, name=name, phone=phone, by=by, at=at)
    made = Replacement(old=old, new=new, on=on, made_by=by, made_at=at)
    made.full_clean(exclude=["effects"])
    made.save()
    effects: list[dict[str, Any]] = [_move(post, new, on) for post in plan.moving]
    revoke_links(plan.moving, by=by, at=at)
    if has_left and policies.may_disable(by, old, on=today):
        effects.append(_leave(old, on=on, by=by, at=at))
    made.effects = effects
    made.save(update_fields=["effects"])
    for post in plan.moving:
        record(
            "post.taken_over",
            post,
            by=by,
            at=at,
            unit_id=post.unit_id,
            changes={"officer": (old.pk, new.pk), "from": (None, on)},
            note=str(made.pk),
        )
    record("officer.replaced", made, by=by, at=at, changes={"posts": (None, len(plan.moving))})
    theirs = queries.posts_of(new.pk, max(on, today)).filter(unit=plan.moving[0].unit)
    if on <= today and (first := theirs.first()) is not None:
        invite_by(first, by=by, at=at)
    return made


def _move(post: Post, new: Officer, on: date) -> dict[str, Any]:
    """Move one post; return what an undoing needs."""
    if post.valid_from >= on:  # it has not begun: it is the new officer's from its first day
        if _holds(new, post, post.valid_from):
            effect = _ended(post, post.valid_from)
        else:
            post.officer = new
            post.full_clean()
            post.save(update_fields=["officer"])
            return {"post": post.pk, "moved": True}
    else:
        effect = _ended(post, on - DAY)
    held = _holds(new, post, on)
    heir = held or Post(
        officer=new,
        unit=post.unit,
        role=post.role,
        valid_from=on,
        valid_to=date.fromisoformat(effect["was"]) if effect["was"] else None,
        stands_in_for=post.stands_in_for,
    )
    if held is None:
        heir.full_clean()
        heir.save()
        effect["new"] = heir.pk
    absent = Post.objects.filter(stands_in_for=post, valid_to__gte=on)
    effect["stand_ins"] = list(absent.values_list("pk", flat=True))
    absent.exclude(officer=new).update(stands_in_for=heir)
    return effect


def _ended(post: Post, last: date) -> dict[str, Any]:
    was = post.valid_to.isoformat() if post.valid_to else ""
    post.valid_to = last
    post.full_clean()
    post.save(update_fields=["valid_to"])
    return {"post": post.pk, "was": was, "last": last.isoformat()}


def _holds(new: Officer, post: Post, on: date) -> Post | None:
    held = Post.objects.filter(queries.on_date(on), officer=new, unit=post.unit, role=post.role)
    return held.filter(stands_in_for__isnull=True).first()


def _leave(old: Officer, *, on: date, by: Officer, at: datetime) -> dict[str, Any]:
    if on > policies.day_of(at):
        return {"leaves": True}
    set_active(old, is_active=False, by=by, at=at, why="replaced")
    void_sessions(old, by=by, at=at)
    return {"leaves": True, "shut": True}


@transaction.atomic
def undo_replacement(made: Replacement, *, by: Officer, at: datetime) -> Replacement:
    """Give every post back as it was. The new officer's days so far stay on record.

    Raises ReplacementUndoneError, or ReplacementOverlaidError where one of its posts was
    changed since.
    """
    today = policies.day_of(at)
    policies.require(policies.may_undo_replacement(by, made, on=today))
    if made.undone_at is not None:
        raise ReplacementUndoneError
    for effect in made.effects:
        if "post" in effect:
            _give_back(made, effect, by=by, at=at, today=today)
        elif effect.get("shut"):
            set_active(made.old, is_active=True, by=by, at=at, why="replacement undone")
    made.undone_at = at
    made.save(update_fields=["undone_at"])
    record("officer.replacement_undone", made, by=by, at=at)
    return made


def _give_back(
    made: Replacement, effect: dict[str, Any], *, by: Officer, at: datetime, today: date
) -> None:
    post = Post.objects.get(pk=effect["post"])
    if effect.get("moved"):
        if post.officer_id != made.new_id:
            raise ReplacementOverlaidError(unit_code=post.unit.code)
        revoke_links([post], by=by, at=at)
        post.officer = made.old
        post.save(update_fields=["officer"])
        record("post.given_back", post, by=by, at=at, unit_id=post.unit_id)
        return
    if post.valid_to is None or post.valid_to.isoformat() != effect["last"]:
        raise ReplacementOverlaidError(unit_code=post.unit.code)
    Post.objects.filter(pk__in=effect["stand_ins"]).update(stands_in_for=post)
    if effect.get("new"):
        _end_heir(Post.objects.get(pk=effect["new"]), effect, by=by, at=at, today=today)
    post.valid_to = date.fromisoformat(effect["was"]) if effect["was"] else None
    post.full_clean()
    post.save(update_fields=["valid_to"])
    record("post.given_back", post, by=by, at=at, unit_id=post.unit_id)


def _end_heir(
    heir: Post, effect: dict[str, Any], *, by: Officer, at: datetime, today: date
) -> None:
    was = heir.valid_to.isoformat() if heir.valid_to else ""
    if was != effect["was"]:
        raise ReplacementOverlaidError(unit_code=heir.unit.code)
    revoke_links([heir], by=by, at=at)
    cut_short(heir, today - DAY, by=by, at=at, today=today)


@transaction.atomic
def shut_those_who_left(*, at: datetime) -> int:
    """Shut the logins of those whose successor has begun, as was asked; return how many."""
    today = policies.day_of(at)
    shut = 0
    waiting = Replacement.objects.filter(
        undone_at__isnull=True, on__lte=today, old__is_active=True
    )
    for made in waiting.select_related("old", "made_by"):
        for effect in made.effects:
            if effect.get("leaves") and not effect.get("shut"):
                effect["shut"] = True
                made.save(update_fields=["effects"])
                set_active(made.old, is_active=False, by=None, at=at, why="replaced")
                void_sessions(made.old, by=None, at=at)
                shut += 1
    return shut
