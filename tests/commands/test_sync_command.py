from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from hallclient import config as settings
from hallclient.commands import sync as sync_command
from hallclient.paths import Home
from hallclient.sync import runner, shared_file


@pytest.fixture
def file(home: Home, tmp_path: Path) -> Path:
    """The shared file of the home, on a share that is there."""
    folder = tmp_path / "share"
    folder.mkdir()
    found = folder / "summary.jsonl"
    shared_file.init_share(found)
    settings.save(replace(settings.load(home.config), shared_file=str(found)), home.config)
    return found


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries without their pauses."""
    monkeypatch.setattr(shared_file, "READ_WAITS", (0.0,) * 4)


def test_what_is_held_is_published_and_seen(command, received, file):
    number = received()
    mine = command("shared", "mine", "--raw").value
    assert mine["status"] == "ok" and any(name.endswith(number) for name in mine["recs"])
    assert command("shared", "show", "--raw").value == {"status": "missing", "age": None, "recs": {}}
    done = command("sync").value
    assert done["ok"] is True and done["waiting"] == 0 and done["written"] == done["merged"] > 0
    assert Path(done["file"]).is_file() and Path(done["file"]).parent == file.parent
    seen = command("shared", "show", "--raw", text=True)  # JSON even when nobody asks for it
    shown = json.loads(seen.out)
    assert seen.code == 0 and shown["status"] == "ok" and isinstance(shown["age"], int)
    assert all(shown["recs"][name] >= revision for name, revision in mine["recs"].items())
    again = command("sync").value
    assert (again["written"], again["merged"], again["ok"]) == (0, 0, True)
    assert command("shared", "verify").value == {**again, "waiting": 0}


def test_records_for_programs_and_a_table_for_people(command, received, file):
    received()
    command("sync")
    value = command("shared", "show").value
    assert value["status"] == "ok" and value["problems"] == []
    kinds = {record["k"] for record in value["records"]}
    assert {"window_day", "open_request", "journal_head", "terminal"} <= kinds
    assert all("crc" not in record for record in value["records"])
    day = value["records"][0]["d"]
    assert command("shared", "show", "--date", day).value["records"]
    assert command("shared", "show", "--date", "2026-01-01").value["records"] == []
    for verb in ("show", "mine"):
        text = command("shared", verb, text=True)
        assert text.code == 0 and day in text.out and "张" not in text.out


def test_a_file_is_shown_without_a_home(command, received, file, tmp_path):
    received()
    command("sync")
    nowhere = Home(tmp_path / "nowhere")
    shown = command("shared", "show", "--file", str(file), "--raw", at=nowhere).value
    assert shown["status"] == "ok" and shown["recs"]
    assert command("shared", "show", "--raw", at=nowhere).error["error"] == "no_home"
    assert not nowhere.folder.exists()


@pytest.mark.parametrize("fault", ["flipped", "cut", "gone"])
def test_raw_always_prints_and_ends_well(command, received, file, fault):
    received()
    month = Path(command("sync").value["file"])
    for path in (month, *file.parent.glob("seg/*/*.seg")):
        if fault == "gone":
            path.unlink()
        elif fault == "cut":
            path.write_bytes(path.read_bytes()[:-30])
        else:
            path.write_bytes(path.read_bytes().replace(b'"r":1', b'"r":3', 1))
    assert command("shared", "show", "--raw").value["status"] == ("missing" if fault == "gone" else "damaged")
    assert command("shared", "verify").code == 1
    if fault != "gone":
        assert command("shared", "show").code == 1
    assert command("sync").value["ok"]
    assert command("shared", "show", "--raw").value["status"] == "ok"


def test_a_share_that_is_away_says_what_to_do(command, received, file):
    received()
    file.parent.rename(file.parent.with_name("away"))
    refused = command("sync").error
    assert refused["error"] == "no_share" and refused["message"] and refused["remedy"]
    assert command("sync", text=True).err.count("\n") == 1
    assert command("shared", "show").error["error"] == "no_share"
    assert command("shared", "show", "--raw").value["status"] == "missing"
    assert command("shared", "mine", "--raw").value["recs"]
    unseen = command("shared", "verify")
    assert unseen.error["error"] == "share_problem" and json.loads(unseen.out)["ok"] is False
    assert command("shared", "verify", text=True).err.count("\n") == 1
    assert not file.parent.exists()


def test_a_damaged_summary_is_told_to_programs_too(command, received, file):
    received()
    command("sync")
    file.with_name("summary-2026-11.jsonl").write_text("{broken", encoding="utf-8")
    for segment in file.parent.glob("seg/**/*.seg"):
        segment.unlink()
    seen = command("shared", "show")
    assert json.loads(seen.out)["status"] == "damaged" and seen.error["error"] == "share_problem"
    assert command("shared", "show", "--raw").value["status"] == "damaged"


def test_without_a_shared_file(command):
    assert command("sync").error["error"] == "no_shared_file"
    assert command("shared", "show").error["error"] == "no_shared_file"
    assert command("shared", "show", "--raw").value == {"status": "missing", "age": None, "recs": {}}


def test_a_wrong_month_is_wrong_usage(command):
    with pytest.raises(SystemExit) as ended:
        command("shared", "show", "--month", "2026-13")
    assert ended.value.code == 2


def test_watching_goes_on_through_failures(command, received, file, monkeypatch, capsys):
    received()
    turns: list[int] = []

    def next_turn(failures: int) -> float:
        turns.append(failures)
        if len(turns) == 1:
            file.parent.rename(file.parent.with_name("away"))
        elif len(turns) == 2:
            file.parent.with_name("away").rename(file.parent)
        else:
            raise KeyboardInterrupt
        return 0.0

    monkeypatch.setattr(runner, "pause", next_turn)
    watched = command("sync", "--watch")
    assert watched.code == 130 and turns == [0, 1, 0]
    assert json.loads(watched.err.splitlines()[-1])["error"] == "no_share"
    values = [json.loads(line) for line in watched.out.splitlines()]
    assert len(values) == 2 and all(value["ok"] for value in values)
    assert sync_command.show(values[0]) in command("sync", text=True).out or values[0]["written"]


def test_a_sync_that_cannot_be_read_back_fails_on_stderr_too(command, received, file, monkeypatch):
    received()
    monkeypatch.setattr(runner, "_is_whole", lambda hall, layout, month: False)
    done = command("sync")
    assert done.error["error"] == "share_problem" and json.loads(done.out)["ok"] is False
    assert command("sync", text=True).err.count("\n") == 1
