"""Closing things that a copy of the database must not open: Fernet, with keys that may change.

The newest key closes; each of them opens. Source: the Fernet specification, `cryptography`.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class SealError(Exception):
    """It does not open: no key, another key, or not what was closed."""


def seal(thing: Mapping[str, Any], keys: Sequence[str]) -> bytes:
    """Close a thing with the newest key. Raises SealError where there is none."""
    return _with(keys).encrypt(json.dumps(thing).encode())


def unseal(closed: bytes, keys: Sequence[str]) -> dict[str, Any]:
    """Open what any of the keys closed. Raises SealError."""
    try:
        opened = json.loads(_with(keys).decrypt(bytes(closed)))
    except (InvalidToken, ValueError):
        # The library's error may show what it stumbled over: nothing of it goes on.
        raise SealError("not opened by any key") from None
    if not isinstance(opened, dict):
        raise SealError("not what was closed")
    return opened


def is_key(text: str) -> bool:
    """Say whether a text is a key: 32 bytes in URL-safe base 64."""
    try:
        Fernet(text.encode())
    except ValueError:
        return False
    return True


def _with(keys: Sequence[str]) -> MultiFernet:
    if not keys:
        raise SealError("no key is set")
    return MultiFernet([Fernet(each.encode()) for each in keys])
