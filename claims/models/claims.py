"""Claims: attributed statements, each a verbatim span of an article's revision or entered by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField, HnswIndex

from claims.conf import DIMENSIONS
from claims.models.articles import Article, Revision, Source
from claims.models.newsrooms import Newsroom
from claims.models.speakers import Speaker, role_at
from claims.models.worth import WORTH_CHECKING, WorthReason

# The words as they are written, for languages whose endings PostgreSQL is not asked to take off.
PLAIN = SearchVector("statement", "source_text", config="simple")
# Scripts without spaces between words: a search finds the letters wherever they stand.
UNSPACED = re.compile(r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")

# Some claims and all in whose words they are told; UNION, not UNION ALL: a ring ends where it began.
AROUND = """
WITH RECURSIVE around (id, within_id) AS (
    SELECT c.id, c.within_id FROM claims_claim c WHERE c.id = ANY(%s::bigint[])
    UNION SELECT c.id, c.within_id FROM claims_claim c JOIN around ON c.id = around.within_id
) SELECT id FROM around
"""


def _parts(query: str) -> Q:
    wanted = Q()
    for part in query.replace('"', " ").split():
        wanted &= Q(statement__contains=part)
    return wanted


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims by newsroom, words and where they stand."""

    def for_newsroom(self, newsroom: Newsroom) -> Self:
        """Claims of one newsroom."""
        return self.filter(newsroom=newsroom)

    def standing(self) -> Self:
        """Claims that are still in their source."""
        return self.filter(lost_at__isnull=True)

    def standing_in(self, article: Article | int) -> Self:
        """Claims that still stand in an article, be it their own or a copy of it (``appearances.as_in`` says where)."""
        shared = self.model._base_manager.filter(appearances__article=article, appearances__lost_at__isnull=True)
        return self.standing().filter(Q(article=article) | Q(pk__in=shared.values("pk")))

    def trusted(self) -> Self:
        """Claims that stand and wait for no person: those that are compared."""
        return self.standing().filter(uncertain=False)

    def doubtful(self) -> Self:
        """Claims whose attribution a person is to look at."""
        return self.standing().filter(uncertain=True)

    def unmatched(self) -> Self:
        """Claims that the matching stage has yet to compare."""
        return self.trusted().filter(matched_at__isnull=True)

    def weighed(self) -> Self:
        """Claims of which it is known how much they are worth checking."""
        return self.filter(worth__isnull=False)

    def worth_checking(self) -> Self:
        """Claims that state something which a desk would want checked."""
        return self.filter(worth__gte=WORTH_CHECKING)

    def words(self, query: str) -> Self:
        """Claims that hold the words, as a web search box understands them.

        English words are found in any form, those of other languages as they are written.
        """
        english = Q(search=SearchQuery(query, config="english", search_type="websearch"))
        plain = Q(plain=SearchQuery(query, config="simple", search_type="websearch"))
        other = plain | _parts(query) if UNSPACED.search(query) else plain
        return self.alias(plain=PLAIN).filter(english | (~Q(language__startswith="en") & other))

    def search(self, query: str) -> Self:
        """Claims that hold the words; a number alone is a claim's own."""
        return self.filter(pk=int(query)) if query.isdecimal() and len(query) < 19 else self.words(query)

    def telling(self, claim_ids: Iterable[int]) -> Self:
        """These claims and all in whose words they are told, however deep: only whose they are, in one query."""
        rows = self.filter(pk__in=RawSQL(AROUND, [list(claim_ids)]))
        return rows.select_related("speaker").only("within_id", "speaker")

    def with_role(self) -> Self:
        """With ``role``: what the speaker was called at the claim's date, see ``role_at``."""
        return self.annotate(role=role_at(speaker="speaker", article="article", day="said_on"))

    def for_reading(self) -> Self:
        """With what every page and answer shows of a claim, in one query."""
        return self.select_related("speaker", "source", "article", "verdict__rating").defer("embedding", "search")


