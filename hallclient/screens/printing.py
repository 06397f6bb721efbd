"""Papers go out beside the keyboard: a thread talks to the printer, the status line says how it went."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from hallclient.errors import HallError
from hallclient.language import sentences
from hallclient.rules.message import Message

if TYPE_CHECKING:
    from hallclient.app import HallApp
    from hallclient.jobs.hand_over_paper import HandOverList
    from hallclient.jobs.print_out import Printed
    from hallclient.screens.base import HallScreen
    from hallclient.services.accounts import Actor
    from hallclient.services.hall import Hall
    from hallclient.services.handover import HandedOver

T = TypeVar("T")

GROUP = "printing"


def print_out(screen: HallScreen, idents: Sequence[str], *, copy: str = "", quiet: bool = False) -> Message:
    """Begin to print documents; gives what to say meanwhile.

    What comes of it is told on the screen in front, ``quiet`` only what did not come out.
    """
    app = screen.app
    assert app.actor is not None
    app.run_worker(_print(app, app.hall, app.actor, tuple(idents), copy, quiet), exit_on_error=False, group=GROUP)
    if len(idents) == 1:
        return Message("The paper is being printed.")
    return Message("{count} papers are being printed.", count=len(idents))


def hand_over_list(screen: HallScreen, done: HandedOver) -> Message:
    """Write the list for both to sign and begin to print it; gives what to say meanwhile."""
    from hallclient.jobs import hand_over_paper

    app = screen.app
    made = hand_over_paper.hand_over(app.hall, done)
    app.run_worker(_print_list(app, app.hall, made), exit_on_error=False, group=GROUP)
    return Message("the list to sign is in {folder}", folder=short(made.folder, app.hall))


async def _print_list(app: HallApp, hall: Hall, made: HandOverList) -> None:
    from hallclient.jobs import hand_over_paper

    try:
        to = await _apart(hall, lambda: hand_over_paper.put_out(hall, made))
    except HallError as error:
        problem = Message(
            "The list to sign was not printed: {why} It is in {folder}",
            why=error.message,
            folder=short(made.folder, hall),
        )
        if (front := _front(app)) is not None:
            front.tell(problem, "error")
        return
    if to.kind == "cups" and (front := _front(app)) is not None:
        front.tell(Message("Printed: {number} ({printer})", number=Message("the list to sign"), printer=to.name))


async def ask_copy(screen: HallScreen) -> str | None:
    """Which copy of an issued paper is printed again, Enter for both; None where the clerk gives up."""
    from hallclient.dialogs.choose import Choose, Option
    from hallclient.services.documents import COPIES

    options = [Option("" if code == "both" else code, COPIES[code]) for code in ("both", "applicant", "hall")]
    return await screen.ask(Choose[str](Message("Which copy? It is recorded."), options))


async def _print(app: HallApp, hall: Hall, actor: Actor, idents: Sequence[str], copy: str, quiet: bool) -> None:
    from hallclient.jobs import print_out

    out: list[Printed] = []
    failed: list[HallError] = []
    for ident in idents:
        try:
            out.append(await _apart(hall, lambda ident=ident: print_out.put_out(hall, actor, ident, copy=copy)))  # type: ignore[misc]
        except HallError as error:
            failed.append(error)
    front = _front(app)
    if front is None:
        return
    if failed:
        front.tell(_failure(failed, len(out)), "error")
    elif out and not quiet:
        front.tell(_success(out, hall))
    front.printed()


async def _apart(hall: Hall, work: Callable[[], T]) -> T:
    """In a thread of its own that dies with the program: a printer that hangs must not keep anyone from leaving."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def finish(result: T | None, error: BaseException | None) -> None:
        if done.cancelled():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]

    def run() -> None:
        result, problem = None, None
        try:
            with hall.db.connection_context():
                result = work()
        except BaseException as error:  # noqa: BLE001 - carried over to the keyboard's side, and raised there
            problem = error
        if not loop.is_closed():
            loop.call_soon_threadsafe(finish, result, problem)

    Thread(target=run, daemon=True, name="printing").start()
    return await done


def _front(app: HallApp) -> HallScreen | None:
    from hallclient.screens.base import HallScreen

    return next((screen for screen in reversed(app.screen_stack) if isinstance(screen, HallScreen)), None)


def _success(out: Sequence[Printed], hall: Hall) -> Message:
    last = out[-1]
    if len(out) > 1:
        return Message("{count} papers are out.", count=len(out))
    number = last.document.number
    match last.way.kind:
        case "cups" | "slip":
            return Message("Printed: {number} ({printer})", number=number, printer=last.way.name)
        case "viewer":
            return Message("Opened for printing: {number}", number=number)
        case _:
            return Message("{number} is in {folder}", number=number, folder=short(last.file.parent, hall))


def _failure(failed: Sequence[HallError], out: int) -> Message:
    first = failed[0]
    why = sentences(first.message, first.remedy)
    if len(failed) == 1 and not out:
        return Message("Not printed. {why}", why=why)
    return Message("{out} papers are out, {count} are not. {why}", out=out, count=len(failed), why=why)


def short(folder: Path, hall: Hall) -> str:
    """Seen from the hall's home, so that a narrow line holds it."""
    try:
        return str(folder.relative_to(hall.home.folder))
    except ValueError:
        return str(folder)
