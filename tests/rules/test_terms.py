"""Every word of the glossary, and every sentence of the plain rules, has its Chinese."""

from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path

import pytest

import hallclient
from hallclient.rules import deadlines, identity, terms, workdays
from hallclient.rules.message import Message

LOCALE = Path(hallclient.__file__).with_name("locale")
CHINESE = re.compile("[\u4e00-\u9fff]")
FIELD = re.compile(r"\{\w+\}")


@pytest.fixture(scope="module")
def chinese() -> gettext.NullTranslations:
    return gettext.translation("hallclient", LOCALE, ["zh_CN"])


def glossary() -> list[tuple[str, str, Message]]:
    tables = {name: table for name, table in vars(terms).items() if name.isupper() and isinstance(table, dict)}
    return [(name, code, message) for name, table in tables.items() for code, message in table.items()]


def sentences() -> list[str]:
    found = []
    for module in (workdays, deadlines, identity):
        tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Message":
                assert isinstance(node.args[0], ast.Constant), f"{module.__name__}:{node.lineno}"
                found.append(node.args[0].value)
    return found


@pytest.mark.parametrize(("table", "code", "message"), glossary())
def test_every_term_has_its_chinese(chinese, table, code, message):
    assert isinstance(message, Message)
    assert CHINESE.search(chinese.gettext(message.text)), f"{table}[{code!r}]: {message.text}"


@pytest.mark.parametrize("sentence", sentences())
def test_every_sentence_has_its_chinese_with_the_same_values(chinese, sentence):
    translated = chinese.gettext(sentence)
    assert CHINESE.search(translated), sentence
    assert sorted(FIELD.findall(translated)) == sorted(FIELD.findall(sentence))


def test_codes_of_one_table_are_told_apart_by_their_words(chinese):
    tables = {name: table for name, table in vars(terms).items() if name.isupper() and isinstance(table, dict)}
    for name, table in tables.items():
        words = [chinese.gettext(message.text) for message in table.values()]
        assert len(set(words)) == len(words), name


def test_a_type_of_paper_has_its_word():
    assert set(identity.ID_TYPES) <= set(terms.ID_TYPES)
