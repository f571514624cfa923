"""`loa doctor`: what this installation lacks, and the command that mends it."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from loa.cli.house import open_house
from loa.cli.words import say

LEAST_FREE_BYTES = 500_000_000
NOT_BEFORE = datetime(2026, 1, 1, tzinfo=UTC)  # no clock that is right says less


@dataclass(frozen=True)
class Complaint:
    """One thing that is wrong. `is_needed`: Loa cannot run without it."""

    what: str
    mend: str
    is_needed: bool


def check_disk() -> Complaint | None:
    from django.conf import settings

    free = shutil.disk_usage(settings.DATA).free
    if free >= LEAST_FREE_BYTES:
        return None
    return Complaint(
        say(
            f"Ổ đĩa của thư mục dữ liệu chỉ còn {free // 1_000_000} MB.",
            f"The disk of the data folder has only {free // 1_000_000} MB left.",
        ),
        say("Dọn ổ đĩa hoặc đặt LOA_DATA sang ổ khác.", "Free space, or move LOA_DATA."),
        is_needed=free < LEAST_FREE_BYTES // 10,
    )


def check_clock(now: datetime | None = None) -> Complaint | None:
    zone = os.environ.get("TZ", "").lstrip(":")
    try:
        if zone and "/" in zone and not Path(zone).is_file():
            ZoneInfo(zone)
        ZoneInfo("Asia/Ho_Chi_Minh")
    except (ZoneInfoNotFoundError, ValueError):
        return Complaint(
            say(
                f"Đồng hồ của máy không có múi giờ (TZ={zone!r} không tồn tại).",
                f"The clock of this machine has no time zone (TZ={zone!r} is unknown).",
            ),
            say("Đặt TZ=Asia/Ho_Chi_Minh hoặc bỏ TZ.", "Set TZ=Asia/Ho_Chi_Minh or unset TZ."),
            is_needed=True,
        )
    if (now or datetime.now(UTC)) < NOT_BEFORE:
        return Complaint(
            say("Đồng hồ của máy chạy sai năm.", "The clock of this machine has a wrong year."),
            say("Chỉnh giờ: timedatectl set-ntp true", "Set it: timedatectl set-ntp true"),
            is_needed=True,
        )
    return None


def check_database_state() -> Complaint | None:
    from django.db import OperationalError

    from loa.cli.migrations import database_state

    try:
        state = database_state()
    except OperationalError as error:
        return Complaint(
            say(f"Không mở được cơ sở dữ liệu: {error}", f"Cannot open the database: {error}"),
            say("Kiểm tra LOA_DATABASE_URL.", "Check LOA_DATABASE_URL."),
            is_needed=True,
        )
    if state.unknown:
        return Complaint(
            say("Cơ sở dữ liệu mới hơn phần mềm.", "The database is newer than the code."),
            say("Cài bản Loa mới hơn.", "Install the newer Loa."),
            is_needed=True,
        )
    if state.waiting:
        count = len(state.waiting)
        return Complaint(
            say(
                f"Cơ sở dữ liệu còn {count} bước nâng cấp.",
                f"The database waits for {count} upgrade steps.",
            ),
            "loa migrate",
            is_needed=True,
        )
    return None


def program(command: str, packages: str, what_for: tuple[str, str]) -> Complaint | None:
    if shutil.which(command):
        return None
    return Complaint(
        say(f"Không có {command}: {what_for[0]}.", f"{command} is missing: {what_for[1]}."),
        f"apt-get install {packages}",
        is_needed=False,
    )


def check_ocr() -> Complaint | None:
    return program(
        "tesseract",
        "tesseract-ocr tesseract-ocr-vie",
        ("không đọc được bản quét", "scans cannot be read"),
    )


def check_office() -> Complaint | None:
    return program(
        "soffice",
        "libreoffice-writer-nogui",
        ("không đọc được tệp .doc, .rtf cũ", "old .doc and .rtf files cannot be read"),
    )


def check_intake() -> Complaint | None:
    """Say what keeps letters from coming by themselves, where the settings ask for it."""
    from django.db import DatabaseError

    from loa.dispatches.gateways.sources import set_sources
    from loa.units.models import Unit

    sources = set_sources()
    folders = [each.place for each in sources if each.way != "mail"]
    lost = next((each for each in folders if not os.access(each, os.R_OK | os.W_OK)), None)
    if lost is not None:
        return Complaint(
            say(f"Không đọc ghi được thư mục {lost}.", f"The folder {lost} cannot be used."),
            say(
                "Tạo thư mục và cho Loa quyền đọc, ghi.", "Make it, and let Loa read and write."
            ),
            is_needed=False,
        )
    codes = {each.unit for each in sources}
    try:
        known = set(Unit.objects.filter(code__in=codes).values_list("code", flat=True))
    except DatabaseError:  # another check says so
        return None
    if codes <= known:
        return None
    code = min(codes - known)
    return Complaint(
        say(
            f"Văn bản đến không ai nhận: không có đơn vị mã {code!r}.",
            f"Nobody receives the letters: no unit has the code {code!r}.",
        ),
        say(
            "Sửa LOA_INTAKE_UNIT hoặc LOA_INTAKE_FILE.",
            "Change LOA_INTAKE_UNIT or LOA_INTAKE_FILE.",
        ),
        is_needed=False,
    )


def check_stamps(now: datetime | None = None) -> Complaint | None:
    """Say since when no time stamps come, where the settings ask for them."""
    from django.db import DatabaseError

    from loa.ledger.stamping import undated

    try:
        found = undated(now or datetime.now(UTC))
    except DatabaseError:  # another check says so
        return None
    if found is None:
        return None
    if found.code == "bad_roots":
        return Complaint(
            say(
                "Không có dấu thời gian: tệp ở LOA_TSA_ROOTS không có chứng thư đọc được.",
                "No time stamps: the file in LOA_TSA_ROOTS holds no readable certificate.",
            ),
            say(
                "Lấy lại tệp PEM từ nơi cấp dấu thời gian.",
                "Get the PEM file from the authority again.",
            ),
            is_needed=False,
        )
    since = _on_the_clock(found.since)
    if found.code == "not_asked":
        return Complaint(
            say(
                f"Nhật ký từ {since} chưa có dấu thời gian: chưa ai đi xin.",
                f"The ledger has no time stamp since {since}: nobody has asked for one.",
            ),
            say("Chạy tiến trình nền: loa work", "Run the worker: loa work"),
            is_needed=False,
        )
    last = _on_the_clock(found.last_at)
    why = {
        "no_answer": ("nơi cấp không trả lời", "the authority does not answer"),
        "refused": ("nơi cấp từ chối", "the authority refuses"),
        "not_genuine": (
            "dấu nhận được không khớp LOA_TSA_ROOTS",
            "what comes does not hold against LOA_TSA_ROOTS",
        ),
    }.get(found.code, ("câu trả lời không đọc được", "the answer cannot be read"))
    return Complaint(
        say(
            f"Không xin được dấu thời gian từ {since} ({found.times} lần, gần nhất {last}): "
            f"{why[0]}. {found.detail}",
            f"No time stamps since {since} ({found.times} tries, the last at {last}): "
            f"{why[1]}. {found.detail}",
        ),
        say("Kiểm tra LOA_TSA_URL và đường mạng.", "Check LOA_TSA_URL and the network."),
        is_needed=False,
    )


def check_page_keys(now: datetime | None = None) -> Complaint | None:
    """Say which keys of units' pages open nothing: here, or at the platform, and since when."""
    from django.db import DatabaseError

    from loa.units.key_state import state_of_keys

    try:
        found = state_of_keys(now or datetime.now(UTC))
    except DatabaseError:  # another check says so
        return None
    if found.closed:
        return Complaint(
            say(
                f"{found.closed} khoá trang không mở được bằng LOA_KEYS_KEY.",
                f"LOA_KEYS_KEY does not open {found.closed} keys of pages.",
            ),
            say(
                "Đặt lại khoá cũ vào LOA_KEYS_KEY (sau khoá mới), hoặc kết nối lại các trang.",
                "Put the former key into LOA_KEYS_KEY (after the new), or connect them again.",
            ),
            is_needed=False,
        )
    if not found.failing:
        return None
    name, since = found.failing[0]
    more = len(found.failing) - 1
    return Complaint(
        say(
            f"Không đọc được trang {name} từ {_on_the_clock(since)}"
            + (f" và {more} trang khác." if more else "."),
            f"The page {name} cannot be read since {_on_the_clock(since)}"
            + (f", nor {more} others." if more else "."),
        ),
        say("Đơn vị kết nối lại trang ở mục Kênh.", "The unit connects it again, at Channels."),
        is_needed=False,
    )


