"""The one owner of all recurring work. `tick` may run at any time and any number of times."""

from datetime import datetime


def tick(*, at: datetime) -> None:
    """Do what is due: mails, materials, publications, letters that come in, logins to shut."""
    from loa.campaigns.actions import tell_of_amendments
    from loa.dispatches.actions import ask_for_sources, tell_of_arrivals
    from loa.evidence.finding import ask_for_watches
    from loa.evidence.pasting import ask_for_pastes
    from loa.evidence.running import ask_for_checks
    from loa.evidence.same_photos import ask_for_photos
    from loa.ledger.stamping import ask_for_stamp
    from loa.materials.making import ask_for_fingerprints
    from loa.notices.actions import send_notice
    from loa.notices.queries import waiting
    from loa.units.actions import (
        end_orphans,
        forget_old_visits,
        keep_alive,
        resume_lists,
        shut_idle,
        shut_those_who_left,
        warn_idle,
    )
    from loa.units.limits import sweep

    for notice in waiting().filter(attempts__gt=0)[:200]:
        send_notice.enqueue(notice.pk)
    ask_for_fingerprints(at)
    ask_for_pastes(at)
    ask_for_checks(at)
    ask_for_photos(at)
    resume_lists(at)
    ask_for_watches(at)
    ask_for_sources(at)
    tell_of_arrivals(at=at)
    tell_of_amendments(at=at)
    warn_idle(at=at)
    shut_idle(at=at)
    shut_those_who_left(at=at)
    forget_old_visits(at=at)
    end_orphans(at=at)
    keep_alive(at=at)
    ask_for_stamp(at)
    sweep(at=at)
