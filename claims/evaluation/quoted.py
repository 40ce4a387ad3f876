"""Quotes files and tagged tokens in; documents with their gold and what the shipped attributor finds in them out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from claims.evaluation.gold import Row
from claims.evaluation.tagged import ROLES, Pair, Plain, bio, plain
from claims.extraction.attribution import Attribution, Attributor
from claims.text.kinds import Kind

BETWEEN = "\n\n"  # rows of tokens are paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One attribution: the pieces of its content, and by which names its speaker is known (none: not known)."""

    content: tuple[Pair, ...]
    names: tuple[str, ...] = ()
    kind: str = ""
    confidence: float | None = None

    def places(self) -> set[int]:
        """Every place (code point or token) that the content takes."""
        return {place for start, end in self.content for place in range(start, end)}


Spans = dict[str, set[Pair]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One item of a file: spans by role, in code points of the text or in tokens, and the quotes."""

    id: str
    gold: Spans
    found: Spans
    gold_quotes: list[Quote] = field(default_factory=list)
    found_quotes: list[Quote] = field(default_factory=list)


def is_tagged(row: Row) -> bool:
    """Whether the file is of tagged tokens."""
    return "tokens" in row.values


# Offsets


def offset_document(row: Row, *, text: str, attributor: Attributor) -> Document:
    """An article with gold quotes as offsets into ``text``.

    Raises:
        GoldError: when a quote is not as the format has it or lies outside the text.
    """
    quotes = [
        Row(f"{row.place}, quote {n}", q) for n, q in enumerate(row.listed("quotes"), start=1) if _is_object(row, q)
    ]
    gold: Spans = {role: {pair for quote in quotes for pair in _pairs(quote, role, text=text)} for role in ROLES}
    found = attributed(text, attributor=attributor)
    return Document(
        id=row.id,
        gold=gold,
        found={role: {pair for a in found for pair in _places(a)[role]} for role in ROLES},
        gold_quotes=[_gold_quote(quote, text=text) for quote in quotes],
        found_quotes=[_found_quote(a, content=tuple(_places(a)["content"])) for a in found],
    )


def attributed(text: str, *, attributor: Attributor) -> list[Attribution]:
    """What the attributor finds, less what the text says in its own voice, which no annotator marks."""
    return [a for a in attributor.attribute(text) if a.kind is not Kind.STATEMENT]


def _is_object(row: Row, quote: object) -> bool:
    if isinstance(quote, dict):
        return True
    raise row.wrong("each of “quotes” must be an object")


def _pairs(quote: Row, role: str, *, text: str) -> list[Pair]:
    if role != "content" and not quote.has(role):
        return []
    pairs = []
    for pair in quote.listed(role):
        sound = isinstance(pair, list) and len(pair) == 2 and all(isinstance(x, int) for x in pair)
        if not sound or not 0 <= pair[0] < pair[1] <= len(text):
            raise quote.wrong(
                f"“{role}” must be ranges [start, end) inside the text of {len(text)} characters, not {pair}"
            )
        pairs.append((pair[0], pair[1]))
    if role == "content" and not pairs:
        raise quote.wrong("“content” is empty")
    return pairs


def _gold_quote(quote: Row, *, text: str) -> Quote:
    also = quote.listed("speaker_also") if quote.has("speaker_also") else []
    names = tuple(str(name) for name in (quote.values["speaker"], *also)) if quote.has("speaker") else ()
    return Quote(
        content=tuple(_pairs(quote, "content", text=text)), names=names, kind=str(quote.values.get("kind") or "")
    )


def _places(attribution: Attribution) -> dict[str, list[Pair]]:
    """The spans of an attribution by role."""
    single = {"source": attribution.source, "cue": attribution.cue}
    spans = {role: [(span.start, span.end)] if span else [] for role, span in single.items()}
    return {**spans, "content": [(span.start, span.end) for span in attribution.content]}


def _found_quote(attribution: Attribution, *, content: tuple[Pair, ...]) -> Quote:
    speaker = attribution.speaker
    return Quote(
        content=content,
        names=(speaker.name, *speaker.aliases) if speaker else (),
        kind=str(attribution.kind),
        confidence=attribution.confidence,
    )


# Tokens


def paragraphs_of(rows: Iterable[Row]) -> list[list[Row]]:
    """Rows by their article: ids that agree up to the ``#`` and stand together are its paragraphs."""
    return [list(group) for _, group in groupby(rows, key=lambda row: row.id.partition("#")[0])]


def tagged_documents(rows: Sequence[Row], *, attributor: Attributor) -> list[Document]:
    """The paragraphs of one article: the attributor reads all of them, figures are counted in tokens of each.

    Raises:
        GoldError: when tokens and labels are not as the format has them.
    """
    gold = [_labelled(row) for row in rows]
    texts = [plain([str(token) for token in row.listed("tokens")]) for row in rows]
    found = attributed(BETWEEN.join(each.text for each in texts), attributor=attributor)
    documents, start = [], 0
    for row, spans, text in zip(rows, gold, texts, strict=True):
        documents.append(_tagged_document(row, gold=spans, text=text, start=start, found=found))
        start += len(text.text) + len(BETWEEN)
    return documents


def _labelled(row: Row) -> Spans:
    labels = row.listed("labels")
    if len(labels) != len(row.listed("tokens")):
        raise row.wrong(f"{len(row.listed('tokens'))} tokens, but {len(labels)} labels")
    try:
        return bio([str(label) for label in labels])
    except ValueError as error:
        raise row.wrong(str(error)) from error


def _tagged_document(row: Row, *, gold: Spans, text: Plain, start: int, found: Sequence[Attribution]) -> Document:
    here = [(a, _in_tokens(a, text=text, start=start)) for a in found]
    sure: dict[Pair, float] = {}
    for a, places in here:
        sure |= {pair: max(a.confidence, sure.get(pair, 0.0)) for pair in places["content"]}
    return Document(
        id=row.id,
        gold=gold,
        found={role: {pair for _, places in here for pair in places[role]} for role in ROLES},
        gold_quotes=[Quote(content=(pair,)) for pair in sorted(gold["content"])],
        found_quotes=[Quote(content=(pair,), confidence=sure[pair]) for pair in sorted(sure)],
    )


def _in_tokens(attribution: Attribution, *, text: Plain, start: int) -> dict[str, list[Pair]]:
    """The attribution's spans as token ranges of one paragraph, which begins at ``start`` in the article."""
    end = start + len(text.text)
    ranges = {
        role: [text.tokens_of(s - start, e - start) for s, e in pairs if s < end and e > start]
        for role, pairs in _places(attribution).items()
    }
    return {role: [pair for pair in pairs if pair] for role, pairs in ranges.items()}
