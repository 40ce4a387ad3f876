"""Speakers: merge suggestions, merges and splits on record, whom a voice speaks for; claims told within others."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Pairs stay inside one newsroom; what was merged or split stays on record as it was.
MERGING = (
    """
CREATE FUNCTION claims_suggestion_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM claims_speaker s
               WHERE s.id IN (NEW.a_id, NEW.b_id) AND s.newsroom_id <> NEW.newsroom_id) THEN
        RAISE EXCEPTION 'a merge suggestion stays inside one newsroom' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER suggestion_guard BEFORE INSERT OR UPDATE OF a_id, b_id, newsroom_id ON claims_mergesuggestion
    FOR EACH ROW EXECUTE FUNCTION claims_suggestion_guard();

CREATE FUNCTION claims_merge_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF EXISTS (SELECT FROM claims_speaker s
                   WHERE s.id IN (NEW.kept_id, NEW.gone_id) AND s.newsroom_id <> NEW.newsroom_id) THEN
            RAISE EXCEPTION 'a merge stays inside one newsroom' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.undone_at IS NULL AND NEW.undone_at IS NOT NULL
            AND (to_jsonb(NEW) - 'undone_at' - 'undone_by_id') = (to_jsonb(OLD) - 'undone_at' - 'undone_by_id') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a merge is never changed or deleted, only undone once'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER merge_guard BEFORE INSERT OR UPDATE OR DELETE ON claims_speakermerge
    FOR EACH ROW EXECUTE FUNCTION claims_merge_guard();

CREATE FUNCTION claims_split_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'a split is never changed or deleted' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT FROM claims_speaker s
               WHERE s.id IN (NEW.origin_id, NEW.made_id) AND s.newsroom_id <> NEW.newsroom_id) THEN
        RAISE EXCEPTION 'a split stays inside one newsroom' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER split_guard BEFORE INSERT OR UPDATE OR DELETE ON claims_speakersplit
    FOR EACH ROW EXECUTE FUNCTION claims_split_guard();
""",
    """
DROP TRIGGER suggestion_guard ON claims_mergesuggestion; DROP FUNCTION claims_suggestion_guard();
DROP TRIGGER merge_guard ON claims_speakermerge; DROP FUNCTION claims_merge_guard();
DROP TRIGGER split_guard ON claims_speakersplit; DROP FUNCTION claims_split_guard();
""",
)

WITHIN = (
    """
CREATE FUNCTION claims_within_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Both may move to a copy of their article, one after the other: only a new tie is looked at.
    IF TG_OP = 'UPDATE' AND NEW.within_id IS NOT DISTINCT FROM OLD.within_id THEN
        RETURN NEW;
    END IF;
    IF NEW.within_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM claims_claim o WHERE o.id = NEW.within_id AND o.article_id = NEW.article_id) THEN
        RAISE EXCEPTION 'a claim is told within another one of its own article' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_within_guard BEFORE INSERT OR UPDATE OF within_id ON claims_claim
    FOR EACH ROW EXECUTE FUNCTION claims_within_guard();
""",
    "DROP TRIGGER claim_within_guard ON claims_claim; DROP FUNCTION claims_within_guard();",
)

VOICE = (
    """
CREATE FUNCTION claims_voice_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.speaks_for_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM claims_speaker s WHERE s.id = NEW.speaks_for_id AND s.newsroom_id = NEW.newsroom_id) THEN
        RAISE EXCEPTION 'a speaker stands for another one of its newsroom' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER speaker_voice_guard BEFORE INSERT OR UPDATE OF speaks_for_id, newsroom_id ON claims_speaker
    FOR EACH ROW EXECUTE FUNCTION claims_voice_guard();
""",
    "DROP TRIGGER speaker_voice_guard ON claims_speaker; DROP FUNCTION claims_voice_guard();",
)

# What could be typed in before: what is no id is dropped; one id for two speakers becomes the question whether they
# are one.
IDS = """
UPDATE claims_speaker SET wikidata_id = '' WHERE wikidata_id <> '' AND wikidata_id !~ '^Q[1-9][0-9]*$';
INSERT INTO claims_mergesuggestion (newsroom_id, a_id, b_id, score, reasons, state, created_at)
    SELECT s.newsroom_id, k.id, s.id, 1.0, ARRAY['both were given the Wikidata id ' || s.wikidata_id], 'open', now()
    FROM claims_speaker s JOIN LATERAL (
        SELECT min(o.id) AS id FROM claims_speaker o
        WHERE o.newsroom_id = s.newsroom_id AND o.wikidata_id = s.wikidata_id AND o.merged_into_id IS NULL
    ) k ON k.id < s.id
    WHERE s.wikidata_id <> '' AND s.merged_into_id IS NULL;
