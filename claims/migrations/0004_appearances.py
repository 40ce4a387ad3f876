"""Further places of a claim, the hashes by which copies of an article are known, search in other languages."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

# An appearance's span lies inside its revision's text and equals it, as a claim's own does; one newsroom throughout.
SPAN = (
    """
CREATE FUNCTION claims_appearance_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found record;
BEGIN
    SELECT r.article_id, substr(r.text, NEW.start + 1, NEW."end" - NEW.start) AS piece, a.newsroom_id
        INTO found FROM claims_revision r JOIN claims_article a ON a.id = r.article_id WHERE r.id = NEW.revision_id;
    IF found.article_id IS DISTINCT FROM NEW.article_id THEN
        RAISE EXCEPTION 'the revision is not one of the appearance''s article' USING ERRCODE = 'check_violation';
    END IF;
    IF found.newsroom_id IS DISTINCT FROM (SELECT c.newsroom_id FROM claims_claim c WHERE c.id = NEW.claim_id) THEN
        RAISE EXCEPTION 'an appearance stays inside one newsroom' USING ERRCODE = 'check_violation';
    END IF;
    IF found.piece IS DISTINCT FROM NEW.text THEN
        RAISE EXCEPTION 'the appearance''s text is not what stands at % to %', NEW.start, NEW."end"
            USING ERRCODE = 'check_violation', CONSTRAINT = 'appearance_span_equals_text';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER appearance_guard BEFORE INSERT OR UPDATE OF text, start, "end", revision_id, article_id, claim_id
    ON claims_appearance FOR EACH ROW EXECUTE FUNCTION claims_appearance_guard();
""",
    "DROP TRIGGER appearance_guard ON claims_appearance; DROP FUNCTION claims_appearance_guard();",
)


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_checkworthiness")]

    operations = [
        migrations.AlterField(
            model_name="article",
            name="current",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="claims.revision",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="language_note",
            field=models.CharField(blank=True, db_default="", editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name="article",
            name="sentences",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, editable=False, null=True, size=None
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=django.contrib.postgres.indexes.GinIndex(fields=["sentences"], name="article_sentences"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("statement", "source_text", config="simple"),
                condition=models.Q(("language__startswith", "en"), _negated=True),
                name="claim_search_plain",
            ),
        ),
        migrations.CreateModel(
            name="Appearance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("pieces", models.JSONField(blank=True, default=list)),
                ("cue", models.CharField(blank=True, max_length=300)),
                ("cue_span", models.JSONField(blank=True, null=True)),
                ("source_text", models.CharField(blank=True, max_length=500)),
                ("source_span", models.JSONField(blank=True, null=True)),
                ("first_seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("lost_at", models.DateTimeField(blank=True, null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="appearances", to="claims.article"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="appearances", to="claims.claim"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="appearances", to="claims.revision"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lost_at__isnull", True)),
                        fields=("article", "claim"),
                        name="appearance_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("lost_at__isnull", True)),
                        fields=("revision", "start", "end"),
                        name="appearance_span_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))), name="appearance_span_whole"
                    ),
                ],
            },
        ),
        migrations.RunSQL(*SPAN),
    ]
