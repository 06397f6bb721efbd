"""How long a key on the checklist takes until the notice beside it is painted, with 30 materials.

Run it with the interpreter of the virtual environment, without PYTHONDONTWRITEBYTECODE::

    .venv/bin/python tests/bench/checklist.py [--rounds 6] [--size 120x36]

It makes a hall in a temporary folder, receives requests of an item with 30 materials and marks them one by one in the
real program on a pseudo-terminal; what counts is from the key to the last byte of what it changed. The aim is a 95th
percentile of at most 50 ms. Machines drift: only figures of one run compare.
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

from support.hall import PIN, applicant, plan
from support.terminal import Terminal

from hallclient.jobs import setup
from hallclient.paths import Home
from hallclient.rules.item import Item, ItemMaterial
from hallclient.services import accounts, catalogue, intake

MATERIALS = 30
WORDS = "加盖公章的原件一份，复印件与原件一致，由本人签名"
QUIET = 0.15
"""Seconds without a byte after which a key is taken to have done its work."""


def make(folder: Path, requests: int) -> list[str]:
    """A hall with an item of 30 materials and some requests for it; gives their numbers."""
    hall = setup.make_home(Home(folder), plan())
    papers = tuple(
        ItemMaterial(f"M{n:02d}", f"第{n}份申请材料证明", WORDS, 1, 1, "用人单位") for n in range(1, MATERIALS + 1)
    )
    item = Item("LONG", "三十份材料的事项", "县民政局", "promised", "other", 30, 20, basis="某办法", materials=papers)
    catalogue.save(hall, "1009", [item])
    actor = accounts.actor_of(hall, "1009")
    made = [intake.receive(hall, actor, intake.Intake("LONG", applicant(name=f"张{n}"))) for n in range(requests)]
    hall.close()
    return [one.request.number for one in made]


def cpu(pid: int) -> float:
    """Milliseconds of CPU that the process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def measure(home: Path, numbers: list[str], columns: int, rows: int) -> tuple[list[float], float]:
    """Milliseconds of every key that marks a material, and of CPU a key."""
    program = [str(Path(sys.executable).with_name("hallclient")), "--home", str(home), "--lang", "zh_CN"]
    times: list[float] = []
    used = 0.0
    with Terminal(program, columns=columns, rows=rows) as terminal:
        terminal.wait("工号")
        terminal.press("1009", "tab", PIN, "enter")
        terminal.wait("待办")
        for _ in numbers:
            terminal.press("f4")
            terminal.wait("还有30项")
            terminal.settle(0.5)
            used -= cpu(terminal.process.pid)
            for n in range(MATERIALS):
                before = time.monotonic()
                terminal.press("2" if n % 3 == 0 else "1")
                terminal.settle(QUIET)
                times.append((terminal.came - before) * 1000)
            used += cpu(terminal.process.pid)
            terminal.press("ctrl+g")
            terminal.settle(0.5)
            terminal.press("down")
            terminal.settle(0.3)
    return times, used / len(times)


def main() -> None:
    """Print one line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=4, help="requests marked from end to end")
    parser.add_argument("--size", default="120x36", help="columns and rows of the terminal")
    args = parser.parse_args()
    columns, rows = map(int, args.size.split("x"))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([sys.executable, "-m", "compileall", "-q", "hallclient", "db"], check=False)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        found, used = measure(home, make(home, args.rounds), columns, rows)
    times = sorted(found)
    p95 = times[int(len(times) * 0.95)]
    middle = statistics.median(times)
    print(f"{len(times)} keys: p50 {middle:.1f} ms, p95 {p95:.1f} ms, worst {times[-1]:.1f} ms", end="")
    print(f", CPU {used:.1f} ms a key")


if __name__ == "__main__":
    main()
