"""A text in; the language it is written in out. Naive Bayes over byte n-grams (py3langid), 97 languages, no network."""

from __future__ import annotations

from dataclasses import dataclass

from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

ENOUGH = 10_000  # code points that tell the language as well as the whole text would
SURE = 0.9  # of 1,043 English articles each gets more; a headline of three words in another language may get less
UNDETERMINED = "und"
COMMON = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """A BCP 47 code, "und" where it cannot be told, and how sure that is, 0 to 1."""

    code: str
    sure: float

    @property
    def is_sure(self) -> bool:
        """Whether it may be held against what somebody said."""
        return self.sure >= SURE


class Languages:
    """Identifies languages; the same text always gives the same answer. Loaded in about a second."""

    def __init__(self) -> None:
        self.model = LanguageIdentifier.from_modelpath(MODEL_DIR / MODEL_FILE, norm_probs=True)

    def identify(self, text: str) -> Identified:
        """The language of ``text``; a text too short to tell is English in Latin letters, undetermined in others."""
        code, sure = self.model.classify(text[:ENOUGH])
        if sure < SURE:
            code = COMMON if in_latin(text[:ENOUGH]) else UNDETERMINED
        return Identified(code=str(code), sure=float(sure))


def in_latin(text: str) -> bool:
    """Whether most letters of ``text`` are Latin ones; true of a text without letters."""
    letters = [character for character in text if character.isalpha()]
    return 2 * sum(letter < "\u0250" or "\u1e00" <= letter <= "\u1eff" for letter in letters) >= len(letters)
