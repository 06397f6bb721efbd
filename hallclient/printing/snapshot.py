"""A paper as the text that is kept of it: canonical JSON, from which the same paper comes back."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from hallclient.printing.paper import Block, Code, Entries, Fields, Paper, Paragraph, Places, Seal
from hallclient.rules.journal import canonical

_BLOCKS: dict[str, type] = {
    "fields": Fields,
    "paragraph": Paragraph,
    "entries": Entries,
    "places": Places,
    "seal": Seal,
    "code": Code,
}
_NAMES = {block: name for name, block in _BLOCKS.items()}


def dump(paper: Paper) -> str:
    """The text to keep."""
    blocks = [{"block": _NAMES[type(block)], **asdict(block)} for block in paper.blocks]
    return canonical({"hall": paper.hall, "title": paper.title, "number": paper.number, "blocks": blocks})


def load(text: str) -> Paper:
    """The paper that was kept."""
    values = json.loads(text)
    return Paper(values["hall"], values["title"], values["number"], tuple(map(_block, values["blocks"])))


def _block(values: dict[str, Any]) -> Block:
    block: Block = _BLOCKS[values.pop("block")](**{key: _frozen(value) for key, value in values.items()})
    return block


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
