"""Files of blanks that the ledger gave. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("zones", "0037_apply_served_draws")]

    operations: ClassVar = []
