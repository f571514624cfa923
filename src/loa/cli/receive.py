"""`loa receive FILE…`: take dispatches in for the sample coordinator, as the desk would."""

from pathlib import Path

import click

from loa.cli.house import check_database, open_house
from loa.cli.words import say


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def command(files: tuple[Path, ...]) -> None:
    """Take dispatches in and print where each is reviewed."""
    open_house()
    check_database()
    from django.utils import timezone

    from loa.cli.sample import load_register, receive_file

    load_register(at=timezone.now())
    for file in files:
        address = receive_file(file, at=timezone.now())
        click.echo(say(f"{file.name}: xem tại {address}", f"{file.name}: review at {address}"))
