"""Rooms of other programs (Wagtail, the admin) are shut to all but the superuser.

In a file of its own, so that two processes can share the thousands of questions.
"""

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
    world = make_world()
    with time_machine.travel(AT, tick=False):
        browsers = clients(world)
        before = fingerprint()
        let_in = [
            f"{role} {method} {route}: {status}"
            for route, _, _ in addresses(get_resolver())
            if route.startswith(tuple(CLOSED))
            for method in ("GET", "POST")
            for role in ROLES
            if role != "root" and not any(word in route for word in HARMLESS)
            if (status := browsers[role].generic(method, filled(route)).status_code) < 300
        ]
    assert not let_in, "\n".join(let_in)
    assert fingerprint() == before
