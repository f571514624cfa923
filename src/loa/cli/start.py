"""`loa start [FILE]`: everything for one machine: database, sample, site and worker.

`bin/run` calls it. With FILE it also receives that dispatch and prints the address of its
review page as a sign-in link.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import click

from loa.cli.doctor import check_clock, check_disk
from loa.cli.house import check_database, open_house
from loa.cli.words import say, stop

LONGEST_START_S = 120


def check_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            stop(
                f"Cổng {port} đang có chương trình khác dùng. Dừng chương trình đó, hoặc "
                f"chọn cổng khác: LOA_SITE_URL=http://localhost:{port + 1} bin/run",
                f"Port {port} is taken by another program. Stop it, or choose another: "
                f"LOA_SITE_URL=http://localhost:{port + 1} bin/run",
            )


def wait_until_ready(address: str, site: subprocess.Popen[bytes]) -> None:
    for _ in range(LONGEST_START_S * 10):
        if site.poll() is not None:
            stop(
                "Trang không khởi động được; dòng lỗi ở ngay trên.",
                "The site did not start; the reason stands above.",
            )
        try:
            with urlopen(f"{address}/readyz", timeout=2) as answer:  # noqa: S310 (our own site)
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    stop("Trang chưa sẵn sàng sau 120 giây.", "The site was not ready after 120 seconds.")


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
def command(file: Path | None) -> None:
    """Start everything on this machine; with FILE, also read that dispatch."""
    if file and not file.is_file():
        stop(
            f"Không có tệp {file}. Kiểm tra lại đường dẫn.",
            f"There is no file {file}. Check the path.",
        )
    clock = check_clock()  # before Django writes its own zone over TZ
    open_house()
    from django.conf import settings

    for complaint in filter(None, (clock, check_disk())):
        if complaint.is_needed:
            stop(f"{complaint.what} {complaint.mend}", f"{complaint.what} {complaint.mend}")
    place = urlsplit(settings.SITE_URL)
    host, port = os.environ.get("LOA_BIND", "127.0.0.1"), place.port or 8000
    check_port(host, port)
    check_database(is_upgrading=True)
    prepare()
    from django.utils import timezone

    from loa.cli.sample import load_living, load_register, receive_file, sample_logins

    load_register(at=timezone.now())
    review = receive_file(file, at=timezone.now()) if file else None
    if file is None:
        load_living(at=timezone.now())

    here = Path(sys.executable).parent
    site = subprocess.Popen(  # noqa: S603 (our own programs)
        [
            str(here / "granian"), "--interface", "wsgi", "config.wsgi:application",
            "--host", host, "--port", str(port), "--workers", "1",
            "--blocking-threads", "4", "--log-level", "warning", "--no-ws",
        ]
    )  # fmt: skip
    worker = subprocess.Popen([str(here / "loa"), "work"])  # noqa: S603 (our own program)
    try:
        wait_until_ready(f"http://{host}:{port}", site)
        click.echo(say(f"Loa đang chạy: {settings.SITE_URL}", f"Loa runs: {settings.SITE_URL}"))
        for line in sample_logins():
            click.echo(line)
        if review:
            click.echo(say(f"Xem công văn vừa đọc: {review}", f"Review the dispatch: {review}"))
        sys.stdout.flush()
        signal.signal(signal.SIGTERM, lambda *_: site.terminate())
        site.wait()
    except KeyboardInterrupt:
        click.echo(say("Đang dừng…", "Stopping…"))
    finally:
        for program in (site, worker):
            program.terminate()
        for program in (site, worker):
            program.wait(timeout=20)


def static_is_fresh() -> bool:
    """Say whether the collected static files are newer than ours and than the packages."""
    from django.conf import settings

    collected = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not collected.is_file():
        return False
    marks = Path(sys.prefix).glob(".loa-*")  # bin/setup touches them with the packages
    ours = (path for path in Path(settings.ROOT, "src", "loa").glob("*/static/**/*"))
    newest = max(path.stat().st_mtime for path in (*marks, *ours))
    return newest < collected.stat().st_mtime


def prepare() -> None:
    """Bring database and static files up to date. A full disk gets its own sentence."""
    from django.core.management import call_command
    from django.db import OperationalError

    from loa.cli.migrations import database_state

    try:
        if database_state().waiting:
            click.echo(say("Đang chuẩn bị cơ sở dữ liệu…", "Preparing the database…"))
            call_command("migrate", interactive=False, verbosity=0)
        if not static_is_fresh():
            call_command("collectstatic", interactive=False, verbosity=0)
    except (OSError, OperationalError) as error:
        stop(
            f"Không ghi được dữ liệu ({error}). Dọn ổ đĩa hoặc đặt LOA_DATA sang chỗ khác, "
            "rồi chạy lại.",
            f"Data cannot be written ({error}). Free space or move LOA_DATA, then start again.",
        )
