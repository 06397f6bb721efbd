"""The open points of a day as rows: in words, never codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hallclient.language import say
from hallclient.rules.masking import hall_name
from hallclient.rules.message import Message
from hallclient.rules.open_points import GAPS, KINDS
from hallclient.rules.request import Request
from hallclient.rules.review import STATES as STANDS
from hallclient.rules.terms import STATES
from hallclient.services.day_close import Closing
from hallclient.widgets.columns import Column
from hallclient.widgets.row_list import Cell

COLUMNS = (
    Column(Message("Point"), 17),
    Column(Message("Number"), 7),
    Column(Message("Who"), 10),
    Column(Message("What")),
)


@dataclass(frozen=True, slots=True)
class Point:
    """A row: its kind, the number of the request where there is one, a person, and what it is about."""

    place: int
    kind: str
    number: str = ""
    who: str = ""
    what: str = ""


def rows(closing: Closing, names: Mapping[str, str]) -> list[Point]:
    """The open points by kind, bad reviews to follow up, then what is carried over."""
    known = {request.number: request for request in closing.carried_over}
    points: list[Point] = []
    for kind, values in closing.open.as_dict().items():
        for value in values:
            points.append(_point(len(points), kind, value, known, names))
    for review in closing.reviews:
        what = Message("{item}, {state} by {day}", item=review.item_name, state=STANDS[review.state], day=review.due)
        who = names.get(review.staff, review.staff)
        points.append(Point(len(points), "review", review.number, who, say(what)))
    for request in closing.carried_over:
        points.append(_of_request(len(points), "carried", request, say(STATES[request.state])))
    return points


def _point(place: int, kind: str, value: str, known: Mapping[str, Request], names: Mapping[str, str]) -> Point:
    if kind == "not_signed_out":
        return Point(place, kind, who=names.get(value, value))
    if kind == "parked":
        # A draft in which no name stands yet comes with its number.
        nameless = value.isdigit()
        return Point(
            place,
            kind,
            who="" if nameless else value,
            what=say(Message("no name typed yet")) if nameless else "",
        )
    if kind in ("unprinted", "unserved"):
        return Point(place, kind, what=value)
    number, _, gap = value.partition(": ")
    words = say(GAPS[gap]) if gap in GAPS else gap
    request = known.get(number)
    return _of_request(place, kind, request, words) if request else Point(place, kind, number, what=words)


def _of_request(place: int, kind: str, request: Request, words: str) -> Point:
    applicant = request.applicant
    who = applicant.name if applicant.organisation else hall_name(applicant.name)
    return Point(place, kind, request.number, who, "  ".join(part for part in (request.item_name, words) if part))


def cells(point: Point) -> Sequence[Cell]:
    """A row of the list."""
    tail = point.number.rsplit("-", 1)[-1]
    short = f"{tail[:2]}-{tail[2:]}" if point.number else ""
    style = "dim" if point.kind == "carried" else "bad" if point.kind in ("overdue", "parts_overdue") else "due"
    return (say(KINDS[point.kind]), style), short, point.who, point.what
