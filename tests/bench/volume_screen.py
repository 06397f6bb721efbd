"""Keys in a list of 2.9 million requests, beside one of 100 (``measure_volume``)."""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

import volume
from measure_terminal import key, resident
from support.terminal import Terminal


def screen(folder: Path) -> None:
    """Keys in the long list and in one of 100 rows, on a real terminal, in turn; memory after paging."""
    program = str(Path(sys.executable).with_name("hallclient"))
    with tempfile.TemporaryDirectory() as short:
        volume.make(Path(short) / "hall", 100, 60)
        found: dict[str, list[tuple[float, float]]] = {"short": [], "long": [], "matches": []}
        for _ in range(3):
            for name, home in (("short", Path(short) / "hall"), ("long", folder), ("matches", folder)):
                with Terminal([program, "--home", str(home)], columns=120, rows=36) as terminal:
                    terminal.wait("口令", 60)
                    terminal.press("1002", "tab", "0000", "enter")
                    terminal.wait("待办", 60)
                    terminal.settle(2)
                    terminal.press("f3")
                    terminal.wait("新的在前", 60)
                    if name == "matches":
                        terminal.press("王")
                        terminal.wait("查到", 60)
                    terminal.settle(1)
                    begin = resident(terminal.process.pid)
                    found[name].append(key(terminal, ("down", "up"), 60))
                    if name != "short":
                        pages = key(terminal, ("pagedown", "pagedown"), 100)
                        grown = resident(terminal.process.pid) - begin
        for place, what in enumerate(("p50", "p95")):
            own = {name: statistics.median(run[place] for run in runs) for name, runs in found.items()}
            for name in ("long", "matches"):
                ratio = own[name] / own["short"]
                print(f"{name}, a key, {what}: {own[name]:.1f} ms; 100 rows {own['short']:.1f} ms; {ratio:.2f}x")
        print(f"matches, a page down: p50 {pages[0]:.1f} ms, p95 {pages[1]:.1f} ms; {grown:+.1f} MiB after 100 pages")
