"""`loa simulate --units N [--seed S]`: a living campaign of any size, to look at."""

from typing import TYPE_CHECKING

import click

from loa.cli.house import check_database, open_house
from loa.cli.words import say, stop

if TYPE_CHECKING:
    from datetime import datetime

    from loa.units.models import Officer, Unit

USUAL_UNITS = 320


@click.command()
@click.option(
    "--units", default=USUAL_UNITS, show_default=True, type=click.IntRange(1, 200_000)
)
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0, 8999))
def command(units: int, seed: int) -> None:
    """Make a campaign that is under way, with at least N units in every state."""
    open_house()
    check_database()
    from django.utils import timezone

    from loa.cli.sample import OWNER, coordinator, load_register
    from loa.dispatches.actions import DuplicateDispatchError
    from loa.units.models import Unit

    now = timezone.now()
    load_register(at=now)
    try:
        many, answered = make_living(
            units=units, seed=seed, owner=Unit.objects.get(code=OWNER), by=coordinator(), at=now
        )
    except DuplicateDispatchError:
        stop(
            f"Chiến dịch mẫu số {seed} đã có. Chọn số khác: loa simulate --seed {seed + 1}",
            f"Sample campaign {seed} is there already. Choose: loa simulate --seed {seed + 1}",
        )
    click.echo(
        say(
            f"Đã có chiến dịch mẫu: {many} đơn vị được giao việc, {answered} đơn vị đã nhận.",
            f"A sample campaign is there: {many} units tasked, {answered} received it.",
        )
    )


def make_living(
    *, units: int, seed: int, owner: "Unit", by: "Officer", at: "datetime"
) -> tuple[int, int]:
    """Open, send and live a campaign; return (units tasked, units that received it)."""
    from django.db import transaction

    from loa.campaigns.models import Part, Participant
    from loa.cli.living import Plan, dice, open_living
    from loa.cli.living_units import live

    plan = Plan(now=at, seed=seed)
    with transaction.atomic():
        campaign = open_living(plan, units=units, owner=owner, by=by)
        lives = live(campaign, dice=dice(plan), by=by, now=at)
    tasked = Participant.objects.filter(campaign=campaign, part=Part.TASKED.value).count()
    return tasked, len(lives)
