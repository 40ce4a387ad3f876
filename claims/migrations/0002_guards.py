"""Rules that no door can go round: the database itself keeps them."""

from django.db import migrations

REVISION = (
    """
CREATE FUNCTION claims_revision_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.text, NEW.sha256, NEW.article_id, NEW.number)
            IS DISTINCT FROM (OLD.text, OLD.sha256, OLD.article_id, OLD.number) THEN
        RAISE EXCEPTION 'a revision is never changed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.sha256 <> encode(sha256(convert_to(NEW.text, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'the hash is not that of the text' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER revision_guard BEFORE INSERT OR UPDATE ON claims_revision
    FOR EACH ROW EXECUTE FUNCTION claims_revision_guard();
""",
    "DROP TRIGGER revision_guard ON claims_revision; DROP FUNCTION claims_revision_guard();",
)

# A claim's span lies inside its revision's text and equals it.
SPAN = (
    """
CREATE FUNCTION claims_span_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found record;
BEGIN
    IF NEW.revision_id IS NULL THEN RETURN NEW; END IF;
    SELECT r.article_id, substr(r.text, NEW.start + 1, NEW."end" - NEW.start) AS piece, a.newsroom_id
        INTO found FROM claims_revision r JOIN claims_article a ON a.id = r.article_id WHERE r.id = NEW.revision_id;
    IF found.article_id IS DISTINCT FROM NEW.article_id OR found.newsroom_id IS DISTINCT FROM NEW.newsroom_id THEN
        RAISE EXCEPTION 'the revision is not one of the claim''s article' USING ERRCODE = 'check_violation';
    END IF;
    IF found.piece IS DISTINCT FROM NEW.text THEN
        RAISE EXCEPTION 'the claim''s text is not what stands at % to %', NEW.start, NEW."end"
            USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_span_equals_text';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER claim_span_guard BEFORE INSERT OR UPDATE OF text, start, "end", revision_id, article_id, newsroom_id
    ON claims_claim FOR EACH ROW EXECUTE FUNCTION claims_span_guard();
""",
    "DROP TRIGGER claim_span_guard ON claims_claim; DROP FUNCTION claims_span_guard();",
)

MATCH = (
    """
CREATE FUNCTION claims_match_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM claims_claim c WHERE c.id IN (NEW.a_id, NEW.b_id) AND c.newsroom_id <> NEW.newsroom_id) THEN
        RAISE EXCEPTION 'a match stays inside one newsroom' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER match_guard BEFORE INSERT OR UPDATE OF a_id, b_id, newsroom_id ON claims_match
    FOR EACH ROW EXECUTE FUNCTION claims_match_guard();
""",
    "DROP TRIGGER match_guard ON claims_match; DROP FUNCTION claims_match_guard();",
)

REVIEW = (
    """
CREATE FUNCTION claims_review_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a review is never changed or deleted, only followed by another'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER review_guard BEFORE UPDATE OR DELETE ON claims_review
    FOR EACH ROW EXECUTE FUNCTION claims_review_guard();
""",
    "DROP TRIGGER review_guard ON claims_review; DROP FUNCTION claims_review_guard();",
)

# A verdict moves only along its edges, is fixed once published, and where four eyes rule has two people behind it.
VERDICT = (
    """
CREATE FUNCTION claims_verdict_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.state <> 'draft' THEN
        RAISE EXCEPTION 'a verdict starts as a draft' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
            ('draft', 'submitted'), ('submitted', 'draft'), ('submitted', 'published'),
            ('published', 'withdrawn'), ('published', 'outdated')) THEN
        RAISE EXCEPTION 'a verdict does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state IN ('published', 'withdrawn', 'outdated')
            AND (NEW.claim_id, NEW.rating_id, NEW.explanation, NEW.author_id, NEW.approver_id)
            IS DISTINCT FROM (OLD.claim_id, OLD.rating_id, OLD.explanation, OLD.author_id, OLD.approver_id) THEN
        RAISE EXCEPTION 'a published verdict is not rewritten: withdraw it and write another'
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.state = 'published' AND OLD.state <> 'published'
            AND NEW.approver_id IN (NEW.author_id, NEW.edited_by_id)
            AND (SELECT four_eyes FROM claims_newsroom WHERE id = NEW.newsroom_id) THEN
        RAISE EXCEPTION 'whoever wrote it does not approve: this newsroom wants four eyes' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM claims_claim c WHERE c.id = NEW.claim_id AND c.newsroom_id <> NEW.newsroom_id)
            OR EXISTS (SELECT FROM claims_rating r JOIN claims_ratingscale s ON s.id = r.scale_id
                       WHERE r.id = NEW.rating_id AND s.newsroom_id <> NEW.newsroom_id) THEN
        RAISE EXCEPTION 'a verdict stays inside one newsroom' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER verdict_guard BEFORE INSERT OR UPDATE ON claims_verdict
    FOR EACH ROW EXECUTE FUNCTION claims_verdict_guard();
""",
    "DROP TRIGGER verdict_guard ON claims_verdict; DROP FUNCTION claims_verdict_guard();",
)


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]

    operations = [
        migrations.RunSQL(forward, backward) for forward, backward in (REVISION, SPAN, MATCH, REVIEW, VERDICT)
    ]
