"""Speed of the attributor: articles a second, beside a regular expression for direct quotations on the same articles.

The expression finds what stands between curly or straight marks and a cue verb beside it: a few direct quotations, no
speaker resolved, nothing indirect. It is the least that anybody would write, so it is what the rest costs.
"""

from __future__ import annotations

import random
import re

import _run

_run.setup()

from claims.extraction.extract import ATTRIBUTOR  # noqa: E402
from claims.management.demo import documents  # noqa: E402

SEED = 7
CUE = r"(?:said|says|told|added|asked|claimed|warned)"
QUOTED = re.compile(
    rf"[“\"]([^”\"]+)[”\"],?\s+(?:{CUE}\s+([A-Z]\w+(?:\s[A-Z]\w+)*)|([A-Z]\w+(?:\s[A-Z]\w+)*|s?he)\s+{CUE})"
)


def articles(count: int) -> list[str]:
    """The demo newsroom's articles, their paragraphs dealt anew, so that no text comes twice."""
    draw = random.Random(SEED)
    paragraphs = [part for document in documents() for part in document.text.split("\n\n")]
    return ["\n\n".join(draw.sample(paragraphs, k=12)) for _ in range(count)]


def main() -> None:
    given = _run.parser(__doc__, articles=60).parse_args()
    texts = articles(given.articles)
    rates = _run.rates(
        {
            "ours": lambda: [ATTRIBUTOR.attribute(text) for text in texts],
            "expression": lambda: [QUOTED.findall(text) for text in texts],
        },
        count=len(texts),
    )
    found = sum(len(ATTRIBUTOR.attribute(text)) for text in texts)
    plain = sum(len(QUOTED.findall(text)) for text in texts)
    figures = {
        "articles_per_s": rates["ours"],
        "expression_articles_per_s": rates["expression"],
        "ratio": rates["ours"] / rates["expression"],
        "found": found,
        "expression_found": plain,
    }
    mean = sum(map(len, texts)) / len(texts)
    lines = [
        f"{len(texts)} articles of {mean:.0f} characters",
        f"attributor {ATTRIBUTOR.version}: {rates['ours']:8.1f} articles/s, {found} attributions",
        f"regular expression: {rates['expression']:8.1f} articles/s, {plain} quotations",
        f"ratio of speeds {figures['ratio']:.4f}, of what is found {found / max(1, plain):.1f}",
    ]
    _run.tell(lines, figures=figures, as_json=given.json, seed=SEED)


if __name__ == "__main__":
    main()
