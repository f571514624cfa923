"""Looking at publications' addresses and files: bytes in, what was seen out. Writes nothing."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from loa.campaigns.models import Campaign
from loa.crafts.matching import (
    Finding,
    ImageFingerprint,
    Library,
    Picture,
    PictureError,
    Specimen,
    fingerprint_image,
    fingerprint_text,
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
from loa.doors.pages import PageShown, is_picture, read_page
from loa.evidence.models import Publication
from loa.files.actions import read
from loa.files.models import StoredFile
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


async def visit_page(address: str, fetcher: Fetcher) -> Visited:
    """Fetch a page with its pictures through the guard."""
    outcome = await fetcher.fetch(address)
    if not isinstance(outcome, Fetched):
        return _not_read(outcome)
    final = outcome.visit.final_url
    if is_picture(outcome.body) or is_pdf(outcome.body):
        return Visited(final_address=final, parts=(outcome,))
    page = read_page(outcome.body, url=final, charset=outcome.charset)
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
    files = [
        read(stored)
        for stored in publication.files.all()
        if stored.media_type.startswith("image/") and not stored.removed_at
    ]
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


def library_of(campaign: Campaign) -> Library:
    """Give the campaign's materials, all their versions, ready to be found."""
    materials = campaign.materials.prefetch_related("versions__file", "versions__preview")
    found = [each for row in materials.order_by("pk") for each in _specimens(row)]
    return Library(found, ocr=find_ocr())


def _specimens(material: Material) -> list[Specimen]:
    key, pack = str(material.pk), str(material.pack_id or "")
    versions = list(material.versions.all())
    texts = {material.post_text.strip(), *(each.text.strip() for each in versions)} - {""}
    found = [Specimen(key, pack, text=fingerprint_text(text)) for text in sorted(texts)]
    if material.link:
        is_video = material.format in {Format.VIDEO, Format.CLIP}
        title = material.title if is_video else ""
        found.append(Specimen(key, pack, links=(material.link,), title=title))
    for stored in (file for each in versions for file in (each.file, each.preview)):
        if stored and not stored.removed_at and stored.media_type.startswith("image/"):
            image = _fingerprint(stored.sha256)
            if image:
                found.append(Specimen(key, pack, images=(image,)))
    return found


@lru_cache(maxsize=500)
def _fingerprint(sha256: str) -> ImageFingerprint | None:
    try:
        return fingerprint_image(read(StoredFile.objects.get(sha256=sha256)), find_ocr())
    except (PictureError, FileNotFoundError):
        return None


def is_outside(dated: date | None, campaign: Campaign) -> bool:
    """Say whether the day that a page gives lies outside the campaign."""
    return dated is not None and not campaign.starts_on <= dated <= campaign.ends_on
