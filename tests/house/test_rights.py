"""Who may what: every address × every method × every role, from the URL resolver.

`rights.toml` says which answer each role gets; its top says how to add an address.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from loa.units import actions as units
from tests.house.rights_world import AT, CONTENT, PARAMETERS, World, make_world

TOML = tomllib.loads((Path(__file__).parent / "rights.toml").read_text(encoding="utf-8"))
ROWS: dict[str, dict[str, str]] = TOML["address"]
ELSEWHERE: dict[str, str] = TOML["elsewhere"]
CLOSED: dict[str, str] = TOML["closed"]
MAIN = ("GET", "POST")
METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
ROLES = (
    "anonymous", "an", "head", "binh", "head_of_commune", "clerk_of_commune", "chi", "dung",
    "police", "former", "stranger", "root",
)  # fmt: skip
REFUSED = {302, 400, 401, 403, 404, 405, 410}
HARMLESS = ("login", "logout", "password_reset", "sprite", "jsi18n")  # of closed rooms
MAY_CHANGE = {"django_session"}  # counts visits


def addresses(
    resolver: URLResolver, route: str = "", space: str = ""
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield (route, name with its namespace, parameters) of every address there is."""
    for each in resolver.url_patterns:
        here = route + str(each.pattern)
        if isinstance(each, URLPattern):
            name = f"{space}:{each.name}" if space else str(each.name)
            yield here, name, tuple(each.pattern.converters or each.pattern.regex.groupindex)
        else:
            yield from addresses(each, here, each.namespace or space)


def ours() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for route, name, parameters in addresses(get_resolver()):
        if not route.startswith(tuple(ELSEWHERE) + tuple(CLOSED)) and name not in ELSEWHERE:
            yield route, name, parameters


def expected(row: dict[str, str], method: str, role: str) -> int | None:
    """Return the answer a row promises a role; None: refused, in whatever way."""
    rest: int | None = None
    for part in filter(None, row.get(method, "").split(";")):
        status, *roles = part.split()
        if role in roles:
            return int(status)
        if "*" in roles:
            rest = int(status)
    return rest


def fingerprint() -> dict[str, str]:
    """Return {table: a hash over all its rows}, but for tables that count visits."""
    hashes = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if table in MAY_CHANGE or not model._meta.managed:
                continue
            columns = ", ".join(
                connection.ops.quote_name(str(field.column))
                for field in model._meta.local_concrete_fields
            )
            cursor.execute(
                f"SELECT {columns} FROM {connection.ops.quote_name(table)}"  # noqa: S608 (names of our own tables)
            )
            rows = sorted(repr(row) for row in cursor.fetchall())
            hashes[table] = hashlib.sha256(f"{len(rows)} {rows}".encode()).hexdigest()
    return hashes


def ask(client: Client, method: str, address: str, content: dict[str, str]) -> int:
    """Ask and return the status; what was let in is taken back, what was refused is not.

    So whatever a refusal writes stays, and is found by the fingerprint. A form always sends
    its token: a POST is never quite empty.
    """
    cookies = deepcopy(client.cookies)  # a sign-in is taken back too
    with transaction.atomic():
        if method == "POST":
            answer = client.post(address, {"csrfmiddlewaretoken": "-"} | content)
        else:
            answer = client.generic(method, address)
        b"".join(answer)  # a file is closed once it has been read
        if answer.status_code not in REFUSED:
            transaction.set_rollback(True)
    client.cookies = cookies
    return answer.status_code


def clients(world: World) -> dict[str, Client]:
    found = {}
    for role in ROLES:
        found[role] = Client(raise_request_exception=False)
        if role != "anonymous":
            found[role].force_login(
                getattr(world.cast, role), backend="django.contrib.auth.backends.ModelBackend"
            )
    return found


def address_of(world: World, name: str, parameters: tuple[str, ...]) -> str:
    made = {}
    for each in parameters:
        of = PARAMETERS.get((name, each)) or PARAMETERS.get(each)
        assert of, f"rights_world.PARAMETERS does not say what `{each}` of {name} is"
        made[each] = of(world)
    return reverse(name, kwargs=made)


def filled(route: str) -> str:
    """Return an address of another program's route: 1, or the first choice, a parameter."""

    def of(found: re.Match[str]) -> str:
        choices = re.search(r"(\w+)\|", found[0])
        return choices[1] if choices else "1"

    return "/" + re.sub(r"[\^$\\]", "", re.sub(r"<[^>]*>|\([^()]*\)", of, route))


def as_row(answers: dict[str, int]) -> str:
    """Write the answers of one method as `rights.toml` does."""
    by_status: dict[int, list[str]] = {}
    for role, status in answers.items():
        by_status.setdefault(status, []).append(role)
    most = max(by_status, key=lambda status: len(by_status[status]))
    named = [f"{s} {' '.join(by_status[s])}" for s in sorted(by_status) if s != most]
    return "; ".join([*named, f"{most} *"])


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    named = {name for _, name, _ in ours()}
    assert sorted(named - set(ROWS)) == []
    assert sorted(set(ROWS) - named) == []


def test_rows_name_only_roles_and_methods_that_exist() -> None:
    wrong = [
        f"{name} {method}: {word}"
        for name, row in ROWS.items()
        for method, text in row.items()
        for part in text.split(";")
        for word in part.split()[1:]
        if method not in METHODS or word not in (*ROLES, "*")
    ]
    assert wrong == []


def test_a_filled_route_of_another_program_leads_to_that_route() -> None:
    closed = [r for r, _, _ in addresses(get_resolver()) if r.startswith(tuple(CLOSED))]
    astray = [
        route
        for route in closed
        if resolve(filled(route)).route.replace("^", "") != route.replace("^", "")
    ]
    assert closed
    assert astray == []


@pytest.mark.django_db
@pytest.mark.usefixtures("_silent_refusals")
def test_every_role_gets_what_is_written_and_a_refusal_changes_no_table() -> None:
    world = make_world()
    faults = []
    with time_machine.travel(AT, tick=False):
        browsers = clients(world)
        before = fingerprint()
        for number, (_, name, parameters) in enumerate(ours()):
            address = address_of(world, name, parameters)
            content = CONTENT[name](world) if name in CONTENT else {}
            row = ROWS.get(name, {})
            for method in METHODS:
                # What no row opens is refused before it is asked who they are: by turns.
                asked = ROLES if method in row or method in MAIN else ROLES[number % 4 :: 4]
                got = {role: ask(browsers[role], method, address, content) for role in asked}
                want = {role: expected(row, method, role) for role in asked}
                wrong = [
                    role
                    for role in asked
                    if (got[role] != want[role] if want[role] else got[role] not in REFUSED)
                ]
                if wrong:
                    said = f'{method} = "{as_row(got)}"'
                    faults.append(f'["{name}"] {said}   # not as written: {" ".join(wrong)}')
            after = fingerprint()
            changed = [table for table in after if after[table] != before[table]]
            if changed:
                faults.append(f"{name}: a refusal changed {' '.join(changed)}")
            before = after
    assert not faults, "\n".join(faults)


@pytest.mark.django_db
def test_a_changed_row_changes_the_fingerprint_of_its_table() -> None:
    world = make_world()
    before = fingerprint()
    units.end_post(world.cast.posts["binh"], by=None, at=AT)
    after = fingerprint()
    assert {"units_post", "ledger_entry"} <= {t for t in after if after[t] != before[t]}
