"""``import windows``: the windows of the hall with their signs, as ``window set`` has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from hallclient.jobs.imports.columns import Column, Line, lines
from hallclient.jobs.imports.outcome import Prepared
from hallclient.jobs.imports.table import Source, read_sheet
from hallclient.rules import text
from hallclient.rules.message import Message
from hallclient.rules.terms import WINDOW_KINDS
from hallclient.services import windows
from hallclient.services.accounts import Actor, split
from hallclient.services.hall import Hall

PERMISSION = "administer"
COLUMNS = (
    Column("number", "窗口号", required=True, others=("窗口", "编号", "window")),
    Column("name", "窗口名称", others=("名称",)),
    Column("kind", "窗口类型", others=("类型",)),
    Column("departments", "部门", others=("department",)),
    Column("floor", "楼层", others=("位置",)),
    Column("phone", "电话", others=("联系电话",)),
    Column("shared", "允许两人", others=("双人",)),
)
_KIND_WORDS = {"综合窗口": "general", "专业窗口": "special", "专业": "special"}
_LONGEST = 120


def prepare(hall: Hall, source: Source) -> Prepared:
    """Windows by number; what the file has no column for, or an empty cell, stays as it is."""
    have = {window.number: _columns(window) for window in windows.every(hall)}
    sheet = read_sheet(source)
    rows = list(lines(source, sheet, COLUMNS))
    wanted: dict[int, dict[str, Any]] = {}
    for line in rows:
        number, found = _window(line)
        if number in wanted:
            line.wrong("number", Message("Window {number} stands in the file twice.", number=number))
        if line.ok and number is not None:
            wanted[number] = found
    news = {
        number: found
        for number, found in wanted.items()
        if number not in have or any(have[number][name] != value for name, value in found.items())
    }
    added = sum(number not in have for number in news)
    return Prepared(
        len(rows),
        [problem for line in rows for problem in line.problems],
        added,
        len(news) - added,
        len(wanted) - len(news),
        [str(number) for number in news],
        lambda hall, actor: _save(hall, actor, news),
    )


def _save(hall: Hall, actor: Actor, news: Mapping[int, Mapping[str, Any]]) -> None:
    for number, values in news.items():
        words = {name: value for name, value in values.items() if name != "shared"}
        windows.save(hall, actor, number, words, values.get("shared"))


def _window(line: Line) -> tuple[int | None, dict[str, Any]]:
    number = line.number("number", 1, windows.LARGEST)
    if number is None and not line.has_problem("number"):
        line.needed("number")
    found: dict[str, Any] = {name: text.one_line(line.text(name, _LONGEST)) for name in ("name", "floor")}
    found["phone"] = text.phone(line.text("phone", _LONGEST))
    found["kind"] = line.code("kind", WINDOW_KINDS, _KIND_WORDS)
    found["departments"] = ";".join(split(line.text("departments")))
    if found["departments"] and not found["kind"] and not line.has_problem("kind"):
        found["kind"] = "special"
    if found["departments"] and found["kind"] == "general":
        line.wrong("departments", Message("A window for any matter names no departments."))
    return number, {name: value for name, value in found.items() if value} | _shared(line)


def _shared(line: Line) -> dict[str, bool]:
    return {"shared": line.yes("shared")} if line.text("shared") else {}


def _columns(window: windows.Window) -> dict[str, Any]:
    return {**asdict(window), "departments": ";".join(window.departments)}
