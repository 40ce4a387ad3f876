"""A text that is not stored -> what the newsroom already knows about it. Stores nothing, answers at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from claims import engines
from claims.matching.candidates import Candidate, candidates_for_text
from claims.matching.drafts import FlagDraft
from claims.matching.inforce import likely, rules_of
from claims.matching.judging import judged
from claims.matching.pairs import side
from claims.matching.ranking import Found, relevances
from claims.matching.scoring import Scores, score
from claims.matching.sides import Side
from claims.models import Claim, Newsroom, SpeakerAlias, Verdict
from claims.models.appearances import with_places
from claims.neural.protocols import Vectors
from claims.text.normalise import fingerprint, name_key
from claims.text.posts import prose

AT_ONCE = 16  # pairs that the entailment model reads while somebody waits: a second of one core


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One stored claim that bears on the text; ``spans``: code points in its statement or, without an id, the text."""

    claim: Claim
    kind: str
    score: float
    reason: str
    spans: list[dict[str, Any]]
    verdict: Verdict | None


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """What was found, best first: in the order in which a search would show it (``ranking``)."""

    verdicts: list[Finding] = field(default_factory=list)
    contradictions: list[Finding] = field(default_factory=list)
    altered_quotes: list[Finding] = field(default_factory=list)
    duplicates: list[Finding] = field(default_factory=list)
    updates: list[Finding] = field(default_factory=list)


def check(
    *,
    newsroom: Newsroom,
    text: str,
    speaker_name: str = "",
    said_on: dt.date | None = None,
    kind: str = "statement",
    limit: int = 10,
) -> CheckResult:
    """Compare ``text`` with the newsroom's claims by the same engine as the workers; at most ``limit`` of each kind."""
    probe = _probe(newsroom, text=text, speaker_name=speaker_name, said_on=said_on, kind=kind)
    asked, encoder = prose(text), engines.embedder()
    vector = encoder.encode([asked])[0]
    found = candidates_for_text(
        newsroom_id=newsroom.pk,
        statement=text,
        vector=[float(value) for value in vector],
        encoder=encoder.version,
        fingerprint=probe.fingerprint,
        speaker_id=probe.speaker_id,
    )
    claims = with_places(Claim.objects.for_reading().with_role()).in_bulk([candidate.other_id for candidate in found])
    rules = rules_of([newsroom.pk])[newsroom.pk]
    pairs = _scored(probe, _encoded(found, claims=claims, vector=vector), claims=claims)
    ranks = relevances(asked, [_found(other, scores) for _, other, scores in pairs])
    findings: list[tuple[float, Finding]] = []
    answers = zip(pairs, judged(pairs, most=AT_ONCE, thresholds=rules.thresholds), ranks, strict=True)
    for (_, other, _), scores, rank in answers:
        drafts = likely(probe, other, scores, rules=rules)
        findings += [(rank, _finding(claims[other.id], draft=draft)) for draft, _ in drafts]
    return _arranged([found for _, found in sorted(findings, key=lambda each: -each[0])], limit=limit)


def _found(other: Side, scores: Scores) -> Found:
    return Found(statement=other.statement, cosine=scores.cosine, same_speaker=scores.same_speaker is True)


def _scored(probe: Side, found: Sequence[Candidate], *, claims: Mapping[int, Claim]) -> list[tuple[Side, Side, Scores]]:
    """The text beside each claim that was found, with their scores."""
    pairs = []
    for candidate in found:
        other = side(claims[candidate.other_id])
        scores = score(probe, other, cosine=candidate.cosine, trigram=candidate.trigram)
        pairs.append((probe, other, replace(scores, encoded_by=candidate.encoded_by)))
    return pairs


def _encoded(found: Sequence[Candidate], *, claims: Mapping[int, Claim], vector: Vectors) -> list[Candidate]:
    """The candidates; the cosine of those whose stored vector is of another encoder by a vector made for the moment."""
    stale = [candidate for candidate in found if candidate.stale]
    if not stale:
        return list(found)
    encoder = engines.embedder()
    fresh = encoder.encode([claims[candidate.other_id].statement for candidate in stale])
    again = [
        replace(candidate, cosine=float(vector @ other), encoded_by=encoder.version, stale=False)
        for candidate, other in zip(stale, fresh, strict=True)
    ]
    return [candidate for candidate in found if not candidate.stale] + again


def _probe(newsroom: Newsroom, *, text: str, speaker_name: str, said_on: dt.date | None, kind: str) -> Side:
    alias = SpeakerAlias.objects.filter(newsroom=newsroom, key=name_key(speaker_name)).first() if speaker_name else None
    return Side(
        id=0,
        statement=text,
        kind=kind,
        speaker_id=alias.speaker_id if alias else None,
        speaker_name=speaker_name,
        said_on=said_on,
        fingerprint=fingerprint(text),
    )


def _finding(claim: Claim, *, draft: FlagDraft) -> Finding:
    spans = [
        {"claim": None if span.claim == "a" else claim.pk, "start": span.start, "end": span.end, "label": span.label}
        for span in draft.spans
    ]
    return Finding(
        claim=claim, kind=draft.kind, score=draft.score, reason=draft.reason, spans=spans, verdict=claim.verdict
    )


def _arranged(findings: list[Finding], *, limit: int) -> CheckResult:
    def of(kind: str) -> list[Finding]:
        return [finding for finding in findings if finding.kind == kind]

    duplicates = of("duplicate")
    return CheckResult(
        verdicts=[finding for finding in duplicates if finding.verdict is not None][:limit],
        contradictions=of("contradiction")[:limit],
        altered_quotes=of("altered_quote")[:limit],
        duplicates=duplicates[:limit],
        updates=of("update")[:limit],
    )
