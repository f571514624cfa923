"""What Loa saw of a living campaign's publications: pages and pictures of every kind of end.

The pages are made here from the campaign's own materials, under names that no one can own; what
is said of them is what the matching craft says. So the queue of a first look is not empty.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from html import escape
from importlib.resources import files
from io import BytesIO

from django.db import transaction
from PIL import Image, ImageDraw, ImageFilter

from loa.campaigns.models import Campaign, Participant
from loa.crafts.matching import Library
from loa.doors.outcomes import Fetched, Hop, Visit
from loa.doors.pages import read_page
from loa.evidence.actions import Logged, log_publication
from loa.evidence.captures import to_keep
from loa.evidence.checking import plain, store_check
from loa.evidence.looking import Visited, compare, compare_page, library_of
from loa.evidence.models import ActKind, Publication, Sighting, SightingState
from loa.ledger.actions import record
from loa.units.models import Channel

FIRST_LOOK = timedelta(days=6)
SECOND_LOOK = timedelta(days=1)
MOST_PLAIN = 24
NEWS = (
    "Uỷ ban nhân dân xã thông báo lịch tiêm phòng cho đàn gia súc và lịch nạo vét kênh mương."
)
INTRO = "Thực hiện công văn của Sở, xã đăng bài sau để bà con biết và nhắc nhau."


@dataclass(frozen=True)
class Scene:
    """One page as it was met, and as it was met later (None: looked at once)."""

    first: Visited
    later: Visited | None = None


def show_proof(campaign: Campaign, *, now: datetime) -> int:
    """Look at some of a living campaign's publications; give how many were looked at."""
    rows = list(
        Publication.objects.filter(participant__campaign=campaign)
        .exclude(address="")
        .select_related("participant__unit", "participant__campaign", "logged_by")
        .order_by("pk")
    )
    library = library_of(campaign)
    scenes = _scenes(campaign, now)
    for row, scene in zip(rows, scenes, strict=False):
        _look(row, scene.first, library, at=max(now - FIRST_LOOK, row.logged_at))
        if scene.later:
            _look(row, scene.later, library, at=now - SECOND_LOOK)
    _hand_in_photos(campaign, library, now)
    return min(len(rows), len(scenes))


def _look(row: Publication, seen: Visited | None, library: Library, *, at: datetime) -> None:
    if seen is not None and seen.parts:
        seen = _under(row.address, seen, at)
    findings = compare(row, seen, library)
    store_check(row, to_keep(seen, findings) if seen else None, findings, at=at)


def _under(address: str, seen: Visited, at: datetime) -> Visited:
    """Give a page the address and the instant at which it was met."""
    body = seen.parts[0].body
    visit = Visit(address, at, (Hop(address, "203.0.113.7", 200),))
    parts = tuple(replace(part, visit=visit) for part in seen.parts)
    return Visited(final_address=address, page=read_page(body, url=address), parts=parts)


def _fetched(body: bytes, kind: str = "html") -> Fetched:
    visit = Visit("https://mau.example/", datetime.min.replace(tzinfo=UTC))
    return Fetched(visit, 200, (("Content-Type", f"text/{kind}"),), body, kind=kind)


def _page(
    title: str, words: Sequence[str], *, on: date | None = None, image: bytes = b""
) -> Visited:
    dated = f"<meta property='article:published_time' content='{on}'>" if on else ""
    told = "".join(f"<p>{escape(each)}</p>" for each in words)
    shown = "<img src='/anh.png'>" if image else ""
    body = (
        f"<!doctype html><html lang='vi'><head><title>{escape(title)}</title>{dated}</head>"
        f"<body><h1>{escape(title)}</h1>{told}{shown}</body></html>"
    )
    pictures = (_fetched(image, "png"),) if image else ()
    return Visited(parts=(_fetched(body.encode()), *pictures))


def _sample(name: str) -> bytes:
    return (files("loa.materials") / "sample" / name).read_bytes()


def sample_article() -> list[str]:
    lines = _sample("article.txt").decode().splitlines()
    return [line for line in lines if line.strip()][1:]


def _scenes(campaign: Campaign, now: datetime) -> list[Scene]:
    article, today = sample_article(), (now - FIRST_LOOK).date()
    title = "Chậm lại một phút"
    whole = _page(title, [INTRO, *article], on=today)
    plain_news = _page("Tin xã", [NEWS])
    changed = [line.replace("gọi 113", "gọi 0999 113 113") for line in article]
    last_year = campaign.starts_on - timedelta(days=300)
    return [
        Scene(whole),
        Scene(whole, Visited("gone")),
        Scene(_page(title, [INTRO, *article[:2]], on=today)),
        Scene(_page(title, [INTRO, *changed], on=today)),
        Scene(_page(title, [INTRO, *article], on=last_year)),
        Scene(whole, plain_news),
        Scene(plain_news),
        Scene(Visited("login_wall")),
        Scene(whole, Visited("robots")),
        Scene(_page("Tin ảnh", ["Ảnh bà con gửi."], on=today, image=_screenshot())),
        Scene(_page("Góc tuyên truyền", ["Ảnh."], on=today, image=_sample("infographic.png"))),
        Scene(_page("Bảng tin", ["Ảnh bảng tin."], on=today, image=_covered())),
        Scene(Visited("javascript_only")),
        Scene(whole, Visited("dns", temporary=True)),
        *[Scene(whole)] * MOST_PLAIN,
    ]


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _poster() -> Image.Image:
    return Image.open(BytesIO(_sample("poster.png"))).convert("RGB")


