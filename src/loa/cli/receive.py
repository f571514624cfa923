"""`loa receive FILE…`: take dispatches in; `--watch DIR`: as they come into a folder."""

import time
from datetime import datetime
from pathlib import Path

import click

from loa.cli.house import check_database, open_house
from loa.cli.words import say, stop

EVERY_S = 5.0


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--watch", type=click.Path(path_type=Path, file_okay=False), help="Take in what comes here."
)
@click.option("--unit", help="The code of the unit that receives (with --watch).")
@click.option("--once", is_flag=True, help="Look once, then end (with --watch).")
def command(files: tuple[Path, ...], watch: Path | None, unit: str, *, once: bool) -> None:
    """Take dispatches in and print where each is reviewed.

    FILES go to the sample coordinator. With --watch, each file in DIR that is no longer being
    written goes to the unit; afterwards it lies in DIR/done, DIR/quarantine or DIR/refused.
    """
    if not files and watch is None:
        stop(
            "Chưa nêu tệp nào. Gõ: loa receive TỆP…, hoặc loa receive --watch THƯ-MỤC "
            "--unit MÃ",
            "No file named. Type: loa receive FILE…, or loa receive --watch DIR --unit CODE",
        )
    open_house()
    check_database()
    from django.utils import timezone

    if files:
        from loa.cli.sample import load_register, receive_file

        load_register(at=timezone.now())
        for file in files:
            address = receive_file(file, at=timezone.now())
            click.echo(
                say(f"{file.name}: xem tại {address}", f"{file.name}: review at {address}")
            )
    if watch is not None:
        _watch(watch, unit, once=once)


def _watch(folder: Path, code: str, *, once: bool) -> None:
    from django.conf import settings
    from django.utils import timezone

    from loa.dispatches.actions import Watch, take_from_folder
    from loa.dispatches.models import Source, Way
    from loa.doors.folder import WatchedFolder
    from loa.units.models import Unit

    code = code or settings.INTAKE_UNIT
    owner = Unit.objects.filter(code=code).first()
    if owner is None:
        stop(
            f"Không có đơn vị nào mang mã {code!r}. Nêu mã đơn vị nhận bằng --unit.",
            f"No unit has the code {code!r}. Name the receiving unit with --unit.",
        )
    if not folder.is_dir():
        stop(f"Không có thư mục {folder}.", f"There is no folder {folder}.")
    watch = Watch(WatchedFolder(folder.resolve()), owner, Way.FOLDER)
    while True:
        for arrival in take_from_folder(watch, timezone.now):
            told = arrival.file_name or str(arrival.pk)
            click.echo(
                f"{_clock(timezone.localtime())} {told}: {arrival.stage} {arrival.reason}"
            )
        fault = Source.objects.filter(key=watch.key).values_list("fault", flat=True).first()
        if fault:
            click.echo(f"{_clock(timezone.localtime())} {folder}: {fault}", err=True)
        if once:
            return
        time.sleep(EVERY_S)


def _clock(at: datetime) -> str:
    return f"{at:%H:%M:%S}"
