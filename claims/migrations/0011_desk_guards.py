"""A decision is taken back once and for good, and nobody is told of another newsroom's flags."""

from django.db import migrations

GUARDS = (
    """
CREATE FUNCTION claims_retraction_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'what was taken back stays taken back' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (SELECT r.reviewer_id FROM claims_review r WHERE r.id = NEW.review_id) IS DISTINCT FROM NEW.by_id THEN
        RAISE EXCEPTION 'only who took a decision takes it back' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER retraction_guard BEFORE INSERT OR UPDATE OR DELETE ON claims_retraction
    FOR EACH ROW EXECUTE FUNCTION claims_retraction_guard();

CREATE FUNCTION claims_notice_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT f.newsroom_id FROM claims_flag f WHERE f.id = NEW.flag_id) IS DISTINCT FROM NEW.newsroom_id THEN
        RAISE EXCEPTION 'a notice stays inside one newsroom' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER notice_guard BEFORE INSERT OR UPDATE OF flag_id, newsroom_id ON claims_notice
    FOR EACH ROW EXECUTE FUNCTION claims_notice_guard();
""",
    """
DROP TRIGGER retraction_guard ON claims_retraction; DROP FUNCTION claims_retraction_guard();
DROP TRIGGER notice_guard ON claims_notice; DROP FUNCTION claims_notice_guard();
""",
)


class Migration(migrations.Migration):
    dependencies = [("claims", "0010_desk")]

    operations = [migrations.RunSQL(*GUARDS)]
