from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("zahlung", "0001_grundlage")]

    operations = [
        migrations.AddField(
            model_name="zahlung",
            name="entfaellt_ab",
            field=models.DateField(blank=True, null=True, verbose_name="entfällt ab"),
        )
    ]
