"""The reporting verbs of English: for a word form, its lemma, its form and the frames in which it reports.

Frames: ``S`` strong, with that-clause, bare clause or quotation; ``W`` weak, needs "that" or a quotation; ``T`` names
first who is told; ``R`` request ("urged X to"); ``N`` its object says it ("denied the charge", "accused X of Y");
``I`` infinitive ("claims to be"); ``D`` what documents do ("the poll shows a lead"); ``M`` a state of mind.
"""

from __future__ import annotations

from dataclasses import dataclass

from claims.text.wordlist import wordlist

_LEMMAS = {
    "S": """say state declare assert remark comment joke quip exclaim interject maintain""",
    "SN": """explain stress emphasise emphasize reiterate underline underscore clarify detail recount outline
        disclose lament bemoan announce mention hint imply opine speculate repeat contend allege tweet boast brag
        concede reveal confirm recall recommend""",
    "SNI": """claim propose acknowledge""",
    "SND": """note report suggest predict estimate indicate admit observe argue conclude""",
    "SW": """add reply respond retort counter insist muse testify caution complain whisper shout
        yell cry mutter murmur scream sigh laugh intone confess protest object marvel theorize theorise posit
        surmise gush grumble snap vent fume rejoin volunteer summarise summarize elaborate""",
    "STR": """tell""",
    "STRN": """warn""",
    "ST": """assure inform remind notify advise reassure""",
    "W": """write post type read go point continue agree disagree answer reflect""",
    "WN": """quote cite""",
    "WR": """ask""",
    "WRN": """request demand""",
    "SI": """swear threaten""",
    "SIN": """promise vow pledge""",
    "R": """urge implore beg exhort instruct order encourage""",
    "N": """accuse deny describe portray characterise characterize dub label brand depict denounce condemn criticise
        criticize slam blast decry deplore dismiss reject refute rebut dispute blame praise commend laud hail applaud
        mock ridicule deride lambast lambaste castigate chide rebuke express voice convey reference oppose
        defend endorse reaffirm affirm advocate question downplay tout disavow deem chastise assail""",
    "WND": """show""",
    "WD": """find demonstrate prove""",
    "WM": """believe think feel fear hope worry doubt suspect assume consider know expect realize realise understand
        guess""",
    "+as": """refer""",
    "N+call": """call""",
}
_IRREGULAR = {
    "say": ("said", "said"), "tell": ("told", "told"), "write": ("wrote", "written"),
    "think": ("thought", "thought"), "feel": ("felt", "felt"), "know": ("knew", "known"),
    "find": ("found", "found"), "go": ("went", "gone"), "read": ("read", "read"), "show": ("showed", "shown"),
    "swear": ("swore", "sworn"), "understand": ("understood", "understood"), "beg": ("begged", "begged"),
    "quip": ("quipped", "quipped"), "prove": ("proved", "proven"), "brag": ("bragged", "bragged"),
    "dub": ("dubbed", "dubbed"), "slam": ("slammed", "slammed"), "rebut": ("rebutted", "rebutted"),
    "refer": ("referred", "referred"), "rip": ("ripped", "ripped"), "snap": ("snapped", "snapped"),
    "extol": ("extolled", "extolled"), "admit": ("admitted", "admitted"),
}  # fmt: skip
_DOUBLED = frozenset(("beg", "quip", "brag", "dub", "slam", "rebut", "refer", "rip", "snap", "extol", "admit"))
# Forms that are as often a noun or an adjective: they report only with clear company.
AMBIGUOUS = wordlist("""
    claims claim reports report states state calls call notes note demands demand promises promise hopes hope
    fears fear remarks remark comments comment estimates estimate questions question doubts doubt details detail
    posts post answers answer requests request objects object counters counter orders order offers offer reasons
    reason shows show reads read goes go points point quotes quote types type labels label brands brand protests
    protest voices voice praise blame cites tweets tweet jokes joke finding findings warning warnings meaning
    feeling understanding cry cries sighs sigh laughs laugh outlines outline references reference slate slates
    answered found known considered expected contests contest defense whispers whisper reply replies regrets
    allege alleged
""")


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of one reporting verb. ``form``: base, s, past (or participle alike), done or ing."""

    lemma: str
    form: str
    frames: frozenset[str]


def _s(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x", "o")):
        return lemma + "es"
    return lemma[:-1] + "ies" if lemma.endswith("y") and lemma[-2] not in "aeiou" else lemma + "s"


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    return lemma[:-1] + "ied" if lemma.endswith("y") and lemma[-2] not in "aeiou" else lemma + "ed"


def _ing(lemma: str) -> str:
    if lemma in _DOUBLED:
        return lemma + lemma[-1] + "ing"
    return lemma[:-1] + "ing" if lemma.endswith("e") and not lemma.endswith("ee") else lemma + "ing"


def _table() -> dict[str, Verb]:
    frames: dict[str, set[str]] = {}
    for key, lemmas in _LEMMAS.items():
        for lemma in lemmas.split():
            frames.setdefault(lemma, set()).update(key.split("+")[0], key.split("+")[1:])
    table: dict[str, Verb] = {}
    for lemma, marks in frames.items():
        past, done = _IRREGULAR.get(lemma, (_past(lemma), _past(lemma)))
        for form, word in (("base", lemma), ("s", _s(lemma)), ("ing", _ing(lemma)), ("done", done), ("past", past)):
            table[word] = Verb(lemma, form, frozenset(marks))
    return table


VERBS: dict[str, Verb] = _table()
"""Word form (lower case) to verb."""

REPORTING: frozenset[str] = frozenset(
    word for word, verb in VERBS.items() if verb.form in ("past", "s") and verb.frames & {"S"} and word not in AMBIGUOUS
) | frozenset(("asked", "wrote", "says", "say"))
"""Forms that, right after a name, say that a quotation just ended."""
