"""The `loa` command: one file a verb, each loaded only when it is called.

Crafts' verbs (`read`, `match`, `draft`, …) start without Django; the verbs that need the
database call `loa.cli.house.open_house()` first.

Exit codes: 0 done · 1 the answer is "no" · 2 wrong call or unreadable input, with one clear
line on standard error.
"""

from importlib import import_module

import click

# verb → module. The function in it is called `command`.
VERBS: dict[str, str] = {
    "doctor": "loa.cli.doctor",
    "draft": "loa.cli.draft",
    "match": "loa.cli.match",
    "migrate": "loa.cli.migrate",
    "officers": "loa.cli.officers",
    "read": "loa.cli.read",
    "receive": "loa.cli.receive",
    "sample": "loa.cli.sample",
    "simulate": "loa.cli.simulate",
    "start": "loa.cli.start",
    "tally": "loa.cli.tally",
    "units": "loa.cli.units",
    "verify": "loa.cli.verify",
    "work": "loa.cli.work",
    "validate": "loa.cli.validate",
}


class LazyGroup(click.Group):
    """A group that imports a verb's module when the verb is used, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (same)
        if cmd_name not in VERBS:
            return None
        command = import_module(VERBS[cmd_name]).command
        assert isinstance(command, click.Command)  # noqa: S101 (a wiring fault, not user input)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="loa")
def main() -> None:
    """Run a public-awareness campaign: a dispatch in, the consolidated report out."""
