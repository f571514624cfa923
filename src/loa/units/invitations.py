"""How the invitation of each post stands: who has come in, whom no mail reached."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast

from loa.notices.models import Notice
from loa.units import attendance
from loa.units.models import Officer, Post, SignInLink

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class State(StrEnum):
    """In the order in which a coordinator looks after them."""

    UNDELIVERED = "undelivered"  # given up, or tried and not left yet
    EXPIRED = "expired"  # sent, the link has ended, nobody came
    NEVER = "never"
    SENDING = "sending"
    OPEN = "open"  # sent, the link works
    IN = "in"  # has signed in


class Invitation(TypedDict):
    """What `invitations` adds to a post."""

    key: str
    notice_id: int | None
    notice_attempts: int | None
    sent_at: datetime | None
    failed_at: datetime | None
    failure: str | None
    link_ends_at: datetime | None
    state: str


if TYPE_CHECKING:
    Invited = WithAnnotations[Post, Invitation]


def invitations(officer: Officer, *, on: date, at: datetime) -> "QuerySet[Invited]":
    """Return the posts an officer answers for, each with its `state` at the instant `at`.

    Also `sent_at`, `link_ends_at`, `failure`. Posts of today and to come, of open logins.
    """
    about = Notice.objects.filter(
        about_type=Post._meta.label_lower, about_id=OuterRef("key")
    ).order_by("-pk")
    links = SignInLink.objects.filter(post=OuterRef("pk")).order_by("-pk")
    tried = Q(notice_attempts__gt=0, sent_at__isnull=True)
    return (
        Post.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=on),
            unit__in=attendance.answered_for(officer, on),
            officer__is_active=True,
        )
        .exclude(officer=officer)
        .annotate(key=Cast("pk", CharField()))
        .annotate(
            notice_id=Subquery(about.values("pk")[:1]),
            notice_attempts=Subquery(about.values("attempts")[:1]),
            sent_at=Subquery(about.values("sent_at")[:1]),
            failed_at=Subquery(about.values("failed_at")[:1]),
            failure=Subquery(about.values("last_error")[:1]),
            link_ends_at=Subquery(links.values("expires_at")[:1]),
        )
        .annotate(
            state=Case(
                When(officer__signed_in_at__isnull=False, then=Value(State.IN.value)),
                When(notice_id__isnull=True, then=Value(State.NEVER.value)),
                When(failed_at__isnull=False, then=Value(State.UNDELIVERED.value)),
                When(tried, then=Value(State.UNDELIVERED.value)),
                When(sent_at__isnull=True, then=Value(State.SENDING.value)),
                When(link_ends_at__lte=at, then=Value(State.EXPIRED.value)),
                default=Value(State.OPEN.value),
                output_field=CharField(),
            )
        )
        .select_related("officer", "unit")
        .order_by("unit__code", F("officer__name"), "pk")
    )


def state_of(post: Post) -> State:
    """Return the state of a row of `invitations`."""
    return State(vars(post)["state"])
