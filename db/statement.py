"""Statements whose text is made once. Peewee takes longer to write a statement than SQLite takes to run it, which
at the counter is most of what a record costs; the models still say what the columns are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, TypeVar

import peewee
from peewee import AutoField, BigIntegerField, CharField, Database, DateField, Field, IntegerField, Model, TextField

from db.connection import is_sqlite

M = TypeVar("M", bound=Model)

_PLAIN = (AutoField, IntegerField, BigIntegerField, CharField, TextField)
"""Fields whose values are the same in Python and in the table."""

_SAME: dict[type[Field], type] = {
    **dict.fromkeys((AutoField, IntegerField, BigIntegerField), int),
    **dict.fromkeys((CharField, TextField), str),
}
"""What such a value is when nothing has to be made of it."""


def run(db: Database, text: str, values: Sequence[Any] = ()) -> Any:
    """The cursor of a statement with ``?`` for each value, on either database."""
    return db.execute_sql(text if db.param == "?" else text.replace("?", db.param), tuple(values))


def run_many(db: Database, text: str, rows: Iterable[Sequence[Any]]) -> None:
    """The statement once for each row of values, with ``?`` for each of them. Inside a transaction. The driver's
    errors come as Peewee's, which has no call of its own for this."""
    with peewee.__exception_wrapper__:  # type: ignore[attr-defined]  # its stubs do not name it
        db.cursor().executemany(text if db.param == "?" else text.replace("?", db.param), rows)


def select(db: Database, model: type[M], rest: str, values: Sequence[Any] = ()) -> list[M]:
    """Rows as models; ``rest`` is what follows FROM and the table, with ``?`` for each value."""
    found = []
    for row in rows(db, model, rest, values):
        one = model(__no_default__=True)
        one.__data__.update(row)
        found.append(one)
    return found


def rows(db: Database, model: type[Model], rest: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
    """Rows as dictionaries by field name."""
    names, readers = _read(model)
    found = []
    for record in run(db, f"{_selection(model)} {rest}", values).fetchall():
        row = dict(zip(names, record, strict=True))
        for name, reader in readers:
            if row[name] is not None:
                row[name] = reader(row[name])
        found.append(row)
    return found


def insert(db: Database, model: type[Model], values: Mapping[str, Any]) -> int:
    """Add a row; fields that are not named get their default. Returns the id that the table gave it."""
    text, defaults, writers = _insertion(model, is_sqlite(db), "id" in values)
    return _inserted(db, text, list(_written(defaults, writers, values).values()))


def insert_row(db: Database, model: type[Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """The same; returns the row as the table has it, ``id`` and defaults included: days as ISO text, moments as UTC
    seconds."""
    text, defaults, writers = _insertion(model, is_sqlite(db), False)
    row = _written(defaults, writers, values)
    return {"id": _inserted(db, text, list(row.values())), **row}


def _inserted(db: Database, text: str, values: Sequence[Any]) -> int:
    cursor = run(db, text, values)
    return int(cursor.lastrowid if is_sqlite(db) else cursor.fetchone()[0])


def written(
    model: type[Model], rows: Iterable[Mapping[str, Any]], *, with_id: bool
) -> tuple[str, Iterator[list[Any]]]:
    """The insertion of many rows for ``executemany``, with ``?`` for each value, and the values of each."""
    text, defaults, writers = _insertion(model, True, with_id)
    return text, (list(_written(defaults, writers, row).values()) for row in rows)


def _written(
    defaults: Mapping[str, Any], writers: Mapping[str, Callable[[Any], Any]], values: Mapping[str, Any]
) -> dict[str, Any]:
    row = dict(defaults)
    for name, value in values.items():
        row[name] = writers[name](value)
    return row


def update(db: Database, model: type[Model], values: Mapping[str, Any], where: str, at: Sequence[Any]) -> int:
    """Change columns of the rows that ``where`` names; returns how many there were."""
    text, writers = _change(model, tuple(values))
    given = [write(value) for write, value in zip(writers, values.values(), strict=True)]
    return int(run(db, f"{text} WHERE {where}", [*given, *at]).rowcount)


@cache
def _selection(model: type[Model]) -> str:
    columns = ", ".join(f'"{field.column_name}"' for field in model._meta.sorted_fields)
    return f'SELECT {columns} FROM "{model._meta.table_name}"'


@cache
def _read(model: type[Model]) -> tuple[tuple[str, ...], tuple[tuple[str, Callable[[Any], Any]], ...]]:
    fields = model._meta.sorted_fields
    readers = ((field.name, _reader(field)) for field in fields if type(field) not in _PLAIN)
    return tuple(field.name for field in fields), tuple(readers)


def _reader(field: Field) -> Callable[[Any], Any]:
    return _day if isinstance(field, DateField) else field.python_value


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


@cache
def _insertion(
    model: type[Model], sqlite: bool, with_id: bool
) -> tuple[str, dict[str, Any], dict[str, Callable[[Any], Any]]]:
    """The statement, what each column gets that is not named, in the order of its places, and how one is written."""
    meta = model._meta
    fields = [field for field in meta.sorted_fields if with_id or not isinstance(field, AutoField)]
    columns = ", ".join(f'"{field.column_name}"' for field in fields)
    text = f'INSERT INTO "{meta.table_name}" ({columns}) VALUES ({", ".join("?" * len(fields))})'
    writers = {field.name: _writer(field) for field in fields}
    defaults = {field.name: writers[field.name](field.default) for field in fields}
    return text if sqlite else f'{text} RETURNING "id"', defaults, writers


@cache
def _change(model: type[Model], given: tuple[str, ...]) -> tuple[str, tuple[Callable[[Any], Any], ...]]:
    fields = [model._meta.fields[name] for name in given]
    columns = ", ".join(f'"{field.column_name}" = ?' for field in fields)
    return f'UPDATE "{model._meta.table_name}" SET {columns}', tuple(_writer(field) for field in fields)


def _writer(field: Field) -> Callable[[Any], Any]:
    if isinstance(field, DateField):
        return _text_of_day
    same = _SAME.get(type(field))
    if same is None:
        return field.db_value
    convert: Callable[[Any], Any] = field.db_value

    def write(value: Any) -> Any:
        return value if value is None or type(value) is same else convert(value)

    return write


def _text_of_day(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
