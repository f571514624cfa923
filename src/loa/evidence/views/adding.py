"""Adding pictures to a publication that is already logged, and taking them back."""

import uuid
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from loa.campaigns.policies import may_answer, require
from loa.evidence import adding, queries
from loa.evidence.errors import (
    AlreadyJudgedError,
    NothingNewError,
    TakenOffError,
    TooManyPicturesError,
)
from loa.evidence.forms import AddPicturesForm
from loa.evidence.models import Addition, Publication
from loa.evidence.views.publications import add_words, publication_of
from loa.files.actions import RemovedFileError
from loa.ui.pages import page, seen, taken
from loa.units.signed_in import OfficerRequest, signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def add_pictures(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take screenshots of a page that Loa could not open, or photographs."""
    at = timezone.now()
    today = timezone.localdate(at)
    row = publication_of(request, pk, today)
    require(may_answer(request.user, row.participant, today))
    form = AddPicturesForm(
        request.POST or None, request.FILES or None, initial={"key": uuid.uuid4().hex}
    )
    if form.is_bound and form.is_valid() and (made := _add(form, row, request, at)):
        if adding.is_confirmed(made.publication):
            words = _("The pictures are kept. A person had confirmed the publication before.")
        else:
            words = _("The pictures are kept. Loa looks at them in the next minutes.")
        messages.success(request, words)
        return taken(seen("evidence:publication", row.pk), form.cleaned_data["key"])
    context = {
        "form": form, "publication": row, "participant": row.participant,
        "heading": add_words(row),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return page(request, "evidence/add_pictures.html", context, status=status)


def _add(
    form: AddPicturesForm, row: Publication, request: OfficerRequest, at: datetime
) -> Addition | None:
    key = form.cleaned_data["key"]
    try:
        return adding.add_pictures(row, form.pictures(), key=key, by=request.user, at=at)
    except NothingNewError:
        form.add_error("photos", _("These pictures stand at this entry already."))
    except TooManyPicturesError as error:
        form.add_error(
            "photos",
            _("An entry can have %(most)s files. Leave some out, or take others back first.")
            % {"most": error.most},
        )
    except RemovedFileError:
        form.add_error(
            "photos", _("A file among these was deleted for cause before. Leave it out.")
        )
    except TakenOffError:
        form.add_error(
            None, _("This entry was taken off the list. Put it back first, then add pictures.")
        )
    return None


@signed_in
@require_POST
def take_pictures_back(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take added pictures off their publication, while nobody has judged them."""
    at = timezone.now()
    mine = queries.visible_to(request.user, timezone.localdate(at))
    rows = Addition.objects.select_related("publication__participant__campaign")
    row = get_object_or_404(rows, pk=pk, publication__in=mine)
    try:
        adding.take_back(row, by=request.user, at=at)
    except AlreadyJudgedError as error:
        messages.error(
            request,
            _("%(name)s has judged this entry with the pictures; they stay.")
            % {"name": error.standing.made_by},
        )
    else:
        messages.success(request, _("The pictures are taken back."))
    return seen("evidence:publication", row.publication_id)
