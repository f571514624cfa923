"""How much is found before anyone types, and how much of it wrongly: `bin/bench evidence_find`.

Three hundred sites on loopback, each with the unit's own news: some with the campaign's
material (whole, edited, half, as a poster), others about the same events in other words, of
last year, or leading to another unit's site. Lists are feeds, sitemaps or plain pages; some
sites have none, shut us out or are down. Printed: the share of the units' publications that
became a question, and how many questions were wrong.
"""

import asyncio
import ipaddress
import random
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

AT = datetime(2024, 10, 24, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PUBLIC = "127.0.0.2"
SITES = 300
ARTICLES, POSTERS = 8, ((40, 0), (40, 1), (40, 2))
LISTS = ("feed",) * 4 + ("named",) * 4 + ("sitemap",) * 4 + ("list",) * 5 + (
    "none", "shut", "down",
)  # fmt: skip
# What a unit publishes of the campaign, and what else stands on its site.
OWN = ("whole", "whole", "edited", "poster")
OTHER = ("near", "near", "news", "news", "last_year", "away")


@dataclass(frozen=True)
class Page:
    """One page of a site. `is_ours`: it carries the campaign's material, published now."""

    kind: str
    is_ours: bool
    body: bytes


def pages_of(site: int) -> list[Page]:
    from bench.wordings import FITTED, LOCAL, articles, near_misses, page

    rng = random.Random(site)
    every = articles()[:ARTICLES]
    misses = near_misses(every, rng)
    made = []
    for number, kind in enumerate((*OWN, *OTHER)):
        article = every[(site + number) % len(every)]
        head, text = "", page(article.text, rng)
        if kind == "edited":
            name = rng.choice([n for n in FITTED if "half" not in n and "quarter" not in n])
            text = page(FITTED[name](article, rng, every), rng)
        elif kind == "poster":
            text = f"{rng.choice(LOCAL)} <img src='/anh/{site % len(POSTERS)}.jpg'>"
        elif kind == "near":
            text = rng.choice(misses)[2]
        elif kind == "news":
            text = " ".join(rng.sample(LOCAL, 8))
        elif kind == "last_year":
            head = "<meta property='article:published_time' content='2023-10-22'>"
        html = f"<!doctype html><html><head>{head}</head><body><p>{text}</p></body></html>"
        made.append(Page(kind, kind in OWN, html.encode()))
    return made


class Web:
    """The sites, served from a thread of their own."""

    def __init__(self, sites: int) -> None:
        from bench.posters import CHANGES, poster, to_bytes

        self.pages = {f"xa{n:03}": pages_of(n) for n in range(sites)}
        small = CHANGES["resized_quarter"]
        self.pictures = [to_bytes(small(poster(*p), random.Random(1))) for p in POSTERS]
        self.port, self._ready = 0, threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True).start()
        self._ready.wait()

    def home(self, site: str) -> str:
        return f"http://{site}.example.vn:{self.port}/"

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._one, PUBLIC, 0, backlog=512)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await asyncio.Event().wait()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
                host = next(each for each in head if each.lower().startswith("host:"))[6:]
                status, kind, body, more = self._answer(host[:5], head[0].split(" ")[1])
                lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *more]
                lines += [f"Content-Length: {len(body)}", "", ""]
                writer.write("\r\n".join(lines).encode() + body)
                await writer.drain()
        writer.close()

    def _answer(self, site: str, path: str) -> tuple[str, str, bytes, list[str]]:
        number, home = int(site[2:]), self.home(site)
        way, html = LISTS[number % len(LISTS)], "text/html; charset=utf-8"
        if path == "/robots.txt":
            rules = "User-agent: *\nDisallow: /" if way == "shut" else "User-agent: *\n"
            return "200 OK", "text/plain", rules.encode(), []
        if way == "down":
            return "503 Service Unavailable", html, b"", []
        paths = [f"{home}tin/{n}" for n in range(len(self.pages[site]))]
        if path.startswith("/anh/"):
            return "200 OK", "image/jpeg", self.pictures[int(path[5:-4])], []
        if path.startswith("/tin/"):
            page = self.pages[site][int(path[5:])]
            if page.kind == "away":
                other = self.home(f"xa{(number + 1) % len(self.pages):03}")
                return "302 Found", html, b"", [f"Location: {other}tin/0"]
            return "200 OK", html, page.body, []
        if path == "/rss.xml" and way in {"feed", "named"}:
            items = "".join(f"<item><title>Tin</title><link>{p}</link></item>" for p in paths)
            return "200 OK", "text/xml", f"<rss><channel>{items}</channel></rss>".encode(), []
        if path == "/sitemap.xml" and way == "sitemap":
            urls = "".join(f"<url><loc>{p}</loc></url>" for p in paths)
            return "200 OK", "text/xml", f"<urlset>{urls}</urlset>".encode(), []
        if path != "/":
            return "404 Not Found", html, b"", []
        if way == "list":
            body = "".join(
                f"<a href='{p}'>Tiêu đề của tin thứ {p[-1]} trong xã</a>" for p in paths
            )
        elif way == "named":
            body = "<link rel=alternate type='application/rss+xml' href='/rss.xml'>Trang chủ"
        else:
            body = "<p>Trang thông tin điện tử xã</p><a href='/lien-he'>Liên hệ</a>"
        return "200 OK", html, f"<!doctype html><html><body>{body}</body></html>".encode(), []


