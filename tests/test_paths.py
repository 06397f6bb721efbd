"""Where a home is, and where it keeps its things."""

from __future__ import annotations

from pathlib import Path

from hallclient.paths import Home, find_home


def test_asked_for_goes_before_the_environment(tmp_path):
    environ = {"HALLCLIENT_HOME": str(tmp_path / "b")}
    assert find_home(str(tmp_path / "a"), environ).folder == tmp_path / "a"
    assert find_home(None, environ).folder == tmp_path / "b"
    assert find_home("~/halls", {}).folder == Path.home() / "halls"
    assert find_home("here", {}).folder == Path.cwd() / "here", "absolute, whatever folder is changed to"


def test_without_either_the_platforms_folder():
    folder = find_home(None, {"HALLCLIENT_HOME": ""}).folder
    assert folder.is_absolute()
    assert folder.name == "hallclient"


def test_everything_lies_within(tmp_path):
    home = Home(tmp_path)
    parts = (home.config, home.database, home.lock, home.backups, home.exports, home.log)
    assert len({part.name for part in parts}) == len(parts)
    assert {part.parent for part in parts} == {tmp_path}
    assert not home.exists()
    home.config.touch()
    assert home.exists()
