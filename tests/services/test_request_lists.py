"""Lists of requests: paged by key, narrowed by what is asked for."""

from __future__ import annotations

from datetime import date, timedelta

from support.hall import NOW

from hallclient.services import requests
from hallclient.services.request_actions import act


def test_lists_are_paged_by_key(hall, receive):
    numbers = [receive().number for _ in range(5)]
    everything = requests.Filter()
    first = requests.listing(hall, everything, 2)
    assert [r.number for r in first] == numbers[:2:-1]
    second = requests.listing(hall, everything, 2, after=first[-1].number)
    assert [r.number for r in second] == numbers[2:0:-1]
    assert requests.listing(hall, everything, 2, before=second[0].number) == first
    assert [r.number for r in requests.stream(hall, everything, page=2)] == numbers[::-1]


def test_lists_are_narrowed(hall, people, receive, clock):
    one = receive()
    clock.set(NOW + timedelta(days=3))
    two = receive("SC001", actor=people.other_clerk)
    act(hall, people.clerk, two.number, "accept")

    def count(**narrowed: object) -> int:
        assert requests.count(hall, requests.Filter(**narrowed)) == len(
            requests.listing(hall, requests.Filter(**narrowed))
        )
        return requests.count(hall, requests.Filter(**narrowed))

    assert count(states=("accepted",)) == 1
    assert count(owner="1003") == 1
    assert count(window=3) == 2
    assert count(window=4) == 0
    assert count(first=date(2026, 11, 21)) == 1
    assert count(last=date(2026, 11, 20)) == 1
    assert count(due_before=date(2026, 12, 8)) == 1
    assert count(due_before=date(2026, 12, 7)) == 0
    assert count(id_number=one.applicant.id_number) == 2
