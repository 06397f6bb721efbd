"""How fast the program starts, answers keys and how much memory it takes, beside a minimal Textual program.

Run it with the interpreter of the virtual environment, without PYTHONDONTWRITEBYTECODE::

    .venv/bin/python tests/bench/measure_terminal.py [--runs 7] [--keys 100] [--program PATH]

It makes a demo hall in a temporary folder and prints one line a figure. Machines drift: only figures of
one run compare.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.terminal import Terminal

MINIMAL = """
from textual.app import App
from textual.widgets import Static

class Minimal(App):
    def compose(self):
        yield Static("ready")

Minimal().run()
"""


def start(command: list[str], pattern: str, runs: int) -> tuple[float, float]:
    """Median milliseconds from the start of the process until ``pattern`` shows, and resident MiB then."""
    times, memory = [], []
    for run in range(runs + 1):
        with Terminal(command, columns=120, rows=36) as terminal:
            terminal.wait(pattern)
            took = (terminal.came - terminal.started) * 1000
            terminal.settle(0.3)
            if run:  # the first run warms the caches
                times.append(took)
                memory.append(resident(terminal.process.pid))
    return statistics.median(times), statistics.median(memory)


def resident(pid: int) -> float:
    """Resident memory in MiB."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def key(terminal: Terminal, pair: tuple[str, str], count: int) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds from a key to the last byte of its first paint."""
    times = []
    for number in range(count):
        terminal.settle(0.05)
        began = time.monotonic()
        terminal.press(pair[number % 2])
        if terminal.read(1):
            times.append((terminal.came - began) * 1000)
    if len(times) < count / 2:
        raise SystemExit(f"{pair}: only {len(times)} of {count} keys painted")
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def command(words: list[str], runs: int) -> float:
    """Median milliseconds of a command."""
    times = []
    for _ in range(runs):
        began = time.monotonic()
        subprocess.run(words, check=True, capture_output=True)
        times.append((time.monotonic() - began) * 1000)
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--keys", type=int, default=100)
    parser.add_argument("--program", default=str(Path(sys.executable).with_name("hallclient")))
    asked = parser.parse_args()
    program = asked.program
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        home = f"{folder}/demo"
        subprocess.run([program, "demo", "--home", home, "--no-ui"], check=True, capture_output=True)
        minimal, minimal_memory = start([sys.executable, "-c", MINIMAL], "ready", asked.runs)
        hall, hall_memory = start([program, "--home", home], "口令", asked.runs)
        print(f"first screen: minimal {minimal:.0f} ms, hallclient {hall:.0f} ms, {hall / minimal:.2f}x")
        print(f"memory at rest: minimal {minimal_memory:.1f} MiB, hallclient {hall_memory:.1f} MiB")
        with Terminal([program, "--home", home], columns=120, rows=36) as terminal:
            terminal.wait("口令")
            terminal.press("1003", "tab", "0000", "enter")
            terminal.wait("待办")
            terminal.settle(4)
            print(f"memory at the desk: {resident(terminal.process.pid):.1f} MiB")
            for name, pair in (("down/up", ("down", "up")), ("page", ("pagedown", "pageup"))):
                middle, tail = key(terminal, pair, asked.keys)
                print(f"desk, {name}: p50 {middle:.1f} ms, p95 {tail:.1f} ms")
            waits = []
            for _ in range(max(5, asked.keys // 10)):
                terminal.press("f3")
                terminal.wait("查询")
                terminal.settle(0.1)
                began = time.monotonic()
                terminal.press("escape")
                terminal.read(1)
                waits.append((terminal.came - began) * 1000)
                terminal.settle(0.1)
            print(f"Esc to paint: p50 {statistics.median(waits):.1f} ms, worst {max(waits):.1f} ms")
        nothing = command([sys.executable, "-c", "pass"], asked.runs)
        for words in (["id-check", "11010519491231002X"], ["item", "list"], ["request", "list"]):
            took = command([program, "--home", home, *words], asked.runs)
            print(f"{words[0]} {words[1][:4]}: {took - nothing:.0f} ms above `python -c pass` ({nothing:.0f} ms)")


if __name__ == "__main__":
    main()
