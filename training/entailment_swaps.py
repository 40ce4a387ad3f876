"""A parsed sentence in; drafts of labelled pairs out: what to change in it for the premise and for the hypothesis."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claims.text.wordlist import wordlist

Edit = tuple[int, int, str]
Edits = tuple[Edit, ...]
E, N, C = "entailment", "neutral", "contradiction"


@dataclass(frozen=True, slots=True)
class Draft:
    """A pair as edits of one sentence; ``same`` asks for a harmless change, as both sides would be equal without."""

    kind: str
    label: str
    premise: Edits
    hypothesis: Edits
    same: bool = False


_IRREGULAR = """
be was been/have had had/do did done/go went gone/say said said/make made made/take took taken/give gave given
come came come/become became become/get got gotten/know knew known/see saw seen/find found found/think thought thought
tell told told/leave left left/lose lost lost/win won won/pay paid paid/spend spent spent/send sent sent
build built built/buy bought bought/sell sold sold/bring brought brought/hold held held/keep kept kept
mean meant meant/meet met met
run ran run/begin began begun/rise rose risen/fall fell fallen/grow grew grown/speak spoke spoken/write wrote written
break broke broken/choose chose chosen/drive drove driven/lead led led/feel felt felt/hear heard heard/stand stood stood
cut cut cut/put put put/set set set/let let let/hit hit hit/cost cost cost/hurt hurt hurt/shut shut shut/read read read
teach taught taught/catch caught caught/fight fought fought/seek sought sought/shoot shot shot/steal stole stolen
throw threw thrown/draw drew drawn/fly flew flown/wear wore worn/eat ate eaten/forget forgot forgotten/sit sat sat
lie lied lied/deal dealt dealt/lend lent lent/strike struck struck/understand understood understood/sink sank sunk
beat beat beaten/withdraw withdrew withdrawn/sleep slept slept/split split split/quit quit quit/bet bet bet
"""
_PARTS = {b: (p, d) for b, p, d in (row.split() for line in _IRREGULAR.split("\n") for row in line.split("/") if row)}
_DOUBLED = wordlist("""
    ban plan drop stop admit permit commit submit occur refer prefer slip trim nominat cap strip
""")


def inflect(lemma: str, tag: str) -> str:
    """A verb in the form of a Penn Treebank tag."""
    doubled = lemma + lemma[-1] if lemma in _DOUBLED else lemma
    if tag == "VBZ":
        if lemma in ("be", "have"):
            return {"be": "is", "have": "has"}[lemma]
        if re.search(r"(?:s|sh|ch|x|z|o)$", lemma):
            return lemma + "es"
        return re.sub(r"(?<=[^aeiou])y$", "ie", lemma) + "s"
    if tag == "VBG":
        return re.sub(r"(?<=[^eoy])e$", "", doubled) + "ing" if lemma != "be" else "being"
    if tag in ("VBD", "VBN"):
        if lemma in _PARTS:
            return _PARTS[lemma][tag == "VBN"]
        return (
            re.sub(r"(?<=[^aeiou])y$", "ie", doubled).removesuffix("e") + "ed"
            if doubled[-1] != "y" or re.search(r"[^aeiou]y$", doubled)
            else doubled + "ed"
        )
    return lemma


# --- where the sentence lets itself be changed ---------------------------------------------------------------------

_LOOSE = wordlist("""
    some a an any each every many most few several all no another one either neither both half enough more less much
    none nothing nobody everyone everything anyone anything someone something who what there
""")
_HEDGES = wordlist("""
    only just also even still already sometimes often usually partly mostly almost nearly hardly rarely seldom once
    never always probably perhaps maybe likely largely again too either yet ever merely simply barely scarcely not
    n't
""")
_PRONE = re.compile(
    r"\b(?:any|anyone|anything|anybody|anywhere|ever|either|until|but|only|yet|because|at all|even|much|neither|nor|"
    r"instead|rather|unless|than|just|long)\b",
    re.I,
)
_NEGATIVE = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|hardly|barely|rarely|few|lack|lacks|deny|denies|"
    r"denied|refuse[sd]?|fail(?:s|ed)?|false|untrue)\b|n['’]t\b",
    re.I,
)
_STATIVE = wordlist("""
    be have seem appear become remain know think believe want need like love hate mean cost own contain include
    exist belong consist depend deserve lack matter contribute rise fall grow drop increase decrease decline go come
    get reach see hear feel let suffer face receive lose die result happen occur
