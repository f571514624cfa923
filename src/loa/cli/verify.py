"""`loa verify`: say whether the chain holds and every file is what its hash says."""

import hashlib

import click

from loa.cli.house import check_database, open_house
from loa.cli.words import say


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


@click.command()
def command() -> None:
    """Check the hash chain, the files and the captures. Exit 1 if anything does not hold."""
    open_house()
    check_database()
    from loa.evidence.captures import capture_state
    from loa.ledger.queries import chain_state

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
    if not captures.broken:
        click.echo(
            say(
                f"✓ {captures.known} bản lưu trang đúng như nhật ký.",
                f"✓ {captures.known} captures are as the ledger has them.",
            )
        )
    raise SystemExit(bool(chain.broken_at or files or captures.broken))
