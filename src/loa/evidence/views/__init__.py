"""Officers' screens of what units did, and of what the machine saw of it."""

from loa.evidence.views.accuracy import accuracy, draw
from loa.evidence.views.checks import capture, check, checks, judge, picture, undo
from loa.evidence.views.giving import paste, pasted, playlog
from loa.evidence.views.publications import (
    file,
    log,
    publication,
    publications,
    remove_file,
    restore,
    withdraw,
)
from loa.evidence.views.queue import next_check
from loa.evidence.views.sightings import answer_sighting, sightings

__all__ = [
    "accuracy",
    "answer_sighting",
    "capture",
    "check",
    "checks",
    "draw",
    "file",
    "judge",
    "log",
    "next_check",
    "paste",
    "pasted",
    "picture",
    "playlog",
    "publication",
    "publications",
    "remove_file",
    "restore",
    "sightings",
    "undo",
    "withdraw",
]
