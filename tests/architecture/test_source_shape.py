"""Files and functions stay small enough to be read at one go, and every file says what it is for."""

from __future__ import annotations

import ast

from support.sources import ROOT, Source, sources

LONGEST_FILE = 300
LONGEST_FUNCTION = 50
VAGUE = {"utils", "util", "helpers", "helper", "misc", "common", "tools", "stuff"}


def functions(source: Source) -> list[tuple[str, int]]:
    """Name and length of every function, its docstring not counted."""
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                length -= (first.end_lineno or first.lineno) - first.lineno + 1
            found.append((node.name, length))
    return found


def test_files_are_short():
    lengths = {source.name: len(source.text.splitlines()) for source in sources()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_functions_are_short():
    found = [(source.name, *each) for source in sources() for each in functions(source)]
    assert [each for each in found if each[2] > LONGEST_FUNCTION] == []


def test_files_are_named_after_what_they_hold():
    vague = [s.name for s in sources() if VAGUE & set(s.path.with_suffix("").relative_to(ROOT).parts)]
    assert vague == []


def test_files_say_what_they_are_for():
    assert [s.name for s in sources() if s.text.strip() and not ast.get_docstring(s.tree)] == []


def test_what_others_use_is_explained():
    """Public functions and classes of the layers have a docstring."""
    missing = [
        f"{source.name}: {node.name}"
        for source in sources()
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert missing == []


def test_nothing_is_printed_but_by_the_command_line():
    speaking = ("hallclient/commands/", "hallclient/cli.py", "hallclient/terminal.py")
    found = [
        f"{source.name}:{node.lineno}"
        for source in sources()
        if not source.name.startswith(speaking)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert found == []


def test_two_packages_and_nothing_else():
    names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    built = {"build", "dist", "snapshot_report.html"}
    assert names - built == {"hallclient", "db", "tests", "pyproject.toml", "README.md"}
