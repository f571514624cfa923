"""Officers' screens of what units did, and of what the machine saw of it."""

from loa.evidence.views.accuracy import accuracy, draw
from loa.evidence.views.adding import add_pictures, take_pictures_back
from loa.evidence.views.checks import capture, check, checks, checks_file, judge, picture, undo
from loa.evidence.views.giving import paste, pasted, playlog
from loa.evidence.views.photos import photo, photos, say_of_photos
from loa.evidence.views.publications import (
    file,
    log,
    publication,
    publications,
    publications_file,
    remove_file,
    restore,
    withdraw,
)
from loa.evidence.views.queue import next_check
from loa.evidence.views.sightings import answer_sighting, confirm_all, sightings
from loa.evidence.views.vanished import ask, vanished, vanished_file

__all__ = [
    "accuracy",
    "add_pictures",
    "answer_sighting",
    "ask",
    "capture",
    "check",
    "checks",
    "checks_file",
    "confirm_all",
    "draw",
    "file",
    "judge",
    "log",
    "next_check",
    "paste",
    "pasted",
    "photo",
    "photos",
    "picture",
    "playlog",
    "publication",
    "publications",
    "publications_file",
    "remove_file",
    "restore",
    "say_of_photos",
    "sightings",
    "take_pictures_back",
    "undo",
    "vanished",
    "vanished_file",
    "withdraw",
]
