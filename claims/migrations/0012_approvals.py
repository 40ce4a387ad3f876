"""Panels: who approved which wording of a verdict, the steps that it took, and the rules that no door can go round."""

import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Kept as 0002 made it but for two places: what a new wording does, and what publishing asks for.
VERDICT = """
CREATE OR REPLACE FUNCTION claims_verdict_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.state <> 'draft' THEN
        RAISE EXCEPTION 'a verdict starts as a draft' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
            ('draft', 'submitted'), ('submitted', 'draft'), ('submitted', 'published'),
            ('published', 'withdrawn'), ('published', 'outdated')) THEN
        RAISE EXCEPTION 'a verdict does not go from %% to %%', OLD.state, NEW.state USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state IN ('published', 'withdrawn', 'outdated')
            AND (NEW.claim_id, NEW.rating_id, NEW.explanation, NEW.author_id, NEW.approver_id)
            IS DISTINCT FROM (OLD.claim_id, OLD.rating_id, OLD.explanation, OLD.author_id, OLD.approver_id) THEN
        RAISE EXCEPTION 'a published verdict is not rewritten: withdraw it and write another'
            USING ERRCODE = 'check_violation';
    END IF;
%s
    IF EXISTS (SELECT FROM claims_claim c WHERE c.id = NEW.claim_id AND c.newsroom_id <> NEW.newsroom_id)
            OR EXISTS (SELECT FROM claims_rating r JOIN claims_ratingscale s ON s.id = r.scale_id
                       WHERE r.id = NEW.rating_id AND s.newsroom_id <> NEW.newsroom_id) THEN
        RAISE EXCEPTION 'a verdict stays inside one newsroom' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
ONE_APPROVER = """
    IF TG_OP = 'UPDATE' AND NEW.state = 'published' AND OLD.state <> 'published'
            AND NEW.approver_id IN (NEW.author_id, NEW.edited_by_id)
            AND (SELECT four_eyes FROM claims_newsroom WHERE id = NEW.newsroom_id) THEN
        RAISE EXCEPTION 'whoever wrote it does not approve: this newsroom wants four eyes'
            USING ERRCODE = 'check_violation';
    END IF;
"""
# Another wording, or a verdict that goes back to draft, takes a new number: earlier approvals do not count for it.
PANEL = """
    IF TG_OP = 'UPDATE' AND NEW.version = OLD.version
            AND ((NEW.rating_id, NEW.explanation, NEW.claim_id) IS DISTINCT FROM
                 (OLD.rating_id, OLD.explanation, OLD.claim_id)
                 OR (OLD.state, NEW.state) = ('submitted', 'draft')) THEN
        NEW.version := OLD.version + 1;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.state = 'published' AND OLD.state <> 'published' AND NEW.approver_id IS NOT NULL THEN
        IF claims_may_not_approve(NEW.id, NEW.approver_id) THEN
            RAISE EXCEPTION 'whoever wrote it does not approve: this newsroom wants four eyes'
                USING ERRCODE = 'check_violation';
        END IF;
        IF (SELECT count(*) FROM (
                SELECT a.by_id FROM claims_approval a WHERE a.verdict_id = NEW.id AND a.version = NEW.version
                    AND a.withdrawn_at IS NULL AND NOT claims_may_not_approve(NEW.id, a.by_id)
                UNION SELECT NEW.approver_id) who)
                < (SELECT approvals_needed FROM claims_newsroom WHERE id = NEW.newsroom_id) THEN
            RAISE EXCEPTION 'this newsroom wants more approvals of this wording' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
"""
# Four eyes look at every hand that wrote in it, not only at the last one.
WROTE = (
    """
CREATE FUNCTION claims_may_not_approve(verdict bigint, person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT n.four_eyes AND (person = v.author_id OR coalesce(person = v.edited_by_id, false) OR EXISTS (
        SELECT FROM claims_verdictstep s WHERE s.verdict_id = v.id AND s.by_id = person AND s.action IN ('draft', 'edit')))
    FROM claims_verdict v JOIN claims_newsroom n ON n.id = v.newsroom_id WHERE v.id = verdict
$$;
""",
    "DROP FUNCTION claims_may_not_approve(bigint, bigint);",
)
GUARDS = (
    VERDICT % PANEL
    + """
CREATE FUNCTION claims_approval_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL
                AND (to_jsonb(NEW) - 'withdrawn_at') = (to_jsonb(OLD) - 'withdrawn_at') THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'an approval is never changed, only taken back'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM claims_verdict v
                   WHERE v.id = NEW.verdict_id AND v.state = 'submitted' AND v.version = NEW.version) THEN
        RAISE EXCEPTION 'an approval is of the wording that was handed in' USING ERRCODE = 'check_violation';
    END IF;
    IF claims_may_not_approve(NEW.verdict_id, NEW.by_id) THEN
        RAISE EXCEPTION 'whoever wrote it does not approve: this newsroom wants four eyes'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER approval_guard BEFORE INSERT OR UPDATE ON claims_approval
    FOR EACH ROW EXECUTE FUNCTION claims_approval_guard();

