"""A parsed sentence in; out: its verb or predicate turned into the contrary, and changes that keep its meaning."""

from __future__ import annotations

import random
from collections.abc import Iterator

from spacy.tokens import Doc

from training.entailment_swaps import Draft, Edit, at, contrast, deniable, framed, gap, inflect, negative, opens, root

_OPPOSED = """
rise/fall increase/decrease increase/reduce support/oppose win/lose accept/reject allow/ban approve/reject raise/lower
raise/cut expand/shrink strengthen/weaken improve/worsen open/close praise/condemn confirm/deny
hire/fire encourage/discourage protect/destroy grow/shrink gain/lose back/oppose permit/prohibit endorse/oppose
legalize/outlaw welcome/criticize
"""
_OPPOSED_WORDS = """
legal/illegal higher/lower more/less safe/dangerous true/false right/wrong better/worse possible/impossible
likely/unlikely constitutional/unconstitutional guilty/innocent effective/ineffective fair/unfair strong/weak
good/bad high/low easy/difficult able/unable willing/unwilling responsible/irresponsible optimistic/pessimistic
before/after inside/outside highest/lowest largest/smallest first/last best/worst above/below
"""
_ALIKE = "say/state begin/start buy/purchase obtain/get choose/select"
_ALIKE_WORDS = """
physicians/doctors lawmakers/legislators attorney/lawyer automobile/car nearly/almost roughly/approximately
children/kids large/big currently/presently rapidly/quickly
huge/enormous error/mistake errors/mistakes citizens/nationals toward/towards percent/per~cent
U.S./United~States firms/companies
"""


def _both(table: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pair in table.split():
        left, right = (word.replace("~", " ") for word in pair.split("/"))
        found.setdefault(left, []).append(right)
        found.setdefault(right, []).append(left)
    return found


OPPOSED, OPPOSED_WORDS, ALIKE, ALIKE_WORDS = map(_both, (_OPPOSED, _OPPOSED_WORDS, _ALIKE, _ALIKE_WORDS))


def _cased(like: str, word: str) -> str:
    return word[0].upper() + word[1:] if like[0].isupper() else word


def antonyms(doc: Doc, rng: random.Random) -> Iterator[Draft]:
    """The verb, the predicate or the comparison turned into its contrary."""
    verb = root(doc)
    if verb is None or negative(doc.text) or not deniable(verb):
        return
    for token in (verb, *verb.rights):
        if token.lemma_ in OPPOSED and token == verb and token.pos_ == "VERB":
            if token.lemma_ == "raise" and any("$" in t.text for t in token.subtree):
                continue
            if sum(t.lemma_ == token.lemma_ for t in doc) > 1 or any(
                t.dep_ in ("ccomp", "xcomp", "acomp", "advmod") and t.i > token.i for t in token.children
            ):
                continue
            if any(t.dep_ in ("prt", "prep") and t.i == token.i + 1 and t.text != "by" for t in token.children):
                continue
            if token.lemma_ in ("raise", "open", "close", "pass", "begin", "end", "create", "back", "cut") and not any(
                t.dep_ in ("dobj", "nsubjpass") for t in token.children
            ):
                continue
            moved = any(t.dep_ in ("dobj", "nsubjpass") for t in token.children)
            other = rng.choice([w for w in OPPOSED[token.lemma_] if moved or w != "reduce"])
            yield from contrast("antonym", (at(token, inflect(other, token.tag_)),), rng)
        elif token.lower_ in OPPOSED_WORDS and (token.dep_ == "acomp" or token.lower_ in ("before", "after")):
            if token.dep_ in ("acomp", "prep") and token.head == verb:
                word = rng.choice(OPPOSED_WORDS[token.lower_])
                yield from contrast("antonym", (at(token, _cased(token.text, word)),), rng)
        elif token.dep_ == "attr" or (token.dep_ == "dobj" and verb.lemma_ in ("have", "see", "report")):
            for word in token.lefts:
                if word.tag_ in ("JJS", "JJR") and word.lower_ in OPPOSED_WORDS:
                    yield from contrast("antonym", (at(word, rng.choice(OPPOSED_WORDS[word.lower_])),), rng)


_SHORT = {"will": "won't"} | {
    w: w + "n't" for w in ("did", "does", "do", "is", "are", "was", "were", "has", "have", "would")
}
_LONG = {short: long for long, short in _SHORT.items()}


def lights(doc: Doc, rng: random.Random) -> list[tuple[Edit, bool]]:
    """Changes that keep the meaning, each with whether it may stand on either side (a dropped aside may not)."""
    found: list[tuple[Edit, bool]] = []
    for token in doc:
        if token.lemma_ in ALIKE and token.pos_ == "VERB" and not any(t.dep_ == "prt" for t in token.children):
            told = token.lemma_ not in ("say", "state") or token.tag_ in ("VBD", "VBZ")
            if told and token.lemma_ != "get" and any(t.dep_ in ("dobj", "ccomp", "xcomp") for t in token.rights):
                found.append((at(token, inflect(rng.choice(ALIKE[token.lemma_]), token.tag_)), True))
        elif token.lower_ in ALIKE_WORDS and not token.ent_type_.startswith("ORG") and token.dep_ != "compound":
            before = doc[token.i - 1].lower_ if token.i else ""
            if before not in ("a", "an") and (token.text != "U.S." or before == "the"):
                found.append((at(token, _cased(token.text, rng.choice(ALIKE_WORDS[token.lower_]))), True))
        if token.lower_ == "not" and token.i and doc[token.i - 1].text in _SHORT:
            before = doc[token.i - 1]
            found.append((gap(before.idx, token.idx + 3, _SHORT[before.text]), True))
        elif token.lower_ == "n't" and (long := _LONG.get(doc[token.i - 1].text + token.text)):
            found.append((gap(doc[token.i - 1].idx, token.idx + 3, long + " not"), True))
    found += [(edit, False) for edit in asides(doc)]
    frames = ("It is true that ", "It is a fact that ", "In fact, ", "Indeed, ")
    if opens(doc):
        found.append((framed(doc, rng.choice(frames)), True))
    return found


def asides(doc: Doc) -> Iterator[Edit]:
    """What stands between commas and can be left out: appositions, relative clauses, comments in brackets."""
    for token in doc:
        if token.dep_ in ("appos", "relcl") and token.head.pos_ in ("PROPN", "NOUN"):
            start, end = token.left_edge.i, token.right_edge.i
            if start < 2 or doc[start - 1].text != "," or end + 1 >= len(doc) or doc[end + 1].text not in (",", "."):
                continue
            if (
                end - start > 15
                or any(t.dep_ == "conj" for t in token.head.children)
                or doc[start - 2].ent_type_ == "GPE"
            ):
                continue
            if any(t.dep_ == "cc" or t.text in '"“”' for t in doc[start : end + 1]):
                continue
            stop = doc[end + 1]
            yield gap(doc[start - 1].idx, stop.idx + (stop.text == ","))
