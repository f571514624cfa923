"""The cast. An runs the campaign, Bình reports for a commune, Chi for a school, Dũng reads.

Ask for the fixture `cast` (it asks for the database): `cast.an`, `cast.units["p.h1.x1"]` …
All of them are made through actions, in Sông Xanh, a province we invented (`make.UNITS`).
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from django.db import transaction

from loa.ledger.actions import record
from loa.units import actions
from loa.units.models import Group, Officer, Post, Unit
from loa.units.words import Role

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SECOND_STEP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # of An's app, in base 32
NOW = datetime(2024, 10, 21, 9, 0, tzinfo=VIETNAM)


@dataclass(frozen=True)
class Cast:
    """The officers of every test, their units by code, their posts by first name."""

    an: Officer  # coordinator of p.tt, the department that runs the campaign
    head: Officer  # approver (head) of p.tt
    binh: Officer  # reporter of p.h1.x1, a commune
    head_of_commune: Officer  # approver of p.h1.x1
    clerk_of_commune: Officer  # clerk of p.h1.x1
    chi: Officer  # reporter of p.h2.t1, a school; another place
    dung: Officer  # reads only, in p.tt
    police: Officer  # coordinating body, p.ca
    former: Officer  # was reporter of p.h1.x1 until yesterday
    stranger: Officer  # a login without any post
    root: Officer  # superuser: looks at the admin, and has no post, so no work
    units: dict[str, Unit]
    groups: dict[str, Group]
    posts: dict[str, Post]


def make_cast() -> Cast:
    from tests import make

    units, groups = make.make_units(), make.make_groups()
    people = (
        ("an", "Nguyễn Văn An", "p.tt", Role.COORDINATOR),
        ("head", "Lê Thị Hạnh", "p.tt", Role.APPROVER),
        ("binh", "Trần Văn Bình", "p.h1.x1", Role.REPORTER),
        ("commune-head", "Võ Văn Khánh", "p.h1.x1", Role.APPROVER),
        ("commune-clerk", "Đỗ Thị Lan", "p.h1.x1", Role.CLERK),
        ("chi", "Phạm Thị Chi", "p.h2.t1", Role.REPORTER),
        ("dung", "Hoàng Văn Dũng", "p.tt", Role.READER),
        ("police", "Bùi Văn Phúc", "p.ca", Role.COORDINATING),
        ("former", "Ngô Thị Xuân", "p.h1.x1", Role.REPORTER),
        ("stranger", "Lý Văn Lạ", "", None),
    )
    officers: dict[str, Officer] = {}
    posts: dict[str, Post] = {}
    for key, name, code, role in people:
        officers[key] = actions.register_officer(
            email=f"{key}@songxanh.example", name=name, by=None, at=NOW
        )
        if role is not None:
            first = make.FIRST_DAY
            posts[key] = actions.give_post(
                officers[key], units[code], role, by=None, at=NOW, valid_from=first
            )
    actions.end_post(posts["former"], by=None, at=NOW)
    set_up_second_step(officers["an"])
    return Cast(
        an=officers["an"],
        head=officers["head"],
        binh=officers["binh"],
        head_of_commune=officers["commune-head"],
        clerk_of_commune=officers["commune-clerk"],
        chi=officers["chi"],
        dung=officers["dung"],
        police=officers["police"],
        former=officers["former"],
        stranger=officers["stranger"],
        root=make_root(),
        units=units,
        groups=groups,
        posts=posts,
    )


@transaction.atomic
def set_up_second_step(officer: Officer) -> None:
    """Give an officer an app with codes, as their role asks; recovery codes too."""
    Authenticator.objects.create(
        user=officer, type=Authenticator.Type.TOTP, data={"secret": SECOND_STEP}
    )
    Authenticator.objects.create(
        user=officer,
        type=Authenticator.Type.RECOVERY_CODES,
        data={"seed": "tests", "used_mask": 0},
    )
    record("officer.second_factor_changed", officer, by=officer, at=NOW)


@transaction.atomic
def make_root() -> Officer:
    """Make a superuser, as the command `createsuperuser` would."""
    root = Officer.objects.create_superuser("root@songxanh.example", "", name="Phan Thị Gốc")
    record("officer.registered", root, by=None, at=NOW)
    set_up_second_step(root)
    return root
