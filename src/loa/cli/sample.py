"""The sample of one machine: a province's register, officers to sign in as, a letter's way in.

Names and addresses are invented. Passwords are made from this installation's secret, so that
nobody else's installation has the same ones.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loa.cli.words import say, stop

if TYPE_CHECKING:
    from loa.units.models import Officer

OWNER = "tg.stttt"
FIRST_DAY = date(2024, 1, 1)


@dataclass(frozen=True)
class Login:
    """One person of the sample: who they are to Loa, and how they sign in."""

    key: str
    name: str
    unit: str
    role: str
    told: str

    @property
    def address(self) -> str:
        return f"{self.key}@mau.loa.example"


LOGINS = (
    Login("dieuphoi", "Nguyễn Thị Mẫu", OWNER, "coordinator", "điều phối · coordinator"),
    Login("lanhdao", "Trần Văn Mẫu", OWNER, "approver", "lãnh đạo · leader"),
    Login("xa", "Lê Thị Mẫu", "tg.caibe.anhuu", "reporter", "đầu mối xã · commune officer"),
    Login("vanthu", "Phạm Văn Mẫu", "tg.caibe.anhuu", "clerk", "văn thư xã · commune clerk"),
    Login("congan", "Võ Thị Mẫu", "tg.cat", "coordinating", "phối hợp · coordinating body"),
)


def password_of(login: Login) -> str:
    """Return the sample password of one login: the same at every start of this machine."""
    from django.conf import settings

    told = hmac.new(settings.SECRET_KEY.encode(), login.key.encode(), hashlib.sha256)
    return f"loa-{told.hexdigest()[:10]}"


def load_register(*, at: datetime) -> None:
    """Bring in the sample province and the people of LOGINS; twice is once."""
    from loa.units.actions import store_catalogue
    from loa.units.catalogue import load_catalogue
    from loa.units.models import Unit

    if not Unit.objects.filter(code=OWNER).exists():
        store_catalogue(load_catalogue(), name="tien-giang", by=None, at=at)
    for login in LOGINS:
        enrol(login, at=at)


def enrol(login: Login, *, at: datetime) -> "Officer":
    """Register one person with their post and password; twice is once."""
    from loa.units.actions import give_post, register_officer
    from loa.units.models import Unit
    from loa.units.queries import officer_by_address
    from loa.units.words import Role

    known = officer_by_address(login.address)
    if known is not None:
        mark_sample(known, at=at)
        return known
    officer = register_officer(email=login.address, name=login.name, by=None, at=at)
    unit = Unit.objects.get(code=login.unit)
    give_post(officer, unit, Role(login.role), by=None, at=at, valid_from=FIRST_DAY)
    _set_password(officer, password_of(login), at=at)
    mark_sample(officer, at=at)
    return officer


def _set_password(officer: "Officer", password: str, *, at: datetime) -> None:
    from django.db import transaction

    from loa.ledger.actions import record

    with transaction.atomic():
        officer.set_password(password)
        officer.save(update_fields=["password"])
        record("officer.password_set", officer, by=None, at=at, note="sample")


def mark_sample(officer: "Officer", *, at: datetime) -> None:
    """Let the printed password open the desk at once: no second step is asked of a sample."""
    from django.db import transaction

    from loa.ledger.actions import record

    if officer.is_sample:
        return
    with transaction.atomic():
        officer.is_sample = True
        officer.save(update_fields=["is_sample"])
        record("officer.marked_sample", officer, by=None, at=at)


def coordinator() -> "Officer":
    from loa.units.queries import officer_by_address

    officer = officer_by_address(LOGINS[0].address)
    if officer is None:
        stop(
            "Chưa có dữ liệu mẫu. Chạy bin/run một lần trước.",
            "There is no sample yet. Run bin/run once first.",
        )
    return officer


def load_living(*, at: datetime) -> None:
    """Bring in a campaign that is under way, where there is none yet."""
    from loa.campaigns.models import Campaign, Part, Participant
    from loa.cli.living_proof import come_upon, show_proof
    from loa.cli.simulate import USUAL_UNITS, make_living
    from loa.units.models import Unit

    if Campaign.objects.exists():
        return
    click.echo(say("Đang dựng chiến dịch mẫu…", "Making the sample campaign…"))
    owner = Unit.objects.get(code=OWNER)
    make_living(units=USUAL_UNITS, seed=1, owner=owner, by=coordinator(), at=at)
    show_proof(Campaign.objects.get(), now=at)
    own = Participant.objects.filter(unit__code=LOGINS[2].unit, part=Part.TASKED.value)
    for participant in own.select_related("campaign", "unit"):
        come_upon(participant, now=at)


def receive_file(file: Path, *, at: datetime) -> str:
    """Take a letter in for the sample coordinator; return the address of its review."""
    from django.conf import settings
    from django.urls import reverse

    from loa.dispatches.actions import (
        DuplicateDispatchError,
        RefusedDispatchError,
        receive_dispatch,
    )
    from loa.units.models import Unit

    try:
        data = file.read_bytes()
    except OSError as error:
        stop(
            f"Không mở được tệp {file.name} ({error.strerror}).",
            f"{file.name} cannot be opened ({error.strerror}).",
        )
    owner = Unit.objects.get(code=OWNER)
    try:
        made = receive_dispatch(data, file.name, owner, by=coordinator(), at=at)
    except RefusedDispatchError as error:
        stop(f"{file.name}: {error.message}", f"{file.name}: {error.message}")
    except DuplicateDispatchError as error:
        made = error.known
    return str(settings.SITE_URL + reverse("dispatches:dispatch", args=[made.pk]))


def sample_logins() -> list[str]:
    """Return one line for each person one may sign in as."""
    lines = [say("Đăng nhập mẫu:", "Sample logins:")]
    lines += [f"  {login.address}  {password_of(login)}  ({login.told})" for login in LOGINS]
    lines.append(
        say(
            "  (Đăng nhập mẫu không hỏi bước hai; người thật làm điều phối thì có.)",
            "  (Sample logins need no second step; real coordinators do.)",
        )
    )
    return lines


@click.group(short_help="More of the sample: the real story of 2024 and 2025.")
def command() -> None:
    """Bring in more of the sample, to look at."""


@command.command("story")
def story() -> None:
    """Tell the story of 2024 and 2025: two campaigns, and the reorganisations between them."""
    from loa.cli.house import check_database, open_house

    open_house()
    check_database()
    from django.conf import settings
    from django.urls import reverse

    from loa.cli.story import is_told, tell_story

    if is_told():
        stop("Câu chuyện mẫu đã có.", "The story is there already.", code=1)
    click.echo(say("Đang dựng hai chiến dịch mẫu…", "Making the two campaigns…"))
    told = tell_story()
    both = (told.first, told.second)
    for campaign in both:
        click.echo(settings.SITE_URL + reverse("campaigns:campaign", args=[campaign.slug]))
    login = LOGINS[0]
    click.echo(
        say(
            f"Xem bằng tài khoản {login.address}  {password_of(login)}",
            f"Look as {login.address}  {password_of(login)}",
        )
    )
