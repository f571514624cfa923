"""How the keys of units' pages stand, for who runs the installation."""

from dataclasses import dataclass
from datetime import datetime

from loa.doors.platforms.addresses import Platform
from loa.doors.sealing import SealError
from loa.units.actions.connecting import opened
from loa.units.models import PageKey
from loa.units.page_keys import KeyState
from loa.units.platform_apps import app_at


@dataclass(frozen=True)
class KeysState:
    """Where an app is set (`platforms`), and what its pages' keys are good for.

    `held`: pages that can be read. `closed`: keys that no key of ours opens. `failing`: pages
    that the platform closed, or whose time is over, with since when, the longest first.
    """

    platforms: tuple[str, ...]
    held: int
    closed: int
    failing: tuple[tuple[str, datetime], ...]


def state_of_keys(now: datetime) -> KeysState:
    """Open every living key once, and say what came of it. Asks no platform."""
    held = closed = 0
    failing: list[tuple[str, datetime]] = []
    for key in PageKey.objects.filter(ended_at__isnull=True).select_related("channel"):
        state = key.state(now)
        since = key.failing_since or key.good_until
        if state is not KeyState.HOLDS and since is not None:
            failing.append((key.title or key.channel.name, since))
        elif not _opens(key):
            closed += 1
        else:
            held += 1
    on = tuple(each.value for each in Platform if app_at(each))
    return KeysState(on, held, closed, tuple(sorted(failing, key=lambda each: each[1])))


def _opens(key: PageKey) -> bool:
    try:
        opened(key)
    except SealError:
        return False
    return True
