"""Everything that the program says is in the message catalogue, in Chinese, with the same values."""

from __future__ import annotations

import ast
import string

from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from support.sources import ROOT, Source, sources

FOLDER = ROOT / "hallclient" / "locale" / "zh_CN" / "LC_MESSAGES"
PO, MO = FOLDER / "hallclient.po", FOLDER / "hallclient.mo"

with PO.open("rb") as _file:
    CATALOGUE = read_po(_file, locale="zh_CN", domain="hallclient")
CHINESE = {message.id: message.string for message in CATALOGUE if message.id}


def said(source: Source) -> list[tuple[int, str, ast.Call, ast.expr]]:
    """Line, function, call and text of every ``Message(…)``, ``_(…)`` in a module."""
    found = []
    for node in ast.walk(source.tree):
        called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        if called in ("Message", "_") and node.args:
            found.append((node.lineno, called, node, node.args[0]))
    return found


def literals(source: Source) -> list[tuple[int, str]]:
    found = []
    for line, _, _, text in said(source):
        choices = [text.body, text.orelse] if isinstance(text, ast.IfExp) else [text]
        found += [(line, c.value) for c in choices if isinstance(c, ast.Constant) and isinstance(c.value, str)]
    return found


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_sentence_has_its_chinese():
    missing = [
        f"{source.name}:{line} {text}"
        for source in sources()
        for line, text in literals(source)
        if text and not CHINESE.get(text)
    ]
    assert missing == []


def test_a_sentence_is_never_put_together():
    """An f-string or a sum would be another sentence each time, and in no catalogue."""
    put_together = [
        f"{source.name}:{line}"
        for source in sources()
        for line, _, _, text in said(source)
        if isinstance(text, ast.JoinedStr | ast.BinOp | ast.Call)
    ]
    assert put_together == []


def test_a_sentence_is_given_its_values():
    """No value is missing when the sentence is said, and none is given that it does not name.

    A message without any values may be a pattern that is filled in elsewhere.
    """
    wrong = []
    for source in sources():
        for line, function, call, text in said(source):
            given = {keyword.arg for keyword in call.keywords}
            if function != "Message" or not isinstance(text, ast.Constant) or not given or None in given:
                continue
            if given != fields(text.value):
                wrong.append(f"{source.name}:{line} {text.value} {sorted(given)}")
    assert wrong == []


def test_both_languages_name_the_same_values():
    wrong = [
        (english, chinese)
        for english, chinese in CHINESE.items()
        if "{" in english + chinese and fields(english) != fields(chinese)
    ]
    assert wrong == []


def test_nothing_is_left_to_be_translated():
    assert [message.id for message in CATALOGUE if message.id and (not message.string or message.fuzzy)] == []


def test_the_compiled_catalogue_is_the_one_in_the_sources():
    """Compile it anew after a change: ``pybabel compile -d hallclient/locale -D hallclient``."""
    with MO.open("rb") as file:
        compiled = {message.id: message.string for message in read_mo(file) if message.id}
    # Not byte by byte: the header names the version of Babel that wrote it.
    assert compiled == CHINESE


def test_nothing_is_translated_that_nothing_says():
    known = {text for source in sources() for _, text in literals(source)}
    every_string = {
        node.value
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(set(CHINESE) - known - every_string) == []
