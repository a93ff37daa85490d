"""As the zones are declared now: columns of this release may be named that earlier ones did not have."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from workpermit.zones.apply import apply_zones


def apply(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    with schema_editor.connection.cursor() as cursor:
        apply_zones(cursor)


class Migration(migrations.Migration):
    dependencies = [("zones", "0054_apply_forgotten_needs")]

    operations = [migrations.RunPython(apply, migrations.RunPython.noop)]
