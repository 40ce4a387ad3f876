"""A file of quotes or of tagged tokens in; how exactly the attributor finds source, cue, content and speaker out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from claims.evaluation.calibration import calibration, trusted
from claims.evaluation.figures import Count, rounded
from claims.evaluation.gold import GoldError, Row, rows
from claims.evaluation.pairing import has_its_speaker, matched
from claims.evaluation.quoted import Document, is_tagged, offset_document, paragraphs_of, tagged_documents
from claims.evaluation.report import Report, Watch
from claims.evaluation.tagged import ROLES
from claims.evaluation.texts import Texts
from claims.extraction.attribution import Attributor
from claims.extraction.extract import shipped

OVERLAPS = (0.3, 0.8)  # "easy" and "hard" of the Gender Gap Tracker (Asr et al., 2021)


def evaluate(
    path: Path,
    *,
    watch: Watch,
    limit: int | None = None,
    attributor: Attributor | None = None,
    articles: Path | None = None,
) -> Report:
    """Exact F1 of spans by role, F1 of contents by overlap, share of matched quotes with the right speaker, and how
    often attributions are right by the confidence they were given.

    ``attributor``: what reads the texts (None: the shipped one). ``articles``: the folder with the texts of rows that
    only name their article.

    Raises:
        GoldError: see ``gold.rows`` and ``Texts.of``.
    """
    attributor = attributor or shipped()
    read = rows(path, limit=limit)
    listed = _whole(read, path=path)
    documents: list[Document] = []
    for more in _documents(listed, attributor=attributor, texts=Texts(articles)):
        watch("Reading", done=len(documents), total=len(listed))
        documents += more
    watch("Reading", done=len(listed), total=len(listed))
    speakers = speakers_by_kind(documents)
    return Report(
        figures={
            "n": len(documents),
            "exact": {role: _exact(documents, role).rates() for role in ROLES},
            "overlap": {str(least): _overlap(documents, least).rates() for least in OVERLAPS},
            "speaker_accuracy": speakers.get("all", {}).get("accuracy"),
            "kinds": _kinds(documents),
            "speakers": speakers,
            "calibration": calibration(documents),
            "trusted": trusted(documents),
        },
        predictions=[_prediction(document) for document in documents],
        notes=(f"Attributor: {attributor.version}", *_left_out(len(read) - len(listed))),
    )


def _whole(read: list[Row], *, path: Path) -> list[Row]:
    """The rows that tell all attributions of their text: on others, what is found beside the gold may be right."""
    listed = [row for row in read if row.values.get("partial") is not True]
    if not listed:
        raise GoldError(f"{path}: every text in it is partial; figures need texts whose attributions are complete")
    return listed


def _left_out(count: int) -> list[str]:
    return [f"{count} partial texts are left out"] if count else []


def _documents(listed: Sequence[Row], *, attributor: Attributor, texts: Texts) -> Iterator[list[Document]]:
    if is_tagged(listed[0]):
        for paragraphs in paragraphs_of(listed):
            yield tagged_documents(paragraphs, attributor=attributor)
        return
    for row in listed:
        yield [offset_document(row, text=texts.of(row), attributor=attributor)]


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


def speakers_by_kind(documents: Sequence[Document]) -> dict[str, dict[str, Any]]:
    """By kind of quote, and of all: how many ``gold`` quotes have a speaker who is known, the share of them that was
    ``found`` (at 0.3), ``n`` of these, and the share of the n with the right speaker (``accuracy``)."""
    totals: dict[str, list[int]] = {}
    for document in documents:
        pairs = matched(document.gold_quotes, document.found_quotes, least=OVERLAPS[0])
        known = [quote for quote in document.gold_quotes if quote.names]
        for kind in ("direct", "indirect", "mixed", "all"):
            count = totals.setdefault(kind, [0, 0, 0])
            these = [(gold, found) for gold, found in pairs if gold.names and kind in (gold.kind, "all")]
            count[0] += sum(kind in (quote.kind, "all") for quote in known)
            count[1] += len(these)
            count[2] += sum(has_its_speaker(gold, found, document=document) for gold, found in these)
    return {kind: _shares(*count) for kind, count in totals.items() if count[0]}


def _shares(gold: int, n: int, right: int) -> dict[str, Any]:
    return {"gold": gold, "found": rounded(n / gold), "n": n, "accuracy": rounded(right / n) if n else None}


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
