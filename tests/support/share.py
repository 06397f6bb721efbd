"""Looking into a shared folder, and breaking what is in it."""

from __future__ import annotations

from pathlib import Path

from hallclient.sync.reading import read_shared

MONTH = "2026-11"


def month_file(share: Path) -> Path:
    return share / f"summary-{MONTH}.jsonl"


def seen(share: Path, hall) -> dict[str, int]:
    return read_shared(share / "summary.jsonl", MONTH, hall.clock).recs


def status(share: Path, hall) -> str:
    return read_shared(share / "summary.jsonl", MONTH, hall.clock).status


def segments(share: Path) -> list[Path]:
    return sorted((share / "seg" / MONTH).glob("*.seg"))


def flip(path: Path, where: int | None = None) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2 if where is None else where] ^= 4
    path.write_bytes(data)
