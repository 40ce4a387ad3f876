"""Merges and splits: claims that came late go on their record, and the record goes with its newsroom, only with it."""

import django.db.models.deletion
from django.db import migrations, models

# A merge takes up claims that were written under the one that went while it was merged; it loses none.
GROWS = (
    """
CREATE OR REPLACE FUNCTION claims_merge_guard() RETURNS trigger LANGUAGE plpgsql AS $$
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
    IF TG_OP = 'UPDATE' AND OLD.undone_at IS NULL AND NEW.claims @> OLD.claims
            AND (to_jsonb(NEW) - 'claims') = (to_jsonb(OLD) - 'claims') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a merge is never changed or deleted, only undone once'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
""",
    """
CREATE OR REPLACE FUNCTION claims_merge_guard() RETURNS trigger LANGUAGE plpgsql AS $$
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
""",
)

# Whoever deletes a newsroom deletes what points at it first: that it was the newsroom, shows at the transaction's end.
LEAVES = (
    """
CREATE FUNCTION claims_record_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM claims_newsroom n WHERE n.id = OLD.newsroom_id) THEN
        RAISE EXCEPTION 'a % is never deleted, unless its whole newsroom is', TG_ARGV[0]
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER merge_guard ON claims_speakermerge;
CREATE TRIGGER merge_guard BEFORE INSERT OR UPDATE ON claims_speakermerge
    FOR EACH ROW EXECUTE FUNCTION claims_merge_guard();
CREATE CONSTRAINT TRIGGER merge_record_guard AFTER DELETE ON claims_speakermerge DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION claims_record_guard('merge');
DROP TRIGGER split_guard ON claims_speakersplit;
CREATE TRIGGER split_guard BEFORE INSERT OR UPDATE ON claims_speakersplit
    FOR EACH ROW EXECUTE FUNCTION claims_split_guard();
CREATE CONSTRAINT TRIGGER split_record_guard AFTER DELETE ON claims_speakersplit DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION claims_record_guard('split');
""",
    """
DROP TRIGGER merge_record_guard ON claims_speakermerge;
DROP TRIGGER split_record_guard ON claims_speakersplit;
DROP FUNCTION claims_record_guard();
DROP TRIGGER merge_guard ON claims_speakermerge;
CREATE TRIGGER merge_guard BEFORE INSERT OR UPDATE OR DELETE ON claims_speakermerge
    FOR EACH ROW EXECUTE FUNCTION claims_merge_guard();
DROP TRIGGER split_guard ON claims_speakersplit;
CREATE TRIGGER split_guard BEFORE INSERT OR UPDATE OR DELETE ON claims_speakersplit
    FOR EACH ROW EXECUTE FUNCTION claims_split_guard();
""",
)


def restricted(*, to, related_name, **options):
    """A row that keeps what it points at from being deleted, but not their newsroom with both of them."""
    on_delete = django.db.models.deletion.RESTRICT
    return models.ForeignKey(on_delete=on_delete, to=to, related_name=related_name, **options)


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_speakers")]

    operations = [
        migrations.AlterField(
            model_name="article",
            name="source",
            field=restricted(to="claims.source", related_name="articles", blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="claim",
            name="source",
            field=restricted(to="claims.source", related_name="claims", blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="claim",
            name="speaker",
            field=restricted(to="claims.speaker", related_name="claims", blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="speaker",
            name="merged_into",
            field=restricted(to="claims.speaker", related_name="merged", blank=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="speakermerge",
            name="gone",
            field=restricted(to="claims.speaker", related_name="went_into"),
        ),
        migrations.AlterField(
            model_name="speakermerge",
            name="kept",
            field=restricted(to="claims.speaker", related_name="took_in"),
        ),
        migrations.AlterField(
            model_name="speakersplit",
            name="made",
            field=restricted(to="claims.speaker", related_name="split_from"),
        ),
        migrations.AlterField(
            model_name="speakersplit",
            name="origin",
            field=restricted(to="claims.speaker", related_name="split_off"),
        ),
        *[migrations.RunSQL(forward, backward) for forward, backward in (GROWS, LEAVES)],
        migrations.AddIndex(
            model_name="speakermerge",
            index=models.Index(
                condition=models.Q(("undone_at__isnull", True)), fields=["merged_at"], name="merge_standing"
            ),
        ),
    ]
