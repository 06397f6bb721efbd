"""The kinds are data: every kind of the catalogue has its row, and each special step its reason."""

from __future__ import annotations

import pytest

from hallclient.rules import item, kinds, lifecycle
from hallclient.rules.message import Message
from hallclient.rules.terms import ACTIONS
from hallclient.rules.terms import KINDS as WORDS


def test_every_kind_has_its_row_and_its_word():
    assert set(kinds.KINDS) == set(item.KINDS) == set(WORDS)
    assert kinds.kind_of("of a later version") == kinds.KINDS["promised"]


@pytest.mark.parametrize("kind", kinds.KINDS.values(), ids=lambda kind: kind.code)
def test_a_row_names_steps_that_there_are(kind):
    assert kind.has <= set(kinds.SPECIAL)
    for action in (*kind.has, *kind.lacks, *kind.sources):
        assert action in lifecycle.STEPS
        assert action in ACTIONS
    for action in lifecycle.STEPS:
        reason = kind.why_not(action)
        assert reason is None or isinstance(reason, Message)
        assert (reason is not None) is (action in kind.lacks or (action in kinds.SPECIAL and action not in kind.has))


def test_what_each_kind_is():
    assert [k.code for k in kinds.KINDS.values() if k.one_sitting] == ["instant"]
    assert [k.code for k in kinds.KINDS.values() if k.in_parts] == ["joint"]
    assert [k.code for k in kinds.KINDS.values() if k.from_above] == ["passed_up"]
    assert [k.code for k in kinds.KINDS.values() if k.limited] == ["complaint"]


def test_what_is_several_steps_is_made_of_steps():
    for action, parts in lifecycle.PARTS.items():
        assert action in lifecycle.STEPS
        state = "registered"
        for part in parts:
            assert state in lifecycle.STEPS[part].sources, "no state is skipped"
            state = lifecycle.STEPS[part].target
        assert state == lifecycle.STEPS[action].target
