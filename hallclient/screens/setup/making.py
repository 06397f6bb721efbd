"""What the set-up screen does in a thread."""

from __future__ import annotations

from hallclient.jobs.setup import Plan, make_home
from hallclient.jobs.share import mark_share
from hallclient.paths import Home
from hallclient.rules.message import Message
from hallclient.rules.roles import ROLES

_AT_WINDOW = "1003"
"""The clerk of the window at which the demo opens."""


def make_hall(home: Home, plan: Plan) -> Message | None:
    """Make the hall and mark its shared folder; gives a warning, if there is one."""
    hall = make_home(home, plan)
    try:
        return mark_share(hall)
    finally:
        hall.close()


def make_demo() -> tuple[Home, Message]:
    """Make the demo hall in a folder of its own, so that the real hall can still be set up here; gives the folder
    and who can unlock its window."""
    from hallclient.jobs.demo.make import make_demo as make
    from hallclient.jobs.demo.people import STAFF

    made = make()
    codes = {role: next(worker.code for worker in STAFF if worker.role == role) for role in ROLES}
    return made.home, Message(
        "The demo hall is ready. Clerk {clerk}, chief {chief}, supervisor {supervisor}, administrator {admin}; "
        "everyone's PIN is 0000.",
        **{**codes, "clerk": _AT_WINDOW},
    )
