"""The models that a process keeps: one for all its threads, and a fresh one after a fork."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from claims import engines

# In a process of its own: a fork of the test runner would carry its threads' locks along.
FORKED = """
import os
from django.conf import settings
settings.configure(FACTCHECK_MODEL_THREADS=2)
from claims import engines
before = engines.embedder()
vector = before.encode(["The ferry runs again."])
child = os.fork()
if child == 0:
    after = engines.embedder()
    same = abs(after.encode(["The ferry runs again."]) - vector).max() < 1e-6
    os._exit(0 if same and after is not before else 1)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_one_for_all_threads() -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len({id(each) for each in pool.map(lambda _: engines.embedder(), range(16))}) == 1


def test_a_forked_worker_loads_its_own() -> None:
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FORKED], capture_output=True, text=True, timeout=60, check=False
    )
    assert (run.stdout, run.stderr) == ("0\n", "")
