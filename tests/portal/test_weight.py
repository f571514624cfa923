"""What the public pages cost: queries, requests, bytes as they go over the line (brotli)."""

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.campaign_cast import open_small_campaign
from tests.people import Cast

MOST_BYTES = 60_000
MOST_REQUESTS = 8
LINKED = re.compile(r'<(?:link|script|img)[^>]+?(?:href|src)="(/[^"]+)"')
NOT_FETCHED = re.compile(r'rel="(?:manifest|canonical|alternate|prev|next)"')


def weight(client: Client, address: str) -> tuple[int, int]:
    """Return (bytes over the line, requests) of a first visit."""
    page = client.get(address)
    assert page.status_code == 200
    total, requests = len(brotli.compress(page.content)), 1
    for tag in re.findall(r"<(?:link|script|img)[^>]+>", page.content.decode()):
        found = LINKED.search(tag)
        if found is None or NOT_FETCHED.search(tag):
            continue
        requests += 1
        if found[1].startswith("/static/"):
            path = finders.find(found[1].removeprefix("/static/"))
            body = Path(str(path)).read_bytes()
        else:
            body = client.get(found[1]).content
        is_squeezed = found[1].endswith((".woff2", ".png", ".jpg"))
        total += len(body) if is_squeezed else len(brotli.compress(body))
    return total, requests


@pytest.mark.parametrize("address", ["/", "/so-cuu/", "/tai-lieu/"])
def test_a_public_page_keeps_its_budget(
    cast: Cast, client: Client, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    open_small_campaign(cast)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(address)
    total, requests = weight(client, address)
    with capsys.disabled():
        print(  # noqa: T201 (the figure is shown, as the budget asks)
            f"\n{address}: {len(asked)} queries, {total} bytes, {requests} requests"
        )
    assert total <= MOST_BYTES
    assert requests <= MOST_REQUESTS
    assert len(asked) <= 6
