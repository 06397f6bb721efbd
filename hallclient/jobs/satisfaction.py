"""Satisfaction of a period as a report: the hall, then its windows, people, items and months."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hallclient.reports import satisfaction as report
from hallclient.reports.table import Table, Term
from hallclient.rules import satisfaction as rules
from hallclient.rules.message import Message
from hallclient.services import accounts, catalogue, reviews, satisfaction, windows
from hallclient.services.hall import Hall


def table(hall: Hall, first: date, last: date, *, subtitle: str = "") -> Table:
    """Every group that was rated in the period or a year before; a period without ratings is a row of zeros."""
    whole = satisfaction.whole(hall, first, last)
    lines = [report.Line("hall", Term("", Message("Whole hall")), whole.now, whole.before)]
    names = _names(hall)
    for group in rules.GROUPS:
        for row in satisfaction.by(hall, first, last, group):
            key = Term(str(row.key), names[group].get(row.key, str(row.key)))
            lines.append(report.Line(group, key, row.now, row.before))
    people = accounts.names(hall)
    left_out = [report.left_out(review, people) for review in reviews.listing(hall, ("excluded",), first, last)]
    return report.satisfaction_table(lines, subtitle=subtitle, notes=left_out)


def _names(hall: Hall) -> dict[str, Mapping[Any, Message | str]]:
    """What the keys of the groups are called."""
    return {
        "window": windows.titles(hall),
        "staff": accounts.names(hall),
        "item": {item.code: item.name for item in catalogue.everything(hall)},
        "month": {},
    }
