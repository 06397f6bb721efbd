"""The command line: finds the command, runs it, prints its value, and turns errors into one line.

Only the module of the command asked for is imported, so that a command costs what it needs.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import Any

from hallclient import __version__, language
from hallclient.commands.context import Context, complain
from hallclient.commands.parser import Parser
from hallclient.errors import BadInput, HallError, WrongUsage
from hallclient.language import _
from hallclient.paths import find_home
from hallclient.rules.message import Message

COMMANDS = {
    "init": "init",
    "demo": "demo",
    "import": "imports",
    "deadline": "deadline",
    "id-check": "id_check",
    "item": "item",
    "request": "request",
    "search": "search",
    "visit": "visit",
    "window": "window",
    "guide": "guide",
    "reconcile": "reconcile",
    "notice": "notice",
    "review": "review",
    "paper": "paper",
    "template": "template",
    "punch": "punch",
    "punctuality": "punctuality",
    "verdict": "verdict",
    "month": "month",
    "leave": "leave",
    "correction": "correction",
    "staff": "staff",
    "sync": "sync",
    "shared": "shared",
    "close-day": "close_day",
    "export": "export",
    "verify": "verify",
    "backup": "backup",
    "restore": "restore",
    "doctor": "doctor",
}
"""Command → its module in ``hallclient.commands``."""

_WITH_VALUE = ("--home", "--lang", "--as")
"""Common options whose value may look like a command."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, or the terminal UI without one; returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    utf8 = _speaks_utf8()
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stdin else "backslashreplace")
    language.use(_language(words))
    try:
        args = _parser(words).parse_args(words)
    except WrongUsage as error:
        complain(error, as_json="--json" in words)
        sys.exit(2)
    context = Context(args, utf8=utf8)
    try:
        return _run(context, args, words)
    except HallError as error:
        complain(error, as_json=args.json)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output has gone; nothing more can be said.
        sys.stderr.close()
        return 1
    except Exception as error:  # noqa: BLE001 - the last line of defence: no traceback reaches a counter
        return _unexpected(context, error)
    finally:
        context.close()


def _speaks_utf8() -> bool:
    return (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "") == "utf8"


def _run(context: Context, args: argparse.Namespace, words: Sequence[str]) -> int:
    if args.command is None:
        from hallclient.commands.progress import Upgrading
        from hallclient.terminal import demand_terminal, open_terminal

        demand_terminal(context.utf8)
        return open_terminal(context.home, Upgrading(sys.stderr))
    _refuse_undecoded(words)
    value = args.run(context, args)
    if args.json:
        print(_json(value))
    else:
        text = args.show(value)
        if text:
            print(text)
    return context.exit_code


def _refuse_undecoded(words: Sequence[str]) -> None:
    """Bytes that are no text in the locale's encoding would be kept as something that nobody typed."""
    if any("\ud800" <= character <= "\udfff" for word in words for character in word):
        raise BadInput(
            Message("The command line holds bytes that are no UTF-8 text."),
            Message("Set a UTF-8 locale, such as LANG=zh_CN.UTF-8, and start again."),
        )


def _json(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)


def _unexpected(context: Context, error: Exception) -> int:
    import logging

    from hallclient.log import log_to

    if context.home.exists():
        log_to(context.home)
    logging.getLogger(__name__).error("unexpected", exc_info=error)
    message = Message("Something went wrong that the program did not expect ({kind}).", kind=type(error).__name__)
    remedy = Message("Nothing more was done; the log of the home has the details.")
    context.fail(HallError(message, remedy, code="unexpected"))
    return 1


def _language(words: Sequence[str]) -> str:
    """--lang, else what the home is set to, else the locale; read before the parser exists, since the parser's own
    words are translated."""
    asked = _value_of("--lang", words)
    if asked in language.LANGUAGES:
        return asked
    home = find_home(_value_of("--home", words))
    if home.exists():
        from hallclient.config import language_of

        return language_of(home.config) or language.from_environment()
    return language.from_environment()


def _value_of(option: str, words: Sequence[str]) -> str:
    """What the last of an option says; empty without one."""
    said = ""
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == option:
            said = following
        elif word.startswith(f"{option}="):
            said = word.removeprefix(f"{option}=")
    return said


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    parser = Parser(prog="hallclient", description=_("The window program of a service hall."))
    version = f"hallclient {__version__}"
    parser.add_argument("--version", action="version", version=version, help=_("show the version and end"))
    _common(parser, first=True)
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"))
    shared = argparse.ArgumentParser(add_help=False)
    _common(shared, first=False)
    asked = _command_word(words)
    if asked in COMMANDS:
        names = [asked]
    else:
        # Nothing asked for opens the terminal, which must not wait for the commands to be imported.
        names = list(COMMANDS) if asked or {"-h", "--help"} & set(words) else []
    for name in names:
        module: Any = importlib.import_module(f"hallclient.commands.{COMMANDS[name]}")
        module.add(commands, shared)
    return parser


def _command_word(words: Sequence[str]) -> str:
    """The first word that is neither an option nor the value of one; empty where there is none."""
    value_follows = False
    for word in words:
        if value_follows:
            value_follows = False
        elif word.startswith("-"):
            value_follows = word in _WITH_VALUE
        else:
            return word
    return ""


def _common(parser: argparse.ArgumentParser, *, first: bool) -> None:
    """Options that may stand before or after the command; only the first place has defaults."""

    def default(value: object) -> Any:
        return value if first else argparse.SUPPRESS

    parser.add_argument("--home", metavar="DIR", default=default(None), help=_("folder of the hall"))
    parser.add_argument("--lang", choices=language.LANGUAGES, default=default(None), help=_("language"))
    parser.add_argument("--as", dest="as_code", metavar="CODE", default=default(None), help=_("code of who acts"))
    parser.add_argument(
        "--pin-stdin", action="store_true", default=default(False), help=_("read the PIN from standard input")
    )
    parser.add_argument("--json", action="store_true", default=default(False), help=_("print one JSON value"))


if __name__ == "__main__":
    sys.exit(main())
