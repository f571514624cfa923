"""Visits in the background: pages come back as they are ready, the slow hold up nobody."""

import asyncio
import queue
import threading
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from loa.doors.fetch import Fetcher

Key = TypeVar("Key")
Met = TypeVar("Met")


class Visitor(Generic[Key, Met]):
    """One thread with an event loop that visits; the rows are touched by its owner alone.

    `with Visitor(fetcher) as visitor: visitor.send(key, visit_page(…)); visitor.next_met(1.0)`.
    Leaving the block drops what is still on its way.
    """

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._loop = asyncio.new_event_loop()
        self._met: queue.SimpleQueue[tuple[Key, Met | BaseException]] = queue.SimpleQueue()
        self._ready, self._leaving = threading.Event(), asyncio.Event()
        self._going: set[asyncio.Task[Met]] = set()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._leaving.set)
        self._thread.join()
        self._loop.close()

    def send(self, key: Key, visit: Coroutine[Any, Any, Met]) -> None:
        """Start a visit; its result comes under `key`."""
        self._loop.call_soon_threadsafe(self._start, key, visit)

    def next_met(self, wait_s: float) -> tuple[Key, Met | BaseException] | None:
        """Give the next visit that has ended, or what it raised; None after `wait_s`."""
        try:
            return self._met.get(timeout=wait_s)
        except queue.Empty:
            return None

    def _start(self, key: Key, visit: Coroutine[Any, Any, Met]) -> None:
        task = self._loop.create_task(visit)
        self._going.add(task)

        def ended(done: asyncio.Task[Met]) -> None:
            self._going.discard(done)
            if not done.cancelled():
                self._met.put((key, done.exception() or done.result()))

        task.add_done_callback(ended)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._stay())
        finally:
            self._ready.set()

    async def _stay(self) -> None:
        async with self._fetcher:
            self._ready.set()
            await self._leaving.wait()
            going = list(self._going)
            for task in going:
                task.cancel()
            await asyncio.gather(*going, return_exceptions=True)
