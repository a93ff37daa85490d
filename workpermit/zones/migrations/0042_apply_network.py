"""What the Department sees of the network. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("zones", "0041_apply_places_that_go_on")]

    operations: ClassVar = []
