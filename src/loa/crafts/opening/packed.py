"""Unpack a zip without being blown up: sizes are counted while reading, not believed."""

import io
import zipfile
import zlib

from loa.crafts.opening.errors import CorruptError, EncryptedError, TooLargeError
from loa.crafts.opening.limits import MAX_UNPACKED_BYTES


def unpack(data: bytes, names: tuple[str, ...], *, kind: str) -> dict[str, bytes]:
    """Read the named members that exist. Raises CorruptError, EncryptedError, TooLargeError."""
    out: dict[str, bytes] = {}
    left = MAX_UNPACKED_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            present = set(archive.namelist())
            for name in names:
                if name not in present:
                    continue
                with archive.open(name) as member:
                    content = member.read(left + 1)
                if len(content) > left:
                    raise TooLargeError(
                        measure="dung lượng khi giải nén", size=name, limit=MAX_UNPACKED_BYTES
                    )
                left -= len(content)
                out[name] = content
    except RuntimeError as error:
        raise EncryptedError(kind=kind) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError) as error:
        raise CorruptError(kind=kind) from error
    except NotImplementedError as error:
        raise CorruptError(kind=kind) from error
    return out
