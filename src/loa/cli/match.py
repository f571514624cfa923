"""`loa match`: say whether a material is on a captured page, photo or screenshot."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click

from loa.cli.words import stop
from loa.crafts.matching import (
    Finding,
    ImageFingerprint,
    Library,
    Outcome,
    Picture,
    PictureError,
    Reason,
    Specimen,
    fingerprint_text,
    open_picture,
)
from loa.crafts.matching.imprints import fingerprint_picture
from loa.crafts.matching.leaflets import is_pdf, read_pdf
from loa.doors.archive import WarcError, read_capture
from loa.doors.ocr import Tesseract, find_ocr
from loa.doors.pages import PageShown, is_picture, read_page

_MOST_BYTES = 64 * 2**20
_TEXTS = frozenset({".txt", ".md"})
_SURE = 0.75
_FOUND = {
    Outcome.FOUND: True,
    Outcome.NOT_FOUND: False,
    Outcome.CANNOT_TELL: None,
    # Never true: the poster is ours, what it tells people to do is not.
    Outcome.ALTERED: None,
}
_SAID = {
    Reason.FULL_TEXT: "Phần lớn văn bản của tài liệu có trên trang.",
    Reason.TEXT_PART: "Chỉ một phần văn bản của tài liệu có trên trang; cần người xem.",
    Reason.SHORT_TEXT: "Văn bản của tài liệu quá ngắn để máy tự kết luận; cần người xem.",
    Reason.PICTURE: "Hình của tài liệu có trong ảnh, khớp cả những chỗ khác với hình tương tự.",
    Reason.PICTURE_PART: "Có thể là hình của tài liệu nhưng bị che hoặc khác một phần; "
    "cần người xem.",
    Reason.ALTERED: "Đúng tài liệu này nhưng số điện thoại, tài khoản, địa chỉ hoặc mã QR "
    "đã bị đổi.",
    Reason.DETAIL_UNREAD: "Đúng tài liệu này nhưng một số hoặc mã có thể đã bị đổi; "
    "cần người xem.",
    Reason.VIDEO: "Trang phát đúng video này.",
    Reason.VIDEO_TITLE: "Trang phát một video cùng tên; cần người xem.",
    Reason.LINK_ONLY: "Trang chỉ dẫn liên kết tới tài liệu; cần người xem.",
    Reason.LOOK_ALIKE: "Giống hai tài liệu cùng mẫu gần như nhau; cần người xem.",
    Reason.DENIED: "Trang nói nội dung này là giả hoặc sai; cần người đọc.",
    Reason.MIRRORED: "Hình của tài liệu bị lật ngược như soi gương; cần người xem.",
    Reason.WORDS_UNREAD: "Chữ trong ảnh chưa đọc được nên chưa so được; cần người xem.",
    Reason.NO_MATCH: "Không thấy tài liệu nào.",
    Reason.NOTHING_TO_COMPARE: "Trang không có chữ hay ảnh nào để so.",
    Reason.NO_MATERIAL: "Không có tài liệu nào để tìm.",
}


@click.command("match", short_help="Say whether a material is on a page, photo or screenshot.")
@click.option(
    "--materials",
    type=click.Path(exists=True, path_type=Path),
    help="A folder of materials, or one file. Without it: the first argument.",
)
@click.argument("captures", nargs=-1, required=True)
def command(materials: Path | None, captures: tuple[str, ...]) -> None:
    """Look for MATERIAL in each CAPTURE: .html .txt .pdf .warc(.gz), a picture or an address.

    Materials are pictures, PDF and texts (.txt .md .html); a text that is an address stands for
    the page or video there. JSON lines come out: one for each page and material that is found,
    altered or doubtful (`found` is null), and one with `material` null where nothing is. Exit 0
    if something was found on each page, 1 if not.
    """
    pages = list(captures)
    if materials is None:
        if len(pages) < 2:
            stop("Cần: loa match TÀI_LIỆU TRANG…", "Usage: loa match MATERIAL CAPTURE…")
        materials = Path(pages.pop(0))
    ocr = find_ocr()
    library = Library(list(_specimens(materials, ocr)), ocr=ocr)
    every = True
    for capture in pages:
        shown, pictures = _shown(capture)
        findings = library.look_at(
            shown.text,
            pictures,
            links=shown.links,
            embeds=shown.embeds,
            title=shown.title,
            anchors=shown.anchors,
        )
        every &= any(each.outcome is Outcome.FOUND for each in findings)
        for finding in findings:
            click.echo(json.dumps(_row(capture, finding), ensure_ascii=False))
    raise SystemExit(0 if every else 1)


def _certainty(finding: Finding) -> float:
    """Say how sure it is that the material is there: what is found above what is doubtful."""
    if finding.material is None:
        return 0.0
    if finding.outcome is Outcome.FOUND:
        return round(_SURE + (1 - _SURE) * finding.share, 3)
    return round(_SURE * finding.share, 3)


def _row(capture: str, finding: Finding) -> dict[str, object]:
    return {
        "page": capture,
        "material": finding.material,
        "found": _FOUND[finding.outcome],
        "certainty": _certainty(finding),
        "share": finding.share,
        "method": finding.method,
        "region": finding.region,
        "passage": finding.passage,
        "changes": [
            {
                "kind": each.kind.value,
                "expected": each.expected,
                "said": each.said,
                "region": each.region,
            }
            for each in finding.changes
        ],
        "code": finding.reason.value,
        "reason": _SAID[finding.reason],
    }


def _specimens(where: Path, ocr: Tesseract | None) -> Iterator[Specimen]:
    paths = sorted(path for path in where.rglob("*") if path.is_file())
    for path in paths if where.is_dir() else [where]:
        name = str(path.relative_to(where)) if where.is_dir() else path.name
        data = _read(path)
        if is_picture(data):
            try:
                yield Specimen(name, images=(_print(open_picture(data), path, ocr),))
            except PictureError as error:
                stop(f"{path}: không mở được ảnh ({error.code}).", f"{path}: {error}.")
        elif is_pdf(data):
            words, pages = _pdf(data, str(path))
            prints = tuple(_print(page, None, ocr) for page in pages)
            yield Specimen(name, text=fingerprint_text(words) if words else None, images=prints)
        elif path.suffix.lower() in {".html", ".htm"}:
            yield Specimen(name, text=fingerprint_text(read_page(data).text))
        elif path.suffix.lower() in _TEXTS | {".url"}:
            yield _written(name, data.decode("utf-8", "replace"))
        elif not where.is_dir():
            stop(f"{path}: loại tệp này chưa so được.", f"{path}: not a picture or text.")


def _print(picture: Picture, path: Path | None, ocr: Tesseract | None) -> ImageFingerprint:
    """Take a material's picture; the OCR, the dearest part, waits until it is found."""
    again = (lambda: open_picture(_read(path))) if path else (lambda: picture)
    return fingerprint_picture(picture, ocr, again=again)


