"""The one owner of all recurring work. `tick` may run at any time and any number of times."""

from datetime import datetime


def tick(*, at: datetime) -> None:  # noqa: ARG001 (what is due is asked of it as rooms fill)
    """Do what is due: put mails back in the queue that could not be sent."""
    from loa.notices.actions import send_notice
    from loa.notices.queries import waiting

    for notice in waiting().filter(attempts__gt=0)[:200]:
        send_notice.enqueue(notice.pk)
