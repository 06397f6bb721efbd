"""The load in words: times, figures and rates of a bar, hot and cold windows and what could be done."""

from __future__ import annotations

from rich.text import Text

from hallclient.jobs.hall_load import HallLoad, could_be_general, from_the_share
from hallclient.language import say
from hallclient.reports.load import HEAT
from hallclient.rules.load import Load
from hallclient.rules.message import Message
from hallclient.rules.visit_times import Times
from hallclient.screens.sign_in.day import COLOURS
from hallclient.widgets.row_list import Cell

_VERY_LONG = 6000
"""Seconds that are a hundred minutes."""


def clock(seconds: int | None) -> str:
    """Minutes and seconds; hours and minutes where it is very long, so that two of them fit the column."""
    if seconds is None:
        return ""
    if seconds >= _VERY_LONG:
        return f"{seconds // 3600}h{seconds // 60 % 60:02d}"
    return f"{seconds // 60}:{seconds % 60:02d}"


def times_cell(times: Times) -> Cell:
    """Mean and 90th percentile; a dash where nobody was."""
    return f"{clock(times.mean)}/{clock(times.p90)}" if times.count else ("-", "dim")


def figures(whole: Load) -> Text:
    """Received = completed + in progress, and the rates."""
    tally = whole.tally
    text = Text(no_wrap=True, overflow="crop")
    words = Message(
        "received {received} = completed {completed} + in progress {open}",
        received=tally.received,
        completed=tally.completed,
        open=tally.in_progress,
    )
    text.append(say(words) + "  ", "bold")
    text.append(rates(whole))
    return text


def rates(load: Load) -> str:
    """办结率 and 按承诺期限办结率; dashes where there is nothing to count."""
    tally = load.tally
    return "  ".join(
        say(Message(label.text, rate="--" if rate is None else rate))
        for label, rate in (
            (Message("completed {rate}%"), tally.completion_rate),
            (Message("in time {rate}%"), tally.promise_rate),
        )
    )


def advice(found: HallLoad) -> Text:
    """Hot and cold windows, and what could be done."""
    text = Text(overflow="crop")
    rows = found.by("window")
    for heat, style in (("hot", "bad"), ("cold", "due")):
        names = [f"{row.key}({row.index})" for row in rows if row.heat == heat]
        if names:
            words = Message("{heat}: windows {names}", heat=HEAT[heat], names=" ".join(names))
            text.append(say(words) + "  ", COLOURS[style])
    for one in found.advice():
        text.append(say(could_be_general(one)) + "  ")
    if found.told:
        text.append(say(from_the_share(found)), "#a8a8a8")
    return text
