"""Conditions of an item (a minor, an agent, a company …): which ones bring others with them or cannot stand together.

A rule is ``(condition, relation, other)``, the relation ``implies`` or ``excludes``. Ticking one condition ticks
what it implies, so that the clerk answers with the fewest keys. Chosen are the conditions that somebody ticked;
what they imply (:func:`closed`) is ticked as long as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hallclient.rules.message import Message

RELATIONS = {"implies": Message("implies"), "excludes": Message("excludes")}

Rule = tuple[str, str, str]

AGENT = "agent"
"""The condition that somebody acts for the applicant (委托); the agent's name and authority stand on the request."""

AGENT_UNNAMED = Message("No agent is recorded yet: record name, paper and authority with Correct (act correct).")


def closed(ticked: Iterable[str], rules: Sequence[Rule]) -> frozenset[str]:
    """What is ticked together with everything that it implies, over any number of steps."""
    found = set(ticked)
    waiting = list(found)
    while waiting:
        one = waiting.pop()
        for condition, relation, other in rules:
            if condition == one and relation == "implies" and other not in found:
                found.add(other)
                waiting.append(other)
    return frozenset(found)


def conflict(ticked: Iterable[str], rules: Sequence[Rule]) -> tuple[str, str] | None:
    """Two of the ticked conditions that cannot stand together, what they imply included; None where all can."""
    whole = closed(ticked, rules)
    for condition, relation, other in rules:
        if relation == "excludes" and condition in whole and other in whole:
            return condition, other
    return None


def after_tick(chosen: Iterable[str], condition: str, rules: Sequence[Rule]) -> frozenset[str]:
    """The chosen ones after ``condition`` is ticked as well: what it excludes goes, and what only that implied."""
    gone = {c for one in closed((condition,), rules) for c in _excluded(one, rules)}
    # A condition that implies one that has gone cannot stay either.
    return frozenset(one for one in chosen if not closed((one,), rules) & gone) | {condition}


def after_untick(chosen: Iterable[str], condition: str, rules: Sequence[Rule]) -> frozenset[str]:
    """The chosen ones after ``condition`` is taken away: what implies it goes with it, and what only that implied."""
    return frozenset(one for one in chosen if condition not in closed((one,), rules))


def _excluded(condition: str, rules: Sequence[Rule]) -> set[str]:
    found = {other for one, relation, other in rules if relation == "excludes" and one == condition}
    return found | {one for one, relation, other in rules if relation == "excludes" and other == condition}


def refuse_rules(conditions: Iterable[tuple[str, str]], rules: Sequence[Rule]) -> Message | None:
    """Why the rules do not hold, or None: an unknown condition, a circle, a condition that excludes itself."""
    names = dict(conditions)
    for condition, relation, other in rules:
        for one in (condition, other):
            if one not in names:
                return Message("The condition “{name}” is not one of the item.", name=one)
        if relation not in RELATIONS:
            return Message("“{relation}” is neither “implies” nor “excludes”.", relation=relation)
        if condition == other:
            return Message("The condition “{name}” refers to itself.", name=names[condition])
    circle = _circle(names, rules)
    if circle:
        way = " → ".join(names[one] for one in circle)
        return Message("The conditions go round in a circle: {way}.", way=way)
    for condition in names:
        clash = conflict((condition,), rules)
        if clash is not None:
            return Message(
                "The condition “{name}” implies both “{one}” and “{other}”, which exclude each other.",
                name=names[condition], one=names[clash[0]], other=names[clash[1]],
            )  # fmt: skip
    return None


def _circle(names: Iterable[str], rules: Sequence[Rule]) -> list[str]:
    """The conditions of the first circle, the first one again at the end; empty where there is none."""
    done: set[str] = set()

    def walk(one: str, path: list[str]) -> list[str]:
        if one in path:
            return [*path[path.index(one) :], one]
        if one in done:
            return []
        for condition, relation, other in rules:
            if condition == one and relation == "implies":
                found = walk(other, [*path, one])
                if found:
                    return found
        done.add(one)
        return []

    for name in names:
        found = walk(name, [])
        if found:
            return found
    return []