def prepare(web: Web) -> None:
    """Make the campaign and a unit with a confirmed channel for each site."""
    from django.core.management import call_command
    from django.db import transaction

    from bench.posters import poster, to_bytes
    from bench.wordings import articles
    from loa.campaigns.models import Participant
    from loa.files.actions import store
    from loa.ledger.actions import record
    from loa.materials.models import Format, Material, MaterialVersion
    from loa.units.models import Channel, Unit
    from tests.people import make_cast
    from tests.rounds import after, send_small_campaign

    call_command("migrate", verbosity=0)
    cast = make_cast()
    with transaction.atomic():
        sent = send_small_campaign(cast)
        facts = {
            "owner": cast.units["p.tt"], "issuer_name": "Sở", "ground_of_use": "Kèm công văn",
            "valid_from": after().date(),
        }  # fmt: skip
        for number in range(ARTICLES + len(POSTERS)):
            text = articles()[number].text if number < ARTICLES else ""
            made = Material.objects.create(
                code=f"m{number}", title=f"Tài liệu {number}", post_text=text,
                format=Format.POSTER.value, **facts,
            )  # fmt: skip
            if not text:
                drawn = to_bytes(poster(*POSTERS[number - ARTICLES]))
                MaterialVersion.objects.create(
                    material=made, number=1, file=store(drawn, by=cast.an, at=after()),
                    made_at=after(), made_by=cast.an,
                )  # fmt: skip
            sent.campaign.materials.add(made)
        first = sent.participants["p.h1.x1"]
        for number, site in enumerate(web.pages):
            unit = Unit.objects.create(code=f"bench.{site}", valid_from=after().date())
            way, home = LISTS[number % len(LISTS)], web.home(site)
            Channel.objects.create(
                unit=unit, kind="website", name=site, host=f"{site}.example.vn", address=home,
                feed_address=f"{home}rss.xml" if way == "feed" else "",
                confirmed_on=after().date(), valid_from=after().date(),
            )  # fmt: skip
            Participant.objects.create(
                campaign=sent.campaign, unit=unit, part=first.part, position=10 + number,
                reports_to=first.reports_to, name=site, name_fold=site, delivered_at=after(),
            )  # fmt: skip
        record("bench.prepared", sent.campaign, by=cast.an, at=after())


def main() -> None:
    from bench.tables import a_house

    sites = int(sys.argv[1]) if len(sys.argv) > 1 else SITES
    with a_house("loa-find-"):
        web = Web(sites)
        prepare(web)
        report(web)


def report(web: Web) -> None:
    from bench.evidence import interval
    from loa.doors.addresses import Allowance
    from loa.doors.fetch import Fetcher
    from loa.doors.manners import Manners
    from loa.evidence.finding import run_watches
    from loa.evidence.models import Sighting

    async def resolve(_: str) -> list[str]:
        return [PUBLIC]

    allowance = Allowance(networks=(ipaddress.ip_network(f"{PUBLIC}/32"),), ports=(web.port,))
    manners = Manners(gap_s=0.02, part_gap_s=0.0)
    begun, cpu = time.perf_counter(), time.process_time()
    read = 0
    for late in (0, 7, 14):  # three readings, seven hours apart
        fetcher = Fetcher(allowance=allowance, resolve=resolve, manners=manners)
        at = AT + timedelta(hours=late)
        read += run_watches(fetcher, now=lambda at=at: at, for_s=3_600)
    print(
        f"{len(web.pages)} sites, {read} readings, {time.perf_counter() - begun:.0f} s, "
        f"{time.process_time() - cpu:.0f} s of CPU with the sites'"
    )
    found: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for row in Sighting.objects.filter(state="asked").select_related("participant"):
        site, number = row.participant.name, int(row.address.rpartition("/")[2])
        page = web.pages[site][number]
        is_own = row.address.startswith(web.home(site))
        (found if page.is_ours and is_own else wrong)[page.kind] += 1
    ours = Counter(p.kind for pages in web.pages.values() for p in pages if p.is_ours)
    for kind, many in sorted(ours.items()):
        print(f"  {kind:10} {interval(found[kind], many)}")
    print(f"  found before anyone types: {interval(found.total(), ours.total())}")
    asked = found.total() + wrong.total()
    print(f"  wrong questions: {interval(wrong.total(), asked)} {dict(wrong) or ''}")


if __name__ == "__main__":
    main()
