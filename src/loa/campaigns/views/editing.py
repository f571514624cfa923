"""What the coordinator changes before the sending: tasks, recipients, rounds, lines."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loa.campaigns import actions, policies, queries
from loa.campaigns.errors import AlreadySentError
from loa.campaigns.forms import AddRoundForm, LineForm, TargetForm, TaskForm
from loa.campaigns.models import Addressing, Campaign, Round, Task
from loa.campaigns.views.reading import found
from loa.campaigns.words import PROPOSED
from loa.ui.pages import page, seen
from loa.units.signed_in import OfficerRequest, signed_in


def _mine(request: OfficerRequest, slug: str) -> Campaign:
    today = timezone.localdate()
    row = found(request, slug, today)
    policies.require(policies.may_run(request.user, row, today))
    return row


def _names(task: Task) -> list[tuple[Addressing, str]]:
    """Return the task's recipients with what each is called."""
    named = []
    for row in task.addressings.all():
        names = list(row.unit.names.all()) if row.unit is not None else []
        told = row.group.name if row.group is not None else row.words
        named.append((row, names[0].name if names else told))
    return named


@signed_in
@require_http_methods(["GET", "POST"])
def edit_task(request: OfficerRequest, slug: str, task_id: int | None = None) -> HttpResponse:
    """Change a task's words and duties, or add one; `do=remove` takes it out."""
    at, row = timezone.now(), _mine(request, slug)
    tasks = Task.objects.filter(campaign=row).prefetch_related(
        "duties", "addressings__group", "addressings__unit__names"
    )
    task = get_object_or_404(tasks, pk=task_id) if task_id else None
    form = TaskForm(request.POST or None, task=task)
    try:
        if request.method == "POST" and request.POST.get("do") == "remove" and task:
            actions.remove_task(task, by=request.user, at=at)
            messages.success(request, _("The task is taken out."))
            return seen("campaigns:campaign", slug)
        if request.method == "POST" and form.is_valid():
            kept = actions.set_task(
                row, task,
                text=form.cleaned_data["text"], duties=form.duties(),
                audiences=form.audience_words(), due_at=form.due_at(),
                by=request.user, at=at,
            )  # fmt: skip
            messages.success(request, _("Kept."))
            return seen("campaigns:edit_task", slug, kept.pk)
    except AlreadySentError:
        messages.error(request, _("The campaign is sent: its tasks are no longer changed."))
        return seen("campaigns:campaign", slug)
    context = {
        "campaign": row,
        "task": task,
        "form": form,
        "recipients": _names(task) if task else [],
        "target": TargetForm(day=row.units_on),
    }
    return page(request, "campaigns/task.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def recipients(request: OfficerRequest, slug: str, task_id: int) -> HttpResponse:
    """Give the task to a group or unit more, or take it back (`remove`)."""
    at, row = timezone.now(), _mine(request, slug)
    task = get_object_or_404(Task, campaign=row, pk=task_id)
    removed = request.POST.get("remove", "")
    if removed.isdigit():
        given = get_object_or_404(Addressing, task=task, pk=removed)
        try:
            actions.remove_recipient(given, by=request.user, at=at)
        except AlreadySentError:
            messages.error(request, _("The campaign is sent: no task is taken back now."))
        return seen("campaigns:edit_task", slug, task.pk)
    target = TargetForm(request.POST, day=row.units_on)
    if target.is_valid():
        actions.add_recipient(
            task, group=target.group(), unit=target.unit(), by=request.user, at=at
        )
    else:
        messages.error(request, " ".join(map(str, target.non_field_errors())))
    return seen("campaigns:edit_task", slug, task.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def add_round(request: OfficerRequest, slug: str) -> HttpResponse:
    """Add a report round."""
    at, row = timezone.now(), _mine(request, slug)
    form = AddRoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.set_round(row, None, form.times(), by=request.user, at=at)
        messages.success(request, _("The round is added."))
        return seen("campaigns:campaign", slug)
    context = {
        "question": _("Add a report round?"),
        "consequence": _("Every unit with tasks answers it."),
        "verb": _("Add"),
        "back": reverse("campaigns:campaign", args=[slug]),
        "form": form,
    }
    return page(request, "ui/confirm.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def remove_round(request: OfficerRequest, slug: str, number: int) -> HttpResponse:
    """Take a report round out before the sending."""
    at, row = timezone.now(), _mine(request, slug)
    get_object_or_404(Round, campaign=row, number=number)
    if request.method == "POST":
        try:
            actions.remove_round(row, number, by=request.user, at=at)
        except AlreadySentError:
            messages.error(request, _("The campaign is sent: its rounds stay."))
        return seen("campaigns:campaign", slug)
    context = {
        "question": _("Take this round out?"),
        "consequence": _("No report is asked for it."),
        "verb": _("Take out"),
        "kind": "danger",
        "back": reverse("campaigns:campaign", args=[slug]),
    }
    return page(request, "ui/confirm.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def edit_line(request: OfficerRequest, slug: str, participant_id: int) -> HttpResponse:
    """Say by hand to whom one unit reports; left empty, the letter says it again."""
    at, row = timezone.now(), _mine(request, slug)
    participant = get_object_or_404(queries.participants(row), pk=participant_id)
    form = LineForm(request.POST or None, participant=participant, day=row.units_on)
    if request.method == "POST" and form.is_valid():
        actions.draw_line(participant, form.unit(), by=request.user, at=at)
        messages.success(request, _("Kept."))
        return seen("campaigns:units", slug)
    context = {
        "question": _("To whom does this unit report?"),
        "consequence": _("In this campaign only. Its place in the register stays."),
        "facts": [{"label": _("Unit"), "value": participant.name}],
        "verb": _("Keep"),
        "back": reverse("campaigns:units", args=[slug]),
        "form": form,
    }
    return page(request, "ui/confirm.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def close_all(request: OfficerRequest, slug: str) -> HttpResponse:
    """Close every open hole as Loa proposes; words that nobody knows stay open."""
    at, row = timezone.now(), _mine(request, slug)
    actions.close_holes(row, lambda hole: PROPOSED.get(hole.kind), by=request.user, at=at)
    return seen(f"{reverse('campaigns:campaign', args=[slug])}#holes")
