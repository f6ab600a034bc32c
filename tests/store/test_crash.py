"""A process that is killed while it adds loses only what it had not committed."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline.store import open_store
from tests.factory import make_claim, make_original, make_reading, make_report
from tests.store.contract import problems

ROOT = Path(__file__).resolve().parents[2]
REPORTS = 150
COMMIT_REPORTS = 5
ADDER = """
import sys
from pathlib import Path
from tests.store.test_crash import add_all
from dateline.store import open_store
for number in add_all(open_store(Path(sys.argv[1]), create=True)):
    print(number, flush=True)
"""


def add_all(store):  # type: ignore[no-untyped-def]
    """Add REPORTS reports, COMMIT_REPORTS a commit; yield the number of each commit's last."""
    with store.writer() as writer:
        for number in range(REPORTS):
            report = make_report(text=f"Ship {number} left. Its captain, Ada Lind, waved.", title=f"Ship {number}")
            claims = [make_claim(report, quote="Its captain", chain=("Ada Lind",), actors=(f"Ship {number}",))]
            writer.add_report(make_reading(report), claims, make_original(report, address=f"ship/{number % 100}"))
            if number % COMMIT_REPORTS == COMMIT_REPORTS - 1:
                writer.commit()
                yield number


@pytest.mark.parametrize("commits", [0, 3, 20])
def test_killed_while_adding(tmp_path: Path, commits: int) -> None:
    path = tmp_path / "a.sqlite"
    command = [sys.executable, "-c", ADDER, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as adder:
        assert adder.stdout is not None
        for _ in range(commits):
            assert adder.stdout.readline()
        while not path.exists():
            time.sleep(0.01)
        adder.send_signal(signal.SIGKILL)
        assert adder.wait() == -signal.SIGKILL

    store = open_store(path, create=True)
    assert problems(store) == []
    with store.view() as view:
        kept = view.info().reports
    assert kept >= commits * COMMIT_REPORTS
    assert kept % COMMIT_REPORTS == 0

    for _ in add_all(store):
        pass
    assert problems(store) == []
    with store.view() as view:
        info = view.info()
        assert (info.reports, info.claims, info.superseded) == (REPORTS, REPORTS, REPORTS - 100)
        assert view.get_actor("ada lind").as_source == 100
        assert view.search("captain").total == 100
    store.close()
