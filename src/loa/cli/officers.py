"""`loa officers`: what the person at the machine does when nobody else can."""

import secrets
import string
from typing import TYPE_CHECKING

import click

from loa.cli.house import check_database, open_house
from loa.cli.words import say, stop

if TYPE_CHECKING:
    from loa.units.models import Officer

SIGNS = "abcdefghjkmnpqrstuvwxyz"  # without i, l and o, which are read as 1 and 0


@click.group(short_help="Logins: a first password, reopen, reset the second step.")
def command() -> None:
    """Help an officer whom neither a mailed code nor the head of the unit can help."""


def _officer(address: str) -> "Officer":
    open_house()
    check_database()
    from loa.units.queries import officer_by_address

    officer = officer_by_address(address)
    if officer is None:
        stop(
            f"Không có cán bộ với địa chỉ {address}.", f"No officer has the address {address}."
        )
    return officer


def make_password() -> str:
    """Return a password of all four classes that is easily read out: `Kmpt-4821-abcd`."""
    letters = "".join(secrets.choice(SIGNS) for _ in range(8))
    digits = "".join(secrets.choice(string.digits) for _ in range(4))
    return f"{letters[0].upper()}{letters[1:4]}-{digits}-{letters[4:]}"


@command.command("password")
@click.argument("address")
def password(address: str) -> None:
    """Give ADDRESS a password that must be changed at the next sign-in; print it once."""
    officer = _officer(address)
    from django.utils import timezone

    from loa.units.actions import give_password

    made = make_password()
    give_password(officer, made, by=None, at=timezone.now())
    click.echo(made)
    click.echo(
        say("Phải đổi ngay ở lần đăng nhập tới.", "It must be changed at the next sign-in."),
        err=True,
    )


@command.command("open")
@click.argument("address")
def reopen(address: str) -> None:
    """Open the shut login of ADDRESS."""
    officer = _officer(address)
    from django.utils import timezone

    from loa.units.actions import enable_officer

    enable_officer(officer, by=None, at=timezone.now(), why="loa officers open")
    click.echo(say(f"Đã mở lại: {officer.email}", f"Opened: {officer.email}"))


@command.command("reset-second-step")
@click.argument("address")
def reset(address: str) -> None:
    """Take the lost second step of ADDRESS away and end all sessions."""
    officer = _officer(address)
    from django.utils import timezone

    from loa.units.actions import reset_second_factor

    reset_second_factor(officer, by=None, at=timezone.now(), why="loa officers")
    click.echo(say(f"Đã gỡ bước hai: {officer.email}", f"Reset: {officer.email}"))
