"""What we ask of django-allauth: nobody signs up alone, and every sign-in is on record."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from loa.ledger.actions import record
from loa.units.actions import note_failed_sign_in, note_sign_in
from loa.units.models import Officer


class OfficerAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Officers are named by their unit (claim code, invitation): nobody signs up alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (allauth's hook)
        return False

    def post_login(
        self, request: HttpRequest, user: AbstractBaseUser, **facts: Any
    ) -> HttpResponse:
        """Write the sign-in down. allauth comes here by every way: password, code, passkey."""
        note_sign_in(cast("Officer", user), at=timezone.now(), how="accounts")
        return cast("HttpResponse", super().post_login(request, user, **facts))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        address = credentials.get("email") or credentials.get("username") or ""
        note_failed_sign_in(str(address), at=timezone.now(), how="password")

    @transaction.atomic
    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        super().set_password(user, password)
        officer = cast("Officer", user)
        record("officer.password_set", officer, by=officer, at=timezone.now())
