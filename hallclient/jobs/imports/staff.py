"""``import staff``: who works in the hall. Windows that the rows name are added."""

from __future__ import annotations

from typing import Any

from hallclient.jobs.imports.columns import Column, Line, Problem, lines
from hallclient.jobs.imports.outcome import Prepared
from hallclient.jobs.imports.table import Source, read_sheet
from hallclient.rules.message import Message
from hallclient.rules.terms import ROLES
from hallclient.services import staff_list
from hallclient.services.accounts import LONGEST_PIN, SHORTEST_PIN, Actor, split
from hallclient.services.hall import Hall

PERMISSION = "administer"
COLUMNS = (
    Column("code", "工号", required=True),
    Column("name", "姓名", required=True),
    Column("role", "角色", required=True),
    Column("window", "窗口"),
    Column("department", "部门"),
    Column("backup", "B岗"),
    Column("authorised", "授权部门"),
    Column("pin", "初始口令"),
)
_ROLE_WORDS = {"督查员": "supervisor", "工作人员": "clerk", "窗口": "clerk", "系统管理员": "admin"}
_LONGEST_CODE = 32
_LONGEST_NAME = 120
_LARGEST_WINDOW = 99


def prepare(hall: Hall, source: Source) -> Prepared:
    """People by code. The PIN of a row is for a new person; who is there already keeps the PIN they have."""
    have = staff_list.stored(hall)
    rows = list(lines(source, read_sheet(source), COLUMNS))
    people = [(line, read(line)) for line in rows]
    _check_doubles(people)
    _check_backups(people, set(have))
    good = [person for line, person in people if line.ok]
    added = [person for person in good if person["code"] not in have]
    changed = [person for person in good if person["code"] in have and _differs(person, have[person["code"]])]
    problems = [problem for line in rows for problem in line.problems]
    if not problems:
        after = {code: person["role"] for code, person in have.items() if person["active"]}
        after |= {person["code"]: person["role"] for person in good}
        staff_list.demand_administrator({"role": role} for role in after.values())
    return Prepared(
        len(rows),
        problems,
        len(added),
        len(changed),
        len(good) - len(added) - len(changed),
        [person["code"] for person in (*added, *changed)],
        _saver(added, changed),
    )


def _saver(added: list[dict[str, Any]], changed: list[dict[str, Any]]) -> Any:
    def save(hall: Hall, actor: Actor) -> None:
        with_pin = [person for person in added if person["pin"]]
        made = dict(zip((p["code"] for p in with_pin), staff_list.digests(p["pin"] for p in with_pin), strict=True))
        staff_list.save(
            hall,
            [{**person, "pin": made.get(person["code"], "")} for person in added],
            [{key: value for key, value in person.items() if key != "pin"} for person in changed],
        )

    return save


def read(line: Line) -> dict[str, Any]:
    """A person as the list has them, with the ``pin`` as typed; what is wrong with it is noted in the line."""
    person: dict[str, Any] = {
        "code": line.needed("code", _LONGEST_CODE),
        "name": line.needed("name", _LONGEST_NAME),
        "role": line.code("role", ROLES, _ROLE_WORDS),
        "window": line.number("window", 1, _LARGEST_WINDOW),
        "department": line.text("department"),
        "backup": line.text("backup", _LONGEST_CODE),
        "departments": ";".join(split(line.text("authorised"))),
        "pin": line.text("pin"),
    }
    if not line.has_problem("role"):
        line.needed("role")
    if person["pin"] and not SHORTEST_PIN <= len(person["pin"]) <= LONGEST_PIN:
        limits = {"shortest": SHORTEST_PIN, "longest": LONGEST_PIN}
        line.wrong("pin", Message("A PIN has {shortest} to {longest} characters.", **limits))
    return person


def _check_doubles(people: list[tuple[Line, dict[str, Any]]]) -> None:
    seen: dict[str, int] = {}
    for line, person in people:
        code = person["code"]
        if code and code in seen:
            line.wrong("code", Message("The code {code} stands in row {row} already.", code=code, row=seen[code]))
        seen.setdefault(code, line.row)


def _check_backups(people: list[tuple[Line, dict[str, Any]]], have: set[str]) -> None:
    """The backup may be a later row, but not one that is left out itself."""
    while True:
        known = have | {person["code"] for line, person in people if line.ok}
        wrong = [
            line
            for line, person in people
            if line.ok and person["backup"] and (person["backup"] not in known or person["backup"] == person["code"])
        ]
        if not wrong:
            return
        for line in wrong:
            line.problems.append(_wrong_backup(line))


def _wrong_backup(line: Line) -> Problem:
    backup = line.text("backup")
    if backup == line.text("code"):
        return Problem(line.row, "backup", Message("Nobody is their own B post."))
    return Problem(line.row, "backup", Message("Nobody with the code {code} works here.", code=backup))


def _differs(person: dict[str, Any], stored: dict[str, Any]) -> bool:
    return not stored["active"] or any(person[name] != stored[name] for name in staff_list.FIELDS)
