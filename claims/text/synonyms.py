"""A stem in, the stem that stands for its little family of like-meaning words out."""

from __future__ import annotations

from claims.text.terms import stem

_FAMILIES = """
close shut
rise increase climb grow jump surge soar
fall drop decline decrease shrink plunge slump
begin start launch commence
end finish stop halt cease conclude
ask consult request
burglary break-ins burglaries
kill murder slay
buy purchase acquire
support back endorse favour favor
oppose reject
reduce cut slash lower trim
damage harm
yard shipyard
repair mend fix
require need
talk discuss negotiate meet summit
pupil student schoolchildren
doctor physician
car vehicle automobile
firm company business
build construct erect
show demonstrate reveal
injure hurt wound
big large huge
help aid assist
leave depart quit
choose select pick
danger risk hazard
remain stay
receive get obtain
approve pass authorise authorize
ban prohibit forbid outlaw
delay postpone
danger dangerous
home house
job post
cost price
troops soldiers units forces
person resident inhabitant
"""
_FAMILY = {stem(word): stem(family.split()[0]) for family in _FAMILIES.strip().splitlines() for word in family.split()}


def family(of: str) -> str:
    """The stem that stands for a stem's family, itself when it has none."""
    return _FAMILY.get(of, of)


def are_alike(a: str, b: str) -> bool:
    """Whether two stems are the same word, or of one family, or one opens the other ("damag", "damage")."""
    return a == b or family(a) == family(b) or (min(len(a), len(b)) >= 5 and (a.startswith(b) or b.startswith(a)))
