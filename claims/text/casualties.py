"""Two texts that count what an accident or an attack did to people in; whether they count different things, out."""

from __future__ import annotations

from claims.text.terms import stem, words
from claims.text.wordlist import wordlist


def _stems(listed: str) -> frozenset[str]:
    return frozenset(map(stem, wordlist(listed)))


_HARMS = (
    _stems("die dead death kill murder fatality fatal deadly casualty perish body deceased drown execute"),
    _stems("wound wounded injure injured injury injuries hurt hospitalise hospitalize hospitalised hospitalized"),
    _stems("missing unaccounted disappear"),
)
_GROUPS = _stems("""
    child boy girl baby infant teenager minor woman man adult civilian soldier troop policeman officer personnel gunman
    attacker militant rebel insurgent passenger pilot crew sailor student pupil teacher worker employee miner
    firefighter rescuer doctor nurse medic patient prisoner inmate migrant refugee tourist pilgrim journalist
    reporter driver pedestrian cyclist villager farmer
""")


def counts_apart(a: str, b: str) -> bool:
    """Whether one counts the dead and the other the wounded, or one all people and the other children.

    Both figures may then be true; only of texts that both speak of such harm.
    """
    one, other = _stems_of(a), _stems_of(b)
    if not (_harms(one) and _harms(other)):
        return False
    return not _harms(one) & _harms(other) or one & _GROUPS != other & _GROUPS


def _stems_of(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in words(text))


def _harms(stems: frozenset[str]) -> frozenset[int]:
    return frozenset(n for n, harm in enumerate(_HARMS) if harm & stems)
