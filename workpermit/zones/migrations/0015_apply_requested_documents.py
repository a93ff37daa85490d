"""Requested documents. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("zones", "0014_apply_baskets"),
        ("applications", "0004_requested_documents"),
        ("decisions", "0002_missing_documents_once"),
    ]

    operations: ClassVar = []
