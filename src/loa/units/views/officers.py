"""One officer: posts now, before and to come; who stands in; shutting and opening the login."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from loa.ui.pages import page, seen
from loa.units import actions, attendance, policies, queries, takeovers
from loa.units.errors import (
    PostHeldError,
    ReplacementOverlaidError,
    ReplacementUndoneError,
    StandInDatesError,
    StandInItselfError,
)
from loa.units.forms import StandInForm
from loa.units.labels import ROLE_LABELS, WAY_LABELS
from loa.units.models import Officer, Post, Replacement
from loa.units.second_factor import has_second_factor
from loa.units.signed_in import OfficerRequest, signed_in
from loa.units.visits import Way
from loa.units.words import Role

VISITS_SHOWN = 10


def _officer(request: OfficerRequest, pk: int) -> Officer:
    """Return an officer whose page may be seen."""
    other = get_object_or_404(Officer, pk=pk)
    on = timezone.localdate()
    policies.require(policies.may_see_officer(request.user, other, on=on))
    return other


def _is_over(post: Post, today: date) -> bool:
    return post.valid_to is not None and post.valid_to < today


def _row(request: OfficerRequest, post: Post, today: date) -> dict[str, object]:
    by, is_over = request.user, _is_over(post, today)
    return {
        "post": post,
        "role": ROLE_LABELS[Role(post.role)],
        "is_over": is_over,
        "is_coming": post.valid_from > today,
        "may_end": not is_over and policies.may_end_post(by, post, on=today),
        "may_name_stand_in": policies.may_ask_for_stand_in(by, post, on=today),
    }


@signed_in
@require_GET
def officer(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one officer: posts by time, the login, and what may be done about both."""
    today = timezone.localdate()
    by, other = request.user, _officer(request, pk)
    posts = list(queries.all_posts_of(other.pk))
    names = queries.names_of({post.unit_id for post in posts}, today)
    rows = [_row(request, post, today) | {"unit": names.get(post.unit_id)} for post in posts]
    led = attendance.answered_for(by, today) & queries.unit_ids_ever(other.pk)
    may_see_visits = other.pk == by.pk or bool(led)
    visits = attendance.visits_of(other)[:VISITS_SHOWN] if may_see_visits else []
    plan = takeovers.plan(other, None, by=by, on=today, today=today)
    context = {
        "other": other,
        "is_self": other.pk == by.pk,
        "now": [row for row in rows if not row["is_over"]],
        "before": [row for row in rows if row["is_over"]],
        "replacements": [
            {
                "made": made,
                "may_undo": made.undone_at is None
                and policies.may_undo_replacement(by, made, on=today),
            }
            for made in takeovers.replacements_of(other)
        ],
        "may_replace": bool(plan.moving) and other.pk != by.pk,
        "may_disable": policies.may_disable(by, other, on=today),
        "may_reset": policies.may_reset_second_factor(by, other, on=today),
        "has_second_factor": has_second_factor(other),
        "may_see_visits": may_see_visits,
        "visits": [{"visit": visit, "way": WAY_LABELS[Way(visit.way)]} for visit in visits],
    }
    return page(request, "units/officer.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def stand_in(request: OfficerRequest, post_id: int) -> HttpResponse:
    """Name who stands in for the holder of a post between two days."""
    at = timezone.now()
    today = timezone.localdate(at)
    post = get_object_or_404(Post.objects.select_related("officer", "unit"), pk=post_id)
    other = _officer(request, post.officer_id)
    policies.require(policies.may_ask_for_stand_in(request.user, post, on=today))
    form = StandInForm(request.POST or None, initial={"valid_from": today})
    if request.method == "POST" and form.is_valid() and _name(request, post, form):
        return seen("units:officer", other.pk)
    context = {
        "post": post,
        "other": other,
        "role": ROLE_LABELS[Role(post.role)],
        "unit": queries.name_of(post.unit, today),
        "form": form,
    }
    return page(request, "units/stand_in.html", context, status=422 if form.is_bound else 200)


def _name(request: OfficerRequest, post: Post, form: StandInForm) -> bool:
    """Do it, or say beside which field it could not be done."""
    try:
        made = actions.stand_in(post, **form.cleaned_data, by=request.user, at=timezone.now())
    except StandInDatesError:
        why = _("These days do not fit: from today on, at most a year, and within the post.")
        form.add_error("valid_to", why)
    except StandInItselfError:
        form.add_error("email", _("This is the holder of the post."))
    except PostHeldError:
        why = _("This person holds the same role here and needs no standing in.")
        form.add_error("email", why)
    except policies.NotAllowedError:
        why = _(
            "Nobody who works for your unit has this address. Somebody from outside is named by"
            " the head of the unit."
        )
        form.add_error("email", why)
    else:
        told = _("%(name)s stands in, and was told by mail.") % {"name": made.officer.name}
        messages.success(request, told)
        return True
    return False


@signed_in
@require_http_methods(["GET", "POST"])
def shut_login(request: OfficerRequest, pk: int) -> HttpResponse:
    """Ask, then shut a login, or open one that is shut."""
    at = timezone.now()
    other = _officer(request, pk)
    policies.require(policies.may_disable(request.user, other, on=timezone.localdate(at)))
    is_open = other.is_active
    if request.method == "POST":
        if is_open:
            actions.disable_officer(other, by=request.user, at=at)
            messages.success(request, _("The login is shut, on every device."))
        else:
            actions.enable_officer(other, by=request.user, at=at)
            messages.success(request, _("The login is open again."))
        return seen("units:officer", other.pk)
    return _ask(
        request,
        other,
        question=_("Shut this login?") if is_open else _("Open this login again?"),
        consequence=_(
            "They are signed out at once and cannot sign in until somebody opens the login"
            " again. Posts and what they did stay on record."
        )
        if is_open
        else _("They can sign in again, with the posts they still hold."),
        verb=_("Shut the login") if is_open else _("Open the login"),
        kind="danger" if is_open else "primary",
    )


def _ask(request: OfficerRequest, other: Officer, **words: str) -> HttpResponse:
    facts = [
        {"label": _("Officer"), "value": other.name},
        {"label": _("E-mail address"), "value": other.email},
    ]
    back = reverse("units:officer", args=[other.pk])
    return page(request, "ui/confirm.html", {"facts": facts, "back": back, **words})


@signed_in
@require_http_methods(["GET", "POST"])
def reset_second_step(request: OfficerRequest, pk: int) -> HttpResponse:
    """Ask, then take a lost second step away."""
    at = timezone.now()
    other = _officer(request, pk)
    on = timezone.localdate(at)
    policies.require(policies.may_reset_second_factor(request.user, other, on=on))
    if request.method == "POST":
        actions.reset_second_factor(other, by=request.user, at=at)
        messages.success(request, _("The second step is gone; they set up another."))
        return seen("units:officer", other.pk)
    return _ask(
        request,
        other,
        question=_("Take the second step away?"),
        consequence=_(
            "Do this only when the person has asked you face to face or by telephone: whoever"
            " has their password could sign in until they set up another. They are signed out"
            " everywhere."
        ),
        verb=_("Take it away"),
        kind="danger",
    )


@signed_in
@require_http_methods(["GET", "POST"])
def undo_replacement(request: OfficerRequest, pk: int) -> HttpResponse:
    """Ask, then take a replacement back."""
    at = timezone.now()
    made = get_object_or_404(Replacement.objects.select_related("old", "new"), pk=pk)
    other = _officer(request, made.old_id)
    on = timezone.localdate(at)
    policies.require(policies.may_undo_replacement(request.user, made, on=on))
    if request.method == "POST":
        try:
            actions.undo_replacement(made, by=request.user, at=at)
        except ReplacementUndoneError:
            messages.info(request, _("It had been undone before."))
        except ReplacementOverlaidError:
            why = _("Not undone: a post was changed since. End and give the posts one by one.")
            messages.error(request, why)
        else:
            messages.success(request, _("The posts are with their former holder again."))
        return seen("units:officer", other.pk)
    return _ask(
        request,
        other,
        question=_("Undo this replacement?"),
        consequence=_(
            "Every post that moved goes back as it was. What %(name)s did meanwhile stays on"
            " record."
        )
        % {"name": made.new.name},
        verb=_("Undo"),
        kind="danger",
    )
