"""The lock between processes: one holder, freed by whatever ends it, not fooled by a removed file."""

from __future__ import annotations

import subprocess
import sys

import filelock
import pytest

from hallclient.file_lock import FileLock

HOLD = """
import sys
from pathlib import Path
from hallclient.file_lock import FileLock
lock = FileLock(Path(sys.argv[1]))
assert lock.acquire(0)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "some.lock"


def test_one_holder_at_a_time(path):
    one, other = FileLock(path), FileLock(path)
    assert one.acquire(0)
    assert not other.acquire(0)
    one.release()
    assert other.acquire(0)
    assert not one.acquire(0)


def test_a_process_that_is_killed_holds_nothing(path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    lock = FileLock(path)
    assert not lock.acquire(0.05)
    process.kill()
    process.communicate()
    assert lock.acquire(0)


def test_programs_that_lock_the_same_file_by_a_library_are_shut_out_and_shut_out(path):
    ours, theirs = FileLock(path), filelock.FileLock(path)
    assert ours.acquire(0)
    with pytest.raises(filelock.Timeout):
        theirs.acquire(timeout=0)
    ours.release()
    with theirs:
        assert not ours.acquire(0)
    assert ours.acquire(0)


def test_who_held_a_file_that_was_removed_does_not_share_with_the_next(path):
    lock, other = FileLock(path), FileLock(path)
    assert lock.acquire(0)
    lock.release()
    path.unlink()
    assert other.acquire(0), "another file by the same name"
    assert not lock.acquire(0)
    other.release()
    assert lock.acquire(0)


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(FileNotFoundError):
        FileLock(tmp_path / "gone" / "some.lock").acquire(0)
