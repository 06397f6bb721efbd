"""Which language is spoken, and saying a message in it."""

from __future__ import annotations

import pytest

from hallclient import language
from hallclient.language import from_environment, say, use
from hallclient.rules.message import Message


@pytest.mark.parametrize(
    ("environ", "spoken"),
    [
        ({}, "zh_CN"),
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "C"}, "zh_CN"),
        ({"LANG": "C.UTF-8"}, "zh_CN"),
        ({"LANG": "POSIX"}, "zh_CN"),
        ({"LANG": "de_DE.UTF-8"}, "zh_CN"),
        ({"LC_ALL": "en_GB", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_US"}, "zh_CN"),
    ],
)
def test_the_locale_decides(environ, spoken):
    assert from_environment(environ) == spoken


def test_a_message_is_said_in_the_language_in_use():
    message = Message("Nobody with the code {code} works here.", code="4711")
    assert say(message) == "Nobody with the code 4711 works here."
    use("zh_CN")
    assert language.current() == "zh_CN"
    assert "4711" in say(message)
    assert say(message) != str(message)


def test_values_that_are_messages_are_said_too():
    use("zh_CN")
    inner = Message("Received")
    outer = Message("“{action}” does not follow on “{state}”.", action=Message("Accept"), state=inner)
    assert say(inner) in say(outer)
    assert "Received" not in say(outer)


def test_text_is_said_as_it_is():
    assert say("[bold]{x}[/bold]") == "[bold]{x}[/bold]"
    assert language._("") == "", "and not the header of the catalogue"


def test_names_with_braces_are_harmless():
    assert say(Message("Nobody with the code {code} works here.", code="{code} {0}")).count("{code} {0}") == 1


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="fr"):
        use("fr")


def test_messages_are_values():
    one, same = Message("A {n}", n=1), Message("A {n}", n=1)
    assert one == same
    assert hash(one) == hash(same)
    assert one != Message("A {n}", n=2)
    assert one != Message("B {n}", n=1)
    assert one != "A 1"
    assert (str(one), repr(one)) == ("A 1", "Message('A {n}', {'n': 1})")
    assert str(Message("100 % {of} it")) == "100 % {of} it", "no values, nothing to fill in"


def test_sentences_follow_each_other_as_the_language_writes_them():
    pair = (Message("The disk is full."), Message("Use --pin-stdin."))
    assert language.sentences(*pair) == "The disk is full. Use --pin-stdin."
    language.use("zh_CN")
    assert language.sentences(*pair) == "磁盘已满。请使用 --pin-stdin。"
