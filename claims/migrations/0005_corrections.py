"""Corrections of attributions by people, the attributions that wait for one, and texts that one has checked."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARD = (
    """
CREATE FUNCTION claims_correction_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'a correction is never changed or deleted, only followed by another'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT FROM claims_revision r JOIN claims_article a ON a.id = r.article_id
               WHERE r.id = NEW.revision_id AND a.newsroom_id <> NEW.newsroom_id)
            OR EXISTS (SELECT FROM claims_claim c WHERE c.id = NEW.claim_id AND c.newsroom_id <> NEW.newsroom_id) THEN
        RAISE EXCEPTION 'a correction stays inside one newsroom' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER correction_guard BEFORE INSERT OR UPDATE OR DELETE ON claims_correction
    FOR EACH ROW EXECUTE FUNCTION claims_correction_guard();
""",
    "DROP TRIGGER correction_guard ON claims_correction; DROP FUNCTION claims_correction_guard();",
)


class Migration(migrations.Migration):
    dependencies = [("claims", "0004_appearances")]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("add", "Added"),
                            ("correct", "Corrected"),
                            ("split", "Split"),
                            ("delete", "Deleted"),
                            ("confirm", "Confirmed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("note", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="claim",
            name="uncertain",
            field=models.BooleanField(
                db_default=False, default=False, help_text="Waits for a person to look at it; not compared until then."
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="version",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name="claim",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="revision",
            name="checked_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="revision",
            name="checked_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("lost_at__isnull", True), ("uncertain", True)),
                fields=["newsroom", "article", "start"],
                name="claim_doubtful",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="claim",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="claims.claim"
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="newsroom",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="claims.newsroom"
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="revision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="claims.revision"
            ),
        ),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(fields=["newsroom", "created_at"], name="correction_since"),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("action__in", ["add", "correct", "split", "delete", "confirm"])),
                name="correction_action",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("before__isnull", False), models.Q(("action", "add"), ("after__isnull", False)), _connector="OR"
                ),
                name="correction_has_before",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("after__isnull", False), models.Q(("action", "delete"), ("before__isnull", False)), _connector="OR"
                ),
                name="correction_has_after",
            ),
        ),
        migrations.RunSQL(*GUARD),
    ]
