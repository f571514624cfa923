"""Facebook and Zalo as their documentation describes them, played on loopback.

An imitation: it shows that we agree with what we read, not that a platform agrees with us.
"""

import asyncio
import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from loa.doors.platforms import facebook, zalo
from loa.doors.platforms.addresses import read_address
from loa.doors.platforms.doorway import Reader
from tests.doors.web import Request, Web, page, send

GRAPH, CONSENT = "graph.fb.example.vn", "www.fb.example.vn"
OPENAPI, OAUTH = "openapi.zalo.example.vn", "oauth.zalo.example.vn"
FB_SECRET, ZALO_SECRET = "fb-app-secret-0001", "zalo-app-secret-0001"
PERSON_KEY, PAGE_KEY = "EAAPERSONKEYDOESNOTLEAVE", "EAAPAGEKEYDOESNOTLEAVE"
PAGE, OTHER, OA = "104200000000001", "104200000000002", "2345678901234567890"
SECRETS = (FB_SECRET, ZALO_SECRET, PERSON_KEY, PAGE_KEY, "zalo-access-", "zalo-renew-")


def post(
    number: str, message: str, at: str = "2024-10-23T02:00:00+0000", **more: Any
) -> dict[str, Any]:
    """One post of the page as Graph API gives it."""
    return {
        "id": f"{PAGE}_{number}", "message": message, "created_time": at,
        "permalink_url": f"https://www.facebook.com/{PAGE}/posts/{number}",
        "is_published": True, "status_type": "mobile_status_update", "from": {"id": PAGE},
    } | more  # fmt: skip


def article(
    number: str, title: str, *texts: str, at_ms: int = 1_729_648_800_000, status: str = "show"
) -> dict[str, Any]:
    """One article as the Official Account API gives it, list and detail in one."""
    return {
        "id": number, "type": "normal", "title": title, "status": status, "total_view": 7,
        "create_date": at_ms, "update_date": at_ms,
        "link_view": f"https://rd.zapps.vn/detail/{OA}?id={number}&pageId={OA}",
        "description": "Bài của xã", "author": "Nguyễn Thị Người Viết", "cover": {},
        "body": [{"type": "text", "content": f"<p>{each}</p>"} for each in texts],
        "comment": "show",
    }  # fmt: skip


