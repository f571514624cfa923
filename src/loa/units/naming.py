"""The stored forms of a name: one for search, one for order. Written wherever a name is."""

from loa.crafts.viet import fold, sort_key


def name_keys(name: str) -> dict[str, str]:
    """Return the two hidden columns of a `UnitName`."""
    return {"name_fold": fold(name), "name_sort": sort_key(name)[:900]}
