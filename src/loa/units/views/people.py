"""Who works where: my posts, the people of a unit, naming one, ending a post, inviting."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from loa.ui.pages import page, seen
from loa.units import actions, policies, queries, sheets
from loa.units.errors import PostEndedError, PostHeldError
from loa.units.forms import NameForm
from loa.units.labels import ROLE_LABELS, ROLE_MEANS
from loa.units.models import Post, Unit
from loa.units.signed_in import OfficerRequest, signed_in
from loa.units.words import Role


@signed_in
@require_GET
def my_posts(request: OfficerRequest) -> HttpResponse:
    """List the posts of whoever asks. All of them hold at once: there is nothing to switch."""
    today = timezone.localdate()
    held = queries.posts_of(request.user.pk, today)
    posts = list(held.select_related("unit", "stands_in_for__officer"))
    names = queries.names_of([post.unit_id for post in posts], today)
    rows = [
        {
            "post": post,
            "unit": names.get(post.unit_id),
            "role": ROLE_LABELS[Role(post.role)],
            "means": ROLE_MEANS[Role(post.role)],
        }
        for post in posts
    ]
    return page(request, "units/my_posts.html", {"rows": rows})


@signed_in
@require_http_methods(["GET", "POST"])
def people(request: OfficerRequest, pk: int) -> HttpResponse:
    """List who works for a unit; whoever may, names one more."""
    at = timezone.now()
    today = timezone.localdate(at)
    unit = get_object_or_404(queries.visible_to(request.user, today), pk=pk)
    policies.require(policies.may_see_people(request.user, unit, on=today))
    roles = policies.roles_to_give(request.user, unit, on=today)
    form = NameForm(roles=roles)
    if request.method == "POST":
        policies.require(bool(roles))
        form = NameForm(request.POST, roles=roles)
        if form.is_valid() and _name(request, unit, form):
            return seen("units:people", unit.pk)
    rows = [
        {
            "post": post,
            "role": ROLE_LABELS[Role(post.role)],
            "may_end": policies.may_end_post(request.user, post, on=today),
            "may_invite": policies.may_invite(request.user, post, on=today),
        }
        for post in sheets.people_on(unit, today)
    ]
    coming, ended = sheets.posts_beside(unit, today)
    context = {
        "unit": unit,
        "name": queries.name_of(unit, today),
        "rows": rows,
        "coming": [{"post": post, "role": ROLE_LABELS[Role(post.role)]} for post in coming],
        "ended": [{"post": post, "role": ROLE_LABELS[Role(post.role)]} for post in ended],
        "form": form if roles else None,
    }
    return page(request, "units/people.html", context, status=422 if form.is_bound else 200)


def _name(request: OfficerRequest, unit: Unit, form: NameForm) -> bool:
    given = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
    try:
        post = actions.name_officer(unit, **given, by=request.user, at=timezone.now())
    except PostHeldError:
        form.add_error("email", _("This person holds this role here already."))
        return False
    messages.success(
        request,
        _("%(name)s is named. An invitation is on its way to %(email)s.")
        % {"name": post.officer.name, "email": post.officer.email},
    )
    return True


def _post(request: OfficerRequest, post_id: int) -> Post:
    """Return a post that the asker may know of: their own, or of people they may see."""
    today = timezone.localdate()
    post = get_object_or_404(Post.objects.select_related("officer", "unit"), pk=post_id)
    is_known = post.officer_id == request.user.pk or policies.may_see_people(
        request.user, post.unit, on=today
    )
    if not is_known:
        raise Http404
    return post


@signed_in
@require_http_methods(["GET", "POST"])
def end_post(request: OfficerRequest, post_id: int) -> HttpResponse:
    """Ask, then end a post from today. What its holder did stays on record."""
    at = timezone.now()
    today = timezone.localdate(at)
    post = _post(request, post_id)
    policies.require(policies.may_end_post(request.user, post, on=today))
    is_own = post.officer_id == request.user.pk
    back = reverse("units:my_posts") if is_own else reverse("units:people", args=[post.unit_id])
    if request.method == "POST":
        try:
            actions.end_post(post, by=request.user, at=at)
        except PostEndedError:
            messages.info(request, _("This post had ended before."))
        else:
            messages.success(request, _("The post has ended."))
        return seen(back)
    name = queries.name_of(post.unit, today)
    context = {
        "question": _("End this post?"),
        "consequence": _(
            "From tomorrow at the latest its holder can no longer act for the unit. What they"
            " did stays on record."
        ),
        "facts": [
            {"label": _("Officer"), "value": post.officer.name},
            {"label": _("Role"), "value": ROLE_LABELS[Role(post.role)]},
            {"label": _("Unit"), "value": name or post.unit.code},
        ],
        "verb": _("End the post"),
        "kind": "danger",
        "back": back,
    }
    return page(request, "ui/confirm.html", context)


@signed_in
@require_POST
def invite(request: OfficerRequest, post_id: int) -> HttpResponse:
    """Mail the holder of a post a fresh sign-in link."""
    post = _post(request, post_id)
    actions.invite(post, by=request.user, at=timezone.now())
    messages.success(
        request, _("An invitation is on its way to %(email)s.") % {"email": post.officer.email}
    )
    return seen("units:people", post.unit_id)
