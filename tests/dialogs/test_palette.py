"""The command palette, and the initials that it searches by."""

from __future__ import annotations

import pytest
from pypinyin import Style, lazy_pinyin
from textual.dom import DOMNode

from hallclient import language
from hallclient.dialogs.initials import has_initials, initials
from hallclient.dialogs.palette import Command, matching
from hallclient.language import say
from hallclient.rules.message import Message
from hallclient.screens.global_keys import GLOBAL_KEYS
from hallclient.screens.registry import SCREENS

NODE = DOMNode()
COMMANDS = [
    Command(key.label, " ".join(key.names), key.action, NODE, key.tip) for key in GLOBAL_KEYS if not key.internal
]


@pytest.mark.parametrize(
    ("text", "found"),
    [("收件", "sj"), ("一次告知", "ycgz"), ("转办交接", "zbjj"), ("F5签到", "f5qd"), ("锁屏", "sp"), ("挂起…", "gq")],
)
def test_initials(text: str, found: str) -> None:
    assert initials(text) == found


def test_initials_are_those_of_the_dictionary_for_every_word_of_the_menus() -> None:
    language.use("zh_CN")
    words = [say(key.label) for key in GLOBAL_KEYS] + [say(title) for _name, title in SCREENS.values()]
    for word in words:
        expected = "".join(lazy_pinyin(word, style=Style.FIRST_LETTER, errors="ignore"))
        assert initials("".join(char for char in word if char > "\x7f")) == expected, word


def test_two_readings() -> None:
    assert has_initials("重新打开", "cxdk")
    assert has_initials("重新打开", "zxdk")
    assert has_initials("重新打开", "dk")
    assert not has_initials("重新打开", "xk")


@pytest.mark.parametrize(
    ("typed", "action"),
    [
        ("收件", "go('receive')"),
        ("sj", "go('receive')"),
        ("receive", "go('receive')"),
        ("Recei", "go('receive')"),
        ("ycgz", "go('checklist')"),
        ("告知", "go('checklist')"),
        ("drjz", "go('day_close')"),
        ("锁", "lock"),
        ("lock", "lock"),
    ],
)
def test_found_by_chinese_initials_and_english(typed: str, action: str) -> None:
    language.use("zh_CN")
    found = [COMMANDS[place].action for place in matching(COMMANDS, typed)]
    assert found[0] == action


def test_nothing_typed_shows_everything_and_nonsense_nothing() -> None:
    assert matching(COMMANDS, "") == list(range(len(COMMANDS)))
    assert matching(COMMANDS, "[/]") == []


def test_says_why_a_command_is_off() -> None:
    off = Command(Message("Decide"), "d", "decide", NODE, reason=Message("Not yours."))
    assert matching([off], "dec") == [0]
