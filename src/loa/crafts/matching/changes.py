"""A contact that is not what it should be."""

from dataclasses import dataclass

from loa.crafts.matching.details import Kind


@dataclass(frozen=True)
class Change:
    """A contact that is not what it should be. `said` is "" where it could not be read.

    `expected` is "" where the material has none. `region`: left, top, width, height in pixels
    of the picture as handed in; None in a text.
    """

    kind: Kind
    expected: str
    said: str
    region: tuple[int, int, int, int] | None = None
