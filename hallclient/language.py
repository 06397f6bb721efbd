"""Which language the program speaks, and saying a :class:`Message` in it.

English sentences are the keys; ``locale/zh_CN`` holds the Chinese. The language is set once,
before any screen is imported, since Textual freezes the descriptions of bindings at import.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping
from pathlib import Path

from hallclient.rules.message import Message

LANGUAGES = ("zh_CN", "en")
_LOCALE = Path(__file__).with_name("locale")
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_current = "en"


def from_environment(environ: Mapping[str, str] = os.environ) -> str:
    """The language that the locale asks for: ``en*`` → en; ``zh*``, C, POSIX or none → zh_CN."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh_CN"
    return "zh_CN"


def use(language: str) -> None:
    """Speak ``language`` (one of :data:`LANGUAGES`) from now on."""
    global _catalogue, _current
    if language not in LANGUAGES:
        raise ValueError(language)
    _current = language
    if language == "en":
        _catalogue = gettext.NullTranslations()
    else:
        _catalogue = gettext.translation("hallclient", _LOCALE, [language], fallback=True)


def current() -> str:
    """The language in use."""
    return _current


def _(text: str) -> str:
    """``text`` in the language in use."""
    return _catalogue.gettext(text) if text else ""


def say(message: Message | str) -> str:
    """The sentence in the language in use, its values put in."""
    if isinstance(message, str):
        return message
    text = _(message.text)
    if not message.values:
        return text
    return text.format(**{k: say(v) if isinstance(v, Message) else v for k, v in message.values.items()})


def chinese(message: Message) -> str:
    """A term in Chinese whatever is spoken: for papers, which are documents under Chinese law."""
    return gettext.translation("hallclient", _LOCALE, ["zh_CN"], fallback=True).gettext(message.text)


def sentences(*messages: Message | str) -> str:
    """Sentences one after the other; Chinese puts no blank behind its full stop."""
    said = [say(message) for message in messages]
    return ("" if _current == "zh_CN" else " ").join(sentence for sentence in said if sentence)
