"""Where templates come from: the hall's own file where it holds, else the one that is built in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from hallclient.errors import HallError
from hallclient.printing.filling import Filling
from hallclient.printing.kinds import KINDS
from hallclient.printing.paper import Paper
from hallclient.printing.template import BadTemplate, Template, bad, fill, parse
from hallclient.rules.message import Message

_BUILT_IN = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class Made:
    """A paper, and what was wrong with the hall's own template where the built-in one had to be used."""

    paper: Paper
    problem: Message | None = None


def make(folder: Path, kind: str, filling: Filling) -> Made:
    """The paper of ``kind`` from the template in ``folder``, or from the built-in one where that does not hold."""
    try:
        own = read(folder / f"{kind}.txt", kind)
        if own is not None:
            return Made(fill(own, filling))
    except HallError as error:
        problem = Message("The template {file} is not used: {why}", file=f"{kind}.txt", why=error.message)
        return Made(fill(built_in(kind), filling), problem)
    return Made(fill(built_in(kind), filling))


def read(path: Path, kind: str) -> Template | None:
    """The hall's own template; None where there is none. Raises :class:`BadTemplate`."""
    try:
        state = path.stat()
    except OSError:
        return None
    return _read(path, kind, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=32)
def _read(path: Path, kind: str, changed: int, size: int) -> Template:
    try:
        with path.open("rb") as file:
            data = file.read(1_000_000)
        template = parse(data.decode("utf-8-sig"))
    except OSError as error:
        raise bad(0, Message("{error}", error=error.strerror or str(error))) from error
    except UnicodeDecodeError as error:
        raise bad(data[: error.start].count(b"\n") + 1, Message("the file is not UTF-8 text")) from error
    missing = sorted(KINDS[kind].required - template.names())
    if missing:
        names = "、".join(name if name.startswith("表 ") else f"{{{name}}}" for name in missing)
        raise bad(0, Message("it must not leave out {names}", names=names))
    return template


@lru_cache(maxsize=32)
def built_in(kind: str) -> Template:
    """The template that comes with the program."""
    return parse(built_in_text(kind))


def known(filling: Filling) -> set[str]:
    """The names that a document gives, lists as ``表 名称``."""
    return set(filling.words) | {f"表 {name}" for name in filling.tables}


def built_in_text(kind: str) -> str:
    """Its file."""
    return (_BUILT_IN / f"{kind}.txt").read_text("utf-8")


__all__ = ["BadTemplate", "Made", "built_in", "built_in_text", "known", "make", "read"]
