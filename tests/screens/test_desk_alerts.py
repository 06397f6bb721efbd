"""The line of alerts: what does not fit is counted, never cut in silence, and one key lists it."""

from __future__ import annotations

import pytest

from hallclient.app import HallApp
from hallclient.dialogs.outcome import Outcome
from hallclient.rules.message import Message
from hallclient.screens.desk import screen as desk_screen
from hallclient.screens.desk.alerts import line
from hallclient.widgets.cells import cell_len

MANY = [Message("Notices to print: {count} (P)", count=count) for count in range(100, 108)]


def widths(found):
    return [sum(cell_len(text) for text, _ in wording) for wording in line(found)]


@pytest.mark.parametrize("count", range(2, 9))
def test_each_wording_is_narrower_and_loses_no_alert_uncounted(count):
    found = MANY[:count]
    assert widths(found) == sorted(widths(found), reverse=True)
    for left, wording in enumerate(line(found)[2:], 1):
        said = "".join(text for text, _ in wording)
        assert said.count("Notices to print") == count - left
        assert f"{left} more (W)" in said
        assert "100" in said


async def test_the_rest_is_one_key_away(hall, clerk, monkeypatch):
    monkeypatch.setattr(desk_screen, "alerts", lambda *_: MANY)
    app = HallApp(hall, actor=clerk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert app.screen.alerts.text.endswith("more (W)")
        assert cell_len(app.screen.alerts.text) <= 78
        await pilot.press("w")
        await pilot.pause()
        assert isinstance(app.screen, Outcome)
        assert list(app.screen._lines) == MANY
