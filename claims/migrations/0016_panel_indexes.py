"""What the panel's lists are ordered, narrowed and searched by, so that none of them reads a whole table."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0015_transfers'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('state', 'failed')), fields=['newsroom', '-created_at', '-id'], name='article_failed'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['newsroom', 'kind', '-created_at', '-id'], name='article_newest_kind'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('newsroom', name='int8_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('title'), name='gin_trgm_ops'), name='article_title_trgm'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['newsroom', 'kind', '-created_at', '-id'], name='claim_newest_kind'),
        ),
        migrations.AddIndex(
            model_name='flag',
            index=models.Index(fields=['newsroom', '-rank', '-id'], name='flag_ranked'),
        ),
        migrations.AddIndex(
            model_name='flag',
            index=models.Index(fields=['newsroom', 'kind', '-rank', '-id'], name='flag_ranked_kind'),
        ),
        migrations.AddIndex(
            model_name='flag',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('newsroom', name='int8_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('reason'), name='gin_trgm_ops'), name='flag_reason_trgm'),
        ),
        migrations.AddIndex(
            model_name='speaker',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('newsroom', name='int8_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name'), name='gin_trgm_ops'), name='speaker_upper_name_trgm'),
        ),
    ]
