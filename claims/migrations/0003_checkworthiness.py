"""How much a claim is worth checking, and why. Empty until `manage.py rematch` weighs what was stored before."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_guards")]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="worth",
            field=models.FloatField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="claim",
            name="worth_reasons",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20),
                blank=True,
                db_default=[],
                default=list,
                editable=False,
                size=None,
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                fields=["newsroom", "-worth", "-id"],
                name="claim_worth",
                condition=models.Q(("worth__isnull", False)),
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("worth__isnull", True),
                    models.Q(("worth__gte", 0.0), ("worth__lte", 1.0)),
                    _connector="OR",
                ),
                name="claim_worth_is_a_share",
            ),
        ),
    ]
