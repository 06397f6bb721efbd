"""Taking files in: writes a table and imports it as the administrator."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from hallclient.jobs.imports.outcome import Outcome
from hallclient.jobs.imports.run import import_file
from hallclient.services import pins
from hallclient.services.hall import Hall


@pytest.fixture
def cheap_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    """New PINs are digested at low cost."""
    monkeypatch.setattr(pins, "_LOG_N", 4)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows as CSV; the first one is the header, as one text with commas."""

    def make(header: str, *rows: object, name: str = "table.csv", encoding: str = "utf-8-sig") -> Path:
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(header.split(","))
        for row in rows:
            writer.writerow(row.split(",") if isinstance(row, str) else row)
        path = tmp_path / name
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    return make


@pytest.fixture
def take_in(hall: Hall, people: SimpleNamespace, write: Callable[..., Path]) -> Callable[..., Outcome]:
    """Imports rows of a kind as the administrator."""

    def run(kind: str, header: str, *rows: object, **options: bool) -> Outcome:
        return import_file(hall, people.admin, kind, write(header, *rows), **options)

    return run
