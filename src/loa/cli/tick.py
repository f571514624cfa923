"""The one owner of all recurring work. `tick` may run at any time and any number of times."""

from datetime import datetime


def tick(*, at: datetime) -> None:
    """Do what is due: unsent mails, publications to look at, letters that come in."""
    from loa.dispatches.actions import ask_for_sources
    from loa.evidence.running import ask_for_checks
    from loa.notices.actions import send_notice
    from loa.notices.queries import waiting

    for notice in waiting().filter(attempts__gt=0)[:200]:
        send_notice.enqueue(notice.pk)
    ask_for_checks(at)
    ask_for_sources(at)
