"""Long transcripts, invented: who speaks in which turn is known beforehand, sentence by sentence."""

from __future__ import annotations

import random
from dataclasses import dataclass

SPEAKERS = {
    "CHAIR": "Chair",
    "INGRID FALK": "Ingrid Falk",
    "ALDO BRANDT (Mayor of Porth)": "Aldo Brandt",
    "SIV LUND (Harbour Master)": "Siv Lund",
    "NILS BRAHE": "Nils Brahe",
    "RHEA VANCE (Auditor)": "Rhea Vance",
    "FALK": "Ingrid Falk",
    "BRANDT": "Aldo Brandt",
}
"""Labels as a stenographer writes them, and the name that each stands for."""

_WHO = """
    the council|the harbour office|our auditors|the ferry company|every school in the county|the old hospital|
    my own committee|the fishing fleet|the road office|the water board|half of the tenants|the northern line|
    the museum|the fire brigade|the union|the regional court|the power station|the farmers
"""
_DID = """
    spent|saved|asked for|lost|counted|borrowed|paid back|wasted|repaired|closed|promised|sold|moved|built|rented|
    insured|inspected|refused|reported|forgot
"""
_WHAT = """
    lorries|pumps|flats|beds|tickets|letters|bridges|boilers|trees|nets|permits|buses|invoices|cranes|lamps|windows|
    barrels|classrooms|meters|loans|wells|sandbags
"""
_WHEN = """
    before the storm|in the spring of that year|while nobody was looking|after the vote in March|within a fortnight|
    against my advice|for the third winter running|as the law demands|without a single complaint|
    on the day the pier gave way|in spite of the strike|at the request of the court|long after the budget was closed
"""
_PATTERNS = (
    "{Who} {did} {n} {what} {when}.",
    "{When}, {who} {did} more than {n} {what} and {did2} {m} {what2}.",
    "I can tell you that {who} {did} {n} {what}, and that {who2} {did2} none.",
    "There were {n} {what} {when}, and {who} {did} {m} of them.",
    "Why has nobody asked whether {who} {did} these {n} {what} {when}?",
    "We {did} {n} {what} {when}, although {who} had {did2} only {m}.",
)


@dataclass(frozen=True, slots=True)
class Transcript:
    """A text, and in order what was said in it: the speaker's name and the sentence."""

    text: str
    said: tuple[tuple[str, str], ...]


def transcript(words: int, *, seed: int = 7) -> Transcript:
    """At least ``words`` words of a hearing, in turns of one to six sentences; the same for the same seed."""
    draw = random.Random(seed)
    turns: list[str] = []
    said: list[tuple[str, str]] = []
    before, count = "", 0
    while count < words:
        label = draw.choice([one for one in SPEAKERS if SPEAKERS[one] != before])
        before = SPEAKERS[label]
        sentences = [_sentence(draw) for _ in range(draw.randint(1, 6))]
        said += [(before, sentence) for sentence in sentences]
        turns.append(f"{label}: {' '.join(sentences)}")
        count += len(turns[-1].split())
    return Transcript("\n\n".join(turns), tuple(said))


def _sentence(draw: random.Random) -> str:
    who, who2, when = draw.choice(_of(_WHO)), draw.choice(_of(_WHO)), draw.choice(_of(_WHEN))
    did, did2 = draw.sample(_of(_DID), 2)
    what, what2 = draw.sample(_of(_WHAT), 2)
    return draw.choice(_PATTERNS).format(
        who=who, who2=who2, Who=_upper(who), when=when, When=_upper(when), did=did, did2=did2, what=what, what2=what2,
        n=draw.randint(12, 9_999), m=draw.randint(2, 999),
    )  # fmt: skip


def _of(listed: str) -> list[str]:
    return [one.strip() for one in listed.split("|")]


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
