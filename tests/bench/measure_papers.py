"""How long papers take: composed by a template, rendered in every form, with 2 and with 30 materials.

``.venv/bin/python tests/bench/measure_papers.py``. The PDF is also measured in a new process, which imports the
library and reads the fonts first; aims: HTML and text 20 ms, PDF 1 s.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hallclient.printing import forms, notice, samples, template_files
from hallclient.rules.notice import Notice, OpenMaterial

NOWHERE = Path("no", "templates")
ROUNDS = 30
COLD = """
import time
begun = time.perf_counter()
import sys
sys.path.insert(0, {folder!r})
from measure_papers import long_notice, paper_of
from hallclient.printing import forms
paper = paper_of(long_notice({name!r}))
made = time.perf_counter()
forms.render(paper, "pdf")
print(time.perf_counter() - made)
"""


def long_notice(name: str = "张三丰", count: int = 30) -> Notice:
    """A notice that asks for ``count`` materials."""
    first = samples.NOTICE.open[0]
    asked = tuple(
        OpenMaterial(f"m{n}", f"{first.name}（{n}）", "missing", "未提交", first.requirement, first.source, 1, 2)
        for n in range(count)
    )
    marked = tuple((material.code, material.name, "missing", "") for material in asked)
    return replace(samples.NOTICE, applicant=name, open=asked, marked=marked)


def paper_of(told: Notice):  # type: ignore[no-untyped-def]
    """Composed by the built-in template."""
    return template_files.make(NOWHERE, "notice", notice.filling(told)).paper


def measured(work: Callable[[], object]) -> str:
    """Median and worst in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return f"p50 {statistics.median(times):7.1f}  worst {max(times):7.1f} ms"


def cold(name: str) -> str:
    """A PDF in a new process."""
    code = COLD.format(folder=str(Path(__file__).parent), name=name)
    times = []
    for _ in range(5):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        times.append(float(done.stdout) * 1000)
    return f"p50 {statistics.median(times):7.1f}  worst {max(times):7.1f} ms"


def main() -> None:
    """Print a table."""
    for label, told in (("2 materials", samples.NOTICE), ("30 materials", long_notice())):
        print(f"notice with {label}")
        print(f"  {'compose':<12}{measured(lambda told=told: paper_of(told))}")  # type: ignore[misc]
        paper = paper_of(told)
        for form in forms.FORMS:
            print(f"  {form:<12}{measured(lambda paper=paper, form=form: forms.render(paper, form))}")  # type: ignore[misc]
    print("PDF with 30 materials in a new process, imports and fonts included")
    for label, name in (("usual", "张三丰"), ("rare 𠮷", "𠮷丰"), ("rare 𫖮", "张𫖮")):
        print(f"  {label:<12}{cold(name)}")


if __name__ == "__main__":
    main()
