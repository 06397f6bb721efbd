"""Where a home keeps its things."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one terminal: settings, database, backups, exports, templates, log."""

    folder: Path

    @property
    def config(self) -> Path:
        """The settings file."""
        return self.folder / "config.toml"

    @property
    def database(self) -> Path:
        """The SQLite file; not used where the settings name another database."""
        return self.folder / "hall.db"

    @property
    def lock(self) -> Path:
        """Held by the process that writes."""
        return self.folder / "hall.lock"

    @property
    def backups(self) -> Path:
        """Copies of the database."""
        return self.folder / "backups"

    @property
    def exports(self) -> Path:
        """Ledgers and papers."""
        return self.folder / "exports"

    @property
    def templates(self) -> Path:
        """The hall's own templates of papers."""
        return self.folder / "templates"

    @property
    def log(self) -> Path:
        """The folder of the log."""
        return self.folder / "log"

    def exists(self) -> bool:
        """Whether a hall has been set up here."""
        return self.config.exists()


def find_home(asked: str | None, environ: Mapping[str, str] = os.environ) -> Home:
    """``--home``, else HALLCLIENT_HOME, else the platform's data folder."""
    folder = asked or environ.get("HALLCLIENT_HOME")
    if folder:
        return Home(Path(folder).expanduser().absolute())
    from platformdirs import user_data_path

    return Home(user_data_path("hallclient", appauthor=False))
