"""Two stems in, whether they are opposites out: a small lexicon of our own, made for statements in the news."""

from __future__ import annotations

from claims.text.terms import stem

_PAIRS = """
like/dislike love/hate
open/close open/shut begin/end begin/stop start/end start/stop start/finish start/halt launch/scrap launch/end
continue/stop continue/end continue/halt resume/halt resume/suspend rise/fall rise/drop rise/decline rise/decrease
rise/shrink increase/decrease increase/fall increase/drop increase/decline increase/cut increase/reduce grow/shrink
grow/fall grow/decline grow/drop climb/fall climb/drop climb/decline jump/fall jump/drop soar/plunge soar/fall
surge/plunge surge/fall gain/lose raise/cut raise/lower raise/reduce raise/slash expand/cut expand/reduce
expand/shrink improve/worsen strengthen/weaken strong/weak upward/downward double/halve add/remove support/oppose
support/reject back/oppose favour/oppose favor/oppose endorse/oppose endorse/reject supporter/opponent accept/reject
accept/refuse accept/decline approve/reject approve/block approve/refuse agree/disagree agree/refuse agree/reject
adopt/reject welcome/condemn praise/condemn praise/criticise praise/criticize allow/ban allow/forbid allow/prohibit
allow/prevent allow/block permit/ban permit/forbid permit/prohibit confirm/deny admit/deny acknowledge/deny
affirm/deny win/lose victory/defeat victor/loser pass/fail succeed/fail success/failure safe/unsafe safe/dangerous
safe/danger safety/danger secure/insecure legal/illegal lawful/unlawful constitutional/unconstitutional fair/unfair
just/unjust true/false right/wrong correct/incorrect accurate/inaccurate possible/impossible likely/unlikely
able/unable willing/unwilling known/unknown aware/unaware necessary/unnecessary stable/unstable guilty/innocent
honest/dishonest effective/ineffective responsible/irresponsible affordable/unaffordable sustainable/unsustainable
more/less more/fewer most/least higher/lower high/low better/worse best/worst larger/smaller bigger/smaller
majority/minority faster/slower cheaper/dearer maximum/minimum all/none always/never everyone/nobody
everything/nothing everybody/nobody arrive/leave enter/leave enter/withdraw join/leave join/quit stay/leave
remain/leave stay/quit deploy/withdraw advance/retreat attack/defend alive/dead survive/die live/die hire/fire
appoint/dismiss appoint/sack present/absent attend/miss attend/skip include/exclude connect/disconnect
build/demolish create/destroy protect/destroy acquit/convict release/detain release/arrest free/jail keep/abandon
keep/scrap keep/drop keep/break keep/cut keep/sell save/waste save/scrap profit/loss surplus/deficit war/peace
clean/dirty full/empty hot/cold warm/cold wet/dry hard/soft easy/hard easy/difficult simple/complicated
cause/prevent encourage/discourage unite/divide union/division extend/shorten widen/narrow lift/impose lift/tighten
ease/tighten ease/worsen optimistic/pessimistic positive/negative happy/unhappy healthy/sick healthy/ill
"""


def _index(pairs: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in pairs.split():
        left, right = (stem(word) for word in pair.split("/"))
        found.setdefault(left, set()).add(right)
        found.setdefault(right, set()).add(left)
    return {key: frozenset(values) for key, values in found.items()}


_OPPOSITES = _index(_PAIRS)
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "de")
_MIN_ROOT = 4


def are_opposites(a: str, b: str) -> bool:
    """Whether two stems are opposites: listed as such, or one is the other behind a negative prefix."""
    if b in _OPPOSITES.get(a, ()):
        return True
    short, long = sorted((a, b), key=len)
    return (
        len(short) >= _MIN_ROOT
        and any(long == prefix + short for prefix in _PREFIXES)
        and (short, long) not in _NOT_OPPOSITE
    )


_NOT_OPPOSITE = frozenset(
    (stem(a), stem(b))
    for a, b in (("cover", "discover"), ("close", "disclose"), ("pose", "impose"), ("press", "impress"),
    ("come", "income"),
                 ("port", "import"), ("vest", "invest"), ("side", "inside"), ("form", "inform"), ("tend", "intend"),
                 ("crease", "increase"),
                 ("habit", "inhabit"), ("play", "display"), ("count", "discount"), ("tract", "detract"),
                 ("part", "depart"), ("sign", "design"),
                 ("mean", "demean"), ("scribe", "describe"), ("fault", "default"), ("fence", "defence"),
                 ("port", "deport"), ("grade", "degrade"),
                 ("rate", "irate"), ("print", "imprint"), ("tribute", "distribute"), ("liver", "deliver"),
                 ("cent", "decent"), ("creed", "decreed"))
)  # fmt: skip
