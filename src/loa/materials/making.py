"""The job that makes fingerprints in the background, of pictures and of clips' frames."""

import time
from datetime import datetime

from django.core.cache import cache
from django_tasks import task

from loa.materials import clip_frames, fingerprints

RUN_S = 40.0
_LOCK, _LOCK_S = "materials.fingerprints", 60
_AT_ONCE = 500


def ask_for_fingerprints(at: datetime) -> bool:
    """Put the job in the queue if something waits and it was not asked for just now."""
    fingerprints.forget_removed()
    is_asked = is_any_waiting() and cache.add(_LOCK, at.isoformat(), _LOCK_S)
    if is_asked:
        make_waiting.enqueue()
    return is_asked


def is_any_waiting() -> bool:
    """Say whether a picture or a clip has no fingerprint yet."""
    return fingerprints.waiting().exists() or clip_frames.waiting().exists()


@task()
def make_waiting() -> int:
    """Make what waits, for some 40 s; give how many. May be stopped, and may run twice."""
    ends, many = time.monotonic() + RUN_S, 0
    lines = ((fingerprints.waiting, fingerprints.make), (clip_frames.waiting, clip_frames.make))
    for waiting, make in lines:
        for file in list(waiting()[:_AT_ONCE]):
            if time.monotonic() > ends:
                break
            make(file)
            many += 1
    cache.delete(_LOCK)
    return many
