"""The living sample: what `bin/run` shows before anybody has brought a letter of their own.

Every person here is invented; the units are the bundled catalogue's, marked as sample.
"""

import secrets
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loa.units.models import Officer, Post

OWNER = "tg.stttt"  # the department that runs the sample campaign
OWNER_NAME = "Sở Thông tin và Truyền thông tỉnh Tiền Giang (dữ liệu mẫu)"
FIRST_DAY = date(2024, 1, 1)
LINK_LASTS = timedelta(days=1)
PASSWORD_BYTES = 6
# role in words, name, local part, unit code, role
CAST = (
    ("Điều phối, Sở TT&TT", "Nguyễn Thị An", "dieu-phoi", OWNER, "coordinator"),
    ("Lãnh đạo, Sở TT&TT", "Lê Văn Hoà", "lanh-dao", OWNER, "approver"),
    ("Đầu mối, Sở GD&ĐT", "Phạm Thị Chi", "dau-moi-gddt", "tg.sgddt", "reporter"),
    ("Đầu mối, TP Mỹ Tho", "Trần Văn Bình", "dau-moi-mytho", "tg.mytho", "reporter"),
)


def load_sample(at: datetime) -> None:
    """Load catalogue, topics, cast and materials; what is there already is left alone."""
    from django.db import transaction

    from loa.topics.actions import load_topics
    from loa.units.actions import store_catalogue
    from loa.units.catalogue import load_catalogue
    from loa.units.models import Officer, Unit

    with transaction.atomic():
        if not Unit.objects.exists():
            store_catalogue(load_catalogue(), name="Danh mục mẫu của Loa", by=None, at=at)
        load_topics(by=None, at=at)
        if Unit.objects.filter(code=OWNER).exists() and not Officer.objects.exists():
            _bring_cast(at)
            _bring_materials(at)


def _bring_cast(at: datetime) -> None:
    from loa.ledger.actions import record
    from loa.units.actions import give_post, register_officer
    from loa.units.models import Unit
    from loa.units.words import Role

    password = _password()
    for words, name, local, code, role in CAST:
        officer = register_officer(email=_address(local), name=name, by=None, at=at)
        officer.set_password(password)
        officer.save(update_fields=["password"])
        record("officer.given_password", officer, by=None, at=at, note=words)
        unit = Unit.objects.get(code=code)
        give_post(officer, unit, Role(role), by=None, at=at, valid_from=FIRST_DAY)


def _bring_materials(at: datetime) -> None:
    from loa.materials.actions import Facts, Given, publish_material
    from loa.materials.models import Format
    from loa.materials.sample import LICENCE, sample_materials
    from loa.topics.models import Term, TopicPack
    from loa.units.models import Unit

    coordinator, owner = _officer("dieu-phoi"), Unit.objects.get(code=OWNER)
    assert coordinator is not None  # noqa: S101 (the cast came just before)
    pack = TopicPack.objects.get(code="online-scams")
    for each in sample_materials():
        skills = Term.objects.filter(version__term_list__code="skills", code__in=each.skills)
        facts = Facts(
            code=each.code,
            title=each.title,
            format=Format(each.format),
            issuer_name=OWNER_NAME,
            ground_of_use=LICENCE,
            valid_from=date(2024, 10, 10),
            summary=each.summary,
            post_text=each.post_text,
            source="scripts/make_materials.py",
            is_public=True,
            pack=pack,
            terms=list(skills),
        )
        given = Given(each.data, each.file_name, each.preview, each.text)
        publish_material(facts, given, owner=owner, by=coordinator, at=at)


def receive_file(path: Path, at: datetime) -> str:
    """Receive a dispatch for the sample's coordinator; return the address of its review.

    The address is a sign-in link, good once and for a day. Raises RefusedDispatchError; a
    letter that is here already leads to the first one.
    """
    from loa.dispatches.actions import DuplicateDispatchError, receive_dispatch

    coordinator, post = _coordinator()
    try:
        dispatch = receive_dispatch(
            path.read_bytes(), path.name, post.unit, by=coordinator, at=at
        )
    except DuplicateDispatchError as known:
        dispatch = known.known
    return _link(post, at, f"/desk/dispatches/{dispatch.pk}/")


def sample_logins() -> Iterator[tuple[str, str, str]]:
    """Yield (role in words, address, password) of each of the sample's people."""
    for words, _name, local, _code, _role in CAST:
        if _officer(local) is not None:
            yield words, _address(local), _password()


def _coordinator() -> tuple["Officer", "Post"]:
    officer = _officer("dieu-phoi")
    assert officer is not None  # noqa: S101 (`load_sample` comes before)
    return officer, officer.posts.select_related("unit").get(unit__code=OWNER)


def _link(post: "Post", at: datetime, next_path: str) -> str:
    from django.conf import settings
    from django.urls import reverse

    from loa.units.actions import make_sign_in_link

    token = make_sign_in_link(post, at=at, next_path=next_path, lasts=LINK_LASTS)
    return f"{settings.SITE_URL}{reverse('units:sign_in_link', args=[token])}"


def _address(local: str) -> str:
    return f"{local}@mau.example"


def _officer(local: str) -> "Officer | None":
    from loa.units.models import Officer

    return Officer.objects.filter(email=_address(local)).first()


def _password() -> str:
    """Return the password of the sample's people: made once for this data folder."""
    from django.conf import settings

    kept = Path(settings.DATA) / "sample-password"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(PASSWORD_BYTES), encoding="utf-8")
    return kept.read_text(encoding="utf-8").strip()
