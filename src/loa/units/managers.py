"""How an Officer row is found and first made."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager
from django.utils import timezone

if TYPE_CHECKING:
    from loa.units.models import Officer


class OfficerManager(BaseUserManager["Officer"]):
    """Officers by address. New ones are made by `actions.register_officer`, not here."""

    def get_by_natural_key(self, username: str | None) -> "Officer":
        return self.get(email__iexact=username or "")

    def create_superuser(self, email: str, password: str, **extra: Any) -> "Officer":
        """Serve Django's createsuperuser command, which asks for this name."""
        officer = self.model(
            email=self.normalize_email(email).lower(),
            is_staff=True,
            is_superuser=True,
            created_at=timezone.now(),
            **extra,
        )
        officer.set_password(password)
        officer.save(using=self._db)
        return officer
