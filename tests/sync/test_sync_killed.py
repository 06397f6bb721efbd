"""Real processes that are killed in the middle of their syncs. Nothing confirmed is lost, no reader goes back,
and the shared file is never shown half-written."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hallclient.clock import Clock
from hallclient.sync.own_records import mine
from hallclient.sync.reading import Reader, read_shared
from hallclient.sync.runner import sync_once

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")

WORKER = """
import sys
from pathlib import Path
from hallclient.paths import Home
from hallclient.services.hall import open_hall
from hallclient.services import attendance
from hallclient.services.accounts import Actor
from hallclient.sync import shared_file
from hallclient.sync.runner import sync_once
if sys.argv[2] == "unlocked":
    from hallclient.sync.lock import ShareLock
    ShareLock.acquire = ShareLock.held = lambda self: True
    ShareLock.release = lambda self: None
hall = open_hall(Home(Path(sys.argv[1])))
print("ready", flush=True)
n = 0
while True:
    n += 1
    with hall.write():
        from hallclient.services import summary
        summary.touch(hall, hall.clock.today(), "open_request", f"n{n % 5}")
    sync_once(hall, explicit=n % 2 == 0)
    print(n, flush=True)
"""


def start(home: Path, how: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, str(home), how],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "TZ": "UTC"},
    )


def watch(share: Path, clock: Clock, until: float, latest: dict[str, int]) -> int:
    """Read again and again until ``until``; returns how many reads there were."""
    month = f"{clock.today():%Y-%m}"
    reader, reads = Reader(share / "summary.jsonl", clock), 0
    while time.monotonic() < until:
        for shared in (read_shared(share / "summary.jsonl", month, clock), reader.read(month)):
            recs = shared.recs
            if shared.status == "missing":
                assert not latest
                continue
            assert shared.status == "ok"
            behind = {name for name, revision in latest.items() if recs.get(name, -1) < revision}
            assert not behind
            latest |= recs
            reads += 1
        time.sleep(0.005)
    return reads


@pytest.mark.parametrize("how", ["locked", "unlocked"])
def test_killed_in_the_middle_of_a_sync(new_hall, share, how):
    halls = [new_hall(window, f"{window}" * 8) for window in (3, 4)]
    for hall in halls:
        hall.clock = Clock("Asia/Shanghai")
        hall.close()
    latest: dict[str, int] = {}
    random.seed(7)
    for _ in range(2):
        workers = [start(hall.home.folder, how) for hall in halls]
        try:
            for worker in workers:
                assert worker.stdout is not None and worker.stdout.readline() == "ready\n"
            watch(share, halls[0].clock, time.monotonic() + random.uniform(0.3, 0.6), latest)
        finally:
            for worker in workers:
                worker.kill()
                worker.wait()
                assert worker.stdout is not None
                worker.stdout.close()
    assert latest
    for hall in halls:
        assert sync_once(hall).waiting == 0
    month = f"{halls[0].clock.today():%Y-%m}"
    shared = read_shared(share / "summary.jsonl", month, halls[0].clock)
    assert shared.status == "ok"
    assert all(shared.recs[name] >= revision for name, revision in latest.items())
    for hall in halls:
        assert mine(hall).recs.items() <= shared.recs.items()
    assert [p.name for p in share.iterdir() if p.name.endswith(".lock")] == []


def test_killed_while_holding_the_lock(new_hall, share):
    """The next sync of the same terminal frees its own lock at once; others work without it."""
    hall, other = new_hall(), new_hall(4, "bbbbbbbb")
    code = """
import os, signal, sys
from pathlib import Path
from hallclient.paths import Home
from hallclient.services.hall import open_hall
from hallclient.sync import merging
from hallclient.sync.runner import sync_once
merging.Merging._rewrite = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
sync_once(open_hall(Home(Path(sys.argv[1]))))
"""
    hall.clock = other.clock = Clock("Asia/Shanghai")
    hall.close()
    done = subprocess.run([sys.executable, "-c", code, str(hall.home.folder)], check=False)
    assert done.returncode == -signal.SIGKILL and (share / "summary.lock").exists()
    result = sync_once(other)
    assert result.ok and result.waiting == 0 and result.merged == 0
    assert sync_once(hall).merged > 0 and not (share / "summary.lock").exists()
    assert sync_once(other).ok
