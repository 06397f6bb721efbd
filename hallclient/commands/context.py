"""What a command is given: the home, the person who acts, and a way to remark on something."""

from __future__ import annotations

import argparse
import sys
from functools import cached_property
from typing import TYPE_CHECKING, TextIO

from hallclient.errors import BadInput, HallError
from hallclient.language import say, sentences
from hallclient.paths import Home, find_home
from hallclient.rules.message import Message

if TYPE_CHECKING:
    from hallclient.services.accounts import Actor
    from hallclient.services.hall import Hall


_PIN = Message("PIN")
_NO_PIN = Message("Write the PIN as the first line of standard input.")


def complain(error: HallError, *, as_json: bool) -> None:
    """Say what is wrong and the remedy: one line on stderr, or one JSON value."""
    if as_json:
        import json

        body = {"error": error.code, "message": say(error.message), "remedy": say(error.remedy)}
        print(json.dumps(body, ensure_ascii=False), file=sys.stderr, flush=True)
    else:
        from hallclient.rules.text import clean

        # What was typed is quoted in messages and must not reach the terminal as commands.
        print(clean(sentences(error.message, error.remedy)), file=sys.stderr, flush=True)


class Context:
    """Opens nothing until it is asked for, so that commands without a database start at once."""

    def __init__(self, args: argparse.Namespace, stdin: TextIO | None = None, *, utf8: bool = True) -> None:
        self.args = args
        self.utf8 = utf8
        """Whether the terminal was set to UTF-8 when the program started."""
        self.home: Home = find_home(args.home)
        self.exit_code = 0
        self._stdin = stdin or sys.stdin

    @cached_property
    def hall(self) -> Hall:
        """The open hall of the home. Raises :class:`HomeProblem`."""
        from hallclient.commands.progress import Upgrading
        from hallclient.services.hall import open_hall

        return open_hall(self.home, tell=None if self.args.json else Upgrading(sys.stderr))

    @cached_property
    def actor(self) -> Actor | None:
        """The person named with --as, whose PIN has been checked; None without --as."""
        return None if self.args.as_code is None else self.actor_in(self.hall)

    def actor_in(self, hall: Hall) -> Actor | None:
        """The person named with --as by the staff list of ``hall``; None without --as."""
        code = self.args.as_code
        if code is None:
            return None
        from hallclient.services.accounts import unlock

        return unlock(hall, code, self.read_pin())

    def check_actor(self) -> None:
        """Refuse a wrong PIN of the person named with --as, though the command could do without a person."""
        _ = self.actor

    def read_pin(self, prompt: Message = _PIN, without: Message = _NO_PIN) -> str:
        """The next line of standard input with --pin-stdin; else asked for without showing it. ``without`` is the
        remedy where there is no such line."""
        if self.args.pin_stdin:
            line = self._stdin.readline()
            if not line:
                raise BadInput(Message("Standard input has no PIN."), without)
            return line.rstrip("\r\n")
        import getpass
        import warnings

        try:
            with warnings.catch_warnings():
                # Where the terminal cannot hide it, getpass would warn in three lines and let the PIN be seen.
                warnings.simplefilter("error", getpass.GetPassWarning)
                return getpass.getpass(f"{say(prompt)}: ")
        except (EOFError, getpass.GetPassWarning):
            raise BadInput(Message("There is no terminal to ask for the PIN."), Message("Use --pin-stdin.")) from None

    def fail(self, error: HallError) -> None:
        """Exit code 1 with the error's line on stderr, for a command that has a value to print all the same."""
        self.exit_code = 1
        complain(error, as_json=self.args.json)

    def remark(self, message: Message) -> None:
        """Tell something that stopped nothing, on stderr."""
        from hallclient.rules.text import clean

        print(clean(say(message)), file=sys.stderr)

    def close(self) -> None:
        """Close what was opened."""
        if "hall" in self.__dict__:
            self.hall.close()
