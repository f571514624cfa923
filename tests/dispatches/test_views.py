"""Letters on screen: taken in, answered field by field, confirmed; then the campaign opens."""

from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from loa.campaigns.models import Campaign, Participant
from loa.dispatches.models import Dispatch
from loa.units.models import Officer
from tests.letters import FIRE, SMALL
from tests.people import NOW, Cast


def browser(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def drop(client: Client, cast: Cast, *files: tuple[str, bytes]) -> str:
    answer = client.post(
        "/desk/dispatches/",
        {
            "unit": str(cast.units["p.tt"].pk),
            "files": [SimpleUploadedFile(name, data) for name, data in files],
        },
    )
    assert answer.status_code == 303
    return answer["Location"]


@time_machine.travel(NOW, tick=False)
def test_a_letter_goes_from_the_file_to_every_desk_by_clicks(cast: Cast) -> None:
    an = browser(cast.an)
    address = drop(an, cast, ("cong-van.txt", SMALL.encode()))
    page = an.get(address)
    for row in page.context["open_rows"]:
        do = "accept" if row.view.read else "none"
        answer = an.post(f"{address}fields/{row.view.name}/", {"do": do, "seen": row.view.seen})
        assert answer.status_code == 303
    confirmed = an.post(f"{address}confirm/")
    assert confirmed.status_code == 303
    form = an.get(confirmed["Location"]).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    opened = an.post(confirmed["Location"], typed)
    assert opened.status_code == 303, opened.context["form"].errors
    campaign = Campaign.objects.get()
    shown = an.get(opened["Location"])
    for hole in shown.context["open_holes"]:
        an.post(
            f"/desk/campaigns/{campaign.slug}/holes/",
            {
                "kind": hole.hole.kind.value,
                "place": hole.hole.place,
                "word": hole.answers[-1][0] if hole.asks_group else hole.answers[0][0],
            },
        )
    assert not an.get(opened["Location"]).context["open_holes"]
    assert an.post(f"/desk/campaigns/{campaign.slug}/send/").status_code == 303
    assert Participant.objects.filter(delivered_at__isnull=False).count() >= 5
    codes = an.post(f"/desk/campaigns/{campaign.slug}/codes.docx")
    assert codes.content.startswith(b"PK")
    assert an.get(f"/desk/campaigns/{campaign.slug}/units/", {"q": "giao duc"}).context["rows"]


@time_machine.travel(NOW, tick=False)
def test_a_bad_file_is_said_and_the_others_come_in(cast: Cast) -> None:
    an = browser(cast.an)
    answer = an.post(
        "/desk/dispatches/",
        {
            "unit": str(cast.units["p.tt"].pk),
            "files": [
                SimpleUploadedFile("trong.pdf", b"%PDF-1.4 broken"),
                SimpleUploadedFile("cong-van.txt", SMALL.encode()),
                SimpleUploadedFile("lai.txt", SMALL.encode()),
            ],
        },
        follow=True,
    )
    said = [str(message) for message in answer.context["messages"]]
    assert Dispatch.objects.count() == 1
    assert said[0].startswith("trong.pdf: ")
    assert said[1].startswith("lai.txt: ")


@time_machine.travel(NOW, tick=False)
def test_a_typed_day_that_is_none_is_refused_with_its_words(cast: Cast) -> None:
    an = browser(cast.an)
    address = drop(an, cast, ("cong-van.txt", SMALL.encode()))
    answer = an.post(f"{address}fields/date/", {"do": "correct", "value": "31/02/2024"})
    assert answer.status_code == 422
    assert "31/02/2024" in answer.content.decode()
    assert (
        an.post(f"{address}fields/date/", {"do": "correct", "value": "10/2024"}).status_code
        == 303
    )
    held = an.get(address).context["review"].field("date")
    assert held.value == "2024-10"
    an.post(f"{address}fields/date/", {"do": "undo"})
    assert an.get(address).context["review"].field("date").value == "2024-10-21"


@time_machine.travel(NOW, tick=False)
def test_rows_are_typed_added_and_emptied(cast: Cast) -> None:
    an = browser(cast.an)
    address = drop(an, cast, ("cong-van.txt", SMALL.encode()))
    typed = {
        "do": "correct",
        "0-name": "Nguyễn Thị Mẫu",
        "0-phone": "0273 3000 000",
        "1-name": "",
    }
    assert an.post(f"{address}fields/contacts/", typed).status_code == 303
    held = an.get(address).context["review"].field("contacts").value
    assert [row["name"] for row in held] == ["Nguyễn Thị Mẫu"]


@time_machine.travel(NOW, tick=False)
def test_only_the_unit_that_received_it_sees_a_letter(cast: Cast) -> None:
    address = drop(browser(cast.an), cast, ("cong-van.txt", SMALL.encode()))
    for other in (cast.binh, cast.chi, cast.police, cast.stranger, cast.former):
        assert browser(other).get(address).status_code == 404
    assert browser(cast.dung).get(address).status_code == 200
    assert browser(cast.dung).post(f"{address}confirm/").status_code == 403


@pytest.mark.skipif(not Path(FIRE).exists(), reason="the sample letter is not there")
@time_machine.travel(NOW, tick=False)
def test_a_letter_of_another_subject_is_read_by_the_same_page(cast: Cast) -> None:
    an = browser(cast.an)
    address = drop(an, cast, ("chay-rung.txt", FIRE.read_bytes()))
    shown = an.get(address).content.decode()
    assert "cháy rừng" in shown
