"""An article comes in; the articles that carry the same story (wire copies, reprints, rewrites) go out, locked.

Two texts are copies when they share enough whole sentences, counted against the shorter one. Of 1,095 news articles
(PolNeAR, Wikinews 2019) every pair that shares 0.46 or more is one story printed twice; pairs that only report the same
event share 0.17 at most, and three sentences at most (a speech's, a footer's).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from django.db import connection, transaction

from claims.models import Article
from claims.text.normalise import fold
from claims.text.scripts import sentences_anywhere, word_count

SHARE = 0.4  # of the shorter text's sentences
LEAST = 3  # sentences in common: two outlets' briefs may share a quotation and a footer
LEAST_WORDS = 6  # shorter sentences repeat for other reasons ("Read more here.")
WINDOW = dt.timedelta(days=7)  # between the days of publication, where both are known

COPIES = """
SELECT id FROM (
    SELECT id, cardinality(sentences) AS size,
           cardinality(ARRAY(SELECT unnest(sentences) INTERSECT SELECT unnest(%(own)s::bigint[]))) AS common
    FROM claims_article
    WHERE sentences && %(own)s::bigint[] AND newsroom_id = %(newsroom)s AND id <> %(id)s
    AND (published_at BETWEEN %(from)s::timestamptz AND %(to)s::timestamptz
         OR published_at IS NULL OR %(from)s::timestamptz IS NULL)
) near
WHERE common >= %(least)s AND common >= %(share)s * least(size, cardinality(%(own)s::bigint[]))
"""


def sign(article: Article) -> None:
    """Store by which sentences the article's current text is known. Committed before anybody looks for copies: of two
    copies that arrive at once in two workers, the one that looks later then sees the other.
    """
    article.sentences = hashes(article.text)
    Article.objects.filter(pk=article.pk, current=article.current).update(sentences=article.sentences)


def hashes(text: str) -> list[int]:
    """A number for each different sentence of ``text`` that is long enough to tell something, smallest first."""
    folded = {fold(sentence.of(text)) for sentence in sentences_anywhere(text)}
    return sorted({_hash(words) for words in folded if word_count(words) >= LEAST_WORDS})


def _hash(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)


def copies_of(article: Article) -> set[int]:
    """The ids of the newsroom's articles that are copies of this one, as their sentences are committed now."""
    if not article.sentences or len(article.sentences) < LEAST:
        return set()
    day = article.published_at
    values: dict[str, Any] = {
        "own": article.sentences,
        "newsroom": article.newsroom_id,
        "id": article.pk,
        "from": day and day - WINDOW,
        "to": day and day + WINDOW,
        "least": LEAST,
        "share": SHARE,
    }
    with connection.cursor() as cursor:
        cursor.execute(COPIES, values)
        return {row[0] for row in cursor.fetchall()}


def locked_copies(article: Article) -> set[int]:
    """The article's copies, locked together with it until the transaction ends: copies are written one at a time.

    Locks are taken in one order, so that no two workers wait for each other. A copy that came while we waited for them
    is not locked yet: then all are given back (the savepoint's end does that) and taken again.
    """
    seen = copies_of(article)
    while True:
        savepoint = transaction.savepoint()
        rows = Article.objects.filter(pk__in=seen | {article.pk}).order_by("pk")
        list(rows.select_for_update(no_key=True).values_list("pk"))
        now = copies_of(article)
        if now <= seen:
            transaction.savepoint_commit(savepoint)
            return now
        transaction.savepoint_rollback(savepoint)
        seen = now
