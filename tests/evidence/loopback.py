"""The small web of the doors' tests, running beside a test that is not asynchronous."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.doors.web import Web, small_web


@contextmanager
def web_beside() -> Iterator[Web]:
    """Serve from a thread of its own until the block ends."""
    ready, leave = threading.Event(), threading.Event()
    webs: list[Web] = []

    async def serve() -> None:
        async with small_web() as web:
            webs.append(web)
            ready.set()
            await asyncio.to_thread(leave.wait)

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    if not ready.wait(10):
        raise RuntimeError("the small web did not start")
    try:
        yield webs[0]
    finally:
        leave.set()
        thread.join(10)
