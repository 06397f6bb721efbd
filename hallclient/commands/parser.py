"""The parser of the command line: what argparse says of wrong usage, and above its help, in the language in use.

argparse tells what is wrong in an English sentence only. Each of them is known here by its pattern and said anew,
with a remedy; one that a later Python adds is quoted as it is.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from hallclient.errors import WrongUsage
from hallclient.language import _, current
from hallclient.rules.message import Message

Said = tuple[Message, Message | None]
"""What is wrong, and a remedy of its own."""


class Parser(argparse.ArgumentParser):
    """Raises :class:`WrongUsage` where argparse would print its usage and end the program."""

    def __init__(self, *args: Any, **options: Any) -> None:
        asked = options.pop("add_help", True)
        super().__init__(*args, formatter_class=Formatter, add_help=False, **options)
        self._positionals.title = _("arguments")
        self._optionals.title = _("options")
        if asked:
            self.add_argument("-h", "--help", action="help", help=_("show this help and end"))

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Words that a command does not know are said by that command, not by the whole program."""
        known, words = super().parse_known_args(args, namespace)
        if words and self._subparsers is None:
            self.error(f"unrecognized arguments: {' '.join(words)}")
        return known, words

    def error(self, message: str) -> NoReturn:
        """Say it in the language in use."""
        wrong, remedy = _said(message, self.prog)
        raise WrongUsage(wrong, remedy or Message("How it is used: “{command} --help”.", command=self.prog))


class Formatter(argparse.HelpFormatter):
    """Help whose first word is translated."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The usage, behind its word."""
        super().add_usage(usage, actions, groups, _("Usage: ") if prefix is None else prefix)


def _said(message: str, prog: str) -> Said:
    found = re.fullmatch(r"argument (?P<argument>.+?): (?P<problem>.+)", message, re.DOTALL)
    argument, problem = (found["argument"], found["problem"]) if found else ("", message)
    for pattern, make in _OF_ARGUMENT if found else _OF_ALL:
        match = re.fullmatch(pattern, problem, re.DOTALL)
        if match:
            return make(argument, prog, *match.groups())
    if found:
        # The types of arguments say it themselves, in the language in use.
        return Message("{argument}: {problem}.", argument=argument, problem=problem), None
    return Message("The command line does not hold: {problem}.", problem=problem), None


def _no_choice(argument: str, prog: str, value: str, choices: str) -> Said:
    value = _unquoted(value)
    possible = _listed(_unquoted(one) for one in choices.split(", ") if one not in ("[]", ""))
    if argument in (_("COMMAND"), _("VERB")):
        wrong = Message("There is no command “{command}”.", command=f"{prog} {value}")
        return wrong, Message("Commands are {commands}.", commands=possible)
    wrong = Message("“{value}” does not fit {argument}.", value=value, argument=argument)
    return wrong, Message("It is one of {choices}.", choices=possible)


def _no_value(argument: str, prog: str, *_count: str) -> Said:
    return Message("{argument} needs a value.", argument=argument), None


def _too_much(argument: str, prog: str, value: str) -> Said:
    return Message("{argument} takes no value, such as “{value}”.", argument=argument, value=_unquoted(value)), None


def _both(argument: str, prog: str, other: str) -> Said:
    wrong = Message("{argument} and {other} do not go together.", argument=argument, other=other)
    return wrong, Message("Give one of them.")


def _no_number(argument: str, prog: str, kind: str, value: str) -> Said:
    return Message("“{value}” does not fit {argument}.", value=_unquoted(value), argument=argument), None


def _missing(argument: str, prog: str, names: str) -> Said:
    return Message("“{command}” also needs {arguments}.", command=prog, arguments=_listed(names.split(", "))), None


def _one_of(argument: str, prog: str, names: str) -> Said:
    wrong = Message("“{command}” also needs one of {arguments}.", command=prog, arguments=_listed(names.split()))
    return wrong, None


def _unknown(argument: str, prog: str, words: str) -> Said:
    return Message("“{words}” says nothing to “{command}”.", words=words, command=prog), None


def _ambiguous(argument: str, prog: str, word: str, options: str) -> Said:
    wrong = Message("“{word}” may mean {options}.", word=word, options=_listed(options.split(", ")))
    return wrong, Message("Write the option in full.")


_OF_ARGUMENT: tuple[tuple[str, Callable[..., Said]], ...] = (
    (r"invalid choice: (.+) \(choose from (.+)\)", _no_choice),
    (r"expected (?:one|at least one|at most one|\d+) arguments?", _no_value),
    (r"ignored explicit argument (.+)", _too_much),
    (r"not allowed with argument (.+)", _both),
    (r"invalid (\w+) value: (.+)", _no_number),
)
_OF_ALL: tuple[tuple[str, Callable[..., Said]], ...] = (
    (r"the following arguments are required: (.+)", _missing),
    (r"one of the arguments (.+) is required", _one_of),
    (r"unrecognized arguments: (.+)", _unknown),
    (r"ambiguous option: (.+) could match (.+)", _ambiguous),
)


def _unquoted(word: str) -> str:
    return word[1:-1] if len(word) > 1 and word[0] == word[-1] and word[0] in "'\"" else word


def _listed(words: Iterable[str]) -> str:
    return ("、" if current() == "zh_CN" else ", ").join(words)
