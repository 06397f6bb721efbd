"""The lines of the summary: what bytes a header, a record and an end are, and whether a file is whole.

JSON Lines in UTF-8 with keys in a fixed order and nothing but integers and text, so that other programs and
people read them as they are. The last key of each line is ``crc``: CRC-32 over the bytes before ``,"crc"``.
A line that was read is kept byte for byte, so that an older program loses no field that it does not know.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

VERSION = 1
"""Rises only for changes that an older program would read wrongly."""

FORMAT = "hallclient-summary"

LIMIT = 64 * 1024 * 1024
"""A file above this many bytes is refused, not parsed."""

_CRC = b',"crc":"'
_TAIL = 8 + len(b'"}')


@dataclass(frozen=True, slots=True)
class Record:
    """One published fact. Terminal, day, kind and key are its identity; the highest ``revision`` counts.

    ``raw`` is the whole line as it was written, without the line end.
    """

    day: str
    terminal: str
    kind: str
    key: str
    revision: int
    raw: bytes = field(repr=False)

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What the file is sorted by: day, terminal, kind, key."""
        return (self.day, self.terminal, self.kind, self.key)

    @property
    def name(self) -> str:
        """The identity as one text, terminal first."""
        return f"{self.terminal}/{self.day}/{self.kind}/{self.key}"

    @property
    def fields(self) -> dict[str, Any]:
        """All fields of the line, those of newer programs included."""
        value: dict[str, Any] = json.loads(self.raw)
        return value

    @property
    def body(self) -> dict[str, Any]:
        """What the record says."""
        value: dict[str, Any] = self.fields.get("b", {})
        return value


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as it was found: ``ok``, ``missing``, ``damaged`` or ``newer``.

    ``records`` are all of them when ``ok``; of a damaged file the lines that are whole in themselves; of a
    newer one none.
    """

    status: str
    header: Mapping[str, Any] = field(default_factory=dict)
    records: tuple[Record, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing is missing or changed."""
        return self.status == "ok"

    @property
    def src(self) -> dict[str, int]:
        """Of a shared file: terminal → the segment that is in it. Empty where the header cannot be read."""
        found = self.header.get("src")
        if not isinstance(found, dict):
            return {}
        return {tid: rev for tid, rev in found.items() if isinstance(rev, int)}

    @property
    def generation(self) -> int:
        """Of a shared file: how often it was written; 0 where the header cannot be read."""
        found = self.header.get("gen")
        return found if isinstance(found, int) else 0


MISSING = Parsed("missing")
DAMAGED = Parsed("damaged")


def encode(fields: Mapping[str, Any]) -> bytes:
    """The line of ``fields`` in their order, sealed with its checksum. Raises :class:`TypeError` for a value
    that is neither an integer nor text (nor a list or table of these)."""
    _check_plain(fields)
    open_line = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()[:-1]
    return open_line + _CRC + b'%08x"}' % zlib.crc32(open_line)


def _check_plain(value: Any) -> None:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError(f"a key must be text, not {key!r}")
            _check_plain(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _check_plain(inner)
    elif isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError(f"the summary holds integers and text, not {value!r}")


def decode(line: bytes) -> dict[str, Any] | None:
    """The fields of a sealed line; None when a single bit is not as it was written."""
    cut = len(line) - _TAIL - len(_CRC)
    if cut < 1 or line[cut : cut + len(_CRC)] != _CRC or line[-2:] != b'"}':
        return None
    if line[-_TAIL:-2] != b"%08x" % zlib.crc32(line[:cut]):
        return None
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def record(
    *,
    kind: str,
    terminal: str,
    window: int,
    day: str,
    key: str,
    revision: int,
    at: int,
    skew: int,
    body: Mapping[str, int | str],
) -> Record:
    """A record of this terminal. ``at`` is UTC seconds, ``skew`` seconds to the file server."""
    fields = {
        "k": kind,
        "t": terminal,
        "w": window,
        "d": day,
        "id": key,
        "r": revision,
        "at": at,
        "skew": skew,
        "b": body,
    }
    return Record(day, terminal, kind, key, revision, encode(fields))


def read_record(line: bytes) -> Record | None:
    """The record of a line, None when the line is damaged or is no record."""
    found = decode(line)
    return _as_record(found, line) if found is not None else None


def _as_record(fields: Mapping[str, Any], line: bytes) -> Record | None:
    day, terminal, kind, key = (fields.get(name) for name in ("d", "t", "k", "id"))
    revision = fields.get("r")
    if not (isinstance(day, str) and isinstance(terminal, str) and isinstance(kind, str) and isinstance(key, str)):
        return None
    if type(revision) is not int or kind in ("header", "end"):
        return None
    return Record(day, terminal, kind, key, revision, line)


def shared_header(generation: int, by: str, src: Mapping[str, int]) -> dict[str, Any]:
    """The header of a shared file."""
    return {"k": "header", "fmt": FORMAT, "v": VERSION, "gen": generation, "by": by, "src": dict(sorted(src.items()))}


def segment_header(terminal: str, revision: int, host: str, head: tuple[int, str]) -> dict[str, Any]:
    """The header of a segment; ``head`` is number and hash of the terminal's last journal entry."""
    return {
        "k": "header",
        "fmt": FORMAT,
        "v": VERSION,
        "t": terminal,
        "rev": revision,
        "host": host,
        "head": list(head),
    }


def compose(header: Mapping[str, Any], records: Iterable[Record]) -> bytes:
    """A whole file: header, records in the order given, end."""
    above = b"".join(line + b"\n" for line in (encode(header), *(record.raw for record in records)))
    end = {"k": "end", "n": above.count(b"\n"), "sha256": hashlib.sha256(above).hexdigest()}
    return above + encode(end) + b"\n"


def parse(data: bytes) -> Parsed:
    """Take a file apart and verify all of it: every checksum, the number of lines, the digest of the whole."""
    if len(data) > LIMIT:
        return DAMAGED
    lines = data.split(b"\n")
    header = decode(lines[0])
    if header is None or header.get("k") != "header" or header.get("fmt") != FORMAT:
        return Parsed("damaged", records=_salvage(lines))
    version = header.get("v")
    if type(version) is int and version > VERSION:
        return Parsed("newer", header)
    records = _whole_records(lines, data) if version == VERSION else None
    if records is None:
        return Parsed("damaged", header, _salvage(lines[1:]))
    return Parsed("ok", header, records)


def _whole_records(lines: Sequence[bytes], data: bytes) -> tuple[Record, ...] | None:
    """The records when everything holds, else None. ``lines`` ends with what follows the last line end."""
    if len(lines) < 3 or lines[-1] != b"":
        return None
    end = decode(lines[-2])
    if end is None or end.get("k") != "end" or end.get("n") != len(lines) - 2:
        return None
    above = len(data) - len(lines[-2]) - 1
    if end.get("sha256") != hashlib.sha256(memoryview(data)[:above]).hexdigest():
        return None
    records = []
    for line in lines[1:-2]:
        found = read_record(line)
        if found is None:
            return None
        records.append(found)
    return tuple(records)


def _salvage(lines: Iterable[bytes]) -> tuple[Record, ...]:
    return tuple(found for line in lines if (found := read_record(line)) is not None)
