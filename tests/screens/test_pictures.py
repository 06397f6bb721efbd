"""Three screens as a clerk sees them, cell by cell. Renew with --snapshot-update and -n0."""

from __future__ import annotations

import pytest

from hallclient.app import HallApp
from hallclient.services import attendance, request_actions

SIZE = (80, 24)


@pytest.fixture
def busy(hall, people, clerk, receive):
    """A hall with a punch, a received request with marks, and an accepted one."""
    attendance.punch(hall, clerk, "in", badge=True)
    request_actions.act(hall, clerk, receive().number, "accept")
    return hall, receive().number


@pytest.mark.parametrize("screen", ["desk", "sign_in", "day_close"])
def test_screen(snap_compare, busy, people, screen):
    hall, _number = busy
    assert snap_compare(HallApp(hall, actor=people.clerk, first=screen), terminal_size=SIZE)
