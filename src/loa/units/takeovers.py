"""What a replacement would move: the plan that its preview shows and its action carries out."""

from dataclasses import dataclass
from datetime import date

from loa.units import policies
from loa.units.models import Officer, Post, Replacement


@dataclass(frozen=True)
class Plan:
    """Posts that move, posts out of the asker's hands, and who stands in for the holder."""

    moving: tuple[Post, ...]
    staying: tuple[Post, ...]
    stand_ins: tuple[Post, ...]
    may_shut: bool

    @property
    def may_be_seen(self) -> bool:
        return bool(self.moving)


def plan(old: Officer, new: Officer | None, *, by: Officer, on: date, today: date) -> Plan:
    """Return what would move if `new` (None: not known yet) took over from the day `on`."""
    held = [
        post
        for post in Post.objects.filter(officer=old).select_related("unit", "stands_in_for")
        if post.valid_to is None or post.valid_to >= max(on, today)
    ]
    moving = tuple(post for post in held if policies.may_hand_over(by, post, new, on=today))
    absent = Post.objects.filter(stands_in_for__in=held, valid_to__gte=on)
    return Plan(
        moving=moving,
        staying=tuple(post for post in held if post not in moving),
        stand_ins=tuple(absent.select_related("officer", "unit")),
        may_shut=policies.may_disable(by, old, on=today),
    )


def replacements_of(officer: Officer) -> list[Replacement]:
    """Return the replacements that an officer left or came by, the newest first."""
    rows = Replacement.objects.filter(old=officer) | Replacement.objects.filter(new=officer)
    return list(rows.select_related("old", "new", "made_by"))
