"""Where a paper goes: a printer of CUPS, a receipt printer, the system's viewer, or only its folder.

Nothing here knows of documents. A printer may be missing, switched off or jammed: every failure is a sentence with
a remedy, and comes within seconds, not when the printer pleases.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hallclient.config import Config
from hallclient.errors import HallError
from hallclient.rules.message import Message

SLIPS = frozenset({"receipt", "guide"})
"""Kinds of papers that a receipt printer may print."""

_TALK = 15.0
"""Seconds that CUPS may take to answer."""

_WAIT = 20.0
"""Seconds after which a job that is still in the queue is said not to have come out."""

_AGAIN = Message("The document is kept; put the printer right and press P on the desk to print again.")
_JOB = re.compile(r"request id is (\S+)")


class PrinterProblem(HallError):
    """The paper did not come out; ``job`` is the printer's job where it took one."""

    code = "printer"

    def __init__(self, message: Message, job: str = "") -> None:
        super().__init__(message, _AGAIN)
        self.job = job


@dataclass(frozen=True, slots=True)
class Way:
    """``kind`` is cups, slip, viewer or folder; ``name`` the queue or the device."""

    kind: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}" if self.name else self.kind


def way(config: Config, kind: str) -> Way:
    """Where papers of ``kind`` go by the settings. ``printer`` is a queue of CUPS, ``viewer`` or ``folder``; empty
    means the default queue where there is one, else the viewer where there is a desktop, else the folder."""
    if config.receipt_printer and kind in SLIPS:
        return Way("slip", config.receipt_printer)
    if config.printer in ("folder", "viewer"):
        return Way(config.printer)
    if config.printer:
        return Way("cups", config.printer)
    queue = default_queue()
    if queue:
        return Way("cups", queue)
    return Way("viewer") if has_desktop() else Way("folder")


def default_queue() -> str:
    """The default queue of CUPS; empty where there is none, or no CUPS."""
    if shutil.which("lp") is None or shutil.which("lpstat") is None:
        return ""
    try:
        done = _run(["lpstat", "-d"])
    except PrinterProblem:
        return ""
    _, colon, name = done.stdout.partition("destination:")
    return name.strip() if colon and done.returncode == 0 else ""


def has_desktop() -> bool:
    """Whether a program could open a window for the clerk."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) and bool(shutil.which("xdg-open"))


def problem(to: Way) -> Message | None:
    """What keeps a printer from taking paper, without printing anything; None where nothing is seen."""
    if to.kind == "slip" and to.name.startswith(("/", "\\\\.\\")):
        missing = Message("The receipt printer {name} is not there, or may not be written to.", name=to.name)
        return None if os.access(to.name, os.W_OK) else missing
    if to.kind not in ("cups", "slip"):
        return None
    if shutil.which("lpstat") is None:
        return Message("There is no lp on this machine, so printer {name} cannot be reached.", name=to.name)
    try:
        done = _run(["lpstat", "-p", to.name])
    except PrinterProblem as error:
        return error.message
    if done.returncode != 0:
        return Message("The printing system knows no printer {name}.", name=to.name)
    if "disabled" in done.stdout:
        return Message("The printer {name} has stopped: {reason}.", name=to.name, reason=_reason(done.stdout))
    return None


def send(to: Way, path: Path, *, title: str, copies: int) -> None:
    """Print the file, or show it. Raises :class:`PrinterProblem` when the paper does not come out in time."""
    match to.kind:
        case "cups":
            _lp(to.name, path, title, copies, ())
        case "slip" if to.name.startswith(("/", "\\\\.\\")):
            _device(to.name, path, copies)
        case "slip":
            _lp(to.name, path, title, copies, ("-o", "raw"))
        case "viewer":
            _open(path)
        case _:
            pass  # the folder has it already


def cancel(job: str) -> None:
    """Take back a job that still waits in a queue, so that the paper does not come out twice."""
    if job and shutil.which("cancel"):
        try:
            _run(["cancel", job])
        except PrinterProblem:
            return


def _lp(queue: str, path: Path, title: str, copies: int, options: Sequence[str]) -> None:
    if shutil.which("lp") is None:
        raise PrinterProblem(
            Message("There is no lp on this machine, so printer {name} cannot be reached.", name=queue)
        )
    done = _run(["lp", "-d", queue, "-n", str(copies), "-t", title, *options, "--", str(path)])
    match = _JOB.search(done.stdout)
    if done.returncode != 0 or match is None:
        raise PrinterProblem(
            Message("The printer {name} took no paper: {reason}.", name=queue, reason=_reason(done.stderr))
        )
    _follow(queue, match[1])


def _follow(queue: str, job: str) -> None:
    """Wait until the job has left the queue, the printer has stopped, or the patience is over."""
    until = time.monotonic() + _WAIT
    pause = 0.1
    while job in _run(["lpstat", "-o", queue]).stdout.split():
        state = _run(["lpstat", "-p", queue]).stdout
        if "disabled" in state or "not accepting" in state:
            raise PrinterProblem(
                Message("The printer {name} has stopped: {reason}.", name=queue, reason=_reason(state)), job
            )
        if time.monotonic() > until:
            raise PrinterProblem(
                Message("The printer {name} has not printed yet; is it on, has it paper?", name=queue), job
            )
        time.sleep(pause)
        pause = min(2 * pause, 1.0)


def _run(words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Ask CUPS, in the language that is read here."""
    try:
        return subprocess.run(
            list(words), capture_output=True, text=True, errors="replace", timeout=_TALK, check=False,
            stdin=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise PrinterProblem(Message("The printing system does not answer.")) from None
    except OSError as error:
        raise PrinterProblem(
            Message("The printing system cannot be asked: {reason}.", reason=error.strerror or str(error))
        ) from error


def _reason(words: str) -> str:
    """The last line that says something, without the name of the program before it."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return re.sub(r"^lp(stat)?: ", "", lines[-1]).rstrip(".") if lines else "?"


def _device(name: str, path: Path, copies: int) -> None:
    """A receipt printer that is a file of the system, such as /dev/usb/lp0."""
    try:
        # Never made: a device that is not there is a printer that is not there.
        with os.fdopen(os.open(name, os.O_WRONLY), "wb") as device:
            device.write(path.read_bytes() * copies)
    except OSError as error:
        raise PrinterProblem(
            Message("The receipt printer {name} cannot be written to: {reason}.", name=name, reason=error.strerror)
        ) from error


def _open(path: Path) -> None:
    """Show the file in the program of the system; the clerk prints from there."""
    try:
        if sys.platform == "win32":
            os.startfile(path)
        else:
            opener = "open" if sys.platform == "darwin" else "xdg-open"
            subprocess.Popen(
                [opener, str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip
    except OSError as error:
        raise PrinterProblem(
            Message("The file {path} cannot be opened: {reason}.", path=path, reason=error.strerror or str(error))
        ) from error
