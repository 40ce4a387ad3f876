"""Captions of the training files in; pairs of scenes that differ in one word out: gzip'd JSON lines.

Two captions speak of one scene: another country, colour or drink in it makes another scene (contradiction); a wider
word for the same thing follows (entailment), a detail that only one names does not (neutral). News sentences about two
places are no contradiction: those pairs are made by ``training.entailment_pairs``.

    python -m training.entailment_scenes --data ../shared/data --out ../scenes.jsonl.gz
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.entailment_data import dev, rows
from training.entailment_pairs import Pair, write
from training.entailment_swaps import C, E, N

MOST, MOST_PLACES = 700, 1500  # pairs of a set of words and label; countries and peoples are in few captions
ADDED = 0.12  # of the captions get a place
FILES = ("snli-sample", "cad")


def _listed(words: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in words.split())


COUNTRIES = _listed(
    "India China Japan Vietnam Thailand Italy Spain France Germany Portugal Greece Turkey Egypt Kenya Nigeria Ghana "
    "Morocco Brazil Argentina Chile Peru Mexico Canada Cuba Australia New_Zealand Indonesia Malaysia Nepal Pakistan "
    "Iran Iraq Israel Russia Poland Sweden Norway Finland Denmark Ireland Scotland England Iceland Hungary Austria "
    "Switzerland Belgium Ukraine Romania Bulgaria South_Korea North_Korea South_Africa Ethiopia Jamaica Singapore"
)
PEOPLES = _listed(
    "Indian Chinese Japanese Vietnamese Thai Italian Spanish French German Portuguese Greek Turkish Egyptian Kenyan "
    "Nigerian Moroccan Brazilian Argentinian Chilean Peruvian Mexican Canadian Cuban Australian Indonesian Malaysian "
    "Nepalese Pakistani Iranian Iraqi Israeli Russian Polish Swedish Norwegian Finnish Danish Irish Scottish English "
    "Hungarian Austrian Swiss Belgian Ukrainian Romanian South_Korean North_Korean South_African Ethiopian American"
)
SETS: dict[str, tuple[tuple[str, ...], str]] = {  # words that exclude each other, and a wider word for all of them
    "countries": (COUNTRIES, ""),
    "peoples": (PEOPLES, ""),
    "drinks": (
        _listed("beer wine vodka cider whiskey rum gin tequila champagne coffee tea milk juice lemonade soda cocoa"),
        "something to drink",
    ),
    "planets": (_listed("Mercury Venus Mars Jupiter Saturn Neptune Uranus"), "a planet"),
    "rooms": (
        _listed("bedroom kitchen bathroom garage attic basement hallway office classroom library gym cellar lobby"),
        "room",
    ),
    "materials": (_listed("wooden metal plastic stone glass leather brick concrete bronze marble rubber paper"), ""),
    "colours": (_listed("red blue green yellow white black brown orange purple pink gray"), ""),
    "instruments": (
        _listed("guitar piano violin drum flute trumpet saxophone cello harp banjo accordion clarinet tuba"),
        "instrument",
    ),
    "vegetables": (
        _listed("tomatoes potatoes onions carrots cucumbers pumpkins peppers cabbages radishes beets leeks turnips"),
        "vegetables",
    ),
    "fruits": (_listed("apples oranges bananas pears grapes lemons peaches cherries plums strawberries"), "fruit"),
    "animals": (_listed("dog cat horse cow sheep goat pig camel elephant monkey rabbit"), "animal"),
    "vehicles": (_listed("car truck bus bicycle motorcycle train boat plane tractor"), "vehicle"),
    "numbers": (_listed("two three four five six seven eight nine ten eleven twelve"), ""),
    "places": (_listed("first second third fourth fifth sixth seventh eighth ninth tenth"), ""),
    "seasons": (_listed("spring summer autumn winter"), ""),
    "days": (_listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"), ""),
}
OPPOSED = """
young/old happy/sad large/small big/little tall/short empty/crowded indoors/outdoors inside/outside asleep/awake
sitting/standing smiling/frowning laughing/crying hot/cold wet/dry clean/dirty open/closed front/back up/down
buying/selling buys/sells arriving/leaving pushing/pulling loud/quiet fast/slow dark/bright light/dark long/short
male/female man/woman boy/girl men/women boys/girls day/night morning/evening above/below near/far_from left/right
dressed/naked alone/together beautiful/ugly sunny/rainy upwards/downwards full/empty top/bottom
"""
ALIKE = """
little/small big/large child/kid children/kids photo/picture bicycle/bike street/road couch/sofa jogging/running
talking/speaking smiling/grinning rocks/stones automobile/car beginning/starting sidewalk/pavement hurrying/rushing
shop/store infant/baby physician/doctor
"""


def _pairs(table: str) -> dict[str, str]:
    found = {}
    for pair in table.split():
        left, right = (word.replace("_", " ") for word in pair.split("/"))
        found |= {left: right, right: left}
    return found


def swapped(caption: str, rng: random.Random) -> Iterator[Pair]:
    """The pairs that one caption gives: each word of a set against another of it, and against a wider word."""
    for name, (words, wider) in SETS.items():
        known = [word for word in words if re.search(rf"\b{word}\b", caption)]
        if len(known) != 1 or len(re.findall(rf"\b{known[0]}\b", caption)) != 1:
            continue
        other = rng.choice([word for word in words if word != known[0]])
        changed = _put(caption, known[0], other)
        yield Pair(*rng.sample([caption, changed], 2), C, name, caption)
        if wider:
            yield Pair(caption, _put(caption, known[0], wider), E, name, caption)
            yield Pair(_put(caption, known[0], wider), caption, N, name, caption)
    for kind, table, label in (("antonyms", _pairs(OPPOSED), C), ("synonyms", _pairs(ALIKE), E)):
        for word in caption.split():
            if word in table and caption.split().count(word) == 1:
                yield Pair(caption, _put(caption, word, table[word]), label, kind, caption)


def _put(caption: str, word: str, other: str) -> str:
    """The caption with another word; its article follows."""
    changed = re.sub(rf"\b{word}\b", other, caption, count=1)
    changed = re.sub(r"\b(?:an? )(a |an |something )", r"\1", changed)
    changed = re.sub(rf"\b([Aa])n ({re.escape(other)})", r"\1 \2", changed)
    return re.sub(rf"\b([Aa]) ({re.escape(other)})", r"\1n \2", changed) if other[0].lower() in "aeio" else changed


def placed(caption: str, rng: random.Random) -> Iterator[Pair]:
    """A caption with a country or a people put in: against another one, and against the caption without."""
    bare = caption.rstrip(". ")
    one, two = rng.sample(COUNTRIES, 2)
    if not re.search(r"\b(?:in|at|on) [A-Z]|[A-Z][a-z]+ $", bare):
        there = f"{bare} in {one}."
        yield Pair(there, f"{bare} in {two}.", C, "countries", caption)
        yield rng.choice((Pair(there, caption, E, "place", caption), Pair(caption, there, N, "place", caption)))
    one, two = rng.sample(PEOPLES, 2)
    noun = re.match(
        r"(?:A|An|The|Two|Three|Some) (?:young |old |little )?(?=man|woman|boy|girl|men|women|child|people)", bare
    )
    if noun:
        a, b = (f"{noun.group()}{people} {bare[noun.end() :]}." for people in (one, two))
        a, b = (re.sub(r"^A (?=[AEIO])", "An ", text) for text in (a, b))
        yield Pair(a, b, C, "peoples", caption)
        yield rng.choice((Pair(a, caption, E, "people", caption), Pair(caption, a, N, "people", caption)))


def make(data: Path, *, seed: int) -> list[Pair]:
    """All pairs of a seed, none of a caption that stands in a development file."""
    rng = random.Random(seed)
    held = {text for listed in dev(data).values() for row in listed for text in (row.premise, row.hypothesis)}
    read = [row for name in FILES for row in rows(data / "nli" / "train" / f"{name}.jsonl.gz")]
    captions = sorted({t for row in read for t in (row.premise, row.hypothesis) if 5 < len(t.split()) < 28} - held)
    rng.shuffle(captions)
    kept: list[Pair] = []
    counts: Counter[tuple[str, str]] = Counter()
    for caption in captions:
        made = [*swapped(caption, rng), *(placed(caption, rng) if rng.random() < ADDED else ())]
        for pair in made:
            most = MOST_PLACES if pair.kind in ("countries", "peoples") else MOST
            if counts[pair.kind, pair.label] < most and pair.premise != pair.hypothesis:
                counts[pair.kind, pair.label] += 1
                kept.append(pair)
    rng.shuffle(kept)
    return kept


def main() -> None:
    """Make the pairs, write them and print how many there are of each kind and label."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    pairs = make(options.data, seed=options.seed)
    write(pairs, options.out)
    for (kind, label), n in sorted(Counter((p.kind, p.label) for p in pairs).items()):
        print(f"{kind:14} {label:14} {n:6}")
    print(f"{len(pairs)} pairs")


if __name__ == "__main__":
    main()
