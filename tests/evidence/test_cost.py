"""What the pages of evidence cost: queries, requests, bytes over the line (brotli)."""

from datetime import date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.evidence.looks_made import NOTHING, found, logged, look, send_with_article
from tests.evidence.test_checks_views import browser
from tests.house.rights_world import make_same_photo, make_sighting
from tests.people import VIETNAM, Cast
from tests.portal.test_weight import weight
from tests.rounds import after

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 11, 12, 12, tzinfo=VIETNAM)
MOST_BYTES = 100_000
MOST_REQUESTS = 8
ROWS = 31
"""A full page of a list, and one more."""


@time_machine.travel(NOON, tick=False)
def test_the_pages_of_evidence_keep_their_budget(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = send_with_article(cast)
    unit, material = sent.participants["p.h1.x1"], sent.campaign.materials.get()
    rows = [logged(unit, cast.binh, f"/{number}") for number in range(ROWS)]
    for row in rows[:-1]:
        look(row, found(material), at=after(days=3), dated=date(2024, 10, 22))
        look(row, NOTHING, at=after(days=4))
    make_same_photo(rows[0], rows[1], cast)
    make_sighting(unit, cast)
    check, slug = rows[0].checks.get(is_latest=True).pk, sent.campaign.slug
    most = {  # queries, whatever the length of the list
        cast.an: {
            "checks/": 16, f"checks/{check}/": 15, f"checks/{check}/?line=1": 18,
            f"vanished/{slug}/": 15, f"photos/{slug}/": 10, f"accuracy/{slug}/": 11,
        },
        cast.binh: {
            f"{unit.pk}/": 12, f"{unit.pk}/found/": 10, f"{unit.pk}/log/": 10,
            f"{unit.pk}/paste/": 8, f"publications/{rows[0].pk}/": 17,
        },
    }  # fmt: skip
    over, told = {}, []
    for officer, addresses in most.items():
        client = browser(officer)
        for address, queries in addresses.items():
            where = f"/desk/evidence/{address}"
            client.get(where)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(where).status_code == 200
                many = len(asked)  # the next request empties the log
            total, requests = weight(client, where)
            told.append(f"{address}: {many} queries, {total} bytes, {requests} requests")
            if many > queries or total > MOST_BYTES or requests > MOST_REQUESTS:
                over[address] = told[-1]
    with capsys.disabled():
        print("\n" + "\n".join(told))  # noqa: T201 (the figures are shown, as the budget asks)
    assert over == {}
