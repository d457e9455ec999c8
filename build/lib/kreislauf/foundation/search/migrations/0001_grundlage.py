"""Folding of names, the German text search configuration, and the table of entries."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import uuid
from django.db import migrations, models


_FALTEN = """
CREATE OR REPLACE FUNCTION suche_falten(eingabe text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$
    SELECT public.unaccent('public.unaccent'::regdictionary,
        replace(replace(replace(replace(replace(replace(replace(
            lower(normalize(eingabe, NFC)),
            'Ä', 'ae'), 'Ö', 'oe'), 'Ü', 'ue'), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ß', 'ss'))
$$
"""
_KONFIGURATION = """
CREATE TEXT SEARCH CONFIGURATION suche_deutsch (COPY = pg_catalog.german);
ALTER TEXT SEARCH CONFIGURATION suche_deutsch
    ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, german_stem;
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_grundlage'),
    ]

    operations = [
        migrations.RunSQL(_FALTEN, 'DROP FUNCTION suche_falten(text)'),
        migrations.RunSQL(_KONFIGURATION, 'DROP TEXT SEARCH CONFIGURATION suche_deutsch'),
        migrations.CreateModel(
            name='Eintrag',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('schutzstufe', models.SmallIntegerField(choices=[(0, 'öffentlich'), (1, 'intern'), (2, 'nichtöffentlich')], default=2, verbose_name='Schutz')),
                ('sichtbar_fuer', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None)),
                ('art', models.CharField(max_length=40, verbose_name='Art')),
                ('objekt_id', models.CharField(max_length=64)),
                ('klasse', models.CharField(max_length=40)),
                ('bereiche', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('titel', models.CharField(max_length=500, verbose_name='Titel')),
                ('text', models.TextField(blank=True)),
                ('url', models.CharField(max_length=500)),
                ('stand', models.DateField(blank=True, null=True, verbose_name='Stand')),
                ('titel_gefaltet', models.GeneratedField(db_persist=True, expression=models.Func(models.F('titel'), function='suche_falten', output_field=models.TextField()), output_field=models.TextField())),
                ('vektor', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector('titel', config='suche_deutsch', weight='A'), '||', django.contrib.postgres.search.SearchVector('text', config='suche_deutsch', weight='B'), django.contrib.postgres.search.SearchConfig('suche_deutsch')), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('bereich', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.bereich', verbose_name='Bereich')),
            ],
            options={
                'verbose_name': 'Eintrag der Suche',
                'verbose_name_plural': 'Einträge der Suche',
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['vektor'], name='eintrag_vektor'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('titel_gefaltet'), name='gin_trgm_ops'), name='eintrag_titel_aehnlich')],
                'constraints': [models.UniqueConstraint(fields=('art', 'objekt_id'), name='eintrag_einmal_je_objekt')],
            },
        ),
    ]
