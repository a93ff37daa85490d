import django.db.models.deletion
from django.db import migrations, models

import workpermit.core.ids


class Migration(migrations.Migration):
    dependencies = [("fees", "0002_add_receipt_to_bill")]

    operations = [
        migrations.CreateModel(
            name="Basket",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=workpermit.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=13, unique=True)),
                ("account", models.UUIDField()),
                ("made_at", models.DateTimeField()),
                ("entries", models.JSONField(default=list)),
            ],
            options={"indexes": [models.Index(fields=["account", "-id"], name="baskets_of_an_account")]},
        ),
        migrations.AddField(
            model_name="bill",
            name="basket",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="bills", to="fees.basket"
            ),
        ),
        migrations.AddConstraint(
            model_name="bill",
            constraint=models.CheckConstraint(
                condition=models.Q(("basket", None), ("kind", "F1"), _connector="OR"),
                name="bill_in_a_basket_is_a_filing_fee",
            ),
        ),
    ]