def _written(name: str, text: str) -> Specimen:
    """Take a text; one that holds nothing but addresses stands for what is there."""
    said = [line.strip() for line in text.splitlines() if line.strip()]
    links = [line.removeprefix("URL=") for line in said]
    links = [line for line in links if line.startswith(("http://", "https://"))]
    if links and len(said) <= len(links) + 1:
        title = next((line for line in said if line not in links and line[0] not in "[U"), "")
        return Specimen(name, links=tuple(links), title=title)
    return Specimen(name, text=fingerprint_text(text))


def _pdf(data: bytes, path: str) -> tuple[str, list[Picture]]:
    """Give the words of a PDF and its pages as pictures."""
    try:
        return read_pdf(data)
    except PictureError as error:
        stop(f"{path}: không mở được PDF.", f"{path}: {error}.")


def _shown(capture: str) -> tuple[PageShown, list[Picture]]:
    if capture.startswith(("http://", "https://")):
        return _visited(capture)
    path = Path(capture)
    data = _read(path)
    if is_picture(data):
        return PageShown(""), _opened([data], must=capture)
    if is_pdf(data):
        words, pages = _pdf(data, capture)
        return PageShown(words), pages
    if data[:2] == b"\x1f\x8b" or data[:5] == b"WARC/":
        try:
            parts = read_capture(data)
        except WarcError as error:
            stop(f"{path}: bản lưu không đọc được ({error.code}).", f"{path}: {error}.")
        return _captured([(part.kind, part.body) for part in parts], capture)
    if path.suffix.lower() in _TEXTS:
        return PageShown(data.decode("utf-8", "replace")), []
    page = read_page(data)
    return page, _opened(list(_beside(path, page)))


