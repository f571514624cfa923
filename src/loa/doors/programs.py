"""Run another program with a time limit, and end all it started when the time is over."""

import math
import os
import resource
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back. `code` is None when the time ran out or the program could not start."""

    code: int | None
    out: bytes = b""
    err: bytes = b""


def run(
    command: Sequence[str],
    *,
    data: bytes = b"",
    seconds: float,
    environment: Mapping[str, str] | None = None,
    pipes: Sequence[int] = (),
    work: float | None = None,
) -> Outcome:
    """Run `command` with `data` on its standard input. Never raises for what it does.

    `pipes` are open ends that it may write to or read from, by their numbers. `work`: seconds
    of a core's time that it may take, whole ones; on a busy machine that is not the clock's.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 (a list, no shell; the callers are the doors)
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
            pass_fds=pipes,
        )
    except OSError as error:
        return Outcome(None, err=str(error).encode())
    if work is not None:
        _limit(process.pid, math.ceil(work))
    try:
        out, err = process.communicate(data, timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        if (
            process.stdin
        ):  # what it did not take; communicate closes it only once all is written
            with suppress(OSError):
                process.stdin.close()
        process.stdin = None
        process.communicate()
        return Outcome(None, err=b"time limit")
    if process.returncode == -signal.SIGXCPU:
        return Outcome(None, err=b"time limit")
    return Outcome(process.returncode, out, err)


def _limit(process: int, seconds: int) -> None:
    """Have the system end a program after so much work, where the system can (Linux)."""
    if hasattr(resource, "prlimit"):
        with suppress(OSError):  # it is over already
            resource.prlimit(process, resource.RLIMIT_CPU, (seconds, seconds + 1))
