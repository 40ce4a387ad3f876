"""Imports and exports as jobs, what came of each row, and whose the panel's log entries are."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('admin', '0003_logentry_add_action_flag_choices'),
        ('claims', '0014_search_and_dashboard'),
    ]

    operations = [
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('direction', models.CharField(choices=[('export', 'Export'), ('import', 'Import')], max_length=10)),
                ('what', models.CharField(choices=[('claims', 'Claims'), ('speakers', 'Speakers'), ('sources', 'Sources'), ('articles', 'Articles'), ('flags', 'Flags'), ('verdicts', 'Verdicts'), ('reviews', 'Decisions')], max_length=10, verbose_name='list')),
                ('form', models.CharField(choices=[('csv', 'CSV'), ('ndjson', 'NDJSON')], max_length=10, verbose_name='format')),
                ('filters', models.JSONField(blank=True, default=dict, help_text="Which rows go out, as the list's address says.")),
                ('trial', models.BooleanField(default=False)),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='file')),
                ('file', models.CharField(blank=True, editable=False, max_length=200)),
                ('state', models.CharField(choices=[('waiting', 'Waiting for a worker'), ('working', 'Under way'), ('ready', 'Done'), ('failed', 'Failed')], default='waiting', max_length=10)),
                ('state_reason', models.TextField(blank=True)),
                ('state_since', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('attempt', models.PositiveIntegerField(default=0, editable=False)),
                ('tries', models.PositiveIntegerField(default=0, editable=False)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('newsroom', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transfers', to='claims.newsroom')),
            ],
            options={
                'verbose_name': 'import or export',
                'verbose_name_plural': 'imports and exports',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='TransferRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='As in a spreadsheet: the header is row 1.')),
                ('outcome', models.CharField(choices=[('new', 'New'), ('known', 'Known already'), ('refused', 'Refused')], max_length=10)),
                ('stored_id', models.BigIntegerField(null=True)),
                ('field', models.CharField(blank=True, max_length=100)),
                ('reason', models.TextField(blank=True)),
                ('transfer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='claims.transfer')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='PanelChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='panel_change', to='admin.logentry')),
                ('newsroom', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='claims.newsroom')),
            ],
            options={
                'verbose_name': 'change',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['newsroom', '-id'], name='panel_change_newest')],
            },
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(fields=['newsroom', '-id'], name='transfer_newest'),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'working'])), fields=['state_since'], name='transfer_unfinished'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('direction', 'export'), models.Q(('file', ''), _negated=True), _connector='OR'), name='transfer_import_has_file'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('direction', 'import'), ('trial', False), _connector='OR'), name='transfer_export_no_trial'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('state_reason', ''), _negated=True), _connector='OR'), name='transfer_failed_says_why'),
        ),
        migrations.AddConstraint(
            model_name='transferrow',
            constraint=models.UniqueConstraint(fields=('transfer', 'number'), name='transfer_row_once'),
        ),
        migrations.AddConstraint(
            model_name='transferrow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='transfer_refused_row_says_why'),
        ),
    ]
