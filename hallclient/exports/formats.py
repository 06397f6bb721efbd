"""The formats that a table can be written in. A format's module is imported when it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from hallclient.errors import BadInput
from hallclient.reports.table import Table
from hallclient.rules.message import Message

Writer = Callable[..., None]
"""``write(table, path, *, hall, made)``: the whole file or none. ``made`` is when and by whom it was made."""


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its name on the command line, the end of file names, the module that writes it.

    CSV and JSON are for programs: codes instead of words, the column's key as English header. XLSX and HTML
    are for people: the words of the language in use.
    """

    name: str
    suffix: str
    module: str

    @property
    def write(self) -> Writer:
        """The function that writes this format."""
        writer: Writer = import_module(self.module).write
        return writer


FORMATS = {
    "csv": Format("csv", ".csv", "hallclient.exports.csv_file"),
    "xlsx": Format("xlsx", ".xlsx", "hallclient.exports.xlsx_file"),
    "html": Format("html", ".html", "hallclient.exports.html_file"),
    "json": Format("json", ".json", "hallclient.exports.json_file"),
}


def find(name: str) -> Format:
    """The format called ``name``. Raises :class:`BadInput` for one that is not there."""
    if name in FORMATS:
        return FORMATS[name]
    if name == "pdf":
        raise BadInput(
            Message("PDF is not available yet."),
            Message("Use html: the page is laid out for A4 and can be printed to PDF from the browser."),
        )
    raise BadInput(
        Message("There is no format {name}.", name=name),
        Message("Choose among: {names}.", names=", ".join(FORMATS)),
    )


def choose(text: str) -> tuple[Format, ...]:
    """The formats of a list such as ``csv,xlsx``, each once, in order. Raises :class:`BadInput`."""
    names = dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip())
    return tuple(find(name) for name in names or ("",))


def write_all(
    table: Table,
    folder: Path,
    stem: str,
    formats: Iterable[Format],
    *,
    hall: str,
    made: str | None = None,
) -> list[Path]:
    """Write ``table`` as ``folder/stem.*`` in every format; gives the absolute paths.

    A table whose rows come from a bare iterator can be written in one format only.
    """
    paths = []
    for form in formats:
        path = (folder / f"{stem}{form.suffix}").absolute()
        form.write(table, path, hall=hall, made=made)
        paths.append(path)
    return paths
