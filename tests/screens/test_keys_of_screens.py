"""A key of everywhere comes before the screen's own: no screen may use one of them for something else."""

from __future__ import annotations

import pytest
from textual.dom import DOMNode

from hallclient import language
from hallclient.app import HallApp
from hallclient.screens.base import HallScreen
from hallclient.screens.receive.received import Received
from hallclient.screens.registry import SCREENS, load
from hallclient.screens.request.keys import BESIDES, HANDLING
from hallclient.widgets.key_bar import ShownKey, _fitted


def keys_of(node: type) -> dict[str, str]:
    return {key: one.action for one in node.all_keys() for key in f"{one.key},{one.second}".split(",") if key}


@pytest.mark.parametrize("speech", ["zh_CN", "en"])
@pytest.mark.parametrize("line", [HANDLING, (*BESIDES, *HallScreen.KEYS)], ids=["handling", "besides"])
def test_every_step_of_a_request_stands_on_its_key_line_at_80_columns(line, speech):
    language.use(speech)
    shown = [ShownKey(key, DOMNode()) for key in line if key.show]
    fitted, gap = _fitted(shown, 80)
    assert [one.key.key for one, _ in fitted] == [one.key.key for one in shown]
    assert gap, "a label runs into the next key"


@pytest.mark.parametrize("speech", ["zh_CN", "en"])
def test_the_way_to_another_matter_stands_below_the_number(speech):
    language.use(speech)
    fitted, _ = _fitted([ShownKey(key, DOMNode()) for key in Received.KEYS], 64)
    assert "c" in [one.key.key for one, _ in fitted]


@pytest.mark.parametrize("name", sorted(set(SCREENS) - {"setup"}))
def test_no_key_of_everywhere_is_taken(name):
    everywhere, own = keys_of(HallApp), keys_of(load(name))
    del everywhere["enter"]  # ours only in a field from which it moves on
    assert {key: own[key] for key in own.keys() & everywhere.keys() if own[key] != everywhere[key]} == {}


@pytest.mark.parametrize("name", sorted(SCREENS))
def test_no_key_of_a_screen_stands_twice(name):
    keys = [key for one in load(name).__dict__.get("KEYS", ()) for key in f"{one.key},{one.second}".split(",") if key]
    assert sorted(keys) == sorted(set(keys))
