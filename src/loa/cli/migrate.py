"""`loa migrate`: bring the database up to this code."""

import click

from loa.cli.house import check_database, open_house


@click.command()
def command() -> None:
    """Bring the database up to this version, and gather the static files."""
    open_house()
    check_database(is_upgrading=True)
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
