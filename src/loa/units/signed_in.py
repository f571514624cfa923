"""Views for officers only: `@signed_in` sends everyone else to the sign-in page."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase

from loa.units.models import Officer

Rest = ParamSpec("Rest")


class OfficerRequest(HttpRequest):
    """A request of somebody who signed in."""

    user: Officer


def signed_in(
    view: Callable[Concatenate[OfficerRequest, Rest], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]:
    """Let only officers reach a view; what each may do is asked inside, of the policies."""
    guarded = login_required(view)
    return cast("Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]", guarded)
