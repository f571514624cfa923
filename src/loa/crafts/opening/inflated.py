"""Streams of a PDF that unpack to more than any page needs, found before they are unpacked."""

import re
import zlib

from loa.crafts.opening.limits import MAX_STREAM_BYTES

_STREAM = re.compile(rb"stream\r?\n(?=[\x08-\x78][\x01-\xff])")
_LEAST = MAX_STREAM_BYTES // 1032  # zlib packs no tighter: a shorter one is harmless
_STEP = 1 << 16


def has_bomb(data: bytes) -> bool:
    """Say whether a zlib stream unpacks to more than the cap. Cost: unpacking the long ones."""
    for found in _STREAM.finditer(data):
        end = data.find(b"endstream", found.end())
        end = end if end >= 0 else len(data)
        if end - found.end() >= _LEAST and _unpacks_too_far(data, found.end(), end):
            return True
    return False


def _unpacks_too_far(data: bytes, start: int, end: int) -> bool:
    machine = zlib.decompressobj()
    unpacked = 0
    at = start
    waiting = b""
    try:
        while (at < end or waiting) and not machine.eof:
            if not waiting:
                waiting = data[at : at + _STEP]
                at += _STEP
            unpacked += len(machine.decompress(waiting, _STEP * 16))
            waiting = machine.unconsumed_tail
            if unpacked > MAX_STREAM_BYTES:
                return True
    except zlib.error:
        return False
    return False
