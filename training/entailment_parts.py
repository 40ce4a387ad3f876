"""A parsed sentence in; drafts of pairs out whose persons, places, roles, adjuncts or reported words are changed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Span, Token

from claims.text.wordlist import wordlist
from training.entailment_swaps import (
    C,
    Draft,
    E,
    Edit,
    Edits,
    N,
    contrast,
    deniable,
    denials,
    first,
    inflect,
    root,
    subject,
    turned,
)
from training.entailment_words import asides


def _names(text: str) -> list[str]:
    return text.replace("\n", "").split("/")


STATES = _names("""
Alabama/Alaska/Arizona/Arkansas/California/Colorado/Connecticut/Delaware/Florida/Georgia/Hawaii/
Idaho/Illinois/Indiana/Iowa/Kansas/Kentucky/Louisiana/Maine/Maryland/Massachusetts/Michigan/
Minnesota/Mississippi/Missouri/Montana/Nebraska/Nevada/New Hampshire/New Jersey/New Mexico/
North Carolina/North Dakota/Ohio/Oklahoma/Oregon/Pennsylvania/Rhode Island/South Carolina/South Dakota/
Tennessee/Texas/Utah/Vermont/Virginia/Wisconsin/Wyoming
""")
COUNTRIES = _names("""
Afghanistan/Argentina/Australia/Austria/Belgium/Brazil/Canada/Chile/China/Colombia/Cuba/Denmark/
Egypt/Ethiopia/Finland/France/Germany/Greece/Hungary/India/Indonesia/Iran/Iraq/Ireland/Israel/
Italy/Japan/Kenya/Lebanon/Libya/Mexico/Morocco/Nigeria/Norway/Pakistan/Peru/Poland/Portugal/Russia/
Rwanda/Spain/Sudan/Sweden/Switzerland/Syria/Turkey/Ukraine/Venezuela/Vietnam/Yemen/Zimbabwe
""")
CITIES = _names("""
Atlanta/Austin/Boston/Chicago/Cleveland/Dallas/Denver/Detroit/Houston/Miami/Milwaukee/Philadelphia/
Phoenix/Portland/Seattle/Tampa/London/Paris/Berlin/Moscow/Beijing/Geneva/Tokyo/Madrid/Rome
""")
_LISTS = (STATES, COUNTRIES, CITIES)
_FIXED = wordlist("""
    bear locate base found bury assassinate headquarter convict
""")
_NEGATIVE = re.compile(
    r"\b(?:not|no|never|if|without|few|none|only|every|all|any|most|first|last|unless)\b|n['’]t\b|est\b", re.I
)


def _span(span: Span, text: str) -> Edit:
    return (span.start_char, span.end_char, text)


def places(doc: Doc, rng: random.Random) -> Iterator[Draft]:
    """Another place of the same sort: neutral, as both may hold, but contrary where it can happen in one place only."""
    verb = root(doc)
    for span in doc.ents:
        kin = next((names for names in _LISTS if span.text in names), None)
        if span.label_ != "GPE" or kin is None or len(re.findall(re.escape(span.text), doc.text)) > 1 or not span.start:
            continue
        prep = doc[span.start - 1]
        if re.search(r"\bthan any|\bonly\b|\bmost\b|\w\west\b", doc.text) or (
            prep.head.tag_ == "VBN" and prep.head != verb
        ):
            continue
        if prep.lower_ not in ("in", "from", "near", "to", "across", "for") or span.root.head != prep or verb is None:
            continue
        if doc[min(span.end, len(doc) - 1)].text == "," and kin is not STATES and span.end + 1 < len(doc):
            continue
        label = C if prep.head.lemma_ in _FIXED and prep.lower_ == "in" and not _NEGATIVE.search(doc.text) else N
        swap = (_span(span, rng.choice([n for n in kin if n != span.text])),)
        yield from contrast("place", swap, rng, label=label)
        return


def persons(doc: Doc, rng: random.Random, names: Sequence[str]) -> Iterator[Draft]:
    """Another person as the subject: neutral, as two may do the same; contrary where one only can hold the part."""
    verb = root(doc)
    own = subject(verb) if verb is not None else None
    if own is None or verb is None:
        return
    span = next((e for e in doc.ents if e.label_ == "PERSON" and e.start <= own.i < e.end), None)
    if span is None or len(span) != 2 or doc.text.count(span[-1].text) > 1 or own.left_edge.i != span.start:
        return
    if own.right_edge.i != span.end - 1 or any(t.lower_ in ("he", "she", "his", "her", "him") for t in doc):
        return
    if re.search(r"\bthe (?:only|first|most|deciding|last)\b", doc.text):
        return
    other = rng.choice([n for n in names if n != span.text])
    what = next((t for t in verb.children if t.dep_ == "attr"), None)
    role = verb.lower_ in ("is", "was") and what is not None and what.left_edge.lower_ == "the" and what.tag_ == "NN"
    one = role and not re.search(r"\bone of\b", doc.text) and not any(t.dep_ == "neg" for t in verb.children)
    yield from contrast("role" if one else "person", (_span(span, other),), rng, label=C if one else N)


_ONE_WAY = wordlist("""
    beat defeat kill arrest hire fire invade buy acquire employ appoint nominate succeed replace outspend outnumber
    own conquer purchase rescue murder assassinate train elect raise control overthrow