""")
_SPOKEN = wordlist("like congratulate thank wish hope welcome reaffirm urge ask appeal express pay add let mean guess")
_AGENTS = frozenset(("PERSON", "ORG", "GPE", "NORP"))


def negative(text: str) -> bool:
    """Whether a text holds a negation of any sort."""
    return _NEGATIVE.search(text) is not None


def root(doc: Doc) -> Token | None:
    """The finite verb of a plain statement with a subject in front of it; None for anything harder."""
    verb = next(t for t in doc if t.head == t)
    if (
        verb.pos_ not in ("VERB", "AUX")
        or not doc.text.endswith(".")
        or doc[0].tag_ in ("WP", "WRB", "WDT", "VB", "CC")
    ):
        return None
    return verb if subject(verb) is not None and first(verb) is not None else None


def subject(verb: Token) -> Token | None:
    found = [t for t in verb.lefts if t.dep_ in ("nsubj", "nsubjpass")]
    return found[0] if len(found) == 1 else None


def first(verb: Token) -> Token | None:
    """The finite word of a verb: its first auxiliary, or itself."""
    aux = [t for t in verb.lefts if t.dep_ in ("aux", "auxpass") and t.tag_ != "TO"]
    lead = aux[0] if aux else verb
    own = subject(verb)
    return lead if lead.tag_ in ("VBD", "VBZ", "VBP", "MD") and own is not None and own.i < lead.i else None


def definite(noun: Token) -> bool:
    """Whether a subject names one definite thing or kind, so that denying the verb denies the sentence."""
    inside = list(noun.subtree)
    if noun.lower_ in _LOOSE or any(t.dep_ == "nummod" or t.lower_ in _LOOSE for t in noun.children):
        return False
    return len(inside) < 14 and not any(t.dep_ == "predet" or t.lower_ in ("only", "or") for t in inside)


def deniable(verb: Token) -> bool:
    """Whether putting "not" at a verb makes the contrary of its clause."""
    own, lead = subject(verb), first(verb)
    if own is None or lead is None or not definite(own) or lead.lower_ in ("may", "might", "could", "ought", "'d"):
        return False
    if own.lower_ in ("i", "we", "it") and verb.lemma_ in _SPOKEN:
        return False
    if any(t.dep_ in ("neg", "preconj", "advcl") or t.lower_ in _HEDGES for t in verb.children):
        return False
    shared = any(t.dep_ == "conj" and t.pos_ in ("VERB", "AUX") for t in verb.children)
    clause = " ".join(t.text for t in verb.subtree)
    before = verb.doc[lead.i - 1]
    return not (shared or _PRONE.search(clause) or _NEGATIVE.search(clause) or before.pos_ in ("ADV", "CCONJ"))


def _low(doc: Doc) -> str:
    word = doc[0]
    text: str = word.text
    if word.lower_ in ("the", "a", "an", "this", "these", "our"):
        return text.lower()
    keep = word.pos_ == "PROPN" or word.ent_type_ in ("PERSON", "ORG", "GPE", "NORP", "DATE") or word.text in ("I",)
    return text if keep or (text.isupper() and len(word) > 1) else text[0].lower() + text[1:]


def framed(doc: Doc, frame: str) -> Edit:
    """The sentence behind an opening such as "It is true that "."""
    return (0, len(doc[0].text), frame + _low(doc))


def opens(doc: Doc) -> bool:
    """Whether a sentence begins with its subject, so that words can be put in front."""
    verb = root(doc)
    own = subject(verb) if verb is not None else None
    return own is not None and own.left_edge.i == 0


def at(token: Token, text: str) -> Edit:
    """Other words for a token."""
    return (token.idx, token.idx + len(token), text)


def gap(start: int, end: int, text: str = "") -> Edit:
    """Other words, or none, between two places."""
    return (start, end, text)


# --- negation -------------------------------------------------------------------------------------------------------


def denials(verb: Token) -> dict[str, Edits]:
    """The ways to deny a verb, by name: not, n't, never, refused, failed, no longer."""
    lead, own = first(verb), subject(verb)
    if lead is None or own is None:
        return {}
    found: dict[str, Edits] = {}
    end = lead.idx + len(lead)
    if lead == verb and verb.tag_ == "MD":
        return found
    if lead == verb and verb.lemma_ != "be":
        do = {"VBD": "did", "VBZ": "does", "VBP": "do"}[verb.tag_]
        base = "have" if verb.lemma_ in ("have", "'ve") else verb.lemma_
        found["not"], found["n't"] = (at(verb, f"{do} not {base}"),), (at(verb, f"{do}n't {base}"),)
        agent = own.ent_type_ in _AGENTS or own.lower_ in ("he", "she", "they", "we")
        if verb.tag_ == "VBD" and verb.lemma_ not in _STATIVE:
            found["never"] = (gap(verb.idx, verb.idx, "never "),)
            if agent:
                found["refused"] = (at(verb, f"refused to {base}"),)
                found["failed"] = (at(verb, f"failed to {base}"),)
        elif verb.tag_ in ("VBZ", "VBP"):
            found["no longer"] = (gap(verb.idx, verb.idx, "no longer "),)
    elif lead.text in (
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "will",
        "would",
        "should",
        "can",
        "must",
        "do",
        "does",
        "did",
    ):
        found["not"] = (gap(end, end, " not"),) if lead.text != "can" else (at(lead, "cannot"),)
        short = {"will": "won't", "can": "can't"}.get(lead.text, lead.text + "n't")
        found["n't"] = (at(lead, short),)
        if lead.text in ("will", "would", "has", "have"):
            found["never"] = (gap(end, end, " never"),)
        if lead.text in ("is", "are", "can") and (lead != verb or any(t.dep_ == "acomp" for t in verb.children)):
            found["no longer"] = (gap(end, end, " no longer"),)
    return found


