"""The vault's word for the employer, by which places at the centres are counted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0009_renewals_of_a_filer"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="employer_ref",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
    ]