class Claim(models.Model):
    """One attributed statement.

    ``text`` is the revision's text from ``start`` to ``end`` (code points, end exclusive), which the database verifies.
    ``statement`` is what is said in one piece: an interrupted quotation's pieces joined; it is what gets compared.
    """

    class Kind(models.TextChoices):
        """How it stands in its text."""

        DIRECT = "direct", _("Direct quotation")
        INDIRECT = "indirect", _("Indirect")
        MIXED = "mixed", _("Partly quoted")
        STATEMENT = "statement", _("Statement")

    newsroom = models.ForeignKey(Newsroom, on_delete=models.CASCADE, related_name="claims")
    external_id = models.CharField(max_length=200, blank=True)
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.CASCADE, related_name="claims")
    revision = models.ForeignKey(Revision, null=True, blank=True, on_delete=models.CASCADE, related_name="claims")
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.RESTRICT, related_name="claims")
    speaker = models.ForeignKey(Speaker, null=True, blank=True, on_delete=models.RESTRICT, related_name="claims")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.STATEMENT)
    text = models.TextField()
    statement = models.TextField()
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    pieces = models.JSONField(
        default=list, blank=True, help_text=_("[[start, end], …] when the claim has several pieces.")
    )
    cue = models.CharField(max_length=300, blank=True)
    cue_span = models.JSONField(null=True, blank=True)
    source_text = models.CharField(max_length=500, blank=True, help_text=_("The speaker as written in the article."))
    source_span = models.JSONField(null=True, blank=True)
    said_on = models.DateField(null=True, blank=True)
    within = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="inner",
        editable=False,
        help_text=_("The claim in whose words this one is told."),
    )
    language = models.CharField(max_length=35, default="en")
    # How much it is worth checking, 0..1, and why; null where it is not known (another language, not weighed yet).
    worth = models.FloatField(null=True, blank=True, editable=False)
    worth_reasons = ArrayField(models.CharField(max_length=20), default=list, db_default=[], blank=True, editable=False)
    confidence = models.FloatField(default=1.0)
    doubt = models.TextField(blank=True, help_text=_("Why a person should look at this attribution."))
    uncertain = models.BooleanField(
        default=False, db_default=False, help_text=_("Waits for a person to look at it; not compared until then.")
    )
    # How often a person corrected or confirmed it: what edits compare and set. From 1 on extraction leaves it alone.
    version = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    fingerprint = models.CharField(max_length=64)
    embedding = HalfVectorField(dimensions=DIMENSIONS, null=True, blank=True, editable=False)
    embedded_by = models.CharField(max_length=100, blank=True, editable=False)
    queued_at = models.DateTimeField(default=timezone.now, editable=False)
    matched_at = models.DateTimeField(null=True, blank=True, editable=False)
    # No longer in its source: its words are gone, or (then withdrawn_at is set, too) a person took the attribution out.
    lost_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    verdict = models.OneToOneField(
        "claims.Verdict",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
        help_text=_("The published ruling, if there is one."),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    search = models.GeneratedField(
        expression=SearchVector("statement", "source_text", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ClaimQuerySet.as_manager()
    # Those in whose words it is told, by id, where ``chained`` read them for many claims at once.
    around: dict[int, Claim] | None = None

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["newsroom", "-created_at", "-id"], name="claim_newest"),
            models.Index(fields=["newsroom", "kind", "-created_at", "-id"], name="claim_newest_kind"),
            models.Index(fields=["newsroom", "fingerprint"], name="claim_fingerprint"),
            models.Index(fields=["speaker", "said_on"], name="claim_speaker_said_on"),
            models.Index(fields=["queued_at"], name="claim_unmatched", condition=Q(matched_at__isnull=True)),
            models.Index(
                fields=["newsroom", "article", "start"],
                name="claim_doubtful",
                condition=Q(uncertain=True, lost_at__isnull=True),
            ),
            models.Index(fields=["newsroom", "-worth", "-id"], name="claim_worth", condition=Q(worth__isnull=False)),
            GinIndex(fields=["search"], name="claim_search"),
            GinIndex(
                PLAIN,
                name="claim_search_plain",
                condition=~Q(language__startswith="en"),
            ),
            # newsroom beside the trigrams (btree_gin), so that a tenant's search reads only its own rows
            GinIndex(fields=["newsroom", "statement"], name="claim_trgm", opclasses=["int8_ops", "gin_trgm_ops"]),
            HnswIndex(
                fields=["embedding"], name="claim_hnsw", m=16, ef_construction=64, opclasses=["halfvec_cosine_ops"]
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["newsroom", "external_id"], name="claim_external_id_once", condition=~Q(external_id="")
            ),
            models.UniqueConstraint(fields=["revision", "start", "end"], name="claim_span_once"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(statement=""), name="claim_has_text"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0.0) & Q(confidence__lte=1.0), name="claim_confidence_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(worth__isnull=True) | Q(worth__gte=0.0, worth__lte=1.0), name="claim_worth_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(revision__isnull=True, start__isnull=True, end__isnull=True)
                | Q(revision__isnull=False, article__isnull=False, start__isnull=False, end__gt=models.F("start")),
                name="claim_span_whole_or_none",
            ),
            models.CheckConstraint(
                condition=Q(within__isnull=True) | ~Q(within=models.F("id")), name="claim_not_within_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.statement if len(self.statement) <= 80 else f"{self.statement[:79]}…"

    @property
    def is_worth_checking(self) -> bool:
        """Whether it states something which a desk would want checked."""
        return self.worth is not None and self.worth >= WORTH_CHECKING

    @property
    def worth_words(self) -> list[str]:
        """Why, in an editor's words."""
        return [str(WorthReason(code).label) for code in self.worth_reasons if code in WorthReason]

    @property
    def tellers(self) -> list[Speaker | None]:
        """By whose account it was said, the nearest first; nobody where it was said in the article's own words."""
        return self.chain[-2::-1]

    @property
    def chain(self) -> list[Speaker | None]:
        """By whose account it was said, the outermost first: Kerry, then Lavrov for what Kerry says Lavrov said.

        A query, unless the claims were read by ``chained`` or it is told within no other.
        """
        around = _around([self]) if self.around is None else self.around
        voices, outer, seen = [self.speaker], self.within_id, {self.pk}
        while outer is not None and outer in around and outer not in seen:
            seen.add(outer)
            voices.insert(0, around[outer].speaker)
            outer = around[outer].within_id
        return voices


def chained(claims: Iterable[Claim]) -> list[Claim]:
    """The claims, each with what ``chain`` needs: one query for all of them, none where none is told within another."""
    listed = list(claims)
    around = _around(listed)
    for claim in listed:
        claim.around = around
    return listed


def _around(claims: Iterable[Claim]) -> dict[int, Claim]:
    """The claims in whose words some of these are told, by id."""
    outer = {claim.within_id for claim in claims if claim.within_id is not None}
    return {claim.pk: claim for claim in Claim.objects.telling(outer)} if outer else {}
