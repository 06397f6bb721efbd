"""A key of everywhere comes before the screen's own: no screen may use one of them for something else."""

from __future__ import annotations

import pytest

from hallclient.app import HallApp
from hallclient.screens.registry import SCREENS, load


def keys_of(node: type) -> dict[str, str]:
    return {key: one.action for one in node.all_keys() for key in f"{one.key},{one.second}".split(",") if key}


@pytest.mark.parametrize("name", sorted(set(SCREENS) - {"setup"}))
def test_no_key_of_everywhere_is_taken(name):
    everywhere, own = keys_of(HallApp), keys_of(load(name))
    del everywhere["enter"]  # ours only in a field from which it moves on
    assert {key: own[key] for key in own.keys() & everywhere.keys() if own[key] != everywhere[key]} == {}


@pytest.mark.parametrize("name", sorted(SCREENS))
def test_no_key_of_a_screen_stands_twice(name):
    keys = [key for one in load(name).__dict__.get("KEYS", ()) for key in f"{one.key},{one.second}".split(",") if key]
    assert sorted(keys) == sorted(set(keys))
