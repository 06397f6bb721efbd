"""A migration that adds a column must not make what was written before it look changed."""

from __future__ import annotations

import pytest

from db.models.request import Request
from db.queries import vouched


@pytest.fixture(autouse=True)
def counted_anew():
    vouched._later.cache_clear()
    yield
    vouched._later.cache_clear()


def test_a_later_column_counts_from_when_it_says_something(monkeypatch):
    monkeypatch.setitem(vouched._FIRST, Request, vouched._FIRST[Request] - {"green", "closed_at"})
    row = {"id": 1, "state": "registered", "green": "", "closed_at": None, "owner": ""}
    assert vouched.columns(Request, row) == {"id": 1, "state": "registered", "owner": ""}
    assert vouched.columns(Request, {**row, "green": "急", "closed_at": 0})["closed_at"] == 0
    assert vouched.columns(Request, {**row, "green": "急"})["green"] == "急"


def test_the_columns_of_the_first_version_always_count():
    row = dict.fromkeys(vouched._FIRST[Request])
    assert vouched.columns(Request, row) == row
    assert vouched._FIRST[Request] <= set(Request._meta.fields)
