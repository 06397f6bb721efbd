"""Items once read: good until somebody has written, never what a transaction may yet take back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hallclient.services import catalogue


@pytest.fixture
def code(hall):
    return catalogue.everything(hall)[0].code


def renamed(hall, code, name, starts=None):
    catalogue.save(hall, "9001", [replace(catalogue.get(hall, code), name=name)], starts)


def test_an_item_is_read_once(hall, code):
    assert catalogue.get(hall, code) is catalogue.get(hall, code)


def test_a_change_of_this_program_is_seen(hall, code):
    catalogue.get(hall, code)
    renamed(hall, code, "另一个名称")
    assert catalogue.get(hall, code).name == "另一个名称"


def test_a_change_of_another_program_is_seen(hall, reopen, code):
    catalogue.get(hall, code)
    renamed(reopen(), code, "别处改的名称")
    assert catalogue.get(hall, code).name == "别处改的名称"


def test_what_a_transaction_takes_back_is_forgotten(hall, code):
    before = catalogue.get(hall, code)
    with pytest.raises(RuntimeError), hall.write():
        renamed(hall, code, "没有保存的名称")
        assert catalogue.get(hall, code).name == "没有保存的名称"
        raise RuntimeError
    assert catalogue.get(hall, code) == before


def test_a_prepared_version_begins_on_its_day(hall, code):
    before = catalogue.get(hall, code)
    renamed(hall, code, "下月的名称", hall.clock.today() + timedelta(days=20))
    assert catalogue.get(hall, code).name == before.name
    hall.clock.set(hall.clock.now() + timedelta(days=20))
    assert catalogue.get(hall, code).name == "下月的名称"
