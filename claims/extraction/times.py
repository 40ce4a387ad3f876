"""Tokens come in; where an expression of time ends goes out."""

from __future__ import annotations

from claims.extraction.finite import Tokens
from claims.text.words import TIME_LEADS, TIMES

_UNCAPPED = frozenset(("day", "week", "noon", "summer", "winter", "early", "night", "evening"))


def skip_time(tokens: Tokens, i: int, stop: int) -> int:
    """The place after one expression of time at ``i`` ("early Monday", "on 4 March", "last month"), or ``i``."""
    k = i
    seen = False
    while k < stop and k - i < 7:
        low = tokens[k].bare
        if (
            low in TIMES
            and not _is_surname(tokens, k)
            and not (low in ("last", "next", "early", "late", "previous") and k + 1 >= stop)
        ):
            seen = seen or low not in ("last", "next", "early", "late", "previous", "earlier", "later") or k == i
        elif (
            low in TIME_LEADS
            or (tokens[k].text[0].isdigit() and len(low) <= 7)
            or (low in ("a", "one", "two", "few", "of") and k > i)
        ):
            if low in ("on", "in", "at", "during", "following") and k > i and not _time_follows(tokens, k, stop):
                break
        elif (low == "march" or low == "may") and tokens[k].is_name:
            seen = True
        elif (
            tokens[k].is_comma
            and seen
            and k + 1 < stop
            and tokens[k + 1].text.isdigit()
            and len(tokens[k + 1].text) == 4
        ):
            pass
        else:
            break
        k += 1
    while k > i and tokens[k - 1].low in TIME_LEADS and tokens[k - 1].low not in ("earlier", "later", "early", "late"):
        k -= 1
    return k if seen or _is_year(tokens, i, k) else i


def _is_surname(tokens: Tokens, k: int) -> bool:
    """ "Doris Day", "Falk met Winter": a capital on a word of time that has none."""
    return k > 0 and tokens[k].is_name and tokens[k].text.istitle() and tokens[k].bare in _UNCAPPED


def _time_follows(tokens: Tokens, k: int, stop: int) -> bool:
    return k + 1 < stop and (
        tokens[k + 1].bare in TIMES or tokens[k + 1].bare in TIME_LEADS or tokens[k + 1].text[0].isdigit()
    )


def _is_year(tokens: Tokens, i: int, k: int) -> bool:
    return (
        k - i == 2
        and tokens[i].low in ("in", "since", "during")
        and tokens[i + 1].text.isdigit()
        and len(tokens[i + 1].text) == 4
    )