def connected_pages() -> str:
    """Say whether units' pages can be connected here, and how many are; "" where off."""
    from django.db import DatabaseError

    from loa.units.key_state import state_of_keys

    try:
        found = state_of_keys(datetime.now(UTC))
    except DatabaseError:
        return ""
    if not found.platforms:
        return ""
    there = ", ".join(found.platforms)
    return say(
        f"Kết nối trang: bật ({there}); đang đọc được {found.held} trang.",
        f"Connecting pages: on ({there}); {found.held} pages can be read.",
    )


def _on_the_clock(at: datetime | None) -> str:
    return at.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).strftime("%H:%M %d/%m/%Y") if at else "?"


CHECKS: tuple[Callable[[], Complaint | None], ...] = (
    check_clock,
    check_disk,
    check_database_state,
    check_ocr,
    check_office,
    check_intake,
    check_stamps,
    check_page_keys,
)


def complaints() -> list[Complaint]:
    """Return all that is wrong here, the needed things first."""
    found = [complaint for check in CHECKS if (complaint := check())]
    return sorted(found, key=lambda complaint: not complaint.is_needed)


@click.command()
def command() -> None:
    """Say what this installation lacks, and the command that mends it."""
    open_house()
    found = complaints()
    for complaint in found:
        mark = "✗" if complaint.is_needed else "○"
        click.echo(f"{mark} {complaint.what}\n   → {complaint.mend}")
    if told := connected_pages():
        click.echo(f"· {told}")
    if not found:
        click.echo(say("✓ Đủ mọi thứ.", "✓ Nothing is missing."))
    raise SystemExit(any(complaint.is_needed for complaint in found))
