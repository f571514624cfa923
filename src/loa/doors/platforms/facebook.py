"""Facebook's pages through the Graph API: consent, the page's key, its own posts.

Read with a page's own key and the permissions `pages_show_list` and `pages_read_engagement`
alone. Fields and errors: Graph API v26.0, `/me/accounts`, `/{page-id}/posts`, `/{post-id}`,
error handling; decision 0055 says what was read and that no real page was met.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from loa.doors.fetch import Fetcher
from loa.doors.platforms import asking
from loa.doors.platforms.addresses import Named, Platform, read_address
from loa.doors.platforms.asking import Json, PlatformError, Told, number_of, put
from loa.doors.platforms.posts import Post, ids_in, instant_of, kept_answer

SCOPES = ("pages_show_list", "pages_read_engagement")
MOST_PAGES = 500
MOST_LISTS = 10
AT_ONCE = 50
_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_TOO_MANY = frozenset({4, 17, 32, 341, 613, 80001, 80002})
_REFUSED = frozenset({3, 10, 102, 190, *range(200, 300)})
_FAULT = frozenset({1, 2})
_NO_OBJECT = frozenset({100, 803})
_INNER = "media_type,url,unshimmed_url,target{id},media{image}"
FIELDS = (
    "id,message,created_time,permalink_url,is_published,status_type,from{id},"
    f"attachments{{{_INNER},subattachments{{{_INNER}}}}}"
)


@dataclass(frozen=True)
class App:
    """The operator's app at the platform, and where the platform is asked."""

    id: str
    secret: str = field(repr=False)
    api: str = "https://graph.facebook.com/v26.0"
    consent: str = "https://www.facebook.com/v26.0/dialog/oauth"


@dataclass(frozen=True)
class Page:
    """A page that a person may give the key of. `names`: how an address may name it."""

    id: str
    title: str
    names: frozenset[str]
    key: str = field(repr=False)


def consent_address(app: App, *, back: str, state: str) -> str:
    """Give where a person is sent to agree."""
    asked = {
        "client_id": app.id, "redirect_uri": back, "state": state, "response_type": "code",
        "scope": ",".join(SCOPES),
    }  # fmt: skip
    return f"{app.consent}?{urlencode(asked)}"


async def key_of_person(app: App, fetcher: Fetcher, *, code: str, back: str) -> str:
    """Exchange a code for a key of the person that lasts, of which pages' keys do not end."""
    asked = {"client_id": app.id, "client_secret": app.secret}
    first = await _token(app, fetcher, {**asked, "redirect_uri": back, "code": code})
    return await _token(
        app, fetcher, {**asked, "grant_type": "fb_exchange_token", "fb_exchange_token": first}
    )


async def pages_of(app: App, fetcher: Fetcher, *, key: str) -> list[Page]:
    """List the pages of which a person may give the key."""
    found: list[Page] = []
    query = {"fields": "id,name,username,link,access_token", "limit": "100"}
    while len(found) < MOST_PAGES:
        told = await _ask(app, fetcher, "me/accounts", key, query)
        rows = [each for each in _rows(told.json) if each.get("access_token")]
        found += [_page(each) for each in rows]
        after = _after(told.json)
        if not after:
            break
        query["after"] = after
    return found


async def person_of(app: App, fetcher: Fetcher, *, key: str) -> str:
    """Give the number by which our app knows who agreed; needed to give the key back."""
    told = await _ask(app, fetcher, "me", key, {"fields": "id"})
    return str(told.json.get("id") or "")


async def give_back(app: App, fetcher: Fetcher, *, person: str) -> None:
    """Have the platform forget what a person agreed to. Raises PlatformError."""
    own = f"{app.id}|{app.secret}"
    await _ask(app, fetcher, f"{quote(person, safe='')}/permissions", own, {}, method="DELETE")


async def one_post(app: App, fetcher: Fetcher, *, page: str, key: str, post: str) -> Post:
    """Ask for one post of the page by its number. Raises PlatformError.

    What somebody else wrote on the page is not given, and nothing of it is kept.
    """
    told = await _ask(app, fetcher, f"{page}_{post}", key, {"fields": FIELDS})
    author = told.json.get("from")
    if not isinstance(author, Mapping) or str(author.get("id")) != page:
        raise PlatformError(asking.NOT_GIVEN)
    return _post(told, told.json, page, key, app)


async def posts(
    app: App, fetcher: Fetcher, *, page: str, key: str, first: date, last: date
) -> list[Post]:
    """List the page's own posts of some days, the newest first. Raises PlatformError."""
    found: list[Post] = []
    query = {
        "fields": FIELDS, "limit": str(AT_ONCE),
        "since": str(_start_of(first)), "until": str(_start_of(last + timedelta(days=1))),
    }  # fmt: skip
    for _ in range(MOST_LISTS):
        told = await _ask(app, fetcher, f"{page}/posts", key, query)
        rows = _rows(told.json)
        found += [_post(told, each, page, key, app) for each in rows]
        after = _after(told.json)
        if not rows or not after:
            break
        query["after"] = after
    return found


