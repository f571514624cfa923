"""Opening the house: what a verb that needs the database calls first."""

import os
import sys

from loa.cli.words import stop


def open_house() -> None:
    """Set Django up. A wrong setting ends the program with its one sentence, exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config.environment import SettingError

    try:
        import django

        django.setup()
    except SettingError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from error


def check_database(*, is_upgrading: bool = False) -> None:
    """End with one sentence if the database is out of reach, or newer than this code.

    Also if it is older, unless the caller is about to upgrade it.
    """
    from django.db import OperationalError

    from loa.cli.migrations import database_state

    try:
        state = database_state()
    except OperationalError as error:
        stop(
            f"Không mở được cơ sở dữ liệu ({error}). Kiểm tra LOA_DATABASE_URL và máy chủ "
            "cơ sở dữ liệu, rồi chạy lại.",
            f"The database cannot be opened ({error}). Check LOA_DATABASE_URL and the "
            "database server, then start again.",
        )
    if state.unknown:
        names = ", ".join(state.unknown[:3])
        stop(
            f"Cơ sở dữ liệu mới hơn phần mềm này (bước {names} không có ở đây). Cài bản Loa "
            "mới hơn, hoặc khôi phục bản sao lưu của bản này.",
            f"The database is newer than this code (step {names} is unknown here). Install "
            "the newer Loa, or restore a backup made by this one.",
        )
    if state.waiting and not is_upgrading:
        stop(
            "Cơ sở dữ liệu chưa được nâng cấp theo phần mềm này. Chạy: loa migrate",
            "The database is not yet upgraded to this code. Run: loa migrate",
        )
