"""What a password must hold: four classes of signs (QCVN 12:2026/BCA); length is Django's."""

import unicodedata
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from loa.units.models import Officer


def classes_of(password: str) -> set[str]:
    """Return which of small, capital, digit and other stand in a password.

    Letters are those of any alphabet: "ế" is small, "Đ" capital.
    """
    found = set()
    for sign in unicodedata.normalize("NFC", password):
        if sign.islower():
            found.add("small")
        elif sign.isupper():
            found.add("capital")
        elif sign.isdigit():
            found.add("digit")
        else:
            found.add("other")
    return found


class FourClassesValidator:
    """Refuse a password without a small letter, a capital, a digit and another sign."""

    def validate(self, password: str, user: "Officer | None" = None) -> None:  # noqa: ARG002 (Django's signature)
        if len(classes_of(password)) < 4:
            raise ValidationError(self.get_help_text(), code="password_classes")

    def get_help_text(self) -> str:
        return _(
            "The password needs a small letter, a capital letter, a digit and another sign,"
            " such as a dash or a space."
        )
