"""An old ledger of a year: 286,243 requests as CSV and as XLSX, the same for the same seed.

Run it with the interpreter of the virtual environment::

    .venv/bin/python tests/bench/ledger.py FOLDER [--rows 286243]
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from volume import CLERKS, WINDOWS, name_of

from hallclient.services import catalogue

HEADERS = (
    "受理编号", "收件时间", "事项编码", "申请人", "证件类型", "证件号码", "联系电话", "窗口", "首问", "经办", "状态",
    "受理日期", "应办结日", "办结时间", "结果", "评价", "渠道",
)  # fmt: skip
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ROWS = 286_243


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=ROWS)
    asked = parser.parse_args()
    write_csv(asked.folder / "ledger.csv", asked.rows)
    write_xlsx(asked.folder / "ledger.xlsx", asked.rows)


def rows(count: int, seed: int = 11) -> Iterator[list[str]]:
    """Requests of the year 2025 of another hall's system, the oldest first."""
    chance = random.Random(seed)
    items = [item.code for item in catalogue.sample_items() if item.kind == "promised"]
    day, last = date(2025, 1, 2), date(2025, 12, 31)
    days = [day + timedelta(n) for n in range((last - day).days + 1) if (day + timedelta(n)).weekday() < 5]
    for n in range(count):
        day = days[n * len(days) // count]
        window = chance.randrange(WINDOWS) + 1
        clerk = str(1000 + (window - 1 + WINDOWS * chance.randrange(2)) % CLERKS)
        done = day + timedelta(chance.randrange(1, 15))
        delivered = chance.random() < 0.97
        yield [
            f"LD-{day:%Y%m%d}-{n:06d}", f"{day} {8 + chance.randrange(9):02d}:{chance.randrange(60):02d}:00",
            chance.choice(items), name_of(chance), "resident_id", identity(chance),
            f"1{chance.randrange(3 * 10**9, 10**10)}", str(window), clerk, clerk,
            "delivered" if delivered else "withdrawn", f"{day}", f"{day + timedelta(20)}",
            f"{done} 10:{chance.randrange(60):02d}:00" if delivered else "", "granted" if delivered else "",
            chance.choice(("5", "4", "3", "declined")) if delivered else "", "counter",
        ]  # fmt: skip


def identity(chance: random.Random) -> str:
    """A number with a right check digit."""
    born = date(1940, 1, 1) + timedelta(chance.randrange(25000))
    digits = f"370784{born:%Y%m%d}{chance.randrange(1000):03d}"
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11]


def write_csv(path: Path, count: int) -> None:
    """UTF-8 with its mark, as spreadsheet programs write it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        writer.writerows(rows(count))


def write_xlsx(path: Path, count: int) -> None:
    """As a spreadsheet program saves it: every different text once, in a table of its own."""
    from xlsxwriter import Workbook

    book = Workbook(str(path))
    sheet = book.add_worksheet()
    for number, row in enumerate([list(HEADERS), *rows(count)]):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text)
    book.close()


if __name__ == "__main__":
    main()
