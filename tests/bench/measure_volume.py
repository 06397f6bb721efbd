"""What lists, searches, counts, a new record and the import cost at 2.9 million requests, beside raw sqlite3.

Run it with the interpreter of the virtual environment, without PYTHONDONTWRITEBYTECODE::

    .venv/bin/python tests/bench/volume.py FOLDER/hall
    .venv/bin/python tests/bench/ledger.py FOLDER
    .venv/bin/python tests/bench/measure_volume.py FOLDER [queries] [commit] [import] [screen]

Every figure stands beside what the same rows cost with sqlite3 alone in the same run: the same columns from the same
indexes, the same inserts with synchronous=FULL, ``executemany`` into the same tables. Machines drift: only ratios of
one run compare. The hall in FOLDER is changed by ``commit`` (new requests) and stays usable.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from volume_commit import commit
from volume_import import ledger
from volume_queries import queries
from volume_screen import screen


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("what", nargs="*", default=["queries", "commit", "import", "screen"])
    asked = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    works = {"queries": queries, "commit": commit, "import": ledger, "screen": screen}
    print(f"load {os.getloadavg()[0]:.1f}, {date.today()}")  # noqa: DTZ011 - the machine's own
    for what in asked.what:
        works[what](asked.folder / "hall")


if __name__ == "__main__":
    main()
