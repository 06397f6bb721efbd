"""What the set-up screen does in a thread."""

from __future__ import annotations

from hallclient.jobs.setup import Plan, make_home
from hallclient.jobs.share import mark_share
from hallclient.paths import Home
from hallclient.rules.message import Message


def make_hall(home: Home, plan: Plan) -> Message | None:
    """Make the hall and mark its shared folder; gives a warning, if there is one."""
    hall = make_home(home, plan)
    try:
        return mark_share(hall)
    finally:
        hall.close()


def make_demo(home: Home) -> Message | None:
    """Make the demo hall."""
    from hallclient.jobs import demo

    demo.make(home)
    return None
