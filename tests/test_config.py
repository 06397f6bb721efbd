"""The settings file: strict, complete, and a mistake is named with file and key."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hallclient.config import Config, load, save
from hallclient.errors import HallError, HomeProblem
from hallclient.language import say

GOOD = Config("某县政务服务中心", "370784", 3, "0a1b2c3d")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "config.toml"


def test_what_is_saved_is_loaded(path):
    config = dataclasses.replace(
        GOOD, window_name='综合 "一" 窗\\', warn_days=(5,), after_hours_next_day=True, database="postgresql://a:b@c/d"
    )
    save(config, path)
    assert load(path) == config


def test_every_setting_is_written_down_with_its_default(path):
    save(GOOD, path)
    text = path.read_text(encoding="utf-8")
    for field in dataclasses.fields(Config):
        assert f"\n{field.name} = " in f"\n{text}", field.name


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), st.integers(0, 10**6))
def test_any_text_survives(path, text, number):
    config = dataclasses.replace(GOOD, hall=text, window_name=text, shared_file=text, supplement_days=number)
    save(config, path)
    assert load(path) == config


def test_optional_settings_may_be_left_out(path):
    path.write_text(
        '[hall]\nhall = "甲"\nhall_code = "1"\n[terminal]\nwindow = 3\ninstallation = "0a1b2c3d"\n', encoding="utf-8"
    )
    assert load(path) == Config("甲", "1", 3, "0a1b2c3d")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("window = 3", "", "“window”"),
        ("window = 3", 'window = "3"', "“terminal.window”"),
        ("window = 3", "window = true", "“terminal.window”"),
        ("window = 3", "window = 3.5", "“terminal.window”"),
        ("warn_days", "warn_dayz", "“rules.warn_dayz”"),
        ("[rules]", "[rulez]", "“rulez”"),
        ("[hall]", 'name = "x"\n[hall]', "“name”"),
        ('language = ""', 'language = "fr"', "“terminal.language”"),
        ("[rules]", "[rules", "config.toml"),
    ],
)
def test_a_mistake_is_named(path, old, new, named):
    save(GOOD, path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(HomeProblem) as caught:
        load(path)
    assert caught.value.code == "bad_config"
    assert str(path) in say(caught.value.message)
    assert named in say(caught.value.message)


def test_a_file_that_is_no_text(path):
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(HomeProblem) as caught:
        load(path)
    assert caught.value.code == "bad_config"


def test_no_file_means_no_hall(path):
    with pytest.raises(HomeProblem) as caught:
        load(path)
    assert caught.value.code == "no_home"
    assert "hallclient init" in say(caught.value.remedy)


def test_a_failed_write_leaves_the_old_settings(path, monkeypatch):
    save(GOOD, path)

    def full(self, *args, **more):
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.replace", full)
        with pytest.raises(HallError, match="No space"):
            save(dataclasses.replace(GOOD, hall="乙"), path)
    assert load(path) == GOOD
