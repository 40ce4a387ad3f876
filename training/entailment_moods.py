"""A parsed sentence in; drafts of pairs out that say of more or of fewer, or as a fact, a plan, a duty or a chance."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from spacy.tokens import Doc

from training.entailment_swaps import (
    C,
    Draft,
    E,
    Edit,
    Edits,
    N,
    deniable,
    denials,
    first,
    framed,
    root,
    subject,
    turned,
)

_WORDS = ("all", "most", "many", "some", "few", "no", "not all")
_LOGIC = {
    ("all", "most"): E, ("all", "some"): E, ("all", "few"): C, ("all", "no"): C, ("all", "not all"): C,
    ("most", "all"): N, ("most", "some"): E, ("most", "few"): C, ("most", "no"): C, ("many", "all"): N,
    ("many", "most"): N, ("many", "some"): E, ("many", "few"): C, ("many", "no"): C, ("some", "all"): N,
    ("some", "most"): N, ("some", "many"): N, ("some", "no"): C, ("few", "all"): C, ("few", "most"): C,
    ("few", "many"): C, ("few", "not all"): E, ("no", "all"): C, ("no", "most"): C, ("no", "many"): C,
    ("no", "some"): C, ("no", "not all"): E, ("not all", "all"): C, ("not all", "no"): N, ("not all", "most"): N,
    ("not all", "many"): N,
}  # fmt: skip


def quantifiers(doc: Doc, rng: random.Random) -> Iterator[Draft]:
    """How many of the subject: pairs of quantifiers and what follows from one about the other."""
    verb = root(doc)
    own = subject(verb) if verb is not None else None
    if (
        verb is None
        or own is None
        or re.search(r"\b(?:not|never|any|but|only|than|both|without|with no)\b|n['’]t\b", doc.text)
    ):
        return
    start = own.left_edge
    following = doc[start.i + 1]
    if own.tag_ == "NNS" and start.lower_ in ("all", "most", "many", "some", "few", "no") and start.head == own:
        if any(t.dep_ in ("det", "poss", "nummod", "cc") and t.i != start.i for t in own.children):
            return
        end, of = start.idx + len(start), ""
    elif start == own and own.lower_ in ("all", "most", "many", "some", "few", "none") and following.text == "of":
        end, of = following.idx + 2, " of"
        if own.lower_ == "none" or doc[following.i + 1].lower_ not in ("the", "these", "those", "our", "their", "them"):
            return
        if not any(t.dep_ == "pobj" and t.tag_ == "NNS" for t in following.children):
            return
    elif own.tag_ == "NNS" and start == own and own.dep_ == "nsubj" and not list(own.children) and rng.random() < 0.5:
        if (
            own.ent_type_
            or own.lower_ in ("sanders", "ceos", "authorities")
            or any(t.tag_ == "VBZ" for t in (verb, *verb.lefts))
        ):
            return
        if start.i or any(t.dep_ in ("advcl", "conj") for t in verb.children):
            return
        word = start.text.lower()
        yield from _quantified(doc, rng, lambda q: ((start.idx, start.idx + len(start), f"{q.capitalize()} {word}"),))
        return
    else:
        return
    upper = start.text[0].isupper()

    def put(quantifier: str) -> Edits:
        word = "none" if of and quantifier == "no" else quantifier
        return ((start.idx, end, (word.capitalize() if upper else word) + of),)

    yield from _quantified(doc, rng, put)


def _quantified(doc: Doc, rng: random.Random, put: Callable[[str], Edits]) -> Iterator[Draft]:
    by = {label: [pair for pair, found in _LOGIC.items() if found == label] for label in (E, N, C)}
    for label in (E, N, C, E, N):
        a, b = rng.choice(by[label])
        yield Draft("quantifier", label, put(a), put(b))
    one = rng.choice(_WORDS)
    yield Draft("quantifier", E, put(one), put(one), same=True)


def moods(doc: Doc, rng: random.Random) -> Iterator[Draft]:
    """What happened against what may, should, would or is planned to happen."""
    verb = root(doc)
    if verb is None or not deniable(verb) or verb.pos_ != "VERB":
        return
    lead, own = first(verb), subject(verb)
    if lead is None or own is None:
        return
    start, end = lead.idx, verb.idx + len(verb)
    between = doc.text[start:end].split()
    if lead == verb:
        if verb.lemma_ in ("have", "know", "say", "want", "need", "tell", "think", "believe"):
            return
        base = verb.lemma_
    elif lead.text in ("will", "would", "should") and len(between) == 2 and verb.tag_ == "VB":
        base = verb.lemma_
    else:
        return
    kept: list[Edit] = [(start, end, doc.text[start:end])]
    ways = {w: f"{w} {base}" for w in ("may", "might", "could", "should", "would")}
    if own.ent_type_ in ("PERSON", "ORG", "GPE") or own.lower_ in ("he", "she", "they"):
        plural = own.lower_ == "they"
        ways |= {
            "plan": f"{'plan' if plural else 'plans'} to {base}",
            "want": f"{'want' if plural else 'wants'} to {base}",
        }
        ways["promised"] = f"promised to {base}"
    ways.pop(lead.text, None)
    strong = tuple(kept)
    weak, weaker = rng.sample(sorted(ways), 2)
    if lead.text == "would":
        weak, weaker = rng.sample([w for w in ("may", "should", "might") if w in ways], 2)

    def put(way: str) -> Edits:
        return ((start, end, ways[way]),)

    if lead.text != "should":
        yield Draft("mood", N, put(weak), strong)
        yield Draft("mood", E, strong, strong, same=True)
    if {weak, weaker} <= {"may", "might", "could"}:
        yield Draft("mood", E, put(weak), put(weaker))
    elif "would" not in (weak, weaker) and not {weak, weaker} & {"may", "might", "could"}:
        yield Draft("mood", N, put(weak), put(weaker))
    if weak in ("should", "would", "plan") and rng.random() < 0.8:
        no = {"should": f"should not {base}", "would": f"would not {base}", "plan": f"has no plans to {base}"}[weak]
        if not (weak == "plan" and own.lower_ == "they"):
            yield from (
                turned("mood", C, put(weak), ((start, end, no),), rng),
                Draft("mood", E, put(weak), put(weak), same=True),
            )
    if lead == verb and verb.tag_ == "VBD" and rng.random() < 0.5:
        hedge: Edits = ((start, start, rng.choice(("allegedly ", "reportedly "))),)
        yield Draft("mood", N, hedge, strong)
        yield Draft("mood", E, hedge, hedge, same=True)
    elif rng.random() < 0.3 and "not" in denials(verb):
        yield Draft("mood", N, put(weak), denials(verb)["not"])
        if weak in ("may", "might"):
            yield Draft("mood", N, put(weak), ((start, end, f"{weak} not {base}"),))
    if rng.random() < 0.12:
        when: Edits = (
            framed(doc, rng.choice(("Critics asked whether ", "It is unclear whether ", "Some people think that "))),
        )
        yield Draft("mood", N, when, ())
