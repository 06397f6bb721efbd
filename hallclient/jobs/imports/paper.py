"""``import paper``: paper sign-ins after a power cut or with a dead terminal, entered by a supervisor."""

from __future__ import annotations

from hallclient.jobs.imports import punches
from hallclient.jobs.imports.outcome import Prepared
from hallclient.jobs.imports.table import Source
from hallclient.services.hall import Hall

PERMISSION = "review"


def prepare(hall: Hall, source: Source) -> Prepared:
    """As punches from another machine, with another mark."""
    return punches.prepare(hall, source, "paper")
