"""The program's own source files, parsed once."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, eq=False)
class Source:
    """A module of ``hallclient`` or ``db``."""

    path: Path
    name: str
    text: str
    tree: ast.Module


@cache
def sources() -> tuple[Source, ...]:
    """Every module but the migrations, which are frozen."""
    found = []
    for package in ("hallclient", "db"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            text = path.read_text(encoding="utf-8")
            found.append(Source(path, str(path.relative_to(ROOT)), text, ast.parse(text)))
    return tuple(found)
