"""What visitors of ended appointments had asked for is forgotten; from now on a trigger does it (`zones.needs`)."""

from typing import ClassVar

from django.db import migrations

FORGET = "UPDATE appointments_appointment SET needs = '[]' WHERE status NOT IN ('booked', 'checked_in')"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("appointments", "0008_employers")]

    operations: ClassVar = [migrations.RunSQL(FORGET, migrations.RunSQL.noop)]