UPDATE claims_speaker s SET wikidata_id = '' WHERE wikidata_id <> '' AND merged_into_id IS NULL AND EXISTS (
    SELECT FROM claims_speaker o WHERE o.newsroom_id = s.newsroom_id AND o.wikidata_id = s.wikidata_id
        AND o.merged_into_id IS NULL AND o.id < s.id);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0005_corrections"),
    ]

    operations = [
        migrations.CreateModel(
            name="MergeSuggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("score", models.FloatField()),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), help_text="What speaks for it and against, in words.", size=None
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("accepted", "Merged"), ("refused", "Kept apart")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-score", "id"],
            },
        ),
        migrations.CreateModel(
            name="SpeakerMerge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "claims",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "followers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        help_text="Speakers that had been merged into the one that went.",
                        size=None,
                    ),
                ),
                (
                    "wikidata_id",
                    models.CharField(blank=True, help_text="Taken over from the one that went.", max_length=20),
                ),
                ("merged_at", models.DateTimeField(auto_now_add=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-merged_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="SpeakerSplit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("claims", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("split_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-split_at", "-id"],
            },
        ),
        migrations.AddField(
            model_name="claim",
            name="within",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="The claim in whose words this one is told.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="inner",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="speaker",
            name="speaks_for",
            field=models.ForeignKey(
                blank=True,
                help_text="Whom a manner of speaking stands for: “the Kremlin” for a government. Only editors say so.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="voices",
                to="claims.speaker",
            ),
        ),
        migrations.AlterField(
            model_name="speaker",
            name="wikidata_id",
            field=models.CharField(
                blank=True,
                max_length=20,
                validators=[
                    django.core.validators.RegexValidator(
                        "^Q[1-9][0-9]*\\Z", "A Wikidata id is a Q and a number, as in Q42."
                    )
                ],
                verbose_name="Wikidata id",
            ),
        ),
        migrations.AddIndex(
            model_name="speakeralias",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["newsroom", "key"], name="alias_key_trgm", opclasses=["int8_ops", "gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="speakerrole",
            index=models.Index(fields=["speaker", "-seen_on"], name="role_at_date"),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("within__isnull", True), models.Q(("within", models.F("id")), _negated=True), _connector="OR"
                ),
                name="claim_not_within_itself",
            ),
        ),
        migrations.AddField(
            model_name="mergesuggestion",
            name="a",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="claims.speaker"),
        ),
        migrations.AddField(
            model_name="mergesuggestion",
            name="article",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="claims.article",
            ),
        ),
        migrations.AddField(
            model_name="mergesuggestion",
            name="b",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="claims.speaker"),
        ),
        migrations.AddField(
            model_name="mergesuggestion",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="mergesuggestion",
            name="newsroom",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="merge_suggestions", to="claims.newsroom"
            ),
        ),
        migrations.AddField(
            model_name="speakermerge",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="speakermerge",
            name="gone",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="went_into", to="claims.speaker"
            ),
        ),
        migrations.AddField(
            model_name="speakermerge",
            name="kept",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="took_in", to="claims.speaker"
            ),
        ),
        migrations.AddField(
            model_name="speakermerge",
            name="newsroom",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="claims.newsroom"
            ),
        ),
        migrations.AddField(
            model_name="speakermerge",
            name="undone_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="speakersplit",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="speakersplit",
            name="made",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="split_from", to="claims.speaker"
            ),
        ),
        migrations.AddField(
            model_name="speakersplit",
            name="newsroom",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="claims.newsroom"
            ),
        ),
        migrations.AddField(
            model_name="speakersplit",
            name="origin",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="split_off", to="claims.speaker"
            ),
        ),
        migrations.AddIndex(
            model_name="mergesuggestion",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["newsroom", "-score"], name="suggestion_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="mergesuggestion",
            constraint=models.UniqueConstraint(fields=("a", "b"), name="suggestion_once_a_pair"),
        ),
        migrations.AddConstraint(
            model_name="mergesuggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("a__lt", models.F("b"))), name="suggestion_unordered"
            ),
        ),
        migrations.AddConstraint(
            model_name="mergesuggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("score__gte", 0.0), ("score__lte", 1.0)), name="suggestion_score_is_a_share"
            ),
        ),
        migrations.AddConstraint(
            model_name="speakermerge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at__isnull", True)), fields=("gone",), name="merge_stands_once"
            ),
        ),
        *[migrations.RunSQL(forward, backward) for forward, backward in (MERGING, WITHIN, VOICE)],
        migrations.RunSQL(IDS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="speaker",
            constraint=models.CheckConstraint(
                condition=models.Q(("wikidata_id", ""), ("wikidata_id__regex", "^Q[1-9][0-9]*$"), _connector="OR"),
                name="speaker_wikidata_id_is_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="speaker",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("wikidata_id", ""), _negated=True), ("merged_into__isnull", True)),
                fields=("newsroom", "wikidata_id"),
                name="wikidata_id_means_one_speaker",
                violation_error_message="Another speaker has this Wikidata id: merge the two instead.",
            ),
        ),
        migrations.AddConstraint(
            model_name="speaker",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("speaks_for__isnull", True),
                    models.Q(("speaks_for", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="speaker_not_voice_of_itself",
            ),
        ),
    ]
