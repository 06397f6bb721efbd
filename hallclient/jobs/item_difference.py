"""What an import would change of an item: as plain values for programs, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hallclient.jobs.imports.outcome import Changed
from hallclient.language import say
from hallclient.rules.item_diff import excerpts
from hallclient.rules.item_terms import FIELDS, in_words
from hallclient.rules.message import Message
from hallclient.rules.text import clean

_LONGEST = 60


def plain(one: Changed) -> dict[str, Any]:
    """The change as plain values."""
    fields = [
        {"field": d.field, "material": d.material, "before": d.before, "after": d.after} for d in one.differences
    ]
    starts = one.starts.isoformat() if one.starts else None
    return {"code": one.code, "name": one.name, "added": one.added, "starts": starts, "fields": fields}


def lines(change: dict[str, Any]) -> Iterator[str]:
    """The item, then a line a field: what it says now and what it would say."""
    words = Message("{code} {name}: new") if change["added"] else Message("{code} {name}: changed")
    yield clean(say(Message(words.text, code=change["code"], name=change["name"])))
    if change["starts"]:
        yield "  " + say(Message("in force from {day}", day=change["starts"]))
    for field in change["fields"]:
        yield "  " + clean(say(_line(field)))


def _line(field: dict[str, Any]) -> Message:
    name: Message | str = FIELDS.get(field["field"], field["field"])
    said = (say(in_words(field["field"], field[key])) or "-" for key in ("before", "after"))
    before, after = excerpts(*said, _LONGEST)
    if not field["material"]:
        return Message("{field}: {before} → {after}", field=name, before=before, after=after)
    if not field["field"]:
        if field["before"]:
            return Message("material {code} goes: {what}", code=field["material"], what=before)
        return Message("material {code} comes: {what}", code=field["material"], what=after)
    return Message(
        "material {code}, {field}: {before} → {after}", code=field["material"], field=name, before=before, after=after
    )
