"""A text comes in; what the network alone finds in it goes out as attributions: no rule for marks or speakers."""

from __future__ import annotations

from claims.extraction.attribution import Attribution, Mention
from claims.neural.protocols import AttributionTagger
from claims.text.kinds import Kind
from claims.text.sentences import paragraphs
from claims.text.spans import Span


class BareTagger:
    """The shipped network as it answers. The speaker is the source as written, the kind is not told."""

    def __init__(self, tagger: AttributionTagger) -> None:
        self._tagger = tagger
        self.version = tagger.version

    def attribute(self, text: str) -> list[Attribution]:
        """What is found, in the text's order."""
        tagged = self._tagger.tag(text, paragraphs=[(p.start, p.end) for p in paragraphs(text)])
        return [
            Attribution(
                content=tuple(Span(*piece) for piece in each.content),
                source=Span(*each.source) if each.source else None,
                cue=Span(*each.cue) if each.cue else None,
                kind=Kind.INDIRECT,
                speaker=Mention(name=text[slice(*each.source)], kind="unknown") if each.source else None,
                confidence=each.probability,
            )
            for each in tagged
        ]
