"""The door to django-allauth."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class OfficerAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Officers are named by their unit (claim code, invitation): nobody signs up alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (allauth's hook)
        return False
