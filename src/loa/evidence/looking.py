"""Looking at publications' addresses and files: bytes in, what was seen out. Writes nothing."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.db.models import QuerySet, prefetch_related_objects

from loa.campaigns.models import Campaign
from loa.crafts.matching import (
    Finding,
    Frame,
    KeptImage,
    Library,
    Picture,
    PictureError,
    Specimen,
    TextFingerprint,
    open_picture,
)
from loa.crafts.matching.leaflets import is_pdf, read_pdf
from loa.doors.archive import capture
from loa.doors.fetch import Fetcher
from loa.doors.ocr import find_ocr
from loa.doors.outcomes import (
    BlockedByRobots,
    Fetched,
    Gone,
    JavascriptOnly,
    NeedsLogin,
    Outcome,
    Refused,
    Unreachable,
)
from loa.doors.pages import PageShown, is_picture
from loa.doors.shelter import TrapError
from loa.evidence.earlier import MOST, Shelves, earlier_materials, is_over
from loa.evidence.looks import showing_files
from loa.evidence.models import Publication
from loa.files.actions import read
from loa.files.models import StoredFile
from loa.materials import clip_frames, fingerprints
from loa.materials.models import Format, Material


@dataclass(frozen=True)
class Visited:
    """An address as it was met: the page with its pictures, or why there is none.

    `code` is empty where the page was read. `temporary`: try again later.
    """

    code: str = ""
    temporary: bool = False
    retry_after: timedelta | None = None
    final_address: str = ""
    page: PageShown = field(default_factory=lambda: PageShown(""))
    parts: tuple[Fetched, ...] = field(default=(), repr=False)
    too_large: int = 0
    """Pictures of it that nobody has opened: what is on them nobody can say."""
    by_key: bool = False
    """Read, or tried, with the key of the page's owner."""
    number: int = 0
    """The platform's own number of an error."""
    is_untied: bool = False
    """A post of the page that the given address does not name: it counts for nothing alone."""
    candidates: tuple["Visited", ...] = field(default=(), repr=False)
    """Posts of the page that may be meant, each untied."""


async def visit_page(address: str, fetcher: Fetcher) -> Visited:
    """Fetch a page with its pictures through the guard."""
    outcome = await fetcher.fetch(address)
    if not isinstance(outcome, Fetched):
        return _not_read(outcome)
    final = outcome.visit.final_url
    if is_picture(outcome.body) or is_pdf(outcome.body):
        return Visited(final_address=final, parts=(outcome,))
    try:
        page = await fetcher.shelter.page(outcome.body, charset=outcome.charset, url=final)
        if page.has_comments:
            # The post is kept without its commenters; Loa reads UTF-8 whatever the label says.
            post = await fetcher.shelter.post(outcome.body, charset=outcome.charset)
            visit = replace(outcome.visit, notes=(*outcome.visit.notes, "comments_left_out"))
            outcome = replace(outcome, visit=visit, body=post)
    except TrapError:
        return Visited("refused_trap", final_address=final)
    met = [await fetcher.fetch(each, part=True) for each in page.pictures]
    pictures = [each for each in met if isinstance(each, Fetched) and is_picture(each.body)]
    return Visited(final_address=final, page=page, parts=(outcome, *pictures))


def _not_read(outcome: Outcome) -> Visited:
    final = outcome.visit.final_url
    match outcome:
        case Gone():
            return Visited("gone", final_address=final)
        case NeedsLogin():
            return Visited("login_wall", final_address=final)
        case JavascriptOnly():
            return Visited("javascript_only", final_address=final)
        case BlockedByRobots():
            return Visited("robots", final_address=final)
        case Refused():
            return Visited(f"refused_{outcome.code}")
        case Unreachable():
            return Visited(
                outcome.code, outcome.temporary, outcome.retry_after, final_address=final
            )
        case _:
            return Visited("no_answer", temporary=True)


def compare(publication: Publication, seen: Visited | None, library: Library) -> list[Finding]:
    """Look for materials in a page's words and pictures and in the files handed in."""
    files = [read(stored) for stored in showing_files(publication)]
    return compare_page(seen or Visited(), library, files)


def compare_page(seen: Visited, library: Library, files: Sequence[bytes] = ()) -> list[Finding]:
    """Look for materials in a page's words, pictures and PDF, and in `files`."""
    words, pictures = [seen.page.text], list[Picture]()
    for body in (*(part.body for part in seen.parts), *files):
        with suppress(PictureError):
            if is_picture(body):
                pictures.append(open_picture(body))
            elif is_pdf(body):
                told, drawn = read_pdf(body)
                words.append(told)
                pictures += drawn
    page = seen.page
    return library.look_at(
        "\n".join(words).strip(), pictures, links=page.links, embeds=page.embeds,
        title=page.title, anchors=page.anchors,
    )  # fmt: skip


