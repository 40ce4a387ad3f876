"""Clusters of repeats, what people said about them, and the wording that a flag was decided on."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


# Clusters and what people say of them stay inside one newsroom.
INSIDE = (
    """
CREATE FUNCTION claims_member_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT c.newsroom_id FROM claims_claim c WHERE c.id = NEW.claim_id)
            IS DISTINCT FROM (SELECT k.newsroom_id FROM claims_cluster k WHERE k.id = NEW.cluster_id) THEN
        RAISE EXCEPTION 'a cluster stays inside one newsroom' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER member_guard BEFORE INSERT OR UPDATE OF claim_id, cluster_id ON claims_clustermember
    FOR EACH ROW EXECUTE FUNCTION claims_member_guard();

CREATE FUNCTION claims_cluster_edit_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'what was said about a cluster is never changed, only followed by another word'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT FROM claims_claim c WHERE c.id IN (NEW.a_id, NEW.b_id) AND c.newsroom_id <> NEW.newsroom_id) THEN
        RAISE EXCEPTION 'a word about clusters stays inside one newsroom' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER cluster_edit_guard BEFORE INSERT OR UPDATE ON claims_clusteredit
    FOR EACH ROW EXECUTE FUNCTION claims_cluster_edit_guard();
""",
    """
DROP TRIGGER member_guard ON claims_clustermember; DROP FUNCTION claims_member_guard();
DROP TRIGGER cluster_edit_guard ON claims_clusteredit; DROP FUNCTION claims_cluster_edit_guard();
""",
)

# Nobody kept the wording of earlier decisions: the one of today stands for it.
WORDING = """
UPDATE claims_flag f SET decided_on = ARRAY[a.statement, b.statement]
    FROM claims_match m JOIN claims_claim a ON a.id = m.a_id JOIN claims_claim b ON b.id = m.b_id
    WHERE m.id = f.match_id AND f.state IN ('confirmed', 'dismissed');
"""


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0008_thresholds'),
    ]

    operations = [
        migrations.AddField(
            model_name='flag',
            name='decided_on',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, db_default=[], default=list, editable=False, size=None),
        ),
        migrations.AddField(
            model_name='flag',
            name='note',
            field=models.CharField(blank=True, db_default='', editable=False, help_text='Why a decided flag is open again.', max_length=200),
        ),
        migrations.AddField(
            model_name='newsroom',
            name='repeat_alert',
            field=models.PositiveSmallIntegerField(db_default=5, default=5, help_text='So many times one speaker says what was ruled against before it is an alert; 0 for never.', verbose_name='repeats that alert'),
        ),
        migrations.CreateModel(
            name='Cluster',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('chosen', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='claims.claim', verbose_name='chosen by a person')),
                ('newsroom', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clusters', to='claims.newsroom')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ClusterEdit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('together', models.BooleanField()),
                ('note', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('a', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='claims.claim')),
                ('api_key', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='claims.apikey')),
                ('b', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='claims.claim')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('newsroom', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='claims.newsroom')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ClusterMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('canonical', models.BooleanField(default=False)),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('claim', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='member', to='claims.claim')),
                ('cluster', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='claims.cluster')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddIndex(
            model_name='cluster',
            index=models.Index(fields=['newsroom', '-id'], name='cluster_newest'),
        ),
        migrations.AddConstraint(
            model_name='clusteredit',
            constraint=models.CheckConstraint(condition=models.Q(('a__lt', models.F('b'))), name='cluster_edit_unordered'),
        ),
        migrations.AddConstraint(
            model_name='clusteredit',
            constraint=models.CheckConstraint(condition=models.Q(('by__isnull', False), ('api_key__isnull', False), _connector='OR'), name='cluster_edit_has_an_author'),
        ),
        migrations.AddConstraint(
            model_name='clustermember',
            constraint=models.UniqueConstraint(condition=models.Q(('canonical', True)), fields=('cluster',), name='cluster_canonical_once'),
        ),
        migrations.RunSQL(*INSIDE),
        migrations.RunSQL(WORDING, migrations.RunSQL.noop),
    ]
