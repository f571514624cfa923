from django.db import migrations, models
from django.utils import timezone


def look_once_at_what_is_only_said(apps, schema_editor) -> None:
    """Let rows that were put aside without a word be decided: there is nothing to look at."""
    looks = apps.get_model("evidence", "Look")
    aside = looks.objects.filter(
        due_at__isnull=True, taken_by="", publication__checks__isnull=True
    )
    aside.update(due_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0006_watch_channels"),
    ]

    operations = [
        migrations.AddField(
            model_name="hostrest",
            name="failures",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(look_once_at_what_is_only_said, migrations.RunPython.noop),
    ]