def as_warc(seen: Visited) -> bytes | None:
    """Give the capture of what was read, as a WARC file; None where nothing was."""
    return capture(seen.parts).warc if seen.parts else None


def library_of(campaign: Campaign, *, between: Callable[[], None] = lambda: None) -> Library:
    """Give the campaign's materials, all their versions, ready to be found.

    Behind them those of earlier campaigns, which are said and never count. `between` is called
    after each fingerprint that had to be made first. A library that is as it was is the very
    same, with what it has learned of look-alikes.
    """
    own = _with_files(campaign.materials.order_by("pk"))
    old = _with_files(earlier_materials(campaign)[:MOST])
    over = frozenset(str(each.pk) for each in old if is_over(each, campaign))
    key = (_key_of(own), _key_of(old), over)
    if campaign.pk not in _libraries or _libraries[campaign.pk][0] != key:
        while len(_libraries) >= _MOST_LIBRARIES:
            _libraries.pop(next(iter(_libraries)))
        earlier = Library(_ready(old, between)) if old else None
        made = Shelves(_ready(own, between), earlier=earlier, over=over, ocr=find_ocr())
        _libraries[campaign.pk] = (key, made)
    return _libraries[campaign.pk][1]


def _with_files(materials: QuerySet[Material]) -> list[Material]:
    rows = list(materials)
    for first in range(0, len(rows), _AT_ONCE):
        # SQLite takes no more than a thousand of them in one question.
        some = rows[first : first + _AT_ONCE]
        prefetch_related_objects(some, "versions__file", "versions__preview")
    return rows


def _key_of(materials: Sequence[Material]) -> object:
    return tuple((each.pk, each.pack_id, *_contents(each)) for each in materials)


def _ready(materials: Sequence[Material], between: Callable[[], None]) -> list[Specimen]:
    texts = {text for each in materials for text in _texts(each)}
    pictures = {file.sha256: file for each in materials for file in _pictures(each)}
    written = fingerprints.of_texts(texts)
    shown = fingerprints.of_pictures(list(pictures.values()), between=between)
    clips = {file.sha256: file for each in materials for file in _clips(each)}
    played = clip_frames.of_clips(list(clips.values()), between=between)
    return [each for row in materials for each in _specimens(row, written, shown, played)]


_AT_ONCE = 200
_MOST_LIBRARIES = 8
_libraries: dict[int, tuple[object, Library]] = {}


def forget_libraries() -> None:
    """Leave the memory of this process: the next library is put together anew."""
    _libraries.clear()


def _contents(material: Material) -> list[str]:
    texts = [fingerprints.content_of(each) for each in _texts(material)]
    said = [material.link, material.title, material.format]
    files = [*_pictures(material), *_clips(material)]
    return [*texts, *(each.sha256 for each in files), *said]


def _texts(material: Material) -> list[str]:
    every = {material.post_text.strip(), *(v.text.strip() for v in material.versions.all())}
    return sorted(every - {""})


def _pictures(material: Material) -> list[StoredFile]:
    files = (file for v in material.versions.all() for file in (v.file, v.preview))
    return [
        each
        for each in files
        if each and not each.removed_at and each.media_type.startswith("image/")
    ]


def _clips(material: Material) -> list[StoredFile]:
    files = (version.file for version in material.versions.all())
    return [
        each
        for each in files
        if each and not each.removed_at and each.media_type.startswith(clip_frames.MEDIA)
    ]


def _specimens(
    material: Material, written: dict[str, TextFingerprint], shown: dict[str, KeptImage],
    played: dict[str, tuple[Frame, ...]],
) -> Iterator[Specimen]:  # fmt: skip
    key, pack = str(material.pk), str(material.pack_id or "")
    for text in _texts(material):
        yield Specimen(key, pack, text=written[text])
    if material.link:
        is_video = material.format in {Format.VIDEO, Format.CLIP}
        title = material.title if is_video else ""
        yield Specimen(key, pack, links=(material.link,), title=title)
    for each in dict.fromkeys(file.sha256 for file in _pictures(material)):
        if each in shown:
            yield Specimen(key, pack, images=(shown[each],))
    for clip in _clips(material):
        if clip.sha256 in played:
            yield Specimen(key, pack, frames=played[clip.sha256])


def is_outside(dated: date | None, campaign: Campaign) -> bool:
    """Say whether the day that a page gives lies outside the campaign."""
    return dated is not None and not campaign.starts_on <= dated <= campaign.ends_on
