"""The rows of evidence: what units say, what was seen, what persons said of it."""

from loa.evidence.models.checks import Audit, Check, HostRest, Judgement, Look
from loa.evidence.models.photos import PhotoMark, SamePhoto
from loa.evidence.models.publications import (
    ActKind,
    Addition,
    Airing,
    Paste,
    Publication,
)
from loa.evidence.models.sightings import Sighting, SightingState, Watch

__all__ = [
    "ActKind",
    "Addition",
    "Airing",
    "Audit",
    "Check",
    "HostRest",
    "Judgement",
    "Look",
    "Paste",
    "PhotoMark",
    "Publication",
    "SamePhoto",
    "Sighting",
    "SightingState",
    "Watch",
]
