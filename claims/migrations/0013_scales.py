"""Scales without gaps that run from least to most true, and what is known of the way of earlier verdicts."""

from django.db import migrations

# At the transaction's end: whoever reorders a scale goes through positions that are none.
SCALE = (
    """
CREATE FUNCTION claims_scale_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM claims_rating r WHERE r.scale_id IN (OLD.scale_id, NEW.scale_id)
               GROUP BY r.scale_id HAVING min(r.position) <> 1 OR max(r.position) <> count(*)) THEN
        RAISE EXCEPTION 'the positions of a scale run from 1 without a gap'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'scale_without_gap';
    END IF;
    IF EXISTS (
            SELECT FROM (
                SELECT t.rank, lag(t.rank) OVER (PARTITION BY r.scale_id ORDER BY r.position) AS below
                FROM claims_rating r
                JOIN (VALUES ('false', 0), ('mostly_false', 1), ('mixed', 2), ('mostly_true', 3), ('true', 4))
                    AS t (name, rank) ON t.name = r.normalized  -- "unproven" says nothing about truth
                WHERE r.scale_id IN (OLD.scale_id, NEW.scale_id)
            ) steps WHERE below > rank) THEN
        RAISE EXCEPTION 'a scale runs from the least to the most true'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'scale_not_inverted';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER scale_guard AFTER INSERT OR UPDATE OR DELETE ON claims_rating
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION claims_scale_guard();
""",
    "DROP TRIGGER scale_guard ON claims_rating; DROP FUNCTION claims_scale_guard();",
)

# Nobody kept what the claim said when they were written: what it says today stands for it.
ABOUT = """
UPDATE claims_verdict v SET about_statement = c.statement, about_speaker = coalesce(s.name, '')
    FROM claims_claim c LEFT JOIN claims_speaker s ON s.id = c.speaker_id WHERE c.id = v.claim_id;
"""

# Who wrote and who published is known; when a draft was handed in, and who took a verdict back, is not.
STEPS = """
INSERT INTO claims_verdictstep (verdict_id, action, by_id, reason, wording, created_at)
    SELECT id, 'draft', author_id, '', NULL::jsonb, created_at FROM claims_verdict
    UNION ALL
    SELECT id, 'edit', edited_by_id, '', NULL, created_at FROM claims_verdict WHERE edited_by_id IS NOT NULL
    UNION ALL
    SELECT id, 'publish', approver_id, '', NULL, published_at FROM claims_verdict WHERE published_at IS NOT NULL
    UNION ALL
    SELECT id, CASE state WHEN 'outdated' THEN 'outdate' ELSE 'withdraw' END, NULL, state_reason, NULL, updated_at
        FROM claims_verdict WHERE state IN ('withdrawn', 'outdated')
    ORDER BY created_at;
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0012_approvals")]

    operations = [
        migrations.RunSQL(*SCALE),
        migrations.RunSQL(ABOUT, migrations.RunSQL.noop),
        migrations.RunSQL(STEPS, migrations.RunSQL.noop),
    ]
