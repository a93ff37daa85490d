from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0002_captures"),
    ]

    operations = [
        migrations.AlterField(
            model_name="capture",
            name="kind",
            field=models.CharField(
                choices=[("face", "Face"), ("chip", "Chip"), ("biometric", "Biometric")], max_length=12
            ),
        ),
    ]
