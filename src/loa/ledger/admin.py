"""Django's admin, for looking only: every table, for superusers, and no way to change a row."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

HIDDEN = {
    "password",
    "token_hash",
    "session_key",
    "secret",
    "sealed",
}  # of no use to a reader, of use to a thief


class LookOnlyAdmin(admin.ModelAdmin[Any]):
    """Rows of one table. Changes go through actions, which ask, check and record."""

    list_per_page = 50
    show_full_result_count = False
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 (Django's hook)
        return False

    def has_change_permission(
        self,
        request: HttpRequest,  # noqa: ARG002 (Django's hook)
        obj: models.Model | None = None,  # noqa: ARG002 (Django's hook)
    ) -> bool:
        return False

    def has_delete_permission(
        self,
        request: HttpRequest,  # noqa: ARG002 (Django's hook)
        obj: models.Model | None = None,  # noqa: ARG002 (Django's hook)
    ) -> bool:
        return False


def shown(model: type[models.Model]) -> list[str]:
    """Return the columns of a table that may be looked at."""
    return [field.name for field in model._meta.fields if field.name not in HIDDEN]


def register_all() -> None:
    """Register every model of ours that nobody registered otherwise."""
    for model in apps.get_models():
        if model.__module__.startswith("loa.") and not admin.site.is_registered(model):
            fields = shown(model)
            columns = [name for name in fields if not _is_long(model, name)][:8]
            made = type(
                f"{model.__name__}LookOnly",
                (LookOnlyAdmin,),
                {"fields": fields, "readonly_fields": fields, "list_display": columns},
            )
            admin.site.register(model, made)


def _is_long(model: type[models.Model], name: str) -> bool:
    return isinstance(model._meta.get_field(name), models.TextField | models.JSONField)


register_all()

# One way in for everybody, with its second factor; the admin's own asks a password only.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign] # as allauth says
