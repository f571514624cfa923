"""Rooms of other programs (Wagtail, the admin) are shut to all but the superuser.

In a file of its own, so that two processes can share the thousands of questions.
"""

from itertools import cycle

import pytest
import time_machine
from django.urls import get_resolver

from tests.house.rights_world import AT, make_world
from tests.house.test_rights import (
    CLOSED,
    HARMLESS,
    ROLES,
    addresses,
    clients,
    filled,
    fingerprint,
)


@pytest.mark.django_db
@pytest.mark.usefixtures("_silent_refusals")
def test_rooms_of_other_programs_stay_shut_to_all_but_the_superuser() -> None:
    """Ask each of 700 addresses as three roles: a stranger, the owner's officer, and another.

    Those programs ask for permissions, and nobody has any: so the others take turns.
    """
    world = make_world()
    others = [role for role in ROLES if role not in {"root", "anonymous", "an"}]
    for role in ("an", *others):
        officer = getattr(world.cast, role)
        assert not officer.is_staff, role
        assert not officer.get_all_permissions(), role
    rooms = [
        route
        for route, _, _ in addresses(get_resolver())
        if route.startswith(tuple(CLOSED)) and not any(word in route for word in HARMLESS)
    ]
    with time_machine.travel(AT, tick=False):
        browsers = clients(world)
        before = fingerprint()
        let_in = [
            f"{role} {method} {route}: {status}"
            for route, other in zip(rooms, cycle(others), strict=False)
            for method in ("GET", "POST")
            for role in ("anonymous", "an", other)
            if (status := browsers[role].generic(method, filled(route)).status_code) < 300
        ]
    assert not let_in, "\n".join(let_in)
    assert fingerprint() == before
