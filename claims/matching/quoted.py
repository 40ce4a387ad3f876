"""A quotation, and an article or a text it is said to be from -> whether it was said so, in which turn and by whom.

Stores nothing. The words are compared without a model; one is asked only where other words stand in a quotation and no
rule can tell whether they say the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from claims import engines
from claims.matching.answers import Answer
from claims.matching.quote import verify
from claims.models import Article, Speaker
from claims.models.appearances import claims_in
from claims.text.normalise import name_key
from claims.text.turns import is_transcript, turns

LONGEST_READ = 600
"""Code points of a passage that the model is asked about; with more it would be no quick answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The answer, the text whose code points it speaks of, whose claims of the article the passages are, and whether
    the speaker asked about is among them or named in the turns; None where that cannot be told."""

    answer: Answer
    text: str
    speakers: list[Speaker]
    agrees: bool | None


def look_up(*, quote: str, article: Article | None = None, text: str = "", name: str = "") -> Report:
    """Look for the quotation in the article's current text, or in ``text``; ``name`` is who is said to have said it."""
    whole = article.text if article else text
    listed = list(turns(whole)) if is_transcript(whole) or _is_kept_as_one(article) else []
    answer = verify(quote=quote, text=whole, turns=listed, entails=entails)
    speakers = _speakers(article, answer=answer) if article else []
    heard = {name_key(alias.name) for speaker in speakers for alias in speaker.aliases.all()}
    heard |= {name_key(speaker.name) for speaker in speakers} | {name_key(voice.name) for voice in answer.voices}
    agrees = any(_may_be_one(name_key(name), other) for other in heard) if name and heard else None
    return Report(answer=answer, text=whole, speakers=speakers, agrees=agrees)


def entails(a: str, b: str) -> float | None:
    """How probably each of two sentences follows from the other, 0..1; None where they are too long to be read."""
    if len(a) > LONGEST_READ or len(b) > LONGEST_READ:
        return None
    forth, back = engines.entailer().judge([(a, b), (b, a)])
    return None if forth is None or back is None else min(forth.entailment, back.entailment)


def _is_kept_as_one(article: Article | None) -> bool:
    return article is not None and article.kind == Article.Kind.TRANSCRIPT


def _speakers(article: Article, *, answer: Answer) -> list[Speaker]:
    """Whose claims of the article's current text overlap the passages."""
    found = {
        claim.speaker.pk: claim.speaker
        for claim in claims_in(article)
        for passage in answer.passages
        if claim.speaker and claim.start is not None and claim.end is not None
        if claim.start < passage.end and passage.start < claim.end
    }
    return list(found.values())


def _may_be_one(asked: str, heard: str) -> bool:
    """Whether two folded names may be one: "brandt" in a label stands for "aldo brandt"."""
    one, other = asked.split(), heard.split()
    return asked == heard or (bool(one and other) and one[-1] == other[-1] and min(len(one), len(other)) == 1)