async def _token(app: App, fetcher: Fetcher, form: Mapping[str, str]) -> str:
    # As a form: an address is written down by more programs than a body is.
    told = await put(fetcher, f"{app.api}/oauth/access_token", form=form, method="POST")
    _judge(told)
    token = told.json.get("access_token")
    if not isinstance(token, str) or not token:
        raise PlatformError(asking.NOT_UNDERSTOOD)
    return token


async def _ask(
    app: App,
    fetcher: Fetcher,
    path: str,
    key: str,
    query: Mapping[str, str],
    *,
    method: str = "GET",
) -> Told:
    proof = hmac.new(app.secret.encode(), key.encode(), hashlib.sha256).hexdigest()
    told = await put(
        fetcher, f"{app.api}/{path}", query, secret={"Authorization": f"Bearer {key}"},
        proof={"appsecret_proof": proof}, method=method,
    )  # fmt: skip
    _judge(told)
    return told


def _judge(told: Told) -> None:
    """Raise PlatformError where an answer tells of an error, by the platform's own numbers."""
    error = told.json.get("error")
    if error is None and told.answer.status < 400:
        return
    number = number_of(error.get("code")) if isinstance(error, dict) else told.answer.status
    if number in _TOO_MANY:
        raise PlatformError(asking.SLOW_DOWN, number, retry_after=_pause(told))
    if number in _REFUSED:
        raise PlatformError(asking.REFUSED, number)
    if number in _NO_OBJECT:
        raise PlatformError(asking.NOT_GIVEN, number)
    is_fault = number in _FAULT or told.answer.status >= 500
    raise PlatformError(asking.NO_ANSWER if is_fault else asking.NOT_UNDERSTOOD, number)


def _pause(told: Told) -> timedelta | None:
    """Read from `X-Business-Use-Case-Usage` in how many minutes the page may be asked again."""
    said = told.answer.header("x-business-use-case-usage")
    found = [
        number_of(part.split(":")[1].split(",")[0].strip(' }]"'))
        for part in said.split("estimated_time_to_regain_access")[1:]
        if ":" in part
    ]
    if found and max(found) > 0:
        return timedelta(minutes=min(max(found), 1_440))
    return asking.pause_of(told.answer, told.at)


def _page(row: Json) -> Page:
    number = str(row.get("id"))
    names = {number, str(row.get("username") or "").lower()}
    named = read_address(str(row.get("link") or ""))
    if named is not None:
        names.add(named.page)
    title = str(row.get("name") or "")[:200]
    return Page(number, title, frozenset(names - {""}), str(row["access_token"]))


def _post(told: Told, row: Json, page: str, key: str, app: App) -> Post:
    number = str(row.get("id") or "")
    permalink = str(row.get("permalink_url") or "")
    names = {number, number.removeprefix(f"{page}_"), *ids_in(permalink, Platform.FACEBOOK)}
    if row.get("status_type") != "shared_story":
        # Of a shared post the targets are what another page published.
        names |= set(_targets(row))
    return Post(
        number,
        permalink,
        instant_of(row.get("created_time")),
        row.get("is_published") is not False,
        frozenset(names - {""}),
        (kept_answer(told, row, secrets=(key, app.secret)),),
    )


def _targets(row: Json) -> list[str]:
    found, waiting = list[str](), [row.get("attachments")]
    while waiting:
        thing = waiting.pop()
        for each in _rows(thing) if isinstance(thing, dict) else []:
            target = each.get("target")
            if isinstance(target, dict) and target.get("id"):
                found.append(str(target["id"]))
            waiting.append(each.get("subattachments"))
    return found


def _rows(told: Json) -> list[Json]:
    rows = told.get("data")
    return [each for each in rows if isinstance(each, dict)] if isinstance(rows, list) else []


def _after(told: Json) -> str:
    """Give where the next list begins. `paging.next` is not used: it holds the key."""
    paging = told.get("paging")
    cursors = paging.get("cursors") if isinstance(paging, dict) else None
    if not isinstance(cursors, dict) or not isinstance(paging, dict) or "next" not in paging:
        return ""
    return str(cursors.get("after") or "")


def _start_of(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=_VIETNAM).timestamp())


def is_number(named: Named) -> str:
    """Give the number of the post that an address names; "" where it names it otherwise."""
    numbers = [each for each in named.posts if each.isdigit()]
    return numbers[0] if len(numbers) == 1 else ""
