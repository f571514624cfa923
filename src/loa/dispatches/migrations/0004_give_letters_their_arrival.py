"""Letters that came before arrivals were written down get theirs, from what is known of them."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BATCH = 500


def give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    dispatch_model = apps.get_model("dispatches", "Dispatch")
    arrival_model = apps.get_model("dispatches", "Arrival")
    waiting = dispatch_model.objects.filter(arrivals=None, direction="incoming").order_by("pk")
    while rows := list(waiting.select_related("file")[:BATCH]):
        arrival_model.objects.bulk_create(
            arrival_model(
                owner_id=row.owner_id,
                way="upload",
                by_id=row.arrived_by_id,
                stage="decided" if row.confirmed_at else "in_review",
                size_bytes=row.file.size_bytes,
                file_name=row.file_name,
                dispatch=row,
                attempts=1,
                received_at=row.arrived_at,
                opened_at=row.arrived_at,
                read_at=row.arrived_at,
                settled_at=row.confirmed_at or row.arrived_at,
            )
            for row in rows
        )


class Migration(migrations.Migration):
    dependencies = [("dispatches", "0003_follow_arrivals")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop, elidable=True)]
