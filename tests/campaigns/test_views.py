"""Opening a campaign by clicks, from the letter to its units; what can be changed before."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from loa.campaigns.models import Campaign, Part
from loa.campaigns.queries import open_holes
from loa.dispatches.models import Dispatch
from loa.dispatches.queries import review
from loa.units.models import Officer
from tests.campaign_cast import open_small_campaign
from tests.letters import SMALL
from tests.people import NOW, Cast


def browser(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


@time_machine.travel(NOW, tick=False)
def test_a_coordinator_goes_from_the_file_to_the_sent_campaign_by_clicks(cast: Cast) -> None:
    client = browser(cast.an)
    letter = SimpleUploadedFile("cong-van.txt", SMALL.encode(), "text/plain")
    form = client.get("/desk/dispatches/")
    assert form.status_code == 200
    taken = client.post("/desk/dispatches/", {"files": letter, "unit": cast.units["p.tt"].pk})
    assert taken.status_code == 303
    at = taken["Location"]
    dispatch = Dispatch.objects.get()
    for field in review(dispatch).open_fields:
        assert client.post(f"{at}fields/{field.name}/", {"do": "accept"}).status_code == 303
    opening = client.post(f"{at}confirm/")["Location"]
    proposed = client.get(opening).context["form"]
    given = {name: proposed[name].value() or "" for name in proposed.fields}
    typed = {
        name: value if isinstance(value, str) else value.strftime("%d/%m/%Y")
        for name, value in given.items()
    }
    page = client.post(opening, typed)["Location"]
    campaign = Campaign.objects.get()
    assert client.get(page).status_code == 200
    assert client.post(f"{page}holes/all/").status_code == 303
    assert open_holes(campaign) == ()
    assert client.get(f"{page}send/").status_code == 200
    assert client.post(f"{page}send/").status_code == 303
    campaign.refresh_from_db()
    assert campaign.sent_by == cast.an
    assert campaign.participants.filter(part=Part.TASKED.value).count() >= 4
    for kind, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        assert client.post(f"{page}codes.{kind}").content.startswith(start)


@time_machine.travel(NOW, tick=False)
def test_tasks_recipients_rounds_and_lines_are_changed_before_the_sending(cast: Cast) -> None:
    campaign = open_small_campaign(cast, is_sent=False)
    client, page = browser(cast.an), f"/desk/campaigns/{campaign.slug}/"
    added = client.post(
        f"{page}tasks/add/",
        {"text": "Phát thanh", "duty1": "phát trên loa", "kind1": "broadcast"},
    )
    assert added.status_code == 303
    task = campaign.tasks.get(number="4")
    assert client.get(added["Location"]).status_code == 200
    client.post(f"{page}tasks/{task.pk}/to/", {"group_code": "communes"})
    client.post(f"{page}tasks/{task.pk}/to/", {"unit_name": "trường thpt đất sét"})
    assert task.addressings.count() == 2
    client.post(f"{page}tasks/{task.pk}/to/", {"remove": task.addressings.first().pk})
    assert task.addressings.count() == 1
    assert client.post(f"{page}tasks/{task.pk}/", {"do": "remove"}).status_code == 303
    assert not campaign.tasks.filter(number="4").exists()
    days = {"kind": "final", "last_day": "30/11/2024", "closes_on": "29/11/2024"}
    assert client.post(f"{page}rounds/add/", days).status_code == 422
    client.post(f"{page}rounds/add/", {**days, "closes_on": "05/12/2024"})
    assert campaign.rounds.count() == 3
    client.post(f"{page}rounds/3/remove/")
    assert campaign.rounds.count() == 2
    row = campaign.participants.get(unit=cast.units["p.h1.x1"])
    assert client.post(f"{page}units/{row.pk}/", {"unit_name": "nobody"}).status_code == 422
    client.post(f"{page}units/{row.pk}/", {"unit_name": "p.h2"})
    row.refresh_from_db()
    assert row.reports_to == cast.units["p.h2"]


@pytest.mark.parametrize("path", ["tasks/add/", "rounds/add/", "holes/all/", "send/"])
@time_machine.travel(NOW, tick=False)
def test_only_who_runs_the_campaign_changes_it(cast: Cast, path: str) -> None:
    campaign = open_small_campaign(cast)
    for officer, status in ((cast.dung, 403), (cast.binh, 403), (cast.stranger, 404)):
        answer = browser(officer).post(f"/desk/campaigns/{campaign.slug}/{path}", {"text": "x"})
        assert answer.status_code == status


@time_machine.travel(NOW, tick=False)
def test_the_page_of_units_asks_the_same_number_of_questions_for_few_and_many(
    cast: Cast,
) -> None:
    campaign = open_small_campaign(cast)
    client = browser(cast.an)
    address = f"/desk/campaigns/{campaign.slug}/units/"
    with CaptureQueriesContext(connection) as few:
        client.get(f"{address}?q=Ướng")
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few) + 1