def _screenshot() -> bytes:
    """Draw a telephone's screen with the poster in a post."""
    screen = Image.new("RGB", (720, 1440), "white")
    pen = ImageDraw.Draw(screen)
    pen.rectangle((0, 0, 720, 90), fill="#1f6f78")
    poster = _poster()
    poster.thumbnail((640, 900))
    screen.paste(poster, (40, 240))
    for top in range(1180, 1400, 60):
        pen.rectangle((40, top, 600, top + 18), fill="#c8ccd0")
    return _png(screen)


def _covered() -> bytes:
    """Draw the poster with a sheet of paper over a third of it."""
    poster = _poster()
    wide, high = poster.size
    ImageDraw.Draw(poster).rectangle((0, 0, wide, round(high * 0.36)), fill="#e9e2d0")
    return _png(poster)


def _hall(seed: int) -> bytes:
    """Draw something that a photo of a meeting could be: people before a wall with a board."""
    dice = random.Random(seed)  # noqa: S311 (sample data, not a secret)
    photo = Image.new("RGB", (960, 640), ("#8a6f55", "#5b7083", "#6d7d5c")[seed % 3])
    pen = ImageDraw.Draw(photo)
    for _ in range(4):
        left, top = dice.randrange(760), dice.randrange(220)
        wide, high = dice.randrange(90, 320), dice.randrange(60, 200)
        shade = dice.choice(("#f1ede2", "#39424a", "#b9a27c", "#d9dee0"))
        pen.rectangle((left, top, left + wide, top + high), fill=shade)
    for _ in range(60):
        left, top, size = dice.randrange(920), dice.randrange(300, 620), dice.randrange(26, 70)
        shade = dice.choice(("#2c2622", "#4a3b30", "#7a2f2a", "#274156", "#d8c7a8"))
        pen.ellipse((left, top, left + size, top + size), fill=shade)
    return _png(photo.filter(ImageFilter.GaussianBlur(1.2)))


def _hand_in_photos(campaign: Campaign, library: Library, now: datetime) -> None:
    """Let units hand in photographs: of a wall, and of meetings, one of them twice."""
    rows = list(
        Participant.objects.filter(campaign=campaign, acknowledged_by__isnull=False)
        .select_related("campaign", "unit", "acknowledged_by")
        .order_by("pk")[:6]
    )
    at = now - FIRST_LOOK
    shots: list[tuple[ActKind, str, Callable[[], bytes]]] = [
        (ActKind.PRINT, "Áp phích ở bảng tin nhà văn hoá", _screenshot),
        (ActKind.SESSION, "Nói chuyện với hội viên", lambda: _hall(0)),
        (ActKind.SESSION, "Sinh hoạt chi bộ", lambda: _hall(1)),
        (ActKind.SESSION, "Nói chuyện tại ấp", lambda: _hall(0)),
        (ActKind.SESSION, "Họp tổ dân phố", lambda: _hall(2)),
    ]
    for row, (kind, title, draw) in zip(rows, shots, strict=False):
        day = max(row.acknowledged_at or at, at)
        given = Logged(
            kind=kind, happened_on=day.date(), idempotency_key=f"living-photo-{row.pk}",
            title=title, files=[draw()], counts={"session": 1} if kind == "session" else {},
        )  # fmt: skip
        made = log_publication(row, given, by=row.acknowledged_by, at=day)  # type: ignore[arg-type] # filtered
        if kind is ActKind.PRINT:
            _look(made, None, library, at=day)


@transaction.atomic
def come_upon(participant: Participant, *, now: datetime) -> int:
    """Come upon pages on a unit's own channel that nobody typed; give how many."""
    at, first = now - SECOND_LOOK, participant.campaign.starts_on
    channel = Channel.objects.create(
        unit=participant.unit, kind="website", name="Trang thông tin điện tử",
        address="https://trang-mau.example/", host="trang-mau.example", confirmed_on=first,
        valid_from=first,
    )  # fmt: skip
    record("channel.added", channel, by=None, at=at)
    seen = _page("Chậm lại một phút", [INTRO, *sample_article()])
    page = read_page(seen.parts[0].body, url="https://trang-mau.example/")
    findings = compare_page(replace(seen, page=page), library_of(participant.campaign))
    for number, title in enumerate(("Chậm lại một phút", "Nhắc lại: chậm lại một phút"), 1):
        sighting = Sighting.objects.create(
            participant=participant, channel=channel, title=title,
            address=f"https://trang-mau.example/tin/{number}", found_at=at,
            dated_on=(at - timedelta(days=number)).date(), state=SightingState.ASKED.value,
            findings=[plain(each) for each in findings],
        )  # fmt: skip
        record("page.sighted", sighting, by=None, at=at, unit_id=participant.unit_id)
    return 2
