"""A parsed sentence in; drafts of pairs out whose figure or date is the same, another one, vaguer or more exact."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from spacy.tokens import Doc

from claims.text.numerals import SMALL, word_value
from claims.text.wordlist import wordlist
from training.entailment_swaps import (
    C,
    Draft,
    E,
    Edits,
    N,
    contrast,
    definite,
    root,
    subject,
)

# --- figures ----------------------------------------------------------------------------------------------------------

_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_FIGURE = re.compile(
    r"(?<![\w.,$£€/–:-])(?P<sign>\$?)(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:[ -]"
    r"(?P<scale>thousand|million|billion|trillion))?(?P<percent> ?%| percent\b| per cent\b)?(?![\w%/:–-]|[.,]\d)"
    r"|\b(?P<words>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)"
    r"(?P<share> percent\b| per cent\b)?(?![\w-]| (?:hundred|thousand|million|billion|of|or|to|and)\b)"
)
_BOUND = re.compile(
    r"(?:more|less|fewer|greater|higher|lower|other|rather) than(?: a| the)?$|(?:at least|at most|up to|"
    r"as (?:many|much|few|little) as|over|under|about|around|nearly|almost|roughly|approximately|some|"
    r"only|just|every|another|between|to|or|than|top|first|last|next|past|these|those|the|his|her|their|our|its|my|"
    r"the other|all|no|number|section|article|chapter|title|highway|route|"
    r"resolution|page|aged?|least|most|by|another|additional|until|within|of|since|from|and|to|in|no\.|best|any|some)$",
    re.I,
)
_RANGE = re.compile(r" ?(?:to|or|and|-) ?[\d$]| ?(?:degrees|or more|or less|or fewer|times)\b")
_SPELT = {int(v): w for w, v in SMALL.items() if 1 < v <= 20 or v % 10 == 0}


class Figure:
    """A number as it stands in a sentence, with what it counts."""

    def __init__(self, match: re.Match[str], doc: Doc) -> None:
        digits, words = match["digits"], match["words"]
        self.start, self.end = match.span()
        self.scale: str | None = match["scale"]
        written = float(digits.replace(",", "")) if digits else float(word_value([words.lower()]) or 0)
        self.places = len(digits.partition(".")[2]) if digits else 0
        self.written = written
        self.kind = "money" if match["sign"] else "percent" if match["percent"] or match["share"] else "count"
        self.spelt = not digits
        self.ends = doc.text[self.end : self.end + 25]

    def write(self, written: float, rng: random.Random, *, other: bool = False) -> str:
        """Words for a number of this scale and kind; ``other`` asks for another spelling than the usual one."""
        plain = f"{written:,.{self.places}f}"
        word = _SPELT.get(int(written)) if written == int(written) and self.places == 0 and written <= 20 else None
        if self.kind == "percent":
            forms = [f"{plain}%", f"{plain} percent", f"{plain} per cent"]
            return rng.choice([*forms, f"{word} percent"] if other and word else forms)
        sign = "$" if self.kind == "money" else ""
        if self.scale:
            forms = [f"{sign}{plain} {self.scale}"]
            if other and self.scale in ("million", "thousand") and self.places <= 2:
                forms = [f"{sign}{written * _SCALE[self.scale]:,.0f}"]
            elif other and self.scale == "billion" and written < 10:
                forms = [f"{sign}{written * 1e3:,.0f} million"]
            return rng.choice(forms)
        if other and written >= 1e6 and written % 1e5 == 0:
            return f"{sign}{written / 1e6:g} million"
        if other and self.kind == "money" and written < 1e4:
            return f"{plain} dollars"
        if other and written == 12 and not sign:
            return rng.choice(("a dozen", "twelve"))
        return word if word and not sign and (self.spelt != other) else f"{sign}{plain}"

    def changed(self, rng: random.Random) -> float | None:
        """Another number, near or far, with the same number of decimals."""
        whole = self.places == 0
        for _ in range(12):
            times = rng.choice((0.1, 0.25, 0.5, 2, 3, 4, 10, *(rng.uniform(0.6, 1.5) for _ in range(6))))
            new = self.written * times
            if whole and self.written >= 1000 and self.written % 100 == 0:
                new = round(new / 100) * 100
            new = round(new) if whole else round(new, self.places)
            small = self.written < 20 and whole
            if new == self.written or new < 2 or (self.kind == "percent" and new > 100 >= self.written):
                continue
            if small and new > 60:
                continue
            if abs(new - self.written) / self.written > 0.03:
                return float(new)
        return None


_UNDER = ("fewer than", "less than", "under", "at most")
_OVER = ("more than", "over", "at least")


def _figures(doc: Doc) -> list[Figure]:
    found = []
    for match in _FIGURE.finditer(doc.text):
        figure, digits = Figure(match, doc), match["digits"]
        before = doc.text[: match.start()].rstrip()
        labels = {e.label_ for e in doc.ents if e.start_char < match.end() and match.start() < e.end_char}
        if not labels <= {"PERCENT", "MONEY", "CARDINAL", "QUANTITY", "DATE"} or not labels:
            continue
        if "DATE" in labels and not re.match(r" (?:years?|months?|weeks?|days?)\b(?! (?:old|ago|later))", figure.ends):
            continue
        if figure.kind == "count" and digits and re.fullmatch(r"(?:1[6-9]|20)\d\d", digits):
            continue
        bounded = figure.written < 2 or _BOUND.search(before) or _RANGE.match(figure.ends)
        if bounded and (figure.kind == "count" or not re.search(r"\b(?:by|in|of|to|from|and)$", before)):
            continue
        if figure.kind == "count" and (not re.match(r" [a-z]", figure.ends) or re.search(r"[A-Z]\w*$", before)):
            continue
        found.append(figure)
    return found


def figures(doc: Doc, rng: random.Random) -> Iterator[Draft]:
    """The same number, another number, and bounds that hold or do not, over either number."""
    found = _figures(doc)
    if not found or re.search(r"\b(?:not|no|never|if|without|few|none)\b|n['’]t\b", doc.text):
        return
    figure = rng.choice(found)
    other = figure.changed(rng)
    if other is None:
        return

    def put(text: str) -> Edits:
        return ((figure.start, figure.end, text),)

    def pair(label: str, premise: str, hypothesis: str) -> Draft:
        return Draft("figure", label, put(premise), put(hypothesis))

    now, then = rng.sample((figure.written, other), 2)
    same, respelt = figure.write(now, rng), figure.write(now, rng, other=True)
    yield pair(C, figure.write(then, rng, other=rng.random() < 0.3), figure.write(now, rng))
    yield pair(E, respelt, same) if respelt != same else Draft("figure", E, put(same), put(same), same=True)
    if rng.random() < 0.3:
        yield Draft("figure", E, put(same), put(same), same=True)
    low, high = sorted((now, then))
    small, large = figure.write(low, rng), figure.write(high, rng)
    over, under = rng.choice(_OVER), rng.choice(_UNDER if figure.kind == "count" else _UNDER[1:])
    if figure.kind == "count" and under == "less than":
        under = "fewer than"
    yield pair(E, large, f"{over} {small}")
    yield pair(C, small, f"{over} {large}")
    if rng.random() < 0.6:
        yield pair(E, small, f"{under} {large}")
        yield pair(C, large, f"{under} {small}")
    yield pair(N, f"{over} {small}", large)
    yield pair(C, f"{over} {large}", small)
    if rng.random() < 0.5:
        yield pair(N, f"{under} {large}", small)
        yield pair(C, f"{under} {small}", large)
        yield pair(N, f"{over} {small}", f"{over} {large}")
        yield pair(E, f"{over} {large}", f"{over} {small}")
    if high / low > 1.5 and rng.random() < 0.6:
        about = rng.choice(("about", "around", "roughly", "some" if figure.kind == "count" else "nearly"))
        yield pair(C, small, f"{about} {large}") if rng.random() < 0.5 else pair(C, f"{about} {large}", small)
        if about != "nearly":
            yield pair(E, same, f"{about} {same}")
    if figure.kind == "count" and not figure.scale and re.match(r" [a-z]+s\b", figure.ends):
        for word, least, most in (("dozens", 24, 99), ("hundreds", 200, 999), ("thousands", 2000, 99999)):
            inside, outside = least * rng.randint(2, 4) // 2, rng.choice((least // rng.randint(8, 12), most * 12))
            if rng.random() < 0.08 and outside > 1:
                yield pair(E, f"{max(inside, least):,}", f"{word} of")
                yield pair(C, f"{outside:,}", f"{word} of")
                yield pair(N, f"{word} of", f"{max(inside, least):,}")
                yield pair(C, f"{word} of", f"{outside:,}")


# --- dates ------------------------------------------------------------------------------------------------------------

_ONCE = wordlist("""
    bear die found elect sign kill marry resign appoint arrest graduate retire release publish introduce establish
    arrive approve adopt crash collapse explode convict sentence charge nominate confirm invade hold inaugurate
    assassinate ratify enact acquire indict shoot bomb execute win defeat begin launch open pass create join fire
    announce overturn reject veto file withdraw
