"""The TrueType fonts of this machine that a PDF can embed, and which characters each of them has.

Only the tables that are asked for are read, so that looking costs milliseconds: a Chinese font is 5 to 30 MB.
Fonts with PostScript outlines (Noto CJK, Source Han) cannot be embedded and are passed over.
"""

from __future__ import annotations

import hashlib
import os
import struct
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from hallclient.errors import Refused
from hallclient.rules.message import Message

PREFERRED = (
    *("simfang.ttf", "fzfsk.ttf", "stfangso.ttf", "simsun.ttc", "wqy-microhei.ttc", "wqy-zenhei.ttc"),
    *("msyh.ttc", "deng.ttf", "simhei.ttf", "simkai.ttf", "uming.ttc", "ukai.ttc", "droidsansfallbackfull.ttf"),
)
"""Fonts for running text, the best first."""

RARE = ("simsunb.ttf", "simsunextg.ttf", "hanamina.ttf", "hanaminb.ttf", "mingliub.ttc", "sourcehanserif-rare.ttf")
"""Fonts for what the others lack."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font file. ``starts`` and ``ends`` are the ranges of characters that it has, in order."""

    path: Path
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def has(self, character: str) -> bool:
        """Whether the font can draw it."""
        code = ord(character)
        place = bisect_right(self.starts, code) - 1
        return place >= 0 and code <= self.ends[place]


def choose(texts: Iterable[str], own: Sequence[Path] = ()) -> tuple[Font, ...]:
    """The fonts that draw ``texts``, the first for running text, no more than are needed.

    ``own`` are font files of the settings; they come first. Raises :class:`Refused` where the machine has no font
    that can be used (code ``no_font``), or none has some of the characters, which are named (code ``no_glyph``).
    """
    wanted = {character for text in texts for character in text if character not in "\n "}
    chosen: list[Font] = []
    first = True
    for path in (*own, *found()):
        font = font_of(path)
        if font is None or (first and not font.has("政")):
            continue
        drawn = {character for character in wanted if font.has(character)}
        if first or drawn:
            chosen.append(font)
            wanted -= drawn
            first = False
        if not wanted:
            return tuple(chosen)
    if not chosen:
        raise Refused(
            Message("No Chinese TrueType font was found on this machine, so no PDF can be made."),
            Message("Install one (Debian: fonts-wqy-microhei) or name a file in printing.fonts; HTML needs none."),
            code="no_font",
        )
    raise Refused(
        Message("No font of this machine has these characters: {characters}.", characters=named(wanted)),
        Message("Install one that has them (Debian: fonts-hanazono), or print as HTML and look at them there."),
        code="no_glyph",
    )


def named(characters: Iterable[str]) -> str:
    """Characters with their code points, since a screen may not show them either."""
    return "、".join(f"{character} (U+{ord(character):04X})" for character in sorted(characters))


@lru_cache(maxsize=1)
def found() -> tuple[Path, ...]:
    """Font files of this machine that are known by name, the best first."""
    order = {name: place for place, name in enumerate((*PREFERRED, *RARE))}
    here = {}
    for folder in folders():
        for parent, _, names in os.walk(folder):
            for name in names:
                if name.lower() in order:
                    here.setdefault(name.lower(), Path(parent) / name)
    return tuple(here[name] for name in sorted(here, key=order.__getitem__))


def folders() -> Iterator[Path]:
    """Where fonts are kept on this system."""
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts")
        yield Path(os.environ.get("LOCALAPPDATA", ""), "Microsoft", "Windows", "Fonts")
    elif sys.platform == "darwin":
        yield from (Path("/Library/Fonts"), Path("/System/Library/Fonts"), Path.home() / "Library" / "Fonts")
    else:
        yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
        yield from (Path.home() / ".local" / "share" / "fonts", Path.home() / ".fonts")


@lru_cache(maxsize=32)
def font_of(path: Path) -> Font | None:
    """The font in ``path``; None where it cannot be read, or not be embedded."""
    try:
        with path.open("rb") as file:
            tables = _tables(file)
            if "glyf" not in tables or "cmap" not in tables:
                return None
            ranges = sorted(_ranges(file, tables["cmap"]))
    except (OSError, struct.error, ValueError):
        return None
    return Font(path, tuple(start for start, _ in ranges), tuple(end for _, end in ranges)) if ranges else None


@lru_cache(maxsize=32)
def digest(path: Path) -> str:
    """SHA-256 of a font file: what the bytes of a PDF rest on."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(file: BinaryIO, at: int, form: str) -> tuple[int, ...]:
    file.seek(at)
    return struct.unpack(form, file.read(struct.calcsize(form)))


def _tables(file: BinaryIO) -> dict[str, int]:
    """Where the tables of the file's first font begin."""
    start = _read(file, 12, ">I")[0] if _read(file, 0, ">I")[0] == _COLLECTION else 0
    count = _read(file, start + 4, ">H")[0]
    file.seek(start + 12)
    rows = struct.iter_unpack(">4sIII", file.read(16 * count))
    return {tag.decode("latin-1"): offset for tag, _, offset, _ in rows}


def _ranges(file: BinaryIO, cmap: int) -> Iterator[tuple[int, int]]:
    """The ranges of characters of the best Unicode subtable (format 12, else 4)."""
    count = _read(file, cmap + 2, ">H")[0]
    subtables = [_read(file, cmap + 4 + 8 * n, ">HHI") for n in range(count)]
    unicode = [
        cmap + offset for platform, encoding, offset in subtables if platform == 0 or (platform, encoding) in _MS
    ]
    forms = {_read(file, at, ">H")[0]: at for at in unicode}
    if 12 in forms:
        groups = _read(file, forms[12] + 12, ">I")[0]
        values = _read(file, forms[12] + 16, f">{3 * groups}I")
        yield from zip(values[0::3], values[1::3], strict=True)
    elif 4 in forms:
        yield from _segments(file, forms[4])


_COLLECTION = 0x74746366
"""``ttcf``: a file with several fonts."""

_MS = frozenset({(3, 1), (3, 10)})


def _segments(file: BinaryIO, at: int) -> Iterator[tuple[int, int]]:
    """Format 4. Holes inside a segment (glyph 0) are looked up where the segment lists its glyphs one by one."""
    half = _read(file, at + 6, ">H")[0]
    count = half // 2
    ends = _read(file, at + 14, f">{count}H")
    starts = _read(file, at + 16 + half, f">{count}H")
    offsets_at = at + 16 + 3 * half
    offsets = _read(file, offsets_at, f">{count}H")
    for n, (start, end, offset) in enumerate(zip(starts, ends, offsets, strict=True)):
        if start == 0xFFFF:
            continue
        if not offset:
            yield start, end
            continue
        glyphs = _read(file, offsets_at + 2 * n + offset, f">{end - start + 1}H")
        yield from ((start + place, start + place) for place, glyph in enumerate(glyphs) if glyph)
