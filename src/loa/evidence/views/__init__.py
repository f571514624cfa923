"""Officers' screens of what units did, and of what the machine saw of it."""

from loa.evidence.views.checks import capture, check, checks, judge, undo
from loa.evidence.views.publications import (
    file,
    log,
    publication,
    publications,
    restore,
    withdraw,
)

__all__ = [
    "capture",
    "check",
    "checks",
    "file",
    "judge",
    "log",
    "publication",
    "publications",
    "restore",
    "undo",
    "withdraw",
]
