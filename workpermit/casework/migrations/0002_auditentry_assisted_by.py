"""Who helped at a counter stands in the trail beside who acted."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("casework", "0001_initial")]

    operations: ClassVar = [
        migrations.AddField("auditentry", "assisted_by", models.UUIDField(null=True)),
    ]
