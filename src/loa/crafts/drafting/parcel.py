"""ZIP containers without a clock: the same entries give the same bytes."""

import io
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"


def normalise(data: bytes, *, drop: frozenset[str] = frozenset()) -> bytes:
    """Repack a ZIP with fixed dates, order, rights and compression.

    `drop` names entries to leave out. The content types come first, as readers expect.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        entries = {name: source.read(name) for name in source.namelist() if name not in drop}
    names = sorted(entries, key=lambda name: (name != _FIRST, name))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for name in names:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            target.writestr(info, entries[name])
    return out.getvalue()
