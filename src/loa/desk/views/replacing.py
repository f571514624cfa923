"""Somebody takes over: what would move, seen before it is done."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loa.campaigns.queries import participations_of
from loa.desk.forms import ReplaceForm
from loa.ui.pages import page, seen
from loa.units import actions, takeovers
from loa.units.errors import NothingToTakeOverError
from loa.units.labels import ROLE_LABELS
from loa.units.models import Officer, Post
from loa.units.policies import may_see_officer, require
from loa.units.queries import names_of, officer_by_address
from loa.units.signed_in import OfficerRequest, signed_in
from loa.units.words import Role


@signed_in
@require_http_methods(["GET", "POST"])
def replace(request: OfficerRequest, pk: int) -> HttpResponse:
    """Ask who takes over and from when; show what moves; do it at the second button."""
    at = timezone.now()
    today = timezone.localdate(at)
    old = get_object_or_404(Officer, pk=pk)
    require(may_see_officer(request.user, old, on=today))
    plan = takeovers.plan(old, None, by=request.user, on=today, today=today)
    require(plan.may_be_seen)
    form = ReplaceForm(request.POST or None, initial={"on": today})
    is_shown = False
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        new = officer_by_address(given["email"])
        plan = takeovers.plan(old, new, by=request.user, on=given["on"], today=today)
        if not plan.moving or (new is not None and new.pk == old.pk):
            form.add_error("email", _("Nothing would move: choose another person or day."))
        elif new is None and not given["name"]:
            form.add_error("name", _("This address is new here: type the name too."))
        elif request.POST.get("do") == "replace":
            return _do(request, old, form)
        else:
            is_shown = True
    names = names_of({post.unit_id for post in (*plan.moving, *plan.staying)}, today)
    open_work = [
        row
        for row in participations_of(old, today)
        if row.unit_id in {post.unit_id for post in plan.moving}
        and row.campaign.ends_on >= today
    ]
    context = {
        "old": old,
        "form": form,
        "is_shown": is_shown,
        "moving": [_told(post, names) for post in plan.moving],
        "staying": [_told(post, names) for post in plan.staying],
        "stand_ins": plan.stand_ins,
        "open_work": open_work,
        "may_shut": plan.may_shut,
    }
    status = 422 if form.is_bound and not is_shown else 200
    return page(request, "desk/replace.html", context, status=status)


def _told(post: Post, names: Mapping[int, object]) -> dict[str, object]:
    return {
        "post": post,
        "unit": names.get(post.unit_id, post.unit),
        "role": ROLE_LABELS[Role(post.role)],
    }


def _do(request: OfficerRequest, old: Officer, form: ReplaceForm) -> HttpResponse:
    try:
        made = actions.replace_officer(
            old, **form.cleaned_data, by=request.user, at=timezone.now()
        )
    except NothingToTakeOverError:  # meanwhile somebody else did it
        messages.info(request, _("Nothing was left to move."))
    else:
        messages.success(
            request,
            _("%(new)s takes over from %(old)s.")
            % {"new": made.new.name, "old": made.old.name},
        )
    return seen("units:officer", old.pk)
