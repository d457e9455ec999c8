import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Erinnerungsmail',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('tag', models.DateField(verbose_name='Tag')),
                ('state', models.CharField(choices=[('unterwegs', 'wird versandt'), ('versandt', 'vom Mailserver angenommen'), ('abgewiesen', 'vom Mailserver abgewiesen'), ('ungewiss', 'Verbindung brach ab, vielleicht angekommen')], default='unterwegs', max_length=20, verbose_name='Stand')),
                ('created_at', models.DateTimeField(verbose_name='begonnen am')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='beendet am')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='erinnerungsmails', to=settings.AUTH_USER_MODEL, verbose_name='Person')),
            ],
            options={
                'verbose_name': 'Erinnerungsmail',
                'verbose_name_plural': 'Erinnerungsmails',
                'ordering': ['-tag'],
            },
        ),
        migrations.CreateModel(
            name='Erinnerungsschritt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gegenstand', models.CharField(max_length=100, verbose_name='Gegenstand')),
                ('faellig', models.DateField(verbose_name='fällig am')),
                ('schritt', models.CharField(max_length=20, verbose_name='Schritt')),
                ('mail', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schritte', to='erinnerungen.erinnerungsmail')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Erinnerungsschritt',
                'verbose_name_plural': 'Erinnerungsschritte',
                'ordering': ['faellig'],
            },
        ),
        migrations.AddConstraint(
            model_name='erinnerungsmail',
            constraint=models.UniqueConstraint(fields=('user', 'tag'), name='erinnerungsmail_einmal_je_tag'),
        ),
        migrations.AddConstraint(
            model_name='erinnerungsschritt',
            constraint=models.UniqueConstraint(fields=('user', 'gegenstand', 'faellig', 'schritt'), name='erinnerungsschritt_einmal'),
        ),
    ]
