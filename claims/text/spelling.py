"""Names in two spellings come in; whether they may be one name goes out: transliteration, short forms, initials."""

from __future__ import annotations

import re

from claims.text.names import SUFFIXES, TITLES
from claims.text.normalise import unaccented

LEAST = 4
"""Shorter skeletons ("Li", "Lee") meet by chance."""

# How one Cyrillic, Arabic or Greek letter comes out in several Latin spellings, long before short.
_SOUNDS = (
    (r"shch|sch|tsch", "sh"),
    (r"dzh|dj", "j"),
    (r"kh", "h"),
    (r"ph|ff$", "f"),
    (r"th", "t"),
    (r"ts|tz|cz", "c"),
    (r"ck|q", "k"),
    (r"w|f$", "v"),
    (r"x", "ks"),
    (r"[yj]", "i"),
    (r"ie", "e"),
    (r"ou|oo", "u"),
    (r"(.)\1+", r"\1"),
)
_VARIANTS = tuple(
    frozenset(line.split())
    for line in """
    vladimir volodymyr uladzimir wladimir
    sergei sergey serhiy serhii sergiy sergii
    alexander aleksandr oleksandr alexandr aliaksandr alex sasha
    alexei alexey aleksei oleksii oleksiy
    dmitry dmitri dmytro dmitriy dzmitry
    nikolai nikolay mykola mikalai
    mikhail mykhailo michael mike mihail
    andrei andrey andriy andrii
    pavel pavlo paul
    peter petro pyotr petr
    yevgeny evgeny yevhen evgeni
    viktor victor
    yuri yuriy yurii iurii
    elena olena yelena helena
    natalia nataliia natalya
    julia yulia yuliia iuliia
    maria mariia mary
    catherine katherine kateryna ekaterina kate
    mohammed muhammad mohamed mohammad mehmet
    ahmed ahmad
    hussein husayn hossein
    josef joseph joe yosef
    william bill will
    robert bob rob
    richard dick rick
    james jim jimmy
    john jack
    thomas tom
    edward ed ted
    anthony tony
    elizabeth liz beth
    margaret maggie peggy
    benjamin ben
    samuel sam
    daniel dan
    david dave
    steven stephen steve
    christopher chris
    matthew matt
    """.strip().splitlines()
)


def skeleton(word: str) -> str:
    """A word by its sounds: "Zelensky", "Zelenskyy" and "Zelenskiy" share one."""
    bare = re.sub(r"[^\w]", "", unaccented(word))
    for pattern, sound in _SOUNDS:
        bare = re.sub(pattern, sound, bare)
    return bare


def spelt_alike(a: str, b: str) -> bool:
    """Whether two words are one name in two spellings."""
    one, other = skeleton(a), skeleton(b)
    return one == other and len(one) >= LEAST


def one_given(a: str, b: str) -> bool:
    """Whether two folded given names may belong to one person: "vladimir" and "volodymyr", "joe" and "joseph"."""
    short, long = sorted((a, b), key=len)
    return (
        spelt_alike(a, b) or any({a, b} <= names for names in _VARIANTS) or (len(short) > 2 and long.startswith(short))
    )


def name_words(name: str) -> list[str]:
    """The words of a person's name as written, without leading titles."""
    words = name.replace("’", "'").split()
    while len(words) > 1 and words[0].casefold().rstrip(".") in TITLES:
        words = words[1:]
    return words


def suffix(name: str) -> str:
    """ "Jr", "III" or "", folded."""
    last = name_words(name)[-1:] or [""]
    return last[0].casefold().rstrip(".") if last[0].casefold() in SUFFIXES else ""


def initials(name: str) -> str:
    """The first letters of a body's name, folded, small words left out: "North Atlantic Treaty Organization": nato."""
    words = [w for w in re.findall(r"[^\W\d_]+", unaccented(name)) if w not in ("the", "of", "for", "and", "on", "in")]
    return "".join(w[0] for w in words)
