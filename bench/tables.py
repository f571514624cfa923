"""An empty database for a measure, in a tenth of the time that all migrations take."""


class _NoMigrations(dict[str, None]):
    """Every app's migrations, left out: its tables come from its models."""

    def __contains__(self, app: object) -> bool:
        return True

    def __missing__(self, app: str) -> None:
        return None


def make_tables() -> None:
    from django.conf import settings
    from django.core.management import call_command

    settings.MIGRATION_MODULES = _NoMigrations()
    call_command("migrate", verbosity=0, run_syncdb=True)
