"""What is wrong with what is typed into the form."""

from __future__ import annotations

import os
from pathlib import Path

from hallclient.jobs.setup import LARGEST_WINDOW
from hallclient.rules.message import Message
from hallclient.services.accounts import LONGEST_PIN, SHORTEST_PIN

FILE_NAME = "summary.jsonl"
"""What the shared file is called where only its folder was typed."""


def hall_code(text: str) -> Message | None:
    """Letters and digits, as the area codes have."""
    return None if text.isalnum() and text.isascii() else Message("Use the area code, such as 370784.")


def window(text: str) -> Message | None:
    """A number from 1 to 99."""
    if text.isdecimal() and 1 <= int(text) <= LARGEST_WINDOW:
        return None
    return Message("A number from 1 to {largest}.", largest=LARGEST_WINDOW)


def pin(text: str) -> Message | None:
    """Neither too short nor too long."""
    if SHORTEST_PIN <= len(text) <= LONGEST_PIN:
        return None
    return Message("A PIN has {shortest} to {longest} characters.", shortest=SHORTEST_PIN, longest=LONGEST_PIN)


def shared_file(text: str) -> Message | None:
    """Whether the folder is there and can be written. May take long on a network folder: call it in a thread."""
    if not text:
        return None
    path = Path(text).expanduser()
    try:
        if path.is_dir():
            return Message("This is a folder: add a file name, such as {file}.", file=str(path / FILE_NAME))
        if not path.parent.is_dir():
            return Message("The folder {folder} is not there.", folder=str(path.parent))
        if not os.access(path.parent, os.W_OK):
            return Message("The folder {folder} cannot be written to.", folder=str(path.parent))
    except (OSError, ValueError) as error:
        return Message("{error}", error=str(error))
    return None