""")
_EITHER_WAY = wordlist("""
    support praise criticize attack accuse thank visit help endorse trust blame sue oppose condemn call insult warn
    love hate fund protect threaten attack influence
""")
_PRONOUNS = wordlist("""
    i we you he she it they me us him her them this that these those who what which there
""")


def roles(doc: Doc, rng: random.Random) -> Iterator[Draft]:
    """Who did it and to whom, exchanged or in the passive: only what cannot be mutual is contrary."""
    verb = root(doc)
    own = subject(verb) if verb is not None else None
    if (
        verb is None
        or own is None
        or own.dep_ != "nsubj"
        or first(verb) != verb
        or verb.tag_ not in ("VBD", "VBZ", "VBP")
    ):
        return
    objects = [t for t in verb.rights if t.dep_ == "dobj"]
    if len(objects) != 1 or (
        verb.i and any(t.dep_ in ("neg", "prt", "dative", "conj", "xcomp", "ccomp") for t in verb.children)
    ):
        return
    what = objects[0]
    if verb.lemma_ in ("have", "get", "need", "let", "want", "mean", "cost", "become", "take"):
        return
    if {own.lower_, what.lower_} & _PRONOUNS or own.pos_ not in ("PROPN", "NOUN") or what.pos_ not in ("PROPN", "NOUN"):
        return
    a, b = doc[own.left_edge.i : own.right_edge.i + 1], doc[what.left_edge.i : what.right_edge.i + 1]
    if a.end != verb.i or b.start != verb.i + 1 or len(a) > 8 or len(b) > 10 or _NEGATIVE.search(doc.text):
        return
    if any(t.lower_ in ("his", "her", "their", "its", "who", "that", "which") or t.text == "," for t in (*a, *b)):
        return
    head = (
        a.text if (own.ent_type_ and a[0].lower_ != "the") or a[0].pos_ == "PROPN" else a.text[0].lower() + a.text[1:]
    )
    lead = b.text[0].upper() + b.text[1:]
    if what.tag_ in ("NNS", "NNPS") or any(t.dep_ == "conj" for t in what.children):
        be = "were" if verb.tag_ == "VBD" else "are"
    else:
        be = "was" if verb.tag_ == "VBD" else "is"
    whole = (a.start_char, b.end_char)
    passive: Edits = ((*whole, f"{lead} {be} {inflect(verb.lemma_, 'VBN')} by {head}"),)
    yield turned("role", E, (), passive, rng) if a.start == 0 else Draft("role", E, (), (), same=True)
    named = own.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") and what.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")
    label = C if verb.lemma_ in _ONE_WAY else N if verb.lemma_ in _EITHER_WAY else None
    if named and label and a.start == 0 and (own.tag_ == what.tag_ or verb.tag_ == "VBD"):
        swapped: Edits = ((*whole, f"{lead} {verb.text} {head}"),)
        yield turned("role", label, (), swapped, rng)
        reverse: Edits = ((*whole, f"{a.text} {be} {inflect(verb.lemma_, 'VBN')} by {b.text}"),)
        yield turned("role", label, (), reverse, rng)
        yield turned("role", E, swapped, reverse, rng)


_SETTING = wordlist("""
    in on at during since after before near throughout across
