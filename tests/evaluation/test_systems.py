"""The table of systems: whoever cannot run is left out with the reason; a peer's triples become attributions."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

from claims.text.kinds import Kind

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold" / "quotes" / "harbour-dev.jsonl"


def test_the_table(tmp_path: Path) -> None:
    command = [sys.executable, "benchmarks/systems.py", "--json", "--limit", "1", "--peers", str(tmp_path / "none")]
    ran = subprocess.run(
        [*command, "--only", "rules", "textacy", "--", str(GOLD)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    table = json.loads(ran.stdout)["files"][str(GOLD)]
    assert set(table["textacy"]) == {"left_out"}
    assert set(table["rules"]) == {"source", "cue", "content", "0.3", "0.8", "speaker", "articles/s", "version"}
    assert table["rules"]["articles/s"] > 0
    assert table["rules"]["0.8"] > 0.8


def test_a_peers_triple_becomes_an_attribution() -> None:
    spec = importlib.util.spec_from_file_location("_peers", ROOT / "benchmarks" / "_peers.py")
    assert spec is not None
    assert spec.loader is not None
    peers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(peers)
    line = "“It is shut,” said Ines Caldera."
    text = f"Elm Road bridge\n{line}"
    made = peers.attribution(
        {"source": [19, 31], "cue": [14, 18], "content": [0, 13]}, text=line, start=text.index(line)
    )
    spans = (made.source, made.cue, *made.content)
    assert [span.of(text) for span in spans] == ["Ines Caldera", "said", "“It is shut,”"]
    assert (made.speaker.name, made.kind) == ("Ines Caldera", Kind.DIRECT)
