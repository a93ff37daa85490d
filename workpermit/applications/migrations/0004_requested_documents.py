from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0003_kind_and_one_renewal"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="requested_documents",
            field=models.JSONField(db_default=[], default=list),
        ),
    ]