def negation(doc: Doc, rng: random.Random) -> Iterator[Draft]:
    """A sentence and its denial, in many words, and denials against each other."""
    verb = root(doc)
    if verb is not None and deniable(verb) and not _NEGATIVE.search(doc.text):
        yield from _denied(doc, verb, rng)
    yield from _undenied(doc, verb, rng)
    for token in doc:
        follows = doc[token.i + 1] if token.i + 1 < len(doc) else token
        if token.lower_ in ("with", "without") and token.head.dep_ == "ROOT" and follows.lower_ in ("a", "an", "the"):
            other = "without" if token.lower_ == "with" else "with"
            if any(t.dep_ == "pobj" for t in token.children) and token.head.pos_ == "VERB":
                yield from contrast("negation", (at(token, other),), rng)
        if token.dep_ == "det" and token.lower_ == "no" and token.i and token.head.dep_ in ("dobj", "attr"):
            plural = token.head.tag_ == "NNS" or token.head.lower_ in ("evidence", "doubt", "money", "support", "proof")
            alone = token.head.head.dep_ == "ROOT" and len(_NEGATIVE.findall(doc.text)) == 1
            if plural and alone and not re.search(r"\b(?:other|longer|more|such|any|than|but)\b", doc.text):
                yield from contrast("negation", (gap(token.idx, follows.idx),), rng)


def _denied(doc: Doc, verb: Token, rng: random.Random) -> Iterator[Draft]:
    """A sentence and its denial in one or two wordings, denied again, and doubted."""
    ways = denials(verb)
    if opens(doc):
        ways |= {
            w: (framed(doc, w + " "),) for w in ("It is not true that", "It is false that", "It is not the case that")
        }
    if not ways:
        return
    names = [
        n
        for n in (
            "not",
            "n't",
            "never",
            "refused",
            "failed",
            "no longer",
            "It is not true that",
            "It is false that",
            "It is not the case that",
        )
        if n in ways
    ]
    way = rng.choice(names if rng.random() < 0.5 else names[:4])
    yield from contrast("negation", ways[way], rng)
    plain = [n for n in ("not", "n't", "It is not true that", "It is false that") if n in ways]
    if way not in ("no longer",) and len(plain) > 2:
        other = rng.choice([n for n in plain if n != way])
        yield Draft("negation", E, ways[way], ways[other])
        if "not" in ways and rng.random() < 0.4:
            double = (framed(doc, rng.choice(("It is not true that ", "It is false that "))), *ways["not"])
            yield rng.choice((Draft("negation", E, (), double), Draft("negation", E, double, ())))
            yield Draft("negation", C, ways["not"], double)
    if opens(doc) and rng.random() < 0.25:
        doubt = (framed(doc, rng.choice(("There is no evidence that ", "It is not known whether "))),)
        yield rng.choice((Draft("negation", N, doubt, ()), Draft("negation", N, doubt, ways.get("not", ()))))
        yield Draft("negation", E, doubt, doubt, same=True)


def _undenied(doc: Doc, verb: Token | None, rng: random.Random) -> Iterator[Draft]:
    """A negative sentence without its "not"."""
    if verb is None or len(_NEGATIVE.findall(doc.text)) != 1 or _PRONE.search(doc.text):
        return
    marks = [t for t in verb.lefts if t.dep_ == "neg"] or [
        t for t in verb.rights if t.dep_ == "neg" and t.i == verb.i + 1
    ]
    own, lead = subject(verb), first(verb)
    if not marks or own is None or lead is None or not definite(own) or lead.lower_ in ("may", "might", "could"):
        return
    mark = marks[0]
    end = mark.idx + len(mark)
    if lead.lemma_ == "do" and lead != verb and mark.i == lead.i + 1 and verb.i == mark.i + 1:
        yield from contrast("negation", (gap(lead.idx, verb.idx + len(verb), inflect(verb.lemma_, lead.tag_)),), rng)
    elif mark.i == lead.i + 1 and mark.lower_ in ("not", "n't", "n’t", "never"):
        whole = {"wo": "will", "ca": "can", "sha": "shall"}.get(lead.text, lead.text)
        yield from contrast("negation", (gap(lead.idx, end, whole),), rng)


def turned(kind: str, label: str, a: Edits, b: Edits, rng: random.Random) -> Draft:
    """A draft whose label holds either way round, one of the two ways."""
    return Draft(kind, label, a, b) if rng.random() < 0.5 else Draft(kind, label, b, a)


def contrast(kind: str, changed: Edits, rng: random.Random, *, label: str = C) -> Iterator[Draft]:
    """The sentence against a changed one, either way round, and each against itself: one word alone tells nothing."""
    yield rng.choice((Draft(kind, label, (), changed), Draft(kind, label, changed, ())))
    yield rng.choice((Draft(kind, E, (), (), same=True), Draft(kind, E, changed, changed, same=True)))