def _captured(parts: list[tuple[str, bytes]], capture: str) -> tuple[PageShown, list[Picture]]:
    """Put an archive's parts together as one page."""
    pages = [read_page(body) for kind, body in parts if kind in {"html", "text"}]
    pictures = _opened([body for _, body in parts])
    words = [page.text for page in pages]
    for _, body in parts:
        if is_pdf(body):
            told, drawn = _pdf(body, capture)
            words.append(told)
            pictures += drawn
    shown = PageShown(
        "\n".join(words),
        title=pages[0].title if pages else "",
        links=tuple(each for page in pages for each in page.links),
        embeds=tuple(each for page in pages for each in page.embeds),
        anchors=tuple(each for page in pages for each in page.anchors),
    )
    return shown, pictures


def _beside(path: Path, page: PageShown) -> Iterator[bytes]:
    """Read the pictures saved with a page; never leaves the page's folder."""
    folder = path.parent.resolve()
    for address in page.pictures:
        parts = urlsplit(address)
        beside = (folder / unquote(parts.path)).resolve()
        if not parts.scheme and beside.is_relative_to(folder) and beside.is_file():
            yield _read(beside)


def _visited(url: str) -> tuple[PageShown, list[Picture]]:
    from loa.doors.fetch import Fetcher
    from loa.doors.outcomes import Fetched

    async def visit() -> tuple[PageShown, list[bytes]]:
        async with Fetcher() as fetcher:
            outcome = await fetcher.fetch(url)
            if not isinstance(outcome, Fetched):
                code = getattr(outcome, "code", "")
                name = type(outcome).__name__
                stop(f"{url}: không xem được trang ({name} {code}).", f"{url}: {name} {code}.")
            if is_picture(outcome.body) or is_pdf(outcome.body):
                return PageShown(""), [outcome.body]
            page = read_page(
                outcome.body, url=outcome.visit.final_url, charset=outcome.charset
            )  # fmt: skip
            parts = [await fetcher.fetch(each, part=True) for each in page.pictures]
            return page, [part.body for part in parts if isinstance(part, Fetched)]

    page, bodies = asyncio.run(visit())
    if bodies and is_pdf(bodies[0]):
        words, drawn = _pdf(bodies[0], url)
        return PageShown(words), drawn
    return page, _opened(bodies)


def _opened(bodies: list[bytes], must: str = "") -> list[Picture]:
    pictures = []
    for body in bodies:
        if is_picture(body):
            try:
                pictures.append(open_picture(body))
            except PictureError as error:
                if must:
                    stop(f"{must}: không mở được ảnh ({error.code}).", f"{must}: {error}.")
    return pictures


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as source:
            data = source.read(_MOST_BYTES + 1)
    except OSError as fault:
        stop(f"{path}: không mở được ({fault.strerror}).", f"{path}: {fault.strerror}.")
    if len(data) > _MOST_BYTES:
        stop(f"{path}: lớn hơn 64 MB.", f"{path}: larger than 64 MB.")
    return data
