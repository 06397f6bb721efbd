"""The consultation notice (咨询告知单): a matter is chosen, and everything about it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hallclient.dialogs.pick_item import PickItem
from hallclient.errors import NotFound
from hallclient.jobs import papers
from hallclient.rules.message import Message
from hallclient.screens.printing import print_out
from hallclient.services import catalogue, catalogue_search, requests
from hallclient.services.catalogue_search import ItemHit
from hallclient.services.hall import Hall

if TYPE_CHECKING:
    from hallclient.screens.base import HallScreen


async def print_consultation(screen: HallScreen, request: str = "", code: str = "") -> None:
    """Ask for the matter, with that of ``request`` standing there already, and print; ``code`` prints at once."""
    hall, actor = screen.app.hall, screen.app.actor
    if actor is None:
        return
    if not code:
        first = _first(hall, request)
        code = (
            await screen.ask(
                PickItem(
                    Message("Guide sheet"),
                    lambda text: askable(hall, text),
                    text=Message("Of which matter? Enter prints it; type to choose another."),
                    code=first[0],
                    name=first[1],
                )
            )
            or ""
        )
    if code:
        screen.tell(print_out(screen, [papers.consultation(hall, actor, code).id]))


def askable(hall: Hall, text: str) -> list[ItemHit]:
    """Matters that one can ask about; the consultation itself is none."""
    return [hit for hit in catalogue_search.find(hall, text) if hit.kind != "consultation"]


def _first(hall: Hall, request: str) -> tuple[str, str]:
    """The matter of the highlighted request, where it is one that can be asked about."""
    if not request:
        return "", ""
    try:
        item = catalogue.get(hall, requests.get(hall, request).item)
    except NotFound:
        return "", ""
    return (item.code, item.name) if item.kind != "consultation" else ("", "")
