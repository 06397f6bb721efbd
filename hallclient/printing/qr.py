"""The squares of a QR code, as rows of booleans. Segno is imported when the first code is drawn."""

from __future__ import annotations

from functools import lru_cache

Squares = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=64)
def squares(data: str) -> Squares:
    """The code of ``data`` with medium error correction, without the quiet zone around it."""
    import segno

    code = segno.make(data, error="m", micro=False, boost_error=False)
    return tuple(tuple(bool(square) for square in row) for row in code.matrix)


def runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """The dark runs of a row: where each begins, and how long it is."""
    found: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if dark and found and sum(found[-1]) == place:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif dark:
            found.append((place, 1))
    return found
