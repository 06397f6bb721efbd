"""A disk that is really full while a notice is issued: nothing half issued, no serial lost, said in one sentence.

Once on a small file system of its own (where the tests may mount one), once in a process whose files must not grow:
the first says “no space left”, the second refuses the write.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hallclient.errors import HomeProblem
from hallclient.jobs import papers
from hallclient.paths import Home
from hallclient.services import documents, journal, notices, requests, verification
from hallclient.services.hall import open_hall

ROOT = Path(__file__).parents[2]
COUNT = 16
MARKS = {"A1": ("ok", ""), "A2": ("missing", "长" * 2000)}
SMALL = 12 * 2**20


@pytest.fixture
def small_disk(tmp_path):
    """A file system of twelve megabytes."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root mounts a file system; the other test needs none")
    where = tmp_path / "disk"
    where.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(where)]
    if subprocess.run(words, check=False, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here; the other test needs none")
    yield where
    subprocess.run(["umount", "-l", str(where)], check=True)


@pytest.fixture
def home(request, template_home, tmp_path):
    """The home of the test, on the small disk where there is one."""
    small = "small_disk" in request.fixturenames
    where = request.getfixturevalue("small_disk") if small else tmp_path
    return Home(Path(shutil.copytree(template_home, where / "home")))


def fill_up(path):
    """Take every byte that is left."""
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 4096)


def issued(hall, numbers):
    return [number for number in numbers if notices.of_request(hall, number)]


def check_whole(hall, numbers, told):
    """Who was not told is as before; who was told has notice, paper and serial without a gap."""
    assert issued(hall, numbers) == told
    for number in numbers:
        request, count = requests.get(hall, number), int(number in told)
        assert request.state == ("awaiting_supplement" if count else "registered")
        assert len(documents.of_request(hall, number)) == count
        assert [m.mark for m in request.materials] == (["ok", "missing"] if count else ["", ""])
    serials = [int(notices.of_request(hall, number)[0].number[-6:-1]) for number in told]
    assert serials == list(range(1, len(told) + 1))
    assert journal.check(hall).ok and verification.verify(hall).problems == ()


def test_a_full_file_system_leaves_nothing_half_issued(small_disk, hall, clerk, receive):
    numbers = [receive().number for _ in range(COUNT)]
    fill_up(small_disk / "filler")
    with pytest.raises(HomeProblem) as full:
        for number in numbers:
            papers.issue_notice(hall, clerk, number, MARKS)
    assert full.value.code == "disk_full"
    assert "disk is full" in str(full.value.message)
    told = issued(hall, numbers)
    assert len(told) < COUNT
    check_whole(hall, numbers, told)
    (small_disk / "filler").unlink()
    for number in numbers[len(told) :]:
        papers.issue_notice(hall, clerk, number, MARKS)
    check_whole(hall, numbers, numbers)


SCRIPT = """
import os, resource, signal, sys
from datetime import datetime
from hallclient.clock import FixedClock
from hallclient.errors import HomeProblem
from hallclient.jobs import papers
from hallclient.paths import find_home
from hallclient.services import accounts
from hallclient.services.hall import open_hall

home, now, *numbers = sys.argv[1:]
hall = open_hall(find_home(home), FixedClock(datetime.fromisoformat(now)))
actor = accounts.actor_of(hall, "1003")
marks = {"A1": ("ok", ""), "A2": ("missing", "长" * 2000)}
papers.issue_notice(hall, actor, numbers[0], marks)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limit = max(os.path.getsize(path) for path in (f"{home}/hall.db", f"{home}/hall.db-wal"))
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
try:
    for number in numbers[1:]:
        papers.issue_notice(hall, actor, number, marks)
except HomeProblem as problem:
    print(problem.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are POSIX")
def test_files_that_must_not_grow_leave_nothing_half_issued(home, hall, clerk, receive):
    numbers = [receive().number for _ in range(COUNT)]
    hall.close()
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(home.folder), hall.clock.now().isoformat(), *numbers],
        check=True, capture_output=True, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout.strip() in ("disk_full", "database"), done.stdout + done.stderr
    again = open_hall(home, hall.clock)
    try:
        told = issued(again, numbers)
        assert 0 < len(told) < COUNT
        check_whole(again, numbers, told)
        for number in numbers[len(told) :]:
            papers.issue_notice(again, clerk, number, MARKS)
        check_whole(again, numbers, numbers)
    finally:
        again.close()
