"""Drawing a letter's pages before somebody opens its review."""

from django.core.cache import cache
from django_tasks import task

from loa.dispatches.gateways import pictures
from loa.dispatches.models import Dispatch

HAS_PAGES = frozenset({"pdf_scan", "image", "pdf_text"})
ASKED_FOR_S = 120  # as long nobody asks again


@task()
def draw_pages(dispatch_id: int) -> int:
    """Draw every page of a letter that is not kept yet. May run twice."""
    letter = Dispatch.objects.select_related("file").get(pk=dispatch_id)
    if letter.format not in HAS_PAGES or letter.file.removed_at is not None:
        return 0
    return pictures.draw_missing(letter.file, letter.pages)


def ask_for_pages(dispatch_id: int) -> bool:
    """Have a letter's pages drawn, unless that was asked for a moment ago."""
    is_new = cache.add(f"dispatches.draw_pages.{dispatch_id}", True, ASKED_FOR_S)
    if is_new:
        draw_pages.enqueue(dispatch_id)
    return is_new
