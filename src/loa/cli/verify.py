"""`loa verify`: say whether the chain holds and every file is what its hash says."""

import hashlib
from typing import TYPE_CHECKING

import click

from loa.cli.house import check_database, open_house
from loa.cli.words import say

if TYPE_CHECKING:
    from loa.ledger.stamping import StampState


def broken_files() -> list[str]:
    """Re-hash every file kept; return the hashes whose bytes are gone or changed."""
    from loa.files.actions import read
    from loa.files.models import StoredFile

    broken = []
    for stored in StoredFile.objects.filter(removed_at__isnull=True).iterator():
        try:
            is_whole = hashlib.sha256(read(stored)).hexdigest() == stored.sha256
        except OSError:
            is_whole = False
        if not is_whole:
            broken.append(stored.sha256)
    return broken


def say_stamps(stamps: "StampState") -> None:
    """Say which stamps hold; nothing where there is none."""
    for position in stamps.broken:
        click.echo(
            say(
                f"✗ Dấu thời gian tại vị trí {position} không đúng.",
                f"✗ The time stamp at position {position} does not hold.",
            )
        )
    if stamps.has_bad_roots:
        click.echo(
            say(
                "✗ Tệp ở LOA_TSA_ROOTS không có chứng thư nào đọc được; "
                f"chưa kiểm tra được {stamps.known} dấu thời gian.",
                "✗ The file in LOA_TSA_ROOTS holds no certificate that can be read; "
                f"{stamps.known} time stamps are not checked.",
            )
        )
        return
    if not stamps.known:
        return
    if stamps.is_unchecked:
        click.echo(
            say(
                f"! Có {stamps.known} dấu thời gian, chưa kiểm tra được: thiếu LOA_TSA_ROOTS.",
                f"! {stamps.known} time stamps, not checked: LOA_TSA_ROOTS is not set.",
            )
        )
    elif stamps.dated_at:
        click.echo(
            say(
                f"✓ Nhật ký đến vị trí {stamps.dated_to} đã có lúc "
                f"{stamps.dated_at.isoformat()}, theo dấu thời gian của bên ngoài.",
                f"✓ The ledger to position {stamps.dated_to} existed at "
                f"{stamps.dated_at.isoformat()}, by an outside time stamp.",
            )
        )


@click.command()
def command() -> None:
    """Check the hash chain, files, captures and time stamps. Exit 1 where one fails."""
    open_house()
    check_database()
    from loa.evidence.captures import capture_state
    from loa.ledger.queries import chain_state
    from loa.ledger.stamping import stamp_state

    chain = chain_state()
    if chain.broken_at:
        click.echo(
            say(
                f"✗ Chuỗi nhật ký hỏng tại vị trí {chain.broken_at}.",
                f"✗ The ledger's chain is broken at position {chain.broken_at}.",
            )
        )
    else:
        click.echo(
            say(
                f"✓ Nhật ký liền mạch, đã niêm phong đến {chain.sealed_to} "
                f"(chờ niêm phong: {chain.unsealed}).",
                f"✓ The ledger is whole, sealed to {chain.sealed_to} "
                f"(waiting: {chain.unsealed}).",
            )
        )
    files = broken_files()
    for sha256 in files:
        click.echo(say(f"✗ Tệp hỏng hoặc mất: {sha256}", f"✗ File damaged or gone: {sha256}"))
    if not files:
        click.echo(say("✓ Mọi tệp còn nguyên.", "✓ All files are whole."))
    captures = capture_state()
    for number in captures.broken:
        click.echo(
            say(
                f"✗ Bản lưu của lần xem {number} không phải bản ghi trong nhật ký.",
                f"✗ The capture of check {number} is not the one in the ledger.",
            )
        )
    for number in captures.changed:
        click.echo(
            say(
                f"✗ Kết quả của lần xem {number} khác với kết quả trong nhật ký.",
                f"✗ The outcome of check {number} is not the one in the ledger.",
            )
        )
    if not captures.broken:
        click.echo(
            say(
                f"✓ {captures.known} bản lưu trang đúng như nhật ký.",
                f"✓ {captures.known} captures are as the ledger has them.",
            )
        )
    stamps = stamp_state()
    say_stamps(stamps)
    is_broken = chain.broken_at or files or captures.broken or captures.changed or stamps.broken
    is_broken = is_broken or stamps.has_bad_roots
    raise SystemExit(bool(is_broken))
