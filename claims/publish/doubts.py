"""A verdict comes in; what an editor should look at before it is published goes out, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.models import Verdict
from claims.text.normalise import fold

LONGEST = 75
"""Characters of a claim that search engines show on a phone (Google's structured data for fact checks)."""
TELLING = ("debunked", "fact check", "fake news", "false", "hoax", "misleading", "no evidence", "not true", "untrue")
"""Words of a verdict: a claim is put as it was said, and the ruling is left to the rating."""


def doubts(verdict: Verdict, *, evidence: int) -> list[str]:
    """What speaks against publishing it as it is, ``evidence`` being the number of its pieces; nothing is forbidden."""
    said = verdict.claim.statement
    found = [_long(len(said))] if len(said) > LONGEST else []
    if telling := states_verdict(said, label=verdict.rating.label):
        words = _("The claim seems to state the verdict (“%(words)s”). Readers are shown the claim as it was said.")
        found.append(words % {"words": telling})
    return found if evidence else [*found, _("No evidence is given: readers cannot see what the ruling rests on.")]


def states_verdict(said: str, *, label: str) -> str:
    """The words by which a claim tells the ruling on it; empty for one that does not."""
    spaced = f" {fold(said)} "
    return next((words for words in (fold(label), *TELLING) if words and f" {words} " in spaced), "")


def _long(length: int) -> str:
    return ngettext(
        "The claim is %(n)d character long; search engines cut it after about %(most)d.",
        "The claim is %(n)d characters long; search engines cut it after about %(most)d.",
        length,
    ) % {"n": length, "most": LONGEST}
