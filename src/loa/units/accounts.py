"""What we ask of django-allauth: nobody signs up alone, and every sign-in is on record.

allauth comes here by every way in: password, mailed code, our link, passkey, the office's own
sign-in. So here stand the limits, the record, and what a new password means.
"""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import (
    get_authentication_records,
    record_authentication,
)
from allauth.account.utils import perform_login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from loa.ledger.actions import record
from loa.units import actions, limits
from loa.units.limits import Kind
from loa.units.models import Officer, SignInLink
from loa.units.second_factor import STEPS, demand_on
from loa.units.visits import Way
from loa.units.whence import Whence, name_device, shorten

WAYS = {
    "password": Way.PASSWORD,
    "code": Way.CODE,
    "link": Way.LINK,
    "socialaccount": Way.OFFICE,
}


def whence_of(request: HttpRequest) -> Whence:
    """Return where a request comes from, coarsely, and its session."""
    return Whence(
        network=shorten(network_of(request)),
        device=name_device(request.META.get("HTTP_USER_AGENT", "")),
        session_key=request.session.session_key or "",
    )


def network_of(request: HttpRequest) -> str:
    """Return the address a request comes from, past our own proxies (`LOA_PROXIES`)."""
    return str(OfficerAdapter(request).get_client_ip(request))


def refuse_if_shut(kind: Kind, of: str) -> None:
    """Raise ValidationError with the hour from which it may be tried again."""
    until = limits.shut_until(kind, of, at=timezone.now())
    if until is not None:
        raise ValidationError(
            _(
                "Too many wrong tries. Try again after %(hour)s. A mailed sign-in code or a"
                " passkey works meanwhile."
            )
            % {"hour": f"{timezone.localtime(until):%H:%M}"},
            code="too_many_login_attempts",
        )


def sign_in_by_link(request: HttpRequest, link: SignInLink) -> HttpResponse:
    """Sign the holder of a used link in; who has a second step is asked for it first."""
    officer = link.post.officer
    record_authentication(request, officer, method="link")
    there = link.next_path or reverse("desk:home")
    answer = perform_login(request, officer, email_verification="none", redirect_url=there)
    if answer.status_code == 302:
        answer.status_code = 303  # the link is used up: going back must not send it again
    return cast("HttpResponse", answer)


class OfficerAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Officers are named by their unit (claim code, invitation): nobody signs up alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (allauth's hook)
        return False

    def post_login(
        self, request: HttpRequest, user: AbstractBaseUser, **facts: Any
    ) -> HttpResponse:
        """Write the sign-in down, by whichever way it came."""
        officer = cast("Officer", user)
        ways = [
            Way.PASSKEY if each.get("passwordless") else WAYS.get(each["method"])
            for each in get_authentication_records(request, user)
        ]
        how = next((way for way in reversed(ways) if way is not None), Way.PASSWORD)
        limits.forget(Kind.LOGIN, officer.email)
        actions.note_sign_in(officer, at=timezone.now(), how=how, whence=whence_of(request))
        return cast("HttpResponse", super().post_login(request, user, **facts))

    def logout(self, request: HttpRequest) -> None:
        key = request.session.session_key
        if request.user.is_authenticated and key:
            actions.note_sign_out(request.user, at=timezone.now(), session_key=key)
        super().logout(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse beyond the limits; ours count in the database, allauth's in one process."""
        refuse_if_shut(Kind.LOGIN, str(credentials.get("email", "")))
        refuse_if_shut(Kind.NETWORK, network_of(request))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        at, address = timezone.now(), str(credentials.get("email", ""))
        limits.count_wrong(Kind.LOGIN, address, at=at)
        limits.count_wrong(Kind.NETWORK, network_of(request), at=at)
        actions.note_failed_sign_in(address, at=at, how=Way.PASSWORD, whence=whence_of(request))

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Ask for the password once more; allauth would look for an address of its own."""
        officer = cast("Officer", user)
        found = self.authenticate(context.request, email=officer.email, password=password)
        return found is not None and found.pk == officer.pk

    @transaction.atomic
    def send_notification_mail(self, template_prefix: str, user: Officer, **facts: Any) -> None:
        """Write down what allauth tells of: every change of a second step comes by here."""
        if template_prefix.startswith("mfa/"):
            what = template_prefix.rpartition("/")[2]
            record("officer.second_factor_changed", user, by=user, at=timezone.now(), note=what)
        super().send_notification_mail(template_prefix, user, **facts)

    @transaction.atomic
    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Keep a password that its holder chose: nobody else knows it any longer."""
        super().set_password(user, password)
        officer = cast("Officer", user)
        if officer.must_change_password:
            officer.must_change_password = False
            officer.save(update_fields=["must_change_password"])
        record("officer.password_set", officer, by=officer, at=timezone.now())


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth ships no types
    """Who must have a second step keeps one."""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if authenticator.type not in STEPS:
            return True
        officer = authenticator.user
        others = Authenticator.objects.filter(user=officer, type__in=STEPS)
        has_other = others.exclude(pk=authenticator.pk).exists()
        return has_other or demand_on(officer, timezone.localdate()) is None

    @transaction.atomic
    def send_notification_mail(self, template_prefix: str, user: Officer, **facts: Any) -> None:
        what = template_prefix.rpartition("/")[2]
        record("officer.second_factor_changed", user, by=user, at=timezone.now(), note=what)
        super().send_notification_mail(template_prefix, user, **facts)


class _Counted:
    """A form that asks for a code of the second step, with the limit of `limits`."""

    user: Officer

    def clean_code(self) -> str:
        key = str(self.user.pk)
        refuse_if_shut(Kind.SECOND, key)
        try:
            code = str(super().clean_code())  # type: ignore[misc] # of the form beside it
        except ValidationError:
            limits.count_wrong(Kind.SECOND, key, at=timezone.now())
            raise
        limits.forget(Kind.SECOND, key)
        return code


class SecondStepForm(_Counted, AuthenticateForm):  # type: ignore[misc] # no types
    pass


class SecondStepAgainForm(_Counted, ReauthenticateForm):  # type: ignore[misc] # no types
    pass
