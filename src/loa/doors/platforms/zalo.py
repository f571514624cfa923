"""Zalo Official Accounts: consent, keys that are changed daily, articles.

OAuth v4 (`oauth.zaloapp.com/v4/oa`), Official Account API v2.0 (`getoa`, `article/getslice`,
`article/getdetail`). A key to renew is good once: who uses it twice has none. Decision 0055
says what was read and that no real account was met.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from loa.doors.fetch import Fetcher
from loa.doors.platforms import asking
from loa.doors.platforms.addresses import Platform
from loa.doors.platforms.asking import Json, PlatformError, Told, number_of, put
from loa.doors.platforms.posts import Post, ids_in, instant_of, kept_answer

AT_ONCE = 10
"""The interface gives no more articles in one answer."""
MOST_LISTS = 20
KINDS = ("normal", "video")
RENEWABLE_FOR = timedelta(days=90)
"""How long a key to renew is good, by Zalo's documentation (three months)."""
_TOO_MANY = frozenset({-32, -213, -218})
_REFUSED = frozenset({-124, -204, -205, -209, -216, -220, -221, -224})
_LEEWAY = timedelta(days=1)


@dataclass(frozen=True)
class App:
    """The operator's app at the platform, and where the platform is asked."""

    id: str
    secret: str = field(repr=False)
    api: str = "https://openapi.zalo.me/v2.0"
    oauth: str = "https://oauth.zaloapp.com/v4/oa"


@dataclass(frozen=True)
class Keys:
    """A key, until when it opens, and the one by which it is changed for the next."""

    key: str = field(repr=False)
    until: datetime
    renew: str = field(repr=False)


@dataclass(frozen=True)
class Account:
    """An Official Account: its number, its name, and how an address may name it."""

    id: str
    title: str
    names: frozenset[str]


def consent_address(app: App, *, back: str, state: str, challenge: str) -> str:
    """Give where a person is sent to agree."""
    asked = {
        "app_id": app.id, "redirect_uri": back, "code_challenge": challenge, "state": state,
    }  # fmt: skip
    return f"{app.oauth}/permission?{urlencode(asked)}"


async def first_keys(app: App, fetcher: Fetcher, *, code: str, verifier: str) -> Keys:
    """Exchange a code for keys. Raises PlatformError."""
    form = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
    return await _keys(app, fetcher, form)


async def next_keys(app: App, fetcher: Fetcher, *, renew: str) -> Keys:
    """Change keys for the next ones; the one given is good no more. Raises PlatformError."""
    return await _keys(app, fetcher, {"grant_type": "refresh_token", "refresh_token": renew})


async def account_of(app: App, fetcher: Fetcher, *, key: str) -> Account:
    """Say whose key it is, by the platform's own word. Raises PlatformError."""
    told = await _ask(app, fetcher, "oa/getoa", key, {})
    data = _data(told)
    number = str(data.get("oa_id") or "")
    if not number:
        raise PlatformError(asking.NOT_UNDERSTOOD)
    names = {number, str(data.get("oa_alias") or "").lower()}
    return Account(number, str(data.get("name") or "")[:200], frozenset(names - {""}))


async def posts(app: App, fetcher: Fetcher, *, key: str, first: date, last: date) -> list[Post]:
    """List the account's articles of some days with their words. Raises PlatformError."""
    found: list[Post] = []
    for kind in KINDS:
        for told, row in await _listed(app, fetcher, kind, key, first):
            created = instant_of(row.get("create_date"))
            if created is not None and created.date() > last + _LEEWAY:
                continue
            post = await _whole(app, fetcher, told, row, key)
            if post.created_on is None or first <= post.created_on <= last:
                found.append(post)
    return found


async def one_post(app: App, fetcher: Fetcher, *, key: str, post: str, first: date) -> Post:
    """Give one article by its id, if it stands in the account's own list.

    Raises PlatformError.
    """
    for kind in KINDS:
        for told, row in await _listed(app, fetcher, kind, key, first):
            if str(row.get("id")) == post:
                return await _whole(app, fetcher, told, row, key)
    raise PlatformError(asking.NOT_GIVEN)


async def _listed(
    app: App, fetcher: Fetcher, kind: str, key: str, first: date
) -> list[tuple[Told, Json]]:
    """List articles from the newest back to a day."""
    found: list[tuple[Told, Json]] = []
    for number in range(MOST_LISTS):
        query = {"offset": str(number * AT_ONCE), "limit": str(AT_ONCE), "type": kind}
        told = await _ask(app, fetcher, "article/getslice", key, query)
        medias = _data(told).get("medias")
        rows = [each for each in medias if isinstance(each, dict)] if medias else []
        found += [(told, each) for each in rows]
        oldest = instant_of(rows[-1].get("create_date")) if rows else None
        if len(rows) < AT_ONCE or (oldest and oldest.date() < first - _LEEWAY):
            break
    return found


async def _whole(app: App, fetcher: Fetcher, listed: Told, row: Json, key: str) -> Post:
    number = str(row.get("id") or "")
    told = await _ask(app, fetcher, "article/getdetail", key, {"id": number})
    data = _data(told)
    secrets = (key, app.secret)
    link = str(row.get("link_view") or "")
    status = str(data.get("status") or row.get("status") or "show")
    return Post(
        number,
        link,
        instant_of(row.get("create_date")),
        status == "show",
        frozenset({number, *ids_in(link, Platform.ZALO)}),
        (kept_answer(listed, row, secrets=secrets), kept_answer(told, data, secrets=secrets)),
    )


async def _keys(app: App, fetcher: Fetcher, form: Mapping[str, str]) -> Keys:
    told = await put(
        fetcher, f"{app.oauth}/access_token", secret={"secret_key": app.secret},
        form={"app_id": app.id, **form}, method="POST",
    )  # fmt: skip
    key, renew = told.json.get("access_token"), told.json.get("refresh_token")
    if not (isinstance(key, str) and key and isinstance(renew, str) and renew):
        number = number_of(told.json.get("error"))
        if number in _TOO_MANY:
            raise PlatformError(asking.SLOW_DOWN, number)
        is_fault = told.answer.status >= 500 or not number
        raise PlatformError(asking.NO_ANSWER if is_fault else asking.REFUSED, number)
    lasts = number_of(told.json.get("expires_in")) or 3_600
    return Keys(key, told.at + timedelta(seconds=lasts), renew)


async def _ask(
    app: App, fetcher: Fetcher, path: str, key: str, query: Mapping[str, str]
) -> Told:
    told = await put(fetcher, f"{app.api}/{path}", query, secret={"access_token": key})
    number = number_of(told.json.get("error"))
    if number in _TOO_MANY:
        raise PlatformError(asking.SLOW_DOWN, number)
    if number in _REFUSED:
        raise PlatformError(asking.REFUSED, number)
    if number or told.answer.status >= 400:
        is_fault = told.answer.status >= 500
        raise PlatformError(asking.NO_ANSWER if is_fault else asking.NOT_UNDERSTOOD, number)
    return told


def _data(told: Told) -> Json:
    data = told.json.get("data")
    return data if isinstance(data, dict) else {}
