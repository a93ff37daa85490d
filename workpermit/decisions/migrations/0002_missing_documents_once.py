from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="return",
            name="asks_for_documents",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="return",
            name="documents",
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.UniqueConstraint(
                condition=models.Q(("asks_for_documents", True)),
                fields=("application",),
                name="missing_documents_are_asked_for_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asks_for_documents", True), models.Q(("documents", []), _negated=True)),
                    models.Q(("asks_for_documents", False), ("documents", [])),
                    _connector="OR",
                ),
                name="return_that_asks_for_documents_names_them",
            ),
        ),
    ]
