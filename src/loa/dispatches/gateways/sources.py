"""Which folders and mailboxes the settings name, and for which unit each is looked into."""

from django.conf import settings

from config.environment import IntakeSource


def set_sources() -> tuple[IntakeSource, ...]:
    """Return all of them: those of the single settings, then those of LOA_INTAKE_FILE."""
    single = (
        ("folder", settings.WATCH_FOLDER),
        ("edxml", settings.EDXML_FOLDER),
        ("mail", settings.MAILBOX_URL),
    )
    first = [IntakeSource(settings.INTAKE_UNIT, way, place) for way, place in single if place]
    return (*first, *settings.INTAKE_SOURCES)
