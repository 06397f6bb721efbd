"""Only clock.py reads the time of day: everything else is given it, and so can be tested and shown."""

from __future__ import annotations

import ast

from support.sources import Source, sources

READERS = {
    "datetime": {"now", "utcnow", "today", "fromtimestamp", "utcfromtimestamp"},
    "date": {"today", "fromtimestamp"},
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "clock_gettime", "clock_gettime_ns"},
}
# A moment that is given is turned into a date here, none is read.
CONVERTS = {"db/models/base.py": {"datetime.fromtimestamp"}}


def reads(source: Source) -> list[str]:
    """Every look at the clock in a module, as ``line: what``."""
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            found += [f"{node.lineno}: time.{a.name}" for a in node.names if a.name in READERS["time"]]
        if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute)):
            continue
        owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
        if node.attr in READERS.get(owner, ()):
            found.append(f"{node.lineno}: {owner}.{node.attr}")
    return found


def by_name(name: str) -> Source:
    (source,) = (s for s in sources() if s.name == name)
    return source


def test_no_other_module_reads_the_clock():
    """Nor turns seconds into a time of day: the zone is the clock's to choose."""
    found = [
        f"{source.name}:{look}"
        for source in sources()
        if source.name != "hallclient/clock.py"
        for look in reads(source)
        if look.split(": ")[1] not in CONVERTS.get(source.name, ())
    ]
    assert found == []


def test_the_scan_sees_what_it_is_for():
    assert {look.split(": ")[1] for look in reads(by_name("hallclient/clock.py"))} >= {
        "time.time",
        "datetime.fromtimestamp",
    }
    code = ast.parse("import datetime\nfrom time import time\nx = datetime.datetime.now()\ny = datetime.date.today()")
    found = reads(Source(by_name("hallclient/clock.py").path, "x", "", code))
    assert [look.split(": ")[1] for look in found] == ["time.time", "datetime.now", "date.today"]
