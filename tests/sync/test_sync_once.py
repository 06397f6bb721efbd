from __future__ import annotations

from hallclient.sync.own_records import mine
from hallclient.sync.reading import read_shared
from hallclient.sync.runner import sync_once


def test_a_first_sync_publishes_all_that_is_known(new_hall, share, punch):
    hall = new_hall()
    punch(hall)
    before = mine(hall).recs
    result = sync_once(hall)
    assert result.ok and result.waiting == 0 and result.written >= 4 and result.merged == result.written
    shared = read_shared(share / "summary.jsonl", "2026-11", hall.clock)
    assert shared.status == "ok" and shared.age is not None
    assert shared.recs == mine(hall).recs
    assert all(shared.recs[name] >= revision for name, revision in before.items())
    kinds = {record.kind for record in shared.records}
    assert kinds == {"window_day", "staff_half_day", "journal_head", "terminal"}