""")


def drops(doc: Doc, rng: random.Random) -> Iterator[Draft]:
    """Without an adjunct, a conjunct or an aside: it follows; the longer one does not follow from the shorter."""
    verb = root(doc)
    if verb is None or _NEGATIVE.search(doc.text) or not deniable(verb):
        return
    found: list[Edit] = list(asides(doc))
    for token in verb.rights:
        if (
            token.dep_ == "prep"
            and token.lower_ in _SETTING
            and verb.lemma_ not in ("be", "live", "have", "come", "go")
        ):
            inside = doc[token.left_edge.i : token.right_edge.i + 1]
            settled = any(e.label_ in ("DATE", "GPE", "TIME", "EVENT", "LOC") for e in inside.ents)
            if (
                settled
                and len(inside) < 12
                and any(t.dep_ in ("dobj", "prep", "nsubjpass", "auxpass") and t != token for t in verb.children)
            ):
                found.append(_cut(doc, inside))
        elif token.dep_ in ("dobj", "attr") and (extra := _conjunct(doc, token)) is not None:
            found.append(extra)
        elif token.dep_ == "conj" and token.tag_ == verb.tag_ == "VBD" and not token.lefts:
            joint = [t for t in verb.rights if t.dep_ == "cc"]
            if len(joint) == 1 and joint[0].text == "and" and token.right_edge.i == len(doc) - 2:
                found.append(_cut(doc, doc[joint[0].i : token.right_edge.i + 1]))
    rng.shuffle(found)
    if found:
        cut = found[0]
        yield Draft("detail", E, (), (cut,))
        yield Draft("detail", N, (cut,), ())
        yield Draft("detail", E, (), (), same=True)
        if len(found) > 1 and not (found[1][0] < cut[1] and cut[0] < found[1][1]):
            yield Draft("detail", N, (cut,), (found[1],))
            yield Draft("detail", E, (), (cut, found[1]))
        elif "not" in (ways := denials(verb)):
            yield (
                Draft("detail", C, (), (cut, *ways["not"]))
                if all(cut[1] <= s or e <= cut[0] for s, e, _ in ways["not"])
                else Draft("detail", N, (cut,), ())
            )


def _cut(doc: Doc, span: Span) -> Edit:
    start, end = span.start_char, span.end_char
    before = doc[span.start - 1]
    after = doc[span.end] if span.end < len(doc) else None
    if before.text == "," and (after is None or after.text in (",", ".")):
        return (before.idx, end, "")
    return (start - len(before.whitespace_), end, "")


def _conjunct(doc: Doc, noun: Token) -> Edit | None:
    joint = [t for t in noun.rights if t.dep_ == "cc"]
    others = [t for t in noun.rights if t.dep_ == "conj"]
    if len(joint) != 1 or len(others) != 1 or joint[0].lower_ != "and" or others[0].pos_ not in ("NOUN", "PROPN"):
        return None
    if any(t.dep_ == "conj" for t in others[0].children) or others[0].right_edge.i + 1 >= len(doc):
        return None
    if doc[others[0].right_edge.i + 1].text not in (".", ",") or any(
        t.lower_ in ("both", "between") for t in noun.subtree
    ):
        return None
    if any(t.dep_ in ("amod", "compound") for t in noun.children) or joint[0].i != noun.i + 1:
        return None
    return _cut(doc, doc[joint[0].i : others[0].right_edge.i + 1])


_SAID = wordlist("""
    say state claim argue announce insist declare warn add
""")
_SPEAKERS: Mapping[str, Sequence[str]] = {
    "he": ("The governor", "The mayor", "A spokesman"),
    "she": ("The senator", "The minister", "A spokeswoman"),
}


def reports(doc: Doc, rng: random.Random, names: Sequence[str]) -> Iterator[Draft]:
    """In the same report: what was said denied, said by somebody else, or said with and without "that"."""
    verb = root(doc)
    if verb is None or verb.lemma_ not in _SAID or verb.tag_ not in ("VBD", "VBZ") or first(verb) != verb:
        return
    inner = [t for t in verb.rights if t.dep_ == "ccomp" and t.i > verb.i]
    own = subject(verb)
    if len(inner) != 1 or own is None or '"' in doc.text or "“" in doc.text:
        return
    said = inner[0]
    start = doc[said.left_edge.i]
    has_that = start.lower_ == "that" and start.dep_ == "mark"
    if start.i != verb.i + 1 or any(t.dep_ == "neg" for t in verb.children) or first(said) is None:
        return
    that: Edit = (start.idx, start.idx + 5, "") if has_that else (start.idx, start.idx, "that ")
    if deniable(said):
        ways = denials(said)
        for way in rng.sample(sorted(ways), min(2, len(ways))):
            if way in ("never", "refused", "failed", "no longer") and said.pos_ == "AUX":
                continue
            a, b = rng.sample(((), ways[way]), 2)
            yield Draft("report", C, a, (*b, that) if rng.random() < 0.4 else b)
        if {"not", "n't"} <= set(ways):
            yield turned("report", E, (*ways["not"], that), ways["n't"], rng)
    yield Draft("report", E, (), (that,))
    span = next((e for e in doc.ents if e.label_ == "PERSON" and e.start <= own.i < e.end), None)
    if own.i and any(t.lower_ in ("he", "she", "his", "her", "him") for t in doc):
        return
    if span is not None and own.left_edge.i == span.start and own.right_edge.i == span.end - 1:
        swap: Edits = (_span(span, rng.choice([n for n in names if span.text not in n])),)
    elif own.lower_ in _SPEAKERS and own.i == 0:
        swap = ((own.idx, own.idx + len(own), rng.choice(_SPEAKERS[own.lower_])),)
        if rng.random() < 0.7:
            return
    else:
        return
    yield turned("report", N, (), swap, rng)
    yield Draft("report", E, swap, (*swap, that))
