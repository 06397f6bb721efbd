"""Names of files as people type or paste them."""

from __future__ import annotations

from pathlib import Path

from hallclient.rules.message import Message


def path_of(text: str) -> Path:
    """The file that is meant; quotes around it come from file managers that copy them along."""
    return Path(text.strip().strip("\"'“”")).expanduser()


def is_file(text: str) -> Message | None:
    """What is wrong with the name."""
    path = path_of(text)
    if path.is_file():
        return None
    return Message("That is a folder, not a file.") if path.is_dir() else Message("There is no such file.")