""")  # fmt: skip
_OFTEN = wordlist("""
    be have rise fall increase decrease spend grow cost earn pay receive vote support oppose visit
""")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(
    rf"\b(?P<in>[Ii]n|[Dd]uring|[Oo]n|[Bb]y|[Ss]ince) (?:(?P<day>{'|'.join(_DAYS)})|(?P<month>{_MONTH})"
    rf"(?: (?P<n>\d{{1,2}}))?(?:,? (?P<y>(?:19|20)\d\d))?|(?P<year>(?:19[3-9]|20[0-2])\d))(?=[ ,.]|$)"
    r"(?! \d| and\b| or\b| to\b| through\b)"
)


def dates(doc: Doc, rng: random.Random) -> Iterator[Draft]:
    """A date written otherwise, left vaguer or made more exact, and another date: contrary where it happens once."""
    match, verb = next(_DATE.finditer(doc.text), None), root(doc)
    if (
        match is None
        or verb is None
        or re.search(r"\bback (?:in|on|during)\b|\b(?:not|no|never|if|until)\b|n['’]t\b", doc.text)
    ):
        return
    lead = match["in"]

    def put(text: str) -> Edits:
        return ((match.start(), match.end(), text),)

    def dated(year: int, month: str, n: int, form: int) -> str:
        head = ("In" if form == 0 else "On") if lead[0].isupper() else ("in" if form == 0 else "on")
        return f"{head} " + (f"{month} {year}", f"{month} {n}, {year}", f"{n} {month} {year}")[form]

    if not (verb.tag_ == "VBD" or any(t.lemma_ in ("be", "have") and t.tag_ == "VBD" for t in verb.lefts)):
        return
    tokens = [t for t in doc if t.idx == match.start()]
    holder = tokens[0].head if tokens and tokens[0].dep_ == "prep" else None
    own = subject(verb)
    once = holder is not None and own is not None and holder.lemma_ in _ONCE and (holder != verb or definite(own))
    often = holder == verb and verb.lemma_ in _OFTEN
    label = C if once else N if often else None
    if match["day"]:
        if label:
            day = rng.choice([d for d in _DAYS if d != match["day"]])
            yield from contrast("date", put(f"{lead} {day}"), rng, label=label)
        return
    if lead.lower() not in ("in", "on", "during"):
        return
    year = int(match["year"] or match["y"] or 0)
    if year and year <= 2025:
        other = year + rng.choice((-10, -5, -3, -2, -1, 1, 2, 3, 5))
        month, n = rng.choice(_MONTHS), rng.randint(1, 28)
        if match["month"]:
            month, n = match["month"], int(match["n"] or n)
        form = rng.choice((0, 1, 2))
        plain = f"{'In' if lead[0].isupper() else 'in'} {year}"
        if label:
            yield from contrast("date", put(f"{plain[:2]} {other}" if match["year"] else
                                dated(other, month, n, 1 if match["n"] else 0)), rng, label=label)  # fmt: skip
            shifted = rng.choice([m for m in _MONTHS if m != month])
            yield Draft("date", label, put(dated(year, month, n, form)), put(dated(year, shifted, n, form)))
            yield Draft("date", label, put(dated(other, month, n, form)), put(plain))
        yield Draft("date", E, put(dated(year, month, n, 1)), put(dated(year, month, n, 2)))
        yield Draft("date", E, put(dated(year, month, n, form)), put(plain))
        yield Draft("date", N, put(plain), put(dated(year, month, n, form)))
        if form:
            yield Draft("date", E, put(dated(year, month, n, form)), put(dated(year, month, n, 0)))
            yield Draft("date", N, put(dated(year, month, n, 0)), put(dated(year, month, n, form)))
        yield Draft("date", E, put(plain), put(f"{'During' if plain[0] == 'I' else 'during'} {year}"))
