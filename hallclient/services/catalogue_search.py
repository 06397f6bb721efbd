"""Finding an item of the catalogue as it is typed: by name, alias, code or pinyin initials."""

from __future__ import annotations

from dataclasses import dataclass

from db.queries import catalogue as queries
from hallclient.rules.item import Item
from hallclient.rules.text import clean
from hallclient.services import item_versions
from hallclient.services.hall import Hall

_APPLY = "申请"


@dataclass(frozen=True, slots=True)
class ItemHit:
    """An item found by what was typed."""

    code: str
    name: str
    department: str
    kind: str


def find(hall: Hall, text: str = "", limit: int | None = None, *, withdrawn: bool = False) -> list[ItemHit]:
    """Items by name, alias, code or pinyin initials, the best first; all of them for an empty text. ``withdrawn``:
    those too that are not on offer any more, whose requests are still there; after the others of the same rank."""
    wanted = clean(text).lower().replace(" ", "")
    rows = _on_offer(hall)
    if withdrawn:
        offered = {row[0] for row in rows}
        rows += [row for gone in (False, True) for row in queries.search_rows(hall.db, gone) if row[0] not in offered]
    if not wanted:
        return [ItemHit(*row[:4]) for row in rows[:limit]]
    ranked = sorted(
        (rank, index) for index, row in enumerate(rows) if (rank := _rank(wanted, row[0], row[1], row[4])) is not None
    )
    return [ItemHit(*rows[index][:4]) for _, index in ranked[:limit]]


def _on_offer(hall: Hall) -> list[tuple[str, str, str, str, str]]:
    """What can be asked for today, as the search sees it."""
    rows = queries.search_rows(hall.db)
    fresh = item_versions.begun(hall)
    if fresh:
        rows = [row for row in rows if row[0] not in fresh]
        rows += [
            (kept.item.code, kept.item.name, kept.item.department, kept.item.kind, kept.search)
            for kept in fresh.values()
            if kept.item.active
        ]
        rows.sort()
    return rows


def _rank(wanted: str, code: str, name: str, search: str) -> int | None:
    """0 the code itself … 5 the characters in their order; None for no match."""
    if any(letter not in search and letter not in name.lower() for letter in wanted):
        return None
    if wanted == code.lower():
        return 0
    if name.lower().startswith(wanted):
        return 1
    words = search.split(" ")
    if wanted in words:
        return 2
    if any(word.startswith(wanted) for word in words):
        return 3
    if any(wanted in word for word in words):
        return 4
    letters = iter(name.lower())
    return 5 if len(wanted) > 1 and all(letter in letters for letter in wanted) else None


def search_text(item: Item) -> str:
    """What the item is found by: name, aliases, code and pinyin initials, in lower case."""
    from pypinyin import Style, lazy_pinyin

    words: list[str] = [item.code.lower()]
    for name in (item.name, *item.aliases):
        for text in (name,) if name.endswith(_APPLY) else (name, name + _APPLY):
            words.append(text.lower().replace(" ", ""))
            words.append("".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower().replace(" ", ""))
    return " ".join(dict.fromkeys(words))
