"""Reorganisations: what was decided, what waits for a person, one more act, its undoing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from loa.ui.pages import page, seen
from loa.units import actions, policies, queries
from loa.units.act_forms import MOST_OPENED, ActForm, OpensForms, UndoForm
from loa.units.act_words import ACT_LABELS, references, refusal
from loa.units.errors import ActError
from loa.units.signed_in import OfficerRequest, signed_in
from loa.units.words import ActKind

PER_PAGE = 50


@signed_in
@require_GET
def act_list(request: OfficerRequest) -> HttpResponse:
    """List the acts, newest first, and the units whose work waits for a person."""
    today = timezone.localdate()
    policies.require(policies.may_see_units(request.user, on=today))
    listed = Paginator(queries.acts(), PER_PAGE).get_page(request.GET.get("page"))
    waiting = queries.waiting_for_a_person(today)
    shown = list(waiting[:PER_PAGE])
    ids = {pk for row in shown for pk in (row.predecessor_id, row.successor_id) if pk}
    names = queries.names_of(ids, today)
    rows = [
        {
            "act": act,
            "kind": ACT_LABELS[ActKind(act.kind)],
            "is_undone": hasattr(act, "undone_by"),
        }
        for act in listed
    ]
    context = {
        "rows": rows,
        "page_obj": listed,
        "waiting": [
            {
                "row": row,
                "name": names.get(row.predecessor_id),
                "heir": names.get(row.successor_id or 0),
            }
            for row in shown
        ],
        "waiting_count": waiting.count(),
        "may_keep": policies.may_keep_register(request.user, on=today),
    }
    return page(request, "units/act_list.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new_act(request: OfficerRequest) -> HttpResponse:
    """Type an act with the units it opens, see what it would do, then apply it."""
    at = timezone.now()
    policies.require(policies.may_keep_register(request.user, on=timezone.localdate(at)))
    do = request.POST.get("do", "")
    typed = with_more(request.POST) if do == "more" else (request.POST or None)
    form = ActForm(typed)
    opens = OpensForms(typed, prefix="opens", form_kwargs={"language": get_language() or "vi"})
    context: dict[str, object] = {"form": form, "opens": opens}
    if do == "more":
        return page(request, "units/act_new.html", context)
    if request.method == "POST" and form.is_valid() and opens.is_valid():
        plan = form.plan(new for each in opens if (new := each.new_unit()))
        try:
            if do == "apply":
                actions.apply_acts([plan], by=request.user, at=at)
                messages.success(request, _("The act was applied. It can be undone."))
                return seen("units:acts")
            preview = actions.preview_acts([plan], by=request.user, at=at)
            context["preview"] = preview
            context["plan"] = plan
            context["touched"] = [
                (code, references(found)) for code, found in sorted(preview.touched.items())
            ]
        except (ActError, ValidationError) as error:
            form.add_error(None, refusal(error))
    is_wrong = request.method == "POST" and not (form.is_valid() and opens.is_valid())
    return page(request, "units/act_new.html", context, status=422 if is_wrong else 200)


def with_more(typed: QueryDict) -> QueryDict:
    """Return what was typed with room for one more unit to open."""
    more = typed.copy()
    count = more.get("opens-TOTAL_FORMS", "")
    more["opens-TOTAL_FORMS"] = str(min(int(count) + 1, MOST_OPENED) if count.isdigit() else 1)
    more.setdefault("opens-INITIAL_FORMS", "0")
    return more


@signed_in
@require_http_methods(["GET", "POST"])
def undo_act(request: OfficerRequest, pk: int) -> HttpResponse:
    """Ask for the legal basis, then take an act back."""
    at = timezone.now()
    policies.require(policies.may_keep_register(request.user, on=timezone.localdate(at)))
    act = get_object_or_404(queries.acts(), pk=pk)
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            basis = form.cleaned_data["basis"]
            actions.undo_act(act, basis=basis, by=request.user, at=at)
        except ActError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, _("The act was undone."))
            return seen("units:acts")
    is_wrong = request.method == "POST"
    context = {"form": form, "act": act, "kind": ACT_LABELS[ActKind(act.kind)]}
    return page(request, "units/act_undo.html", context, status=422 if is_wrong else 200)
