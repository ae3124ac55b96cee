"""Ready answers become macros that have a text and change nothing."""

from __future__ import annotations

from typing import Any

from django.db import migrations

BATCH = 500


def take_over(apps: Any, schema_editor: Any) -> None:
    """Copy those that are not there yet, so that an interrupted run may be repeated."""
    macros, texts = apps.get_model("macros", "Macro"), apps.get_model("tickets", "CannedText")
    there = set(macros.objects.values_list("name", "owner_id"))
    rows = [
        macros(name=row.name, owner_id=row.owner_id, texts=row.texts, created_at=row.created_at)
        for row in texts.objects.order_by("pk")
        if (row.name, row.owner_id) not in there
    ]
    macros.objects.bulk_create(rows, batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("macros", "0001_initial"), ("tickets", "0003_index_for_lists")]
    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
