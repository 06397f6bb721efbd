"""Files are written whole or not at all."""

from __future__ import annotations

import os

import pytest

from hallclient import files
from hallclient.errors import HallError


def test_a_file_replaces_the_old_one_and_its_folder_is_made(tmp_path):
    path = tmp_path / "a" / "b" / "纸.txt"
    assert files.save(path, "one\r\n") == path
    assert files.save(path, "two\n𠮷") == path
    assert path.read_bytes() == "two\n𠮷".encode()
    assert [p.name for p in path.parent.iterdir()] == ["纸.txt"]


def test_a_broken_block_changes_nothing(tmp_path):
    path = tmp_path / "x"
    files.save(path, "old")
    with pytest.raises(KeyError), files.write_atomically(path) as file:
        file.write(b"half")
        raise KeyError
    assert path.read_text("utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_a_full_disk_is_said(tmp_path, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(HallError) as caught:
        files.save(tmp_path / "x", "text")
    assert caught.value.code == "not_written"
    assert "No space left" in str(caught.value.message)
    assert not list(tmp_path.iterdir())


def test_a_long_name_still_fits(tmp_path):
    name = "长" * 80 + ".csv"
    assert files.save(tmp_path / name, "x").name == name
