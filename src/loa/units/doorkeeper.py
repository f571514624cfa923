"""Between the door and the desk: a password to change, a second step to set up.

Whoever owes one of these is led there and reaches nothing else that needs a sign-in.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from loa.units.models import Officer
from loa.units.second_factor import demand_on

GUARDED = ("/desk/", "/cms/", "/admin/", "/api/")
# In the session: found once, it is not asked for again. Taking a second step away ends all
# sessions, and the last one that is asked for cannot be given up.
HAS_FACTOR = "has_second_factor"


class DoorkeeperMiddleware:
    """Lead officers who owe a password or a second step to where they settle it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(GUARDED):
            return self.get_response(request)
        officer = request.user
        owes = _owes(request, officer) if isinstance(officer, Officer) else ""
        if not owes:
            response = self.get_response(request)
            if isinstance(officer, Officer) and not response.has_header("Cache-Control"):
                response["Cache-Control"] = "private, no-cache"
            return response
        if getattr(request, "htmx", None):
            return HttpResponseClientRedirect(redirect(owes).url)
        return redirect(owes)


def _owes(request: HttpRequest, officer: Officer) -> str:
    """Return the name of the page where `officer` settles what is owed; "" for nothing."""
    if officer.must_change_password:
        return "account_change_password"
    if request.session.get(HAS_FACTOR):
        return ""
    today = timezone.localdate()
    demand = demand_on(officer, today)
    if demand is not None and demand.is_met:
        request.session[HAS_FACTOR] = True
    return "units:second_factor" if demand is not None and demand.is_owed(today) else ""
