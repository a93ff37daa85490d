"""Logins, privileges, row policies, triggers and queues, as workpermit.zones declares them."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from workpermit.zones.apply import apply_zones


def apply(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    with schema_editor.connection.cursor() as cursor:
        apply_zones(cursor)


class Migration(migrations.Migration):
    dependencies = [
        ("answers", "0001_initial"),
        ("applications", "0001_initial"),
        ("appointments", "0001_initial"),
        ("casework", "0001_initial"),
        ("catalogue", "0001_service_versions"),
        ("decisions", "0001_initial"),
        ("documents", "0001_initial"),
        ("fees", "0001_initial"),
        ("identity", "0001_initial"),
        ("letters", "0001_initial"),
        ("permits", "0001_initial"),
        ("procrastinate", "0041_post_retry_failed_job"),
        ("sealing", "0001_initial"),
        ("work_notices", "0001_initial"),
    ]

    operations = [migrations.RunPython(apply, migrations.RunPython.noop)]
