"""Who books and for whom. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("zones", "0038_apply_files_of_used_blanks")]

    operations: ClassVar = []
