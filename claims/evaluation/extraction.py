"""A file of quotes or of tagged tokens in; how exactly the attributor finds source, cue, content and speaker out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from claims.evaluation.figures import Count, rounded
from claims.evaluation.gold import Row, rows
from claims.evaluation.quoted import Document, Quote, articles, is_tagged, offset_document, tagged_documents
from claims.evaluation.report import Report, Watch
from claims.evaluation.tagged import ROLES
from claims.extraction.attribution import Attributor
from claims.extraction.extract import ATTRIBUTOR
from claims.text.normalise import name_key

OVERLAPS = (0.3, 0.8)  # "easy" and "hard" of the Gender Gap Tracker (Asr et al., 2021)
_CLUSTER = re.compile(r"-\d+$")  # LitBank's speakers are numbered: "Alice-1"


def evaluate(path: Path, *, watch: Watch, limit: int | None = None, attributor: Attributor = ATTRIBUTOR) -> Report:
    """Exact F1 of spans by role, F1 of contents by overlap, share of matched quotes with the right speaker.

    Raises:
        GoldError: see ``gold.rows``.
    """
    listed = rows(path, limit=limit)
    documents: list[Document] = []
    for more in _documents(listed, attributor=attributor):
        watch("Reading", done=len(documents), total=len(listed))
        documents += more
    watch("Reading", done=len(listed), total=len(listed))
    return Report(
        figures={
            "n": len(documents),
            "exact": {role: _exact(documents, role).rates() for role in ROLES},
            "overlap": {str(least): _overlap(documents, least).rates() for least in OVERLAPS},
            "speaker_accuracy": _speaker_accuracy(documents),
            "kinds": _kinds(documents),
        },
        predictions=[_prediction(document) for document in documents],
        notes=(f"Attributor: {attributor.version}",),
    )


def _documents(listed: Sequence[Row], *, attributor: Attributor) -> Iterator[list[Document]]:
    if is_tagged(listed[0]):
        for paragraphs in articles(listed):
            yield tagged_documents(paragraphs, attributor=attributor)
        return
    for row in listed:
        yield [offset_document(row, attributor=attributor)]


def _exact(documents: Sequence[Document], role: str) -> Count:
    count = Count()
    for document in documents:
        count.add(found=document.found[role], gold=document.gold[role])
    return count


def _overlap(documents: Sequence[Document], least: float) -> Count:
    count = Count()
    for document in documents:
        count.right += len(matched(document.gold_quotes, document.found_quotes, least=least))
        count.gold += len(document.gold_quotes)
        count.found += len(document.found_quotes)
    return count


def matched(gold: Sequence[Quote], found: Sequence[Quote], *, least: float) -> list[tuple[Quote, Quote]]:
    """Gold quotes with the found ones that cover at least the share ``least`` of them, each once, best first.

    The share is of the gold content, as the Gender Gap Tracker counts it; among equal ones the tighter is better.
    """
    covered = [({c for s, e in q.content for c in range(s, e)}) for q in gold]
    offered = [({c for s, e in q.content for c in range(s, e)}) for q in found]
    ranked = []
    for g, wanted in enumerate(covered):
        for f, given in enumerate(offered):
            both = len(wanted & given)
            if both and both >= least * len(wanted):
                ranked.append((-both / len(wanted), -both / len(wanted | given), g, f))
    pairs: dict[int, int] = {}
    for _share, _tight, g, f in sorted(ranked):
        if g not in pairs and f not in pairs.values():
            pairs[g] = f
    return [(gold[g], found[f]) for g, f in sorted(pairs.items())]


def _speaker_accuracy(documents: Sequence[Document]) -> float | None:
    """Of the matched quotes whose speaker is known, how many were given to that speaker."""
    right = total = 0
    for document in documents:
        cast = {_key(name) for quote in document.gold_quotes for name in quote.names}
        for gold, found in matched(document.gold_quotes, document.found_quotes, least=OVERLAPS[0]):
            if gold.names:
                total += 1
                right += is_speaker(gold.names[0], found.names, cast=cast)
    return rounded(right / total) if total else None


def is_speaker(gold: str, names: Sequence[str], *, cast: set[str]) -> bool:
    """Whether one of the names is the gold speaker's: the same, or one ends like the other ("Moreau", "Ada Moreau").

    A short form that would fit another of the article's gold speakers (``cast``, name keys) as well is nobody's.
    """
    wanted = _key(gold)
    for key in {name_key(name) for name in names} - {""}:
        if key == wanted or (_ends_alike(key, wanted) and not any(_ends_alike(key, o) for o in cast - {wanted})):
            return True
    return False


def _key(name: str) -> str:
    return name_key(_CLUSTER.sub("", name))


def _ends_alike(one: str, other: str) -> bool:
    return f" {one}".endswith(f" {other}") or f" {other}".endswith(f" {one}")


def _kinds(documents: Sequence[Document]) -> dict[str, dict[str, Any]]:
    """Recall by kind of quote, at the harder overlap; empty where the file does not tell kinds."""
    totals: dict[str, list[int]] = {}
    for document in documents:
        hits = [gold for gold, _ in matched(document.gold_quotes, document.found_quotes, least=OVERLAPS[-1])]
        for quote in document.gold_quotes:
            if quote.kind:
                count = totals.setdefault(quote.kind, [0, 0])
                count[0] += any(quote is hit for hit in hits)
                count[1] += 1
    return {kind: {"n": n, "r": rounded(right / n)} for kind, (right, n) in sorted(totals.items())}


def _prediction(document: Document) -> dict[str, Any]:
    spans = {role: sorted(document.found[role]) for role in ROLES}
    quotes = [
        {"content": quote.content, "speaker": quote.names[0] if quote.names else None, "confidence": quote.confidence}
        for quote in document.found_quotes
    ]
    return {"id": document.id, "spans": spans, "quotes": quotes}
