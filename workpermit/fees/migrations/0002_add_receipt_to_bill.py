from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("fees", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="bill",
            name="receipt",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="bill",
            constraint=models.CheckConstraint(
                condition=models.Q(("receipt", ""), ("status", "paid"), _connector="OR"),
                name="bill_with_a_receipt_is_paid",
            ),
        ),
    ]
