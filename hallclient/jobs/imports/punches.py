"""``import punches``: sign-ins from another machine or from paper, marked as imported."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hallclient.jobs.imports.columns import Column, Line, Problem, lines
from hallclient.jobs.imports.outcome import Prepared
from hallclient.jobs.imports.people import People
from hallclient.jobs.imports.table import Source, read_sheet
from hallclient.rules.message import Message
from hallclient.rules.terms import PUNCHES
from hallclient.services import taken_over
from hallclient.services.hall import Hall

PERMISSION = "import_records"
COLUMNS = (
    Column("code", "工号", required=True),
    Column("at", "时间", required=True),
    Column("kind", "类别", required=True),
    Column("reason", "原因"),
    Column("window", "窗口"),
)
_KIND_WORDS = {"上班": "in", "下班": "out", "离岗": "away", "外出": "away", "返回": "back"}
_LARGEST_WINDOW = 99


def prepare(hall: Hall, source: Source, mark: str = "import") -> Prepared:
    """Punches by person, moment and kind; the same one twice, or within a second, is one. Without a window, the
    person's own. ``mark`` is how they are marked: import or paper."""
    people = People(hall)
    rows = list(lines(source, read_sheet(source), COLUMNS))
    pairs = [(line, punch) for line in rows if (punch := _punch(hall, line, people)) is not None]
    found = [punch for _, punch in pairs]
    days = [hall.clock.local(punch["at"]).date() for punch in found]
    seen = taken_over.punches_of(hall, min(days), max(days)) if days else set()
    news: list[dict[str, Any]] = []
    remarks: list[Problem] = []
    last: dict[str, tuple[int, datetime]] = {}
    for line, punch in pairs:
        staff, second, kind = key = (punch["staff"], int(punch["at"].timestamp()), punch["kind"])
        twice = {(staff, second - 1, kind), (staff, second + 1, kind)} & seen
        if key not in seen and not twice:
            seen.add(key)
            news.append(punch)
        elif twice:
            remarks.append(Problem(line.row, "at", Message("The same punch stands within a second; taken once.")))
        before = last.get(staff)
        if before is not None and punch["at"] < before[1]:
            remarks.append(Problem(line.row, "at", Message("This is earlier than row {row}; sorted.", row=before[0])))
        last[staff] = (line.row, punch["at"])
        if staff in people.left:
            remarks.append(Problem(line.row, "code", Message("{code} has left the hall.", code=staff)))
    return Prepared(
        len(rows),
        [problem for line in rows for problem in line.problems],
        added=len(news),
        same=len(found) - len(news),
        codes=sorted({punch["staff"] for punch in news}),
        save=lambda hall, actor: taken_over.add_punches(hall, actor, news, mark),
        remarks=remarks,
    )


def _punch(hall: Hall, line: Line, people: People) -> dict[str, Any] | None:
    code, moment = people.code(line, "code"), line.moment("at")
    kind, window = line.code("kind", PUNCHES, _KIND_WORDS), line.number("window", 1, _LARGEST_WINDOW)
    for key, value in (("code", code), ("at", moment), ("kind", kind)):
        if not value and not line.has_problem(key):
            line.needed(key)
    if moment is None or not line.ok:
        return None
    at = hall.clock.at(moment).replace(microsecond=0)
    if at > hall.clock.now():
        line.wrong("at", Message("{time} lies in the future.", time=f"{at:%Y-%m-%d %H:%M}"))
        return None
    where = window if window is not None else people.windows[code]
    return {"staff": code, "kind": kind, "at": at, "window": where, "reason": line.text("reason")}