CREATE FUNCTION claims_verdict_step_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a step of a verdict is never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER verdict_step_guard BEFORE UPDATE ON claims_verdictstep
    FOR EACH ROW EXECUTE FUNCTION claims_verdict_step_guard();

-- Both go with their verdict, which shows at the transaction's end, and not without it.
CREATE FUNCTION claims_of_verdict_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM claims_verdict v WHERE v.id = OLD.verdict_id) THEN
        RAISE EXCEPTION 'what happened to a verdict is never deleted' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER approval_stays AFTER DELETE ON claims_approval DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION claims_of_verdict_guard();
CREATE CONSTRAINT TRIGGER verdict_step_stays AFTER DELETE ON claims_verdictstep DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION claims_of_verdict_guard();

-- What a verdict rests on is part of its wording: approvals given before it changed do not count for it.
CREATE FUNCTION claims_evidence_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' AND EXISTS (SELECT FROM claims_verdict v WHERE v.id = NEW.verdict_id
                                     AND v.state IN ('published', 'withdrawn', 'outdated')) THEN
        RAISE EXCEPTION 'a published verdict is not rewritten: withdraw it and write another'
            USING ERRCODE = 'check_violation';
    END IF;
    UPDATE claims_verdict SET version = version + 1
        WHERE id IN (OLD.verdict_id, NEW.verdict_id) AND state = 'submitted';
    RETURN NULL;
END $$;
CREATE TRIGGER evidence_guard AFTER INSERT OR UPDATE OR DELETE ON claims_evidence
    FOR EACH ROW EXECUTE FUNCTION claims_evidence_guard();

-- A ruling is on words and on whose they are: when those change under an open verdict, whoever saw the others is told.
CREATE FUNCTION claims_ruled_on_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE claims_verdict SET version = version + 1 WHERE claim_id = NEW.id AND state IN ('draft', 'submitted');
    RETURN NULL;
END $$;
CREATE TRIGGER ruled_on_guard AFTER UPDATE OF statement, speaker_id ON claims_claim FOR EACH ROW
    WHEN ((OLD.statement, OLD.speaker_id) IS DISTINCT FROM (NEW.statement, NEW.speaker_id))
    EXECUTE FUNCTION claims_ruled_on_guard();
""",
    VERDICT % ONE_APPROVER
    + """
DROP TRIGGER approval_guard ON claims_approval; DROP FUNCTION claims_approval_guard();
DROP TRIGGER verdict_step_guard ON claims_verdictstep; DROP FUNCTION claims_verdict_step_guard();
DROP TRIGGER approval_stays ON claims_approval; DROP TRIGGER verdict_step_stays ON claims_verdictstep;
DROP FUNCTION claims_of_verdict_guard();
DROP TRIGGER evidence_guard ON claims_evidence; DROP FUNCTION claims_evidence_guard();
DROP TRIGGER ruled_on_guard ON claims_claim; DROP FUNCTION claims_ruled_on_guard();
""",
)


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0011_desk_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='VerdictStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('draft', 'Draft written'), ('edit', 'Draft rewritten'), ('submit', 'Handed in for approval'), ('return', 'Sent back to draft'), ('approve', 'Approved'), ('take_back', 'Approval taken back'), ('publish', 'Published'), ('withdraw', 'Withdrawn'), ('outdate', 'Marked as outdated')], max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('wording', models.JSONField(blank=True, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='newsroom',
            name='approvals_needed',
            field=models.PositiveSmallIntegerField(db_default=1, default=1, help_text='So many members approve before an editor publishes; the editor who publishes is one of them.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(9)], verbose_name='approvals that a verdict needs'),
        ),
        migrations.AddField(
            model_name='verdict',
            name='about_speaker',
            field=models.CharField(blank=True, db_default='', editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name='verdict',
            name='about_statement',
            field=models.TextField(blank=True, db_default='', editable=False),
        ),
        migrations.AddField(
            model_name='verdict',
            name='version',
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
        migrations.AddIndex(
            model_name='speakermerge',
            index=django.contrib.postgres.indexes.GinIndex(fields=['claims'], name='merge_claims'),
        ),
        migrations.AddIndex(
            model_name='speakersplit',
            index=django.contrib.postgres.indexes.GinIndex(fields=['claims'], name='split_claims'),
        ),
        migrations.AddConstraint(
            model_name='newsroom',
            constraint=models.CheckConstraint(condition=models.Q(('approvals_needed__gte', 1), ('approvals_needed__lte', 9)), name='newsroom_approvals_needed'),
        ),
        migrations.AddField(
            model_name='approval',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='approval',
            name='verdict',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='approvals', to='claims.verdict'),
        ),
        migrations.AddField(
            model_name='verdictstep',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='verdictstep',
            name='verdict',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='claims.verdict'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('verdict', 'version', 'by'), name='approval_once_a_wording'),
        ),
        migrations.AddConstraint(
            model_name='verdictstep',
            constraint=models.CheckConstraint(condition=models.Q(('action__in', ['draft', 'edit', 'submit', 'return', 'approve', 'take_back', 'publish', 'withdraw', 'outdate'])), name='verdict_step_action'),
        ),
        *[migrations.RunSQL(forward, backward) for forward, backward in (WROTE, GUARDS)],
    ]