@dataclass
class Platforms:
    """What the platforms know, and what they were asked. Change it to make them say else."""

    web: Web
    posts: list[dict[str, Any]] = field(default_factory=list)
    articles: list[dict[str, Any]] = field(default_factory=list)
    pages: list[dict[str, Any]] = field(default_factory=list)
    error: dict[str, Any] | None = None  # what Graph API says to everything
    zalo_error: int = 0
    status: str = "200 OK"
    more_headers: dict[str, str] = field(default_factory=dict)
    rounds: int = 1  # of Zalo's keys
    is_slow: float = 0.0
    revoked: list[str] = field(default_factory=list)
    challenge: str = ""
    asked: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pages = self.pages or [
            {
                "id": PAGE, "name": "UBND xã Tân Phú", "username": "xatanphu",
                "link": "https://www.facebook.com/xatanphu", "access_token": PAGE_KEY,
            }
        ]  # fmt: skip
        self.web.answers |= dict.fromkeys((GRAPH, OPENAPI, OAUTH), self.answer)
        self.web.answers["/robots.txt"] = page(b"User-agent: *\nDisallow: /", "200 OK")

    @property
    def facebook(self) -> facebook.App:
        return facebook.App(
            "app-1", FB_SECRET, self.web.url("/v26.0", GRAPH), self.web.url("/d", CONSENT)
        )

    @property
    def zalo(self) -> zalo.App:
        return zalo.App(
            "app-2", ZALO_SECRET, self.web.url("/v2.0", OPENAPI), self.web.url("/v4/oa", OAUTH)
        )

    def add(self, *posts: dict[str, Any]) -> None:
        self.posts += posts

    async def answer(self, request: Request, writer: asyncio.StreamWriter) -> None:
        self.asked.append(request)
        if self.is_slow:
            await asyncio.sleep(self.is_slow)
        told: dict[str, Any] = {}
        if self.status.startswith(("2", "3")):
            told = self._facebook(request) if request.host == GRAPH else self._zalo(request)
        status = "400 Bad Request" if request.host == GRAPH and "error" in told else self.status
        body = json.dumps(told).encode()
        headers = {k.replace("-", "_"): v for k, v in self.more_headers.items()}
        await send(writer, status, body, Content_Type="application/json", **headers)

    def _facebook(self, request: Request) -> dict[str, Any]:
        path, query = urlsplit(request.path).path.removeprefix("/v26.0/"), _query(request.path)
        if self.error is not None:
            return {"error": self.error}
        if path == "oauth/access_token":
            form = _query("?" + request.body.decode())
            if form.get("client_secret") != FB_SECRET or form.get("code", "ok") != "ok":
                return {"error": {"code": 100, "message": "bad"}}
            return {"access_token": PERSON_KEY, "token_type": "bearer", "expires_in": 5_183_944}
        key = request.headers.get("Authorization", "").removeprefix("Bearer ")
        proof = hmac.new(FB_SECRET.encode(), key.encode(), hashlib.sha256).hexdigest()
        if query.get("appsecret_proof") != proof:
            return {"error": {"code": 190, "message": f"Malformed access token {key}"}}
        if path == "me/accounts" and key == PERSON_KEY:
            return {"data": self.pages, "paging": {"cursors": {"before": "a", "after": "b"}}}
        if path == "me" and key == PERSON_KEY:
            return {"id": "person-1"}
        if path == "person-1/permissions" and request.method == "DELETE":
            self.revoked.append(key)
            return {"success": True}
        if key != PAGE_KEY:
            return {"error": {"code": 190, "message": f"Malformed access token {key}"}}
        if path == f"{PAGE}/posts":
            return self._listed(query)
        found = [each for each in self.posts if each["id"] == path]
        if not found:
            return {"error": {"code": 100, "error_subcode": 33, "message": "Unsupported get"}}
        return found[0]

    def _listed(self, query: dict[str, str]) -> dict[str, Any]:
        own = [each for each in self.posts if each["from"]["id"] == PAGE]
        begin = int(query.get("after", "0") or 0)
        some = own[begin : begin + 2]
        paging: dict[str, Any] = {"cursors": {"before": "x", "after": str(begin + 2)}}
        if begin + 2 < len(own):
            # As the real one does: the address of the next list holds the key.
            paging["next"] = f"https://graph.facebook.com/next?access_token={PAGE_KEY}"
        return {"data": some, "paging": paging}

    def _zalo(self, request: Request) -> dict[str, Any]:
        path, query = urlsplit(request.path).path, _query(request.path)
        if path == "/v4/oa/access_token":
            return self._zalo_keys(request)
        if self.zalo_error:
            return {"error": self.zalo_error, "message": "lỗi"}
        if request.headers.get("access_token") != f"zalo-access-{self.rounds}":
            return {"error": -216, "message": "Access token is invalid"}
        if path == "/v2.0/oa/getoa":
            return {
                "error": 0,
                "message": "Success",
                "data": {"oa_id": OA, "name": "Xã Tân Phú"},
            }
        if path == "/v2.0/article/getslice":
            some = [each for each in self.articles if each["type"] == query["type"]]
            begin, limit = int(query["offset"]), int(query["limit"])
            names = ("id", "type", "title", "status", "create_date", "update_date", "link_view")
            rows = [
                {name: each[name] for name in names} for each in some[begin : begin + limit]
            ]
            return {"error": 0, "data": {"medias": rows, "total": len(some)}}
        found = [each for each in self.articles if each["id"] == query["id"]]
        if not found:
            return {"error": -201, "message": "id is invalid"}
        without = ("create_date", "update_date", "link_view", "total_view")
        return {"error": 0, "data": {k: v for k, v in found[0].items() if k not in without}}

    def _zalo_keys(self, request: Request) -> dict[str, Any]:
        form = _query("?" + request.body.decode())
        if request.headers.get("secret_key") != ZALO_SECRET or self.zalo_error:
            return {"error": self.zalo_error or -14_004, "error_name": "Invalid secret key"}
        if form["grant_type"] == "refresh_token":
            if form["refresh_token"] != f"zalo-renew-{self.rounds}":  # good once
                return {"error": -14_014, "error_name": "Invalid refresh token"}
            self.rounds += 1
        else:
            digest = hashlib.sha256(form["code_verifier"].encode()).digest()
            met = urlsafe_b64encode(digest).decode().rstrip("=")
            if form["code"] != "ok" or (self.challenge and met != self.challenge):
                return {"error": -14_005, "error_name": "Invalid authorization code"}
        return {
            "access_token": f"zalo-access-{self.rounds}",
            "refresh_token": f"zalo-renew-{self.rounds}", "expires_in": "90000",
        }  # fmt: skip


def _query(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def may_hold(reader: Reader, address: str) -> bool:
    """Say whether an address may lie on a reader's page."""
    named = read_address(address)
    return (
        named is not None
        and named.platform is reader.platform
        and named.may_be_of(reader.names)
    )
