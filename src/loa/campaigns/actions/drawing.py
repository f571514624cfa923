"""Keeping the rows of participants and assignments true to the letter and its answered holes.

Called inside every action that changes recipients; what a unit already holds is never removed.
"""

from collections.abc import Mapping

from loa.campaigns.models import Assignment, Campaign, Participant
from loa.campaigns.queries.lines import Place, places
from loa.crafts.viet import fold

BATCH = 500


def draw(campaign: Campaign) -> int:
    """Add, change and remove undelivered rows so that they stand as `places` says.

    A line that a person drew stays. Bulk writes: the number of statements does not grow with
    the number of units (but by batches of 500). Return how many units take part.
    """
    wanted = {place.unit_id: place for place in places(campaign)}
    rows = {
        row.unit_id: row
        for row in Participant.objects.select_for_update().filter(campaign=campaign)
    }
    gone = [
        row.pk
        for unit_id, row in rows.items()
        if unit_id not in wanted and row.delivered_at is None
    ]
    Assignment.objects.filter(participant__in=gone).delete()
    Participant.objects.filter(pk__in=gone).delete()
    changed = [row for unit_id, row in rows.items() if _fit(row, wanted.get(unit_id))]
    Participant.objects.bulk_update(
        changed, ["part", "reports_to", "name", "name_fold", "position"], batch_size=BATCH
    )
    Participant.objects.bulk_create(
        (
            Participant(
                campaign=campaign,
                unit_id=place.unit_id,
                part=place.part.value,
                reports_to_id=place.reports_to_id,
                name=place.name,
                name_fold=fold(place.name),
                position=place.position,
            )
            for unit_id, place in wanted.items()
            if unit_id not in rows
        ),
        batch_size=BATCH,
    )
    _assign(campaign, wanted)
    return len(wanted)


def _fit(row: Participant, place: Place | None) -> bool:
    """Make the row say what the place says; return whether it said otherwise."""
    if place is None:
        return False
    line = row.reports_to_id if row.line_by_hand else place.reports_to_id
    said = (row.part, row.reports_to_id, row.name, row.position)
    row.part, row.reports_to_id = place.part.value, line
    row.name, row.name_fold, row.position = place.name, fold(place.name), place.position
    return said != (row.part, row.reports_to_id, row.name, row.position)


def _assign(campaign: Campaign, wanted: Mapping[int, Place]) -> None:
    participants = {row.unit_id: row for row in Participant.objects.filter(campaign=campaign)}
    units = {row.pk: unit_id for unit_id, row in participants.items()}
    held = {
        (row.task_id, units[row.participant_id]): row
        for row in Assignment.objects.filter(task__campaign=campaign).order_by("pk")
    }
    meant = {
        (task_id, unit_id): by
        for unit_id, place in wanted.items()
        for task_id, by in place.tasks.items()
    }
    gone = [
        row.pk
        for key, row in held.items()
        if key not in meant and participants[key[1]].delivered_at is None
    ]
    Assignment.objects.filter(passed_down_from__in=gone).update(passed_down_from=None)
    Assignment.objects.filter(pk__in=gone).delete()
    Assignment.objects.bulk_create(
        (
            Assignment(task_id=task_id, participant=participants[unit_id])
            for task_id, unit_id in meant
            if (task_id, unit_id) not in held
        ),
        batch_size=BATCH,
    )
    _hang(campaign, meant, units)


def _hang(
    campaign: Campaign, meant: Mapping[tuple[int, int], int | None], units: Mapping[int, int]
) -> None:
    """Say of each passed-down assignment which one it came from."""
    rows = {
        (row.task_id, units[row.participant_id]): row
        for row in Assignment.objects.filter(task__campaign=campaign)
    }
    moved = []
    for key, by in meant.items():
        above = rows.get((key[0], by)) if by is not None else None
        row = rows[key]
        if row.passed_down_from_id != (above.pk if above else None):
            row.passed_down_from = above
            moved.append(row)
    Assignment.objects.bulk_update(moved, ["passed_down_from"], batch_size=BATCH)
