"""What is said of a capture: its words, links and pictures, each material at its best."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from loa.crafts.matching.addresses import is_whole_site, page_of, video_of
from loa.crafts.matching.changes import Change
from loa.crafts.matching.clips import Clips, Frame
from loa.crafts.matching.codes import read_codes
from loa.crafts.matching.disowned import AROUND, is_denied
from loa.crafts.matching.gallery import Gallery
from loa.crafts.matching.hits import PictureHit, same_place
from loa.crafts.matching.imprints import ImageFingerprint, KeptImage
from loa.crafts.matching.leading import Anchor, belied
from loa.crafts.matching.pictures import Picture, parts
from loa.crafts.matching.spots import read_words
from loa.crafts.matching.verdicts import (
    Outcome,
    Reason,
    judge_details,
    judge_picture,
    judge_text,
)
from loa.crafts.matching.wording import TextIndex, common_in_order
from loa.crafts.matching.words import TextFingerprint, Words, split_words

if TYPE_CHECKING:
    from loa.crafts.opening import Ocr

_TITLE_WORDS = 4
_TITLE_SHARE = 0.9
# Pictures of one page that are read for their words, a second each.
_MOST_READ = 3


@dataclass(frozen=True)
class Specimen:
    """A material as it is looked for: `key` names it, `campaign` groups shared paragraphs."""

    key: str
    campaign: str = ""
    text: TextFingerprint | None = None
    images: tuple[ImageFingerprint | KeptImage, ...] = ()
    links: tuple[str, ...] = ()
    """Where it stands by itself: its page, its video on a platform."""
    title: str = ""
    """The title of a video; of other materials it says too little."""
    frames: tuple[Frame, ...] = ()
    """Of a clip, in their order."""


@dataclass(frozen=True)
class Finding:
    """What was found of one material; `material` is None where nothing of any was.

    `share`: how much of it, 0-1. `region`: x, y, width, height in pixels of picture number
    `picture`. `passage`: the words of the page.
    """

    outcome: Outcome
    reason: Reason
    material: str | None = None
    share: float = 0.0
    method: str | None = None
    picture: int | None = None
    region: tuple[int, int, int, int] | None = None
    passage: str | None = None
    changes: tuple[Change, ...] = ()
    """Contacts that say something else than the material, or (`detail_unread`) may do so."""


class Library:
    """All materials, ready to be found. Build once, look often."""

    def __init__(self, specimens: Sequence[Specimen], *, ocr: "Ocr | None" = None) -> None:
        """`ocr` reads numbers on found posters that look altered; without one a person does."""
        self._ocr = ocr
        self._specimens = list(specimens)
        self._linked = [each for each in specimens if each.links or each.title]
        written = [each for each in specimens if each.text and len(each.text.words) >= 3]
        self._written = written
        self._index = TextIndex(
            [each.text for each in written if each.text], [each.campaign for each in written]
        )
        shown = [(each, image) for each in specimens for image in each.images]
        self._shown = [each for each, _ in shown]
        self._gallery = Gallery([image for _, image in shown])
        self._clips = Clips([(each.key, each.frames) for each in specimens if each.frames])

    def look_at(
        self, text: str, pictures: Sequence[Picture] = (), *, links: Sequence[str] = (),
        embeds: Sequence[str] = (), title: str = "", anchors: Sequence[Anchor] = (),
    ) -> list[Finding]:  # fmt: skip
        """Say what a captured page holds of the materials; one finding a material, best first.

        `links`: addresses that it leads to; `embeds`: those that play within it, and its own;
        `anchors`: the words of links, and where they lead.
        Where there are no words, those in the pictures are read (by the library's OCR, 1 s
        each). Never empty: where there is nothing it says so, and why.
        """
        if not self._specimens:
            return [Finding(Outcome.CANNOT_TELL, Reason.NO_MATERIAL)]
        words = split_words(text)
        findings = [*self._in_text(words, anchors), *self._in_links(links, embeds, title)]
        is_mocked = cache(lambda: is_denied(words.words))
        for number, picture in enumerate(pictures):
            for each in self._in_whole_or_parts(number, picture):
                is_doubt = each.outcome is Outcome.FOUND and is_mocked()
                findings.append(_doubted(each) if is_doubt else each)
        for each in list(self._in_clips(pictures, findings)):
            is_doubt = each.outcome is Outcome.FOUND and is_mocked()
            findings.append(_doubted(each) if is_doubt else each)
        is_found = any(each.outcome is Outcome.FOUND for each in findings)
        if self._ocr is not None and self._written and not len(words) and not is_found:
            for number, picture in enumerate(pictures[:_MOST_READ]):
                findings += self._in_read(number, picture, self._ocr)
        if not findings:
            if not len(words) and not pictures and not links and not embeds:
                return [Finding(Outcome.CANNOT_TELL, Reason.NOTHING_TO_COMPARE)]
            return [Finding(Outcome.NOT_FOUND, Reason.NO_MATCH)]
        return _best_of_each(findings)

    def _in_text(self, page: Words, anchors: Sequence[Anchor] = ()) -> Iterable[Finding]:
        for hit in self._index.hits(page):
            outcome, reason = judge_text(hit)
            if outcome is Outcome.NOT_FOUND:
                continue
            specimen = self._written[hit.material]
            swaps = [Change(each.kind, each.expected, each.said) for each in hit.swaps]
            added = [Change(each.kind, "", each.value) for each in hit.added]
            wrong, unsure = belied(specimen.text.contacts if specimen.text else (), anchors)
            if wrong:
                outcome, reason = Outcome.ALTERED, Reason.ALTERED
            elif outcome is Outcome.FOUND and (added or unsure):
                outcome, reason = Outcome.CANNOT_TELL, Reason.DETAIL_UNREAD
            elif outcome is Outcome.FOUND:
                around = page.words[max(0, hit.first - AROUND) : hit.last + AROUND]
                if is_denied(around, specimen.text.words if specimen.text else ()):
                    outcome, reason = Outcome.CANNOT_TELL, Reason.DENIED
            yield Finding(
                outcome, reason, specimen.key, round(hit.coverage, 3), "text",
                passage=page.passage(hit.first, min(hit.last, len(page) - 1)),
                changes=(*swaps, *wrong, *unsure, *added),
            )  # fmt: skip

    def _in_read(self, number: int, picture: Picture, ocr: "Ocr") -> Iterable[Finding]:
        """Look for texts in a screenshot's words; a number read otherwise is only a doubt."""
        read = read_words(picture.fullest, ocr)
        if read is None:
            yield Finding(Outcome.CANNOT_TELL, Reason.WORDS_UNREAD, picture=number)
            return
        words, box = read
        scale = picture.width / picture.fullest.shape[1]
        for finding in self._in_text(split_words(words)):
            x, y, w, h = (round(each * scale) for each in box)
            placed = replace(finding, picture=number, region=(x, y, w, h))
            if finding.outcome is Outcome.ALTERED:
                doubt = Reason.DETAIL_UNREAD
                placed = replace(placed, outcome=Outcome.CANNOT_TELL, reason=doubt)
            yield placed

    def _in_links(
        self, links: Sequence[str], embeds: Sequence[str], title: str
    ) -> Iterable[Finding]:
        if not self._linked:
            return
        playing = {video_of(each) for each in embeds} - {""}
        led = {video_of(each) for each in links} - {""}
        pages = {page_of(each) for each in (*links, *embeds)} - {""}
        for each in self._linked:
            videos = {video_of(link) for link in each.links} - {""}
            if videos & playing:
                yield Finding(Outcome.FOUND, Reason.VIDEO, each.key, 1.0, "video")
                continue
            sites = {page_of(link) for link in each.links if not is_whole_site(link)}
            if videos & led or sites & pages:
                yield Finding(Outcome.CANNOT_TELL, Reason.LINK_ONLY, each.key, 0.5, "link")
            elif playing and _is_title(each.title, title):
                yield Finding(Outcome.CANNOT_TELL, Reason.VIDEO_TITLE, each.key, 0.5, "video")

    def _in_clips(
        self, pictures: Sequence[Picture], findings: Sequence[Finding]
    ) -> Iterable[Finding]:
        """Look for clips in the pictures that show no still material of another key."""
        shown: dict[int, set[str | None]] = {}
        for each in findings:
            if each.picture is not None and each.outcome is Outcome.FOUND:
                shown.setdefault(each.picture, set()).add(each.material)
        left = [(n, each) for n, each in enumerate(pictures) if n not in shown]
        for hit in self._clips.look_at(left):
            yield Finding(
                hit.outcome, hit.reason, hit.key, hit.share, "clip", hit.picture, hit.region
            )

    def _in_whole_or_parts(self, number: int, picture: Picture) -> Iterable[Finding]:
        findings = list(self._in_picture(number, picture))
        if not any(each.outcome is Outcome.FOUND for each in findings):
            for part, top in parts(picture):
                for finding in self._in_picture(number, part):
                    x, y, w, h = finding.region or (0, 0, part.width, part.height)
                    findings.append(replace(finding, region=(x, y + top, w, h)))
        # A part may have cut off the words that deny what it shows.
        denied = {each.material for each in findings if each.reason is Reason.DENIED}
        return [
            each
            for each in findings
            if each.outcome is not Outcome.FOUND or each.material not in denied
        ]

    def _in_picture(self, number: int, picture: Picture) -> Iterable[Finding]:
        taken: list[PictureHit] = []
        codes = cache(lambda: read_codes(picture.grey))
        hits = self._gallery.hits(picture)
        for hit in hits:
            key = self._shown[hit.material].key
            # The best at a place stands for it: its look-alikes below it are not there.
            if any(same_place(hit, other) for other in taken):
                continue
            taken.append(hit)
            rivals = [
                other.score
                for other in hits
                if self._shown[other.material].key != key and same_place(hit, other)
            ]
            outcome, reason = judge_picture(hit, max(rivals, default=0.0))
            changes: tuple[Change, ...] = ()
            if outcome is Outcome.FOUND or reason is Reason.PICTURE_PART:
                scrutiny = self._gallery.look_closely(
                    hit, picture, self._ocr, codes, may_be_denied=outcome is Outcome.FOUND
                )
                outcome, reason, changes = judge_details(hit, outcome, reason, scrutiny)
            if outcome is not Outcome.NOT_FOUND:
                yield Finding(
                    outcome, reason, key, round(hit.score, 3), "image", number, hit.region,
                    changes=changes,
                )  # fmt: skip


def _doubted(finding: Finding) -> Finding:
    return replace(finding, outcome=Outcome.CANNOT_TELL, reason=Reason.DENIED)


def _is_title(ours: str, theirs: str) -> bool:
    """Say whether a page's title carries a video's: four words at least, nine in ten there."""
    wanted, met = split_words(ours).words, split_words(theirs).words
    if len(wanted) < _TITLE_WORDS:
        return False
    return common_in_order(wanted, met) >= _TITLE_SHARE * len(wanted)


# An alarm stands above all else: the true poster beside it does not make it harmless.
_ORDER = {
    Outcome.ALTERED: 0,
    Outcome.FOUND: 1,
    Outcome.CANNOT_TELL: 2,
    Outcome.NOT_FOUND: 3,
}


def _best_of_each(findings: Iterable[Finding]) -> list[Finding]:
    ordered = sorted(findings, key=lambda each: (_ORDER[each.outcome], -each.share))
    best: dict[str | None, Finding] = {}
    for finding in ordered:
        best.setdefault(finding.material, finding)
    return list(best.values())
