"""Thresholds a newsroom, how likely a flag is confirmed, and the calibrations that both come from."""

import claims.models.newsrooms
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# A calibration is written once, taken back once, and goes with its newsroom only.
GUARD = (
    """
CREATE FUNCTION claims_calibration_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.undone_at IS NULL AND NEW.undone_at IS NOT NULL
            AND (to_jsonb(NEW) - 'undone_at' - 'undone_by_id') = (to_jsonb(OLD) - 'undone_at' - 'undone_by_id') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a calibration is never changed, only taken back once'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER calibration_guard BEFORE UPDATE ON claims_calibration
    FOR EACH ROW EXECUTE FUNCTION claims_calibration_guard();
CREATE CONSTRAINT TRIGGER calibration_record_guard AFTER DELETE ON claims_calibration DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION claims_record_guard('calibration');
""",
    """
DROP TRIGGER calibration_record_guard ON claims_calibration;
DROP TRIGGER calibration_guard ON claims_calibration;
DROP FUNCTION claims_calibration_guard();
""",
)


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0007_merge_records'),
    ]

    operations = [
        migrations.CreateModel(
            name='Calibration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('command', models.CharField(help_text='As it was called.', max_length=300)),
                ('decisions', models.PositiveIntegerField()),
                ('seed', models.PositiveIntegerField()),
                ('figures', models.JSONField()),
                ('old_thresholds', models.JSONField()),
                ('new_thresholds', models.JSONField()),
                ('coefficients', models.JSONField(blank=True, default=dict)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.AddField(
            model_name='flag',
            name='likelihood',
            field=models.FloatField(blank=True, editable=False, help_text="How likely it is confirmed, by the newsroom's own decisions; null where nothing was learned.", null=True),
        ),
        migrations.AddField(
            model_name='newsroom',
            name='followed_to',
            field=models.BigIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='newsroom',
            name='thresholds',
            field=models.JSONField(blank=True, db_default={}, default=dict, help_text="The newsroom's own limits of matching, by name; what is not named is as the settings have it.", validators=[claims.models.newsrooms.known_thresholds]),
        ),
        migrations.AddConstraint(
            model_name='flag',
            constraint=models.CheckConstraint(condition=models.Q(('likelihood__isnull', True), models.Q(('likelihood__gte', 0.0), ('likelihood__lte', 1.0)), _connector='OR'), name='flag_likelihood_is_a_share'),
        ),
        migrations.AddConstraint(
            model_name='newsroom',
            constraint=models.CheckConstraint(condition=claims.models.newsrooms.NumbersByName('thresholds'), name='newsroom_thresholds_numbers'),
        ),
        migrations.AddField(
            model_name='calibration',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='calibration',
            name='newsroom',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calibrations', to='claims.newsroom'),
        ),
        migrations.AddField(
            model_name='calibration',
            name='undone_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='calibration',
            index=models.Index(condition=models.Q(('undone_at__isnull', True)), fields=['newsroom', '-id'], name='calibration_standing'),
        ),
        migrations.AddConstraint(
            model_name='calibration',
            constraint=models.CheckConstraint(condition=claims.models.newsrooms.NumbersByName('old_thresholds'), name='calibration_old_numbers'),
        ),
        migrations.AddConstraint(
            model_name='calibration',
            constraint=models.CheckConstraint(condition=claims.models.newsrooms.NumbersByName('new_thresholds'), name='calibration_new_numbers'),
        ),
        migrations.RunSQL(*GUARD),
    ]
