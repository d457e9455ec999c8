"""Entries in the order in which the newest are taken."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0001_grundlage'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='eintrag',
            index=models.Index(models.OrderBy(models.F('stand'), descending=True, nulls_last=True), models.F('id'), name='eintrag_stand'),
        ),
    ]
