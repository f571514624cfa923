"""The office's own sign-in (OpenID Connect): it opens a login that exists, and makes none.

The provider's word for who somebody is counts only with a verified address, and only for an
officer whom a unit has named under that address. Rule: docs/rules/people.md.
"""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from loa.ledger.actions import record
from loa.ui.pages import page
from loa.units import queries
from loa.units.models import Officer


class OfficeAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Link an account of the office to the officer it belongs to, once; refuse all others."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002 (allauth's hook)
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing:
            return
        officer = self._officer_of(sociallogin)
        if officer is None or not officer.is_active:
            raise ImmediateHttpResponse(refused(request))
        with transaction.atomic():
            sociallogin.connect(request, officer)
            record("officer.office_account_linked", officer, by=officer, at=timezone.now())

    def _officer_of(self, sociallogin: SocialLogin) -> Officer | None:
        """Return whose verified address the provider names; an officer has one such account."""
        for address in sociallogin.email_addresses:
            officer = queries.officer_by_address(address.email) if address.verified else None
            if officer is not None:
                is_taken = SocialAccount.objects.filter(user=officer).exists()
                return None if is_taken else officer
        return None

    def on_authentication_error(self, request: HttpRequest, *_: Any, **__: Any) -> None:
        raise ImmediateHttpResponse(refused(request))


def refused(request: HttpRequest) -> Any:
    """Say that the office's sign-in opened nothing, and what else does."""
    return page(request, "units/office_refused.html", status=403)
