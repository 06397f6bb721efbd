"""Printers: CUPS as it answers, missing, stopped, silent; receipt printers; the viewer; the folder."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from hallclient.config import Config
from hallclient.jobs import hand_over_paper, papers, print_out, printers
from hallclient.jobs.printers import PrinterProblem, Way
from hallclient.printing import fonts
from hallclient.services import documents, handover

CONFIG = Config("厅", "1", 3, "0a1b2c3d")
CUPS = """#!{python}
import os, pathlib, sys
home = pathlib.Path(__file__).parent
name, words = pathlib.Path(sys.argv[0]).name, sys.argv[1:]
with (home / "log").open("a") as log:
    print(name, *words, file=log)
state = (home / "state").read_text().strip()
if name == "lpstat" and words == ["-d"]:
    print("no system default destination" if state == "none" else "system default destination: hall")
elif name == "lpstat" and words[0] == "-o":
    if state in ("stopped", "slow"):
        print("hall-7                  root      1024   Fri Nov 20 09:00:00 2026")
elif name == "lpstat" and words[0] == "-p":
    if state == "stopped":
        print("printer hall disabled since Fri Nov 20 09:00:00 2026 -\\n\\tPaper jam in tray 2.")
    else:
        print("printer hall now printing hall-7.")
elif name == "lp":
    if state == "missing":
        sys.exit("lp: The printer or class does not exist.")
    (home / "paper").write_bytes(pathlib.Path(words[-1]).read_bytes())
    print("request id is hall-7 (1 file(s))")
"""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="CUPS is not on Windows")


@pytest.fixture
def cups(tmp_path, monkeypatch):
    """A printing system that behaves as it is told, and writes down what it was asked."""
    folder = tmp_path / "cups"
    folder.mkdir()
    for name in ("lp", "lpstat", "cancel"):
        path = folder / name
        path.write_text(CUPS.format(python=sys.executable), "utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(printers, "_WAIT", 0.3)
    (folder / "state").write_text("good")
    return folder


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "paper.txt"
    path.write_bytes("甲".encode())
    return path


def asked(cups: Path) -> list[str]:
    return (cups / "log").read_text().splitlines()


def test_the_default_queue_is_taken_where_there_is_one(cups, monkeypatch):
    monkeypatch.setenv("DISPLAY", ":9")
    assert printers.way(CONFIG, "notice") == Way("cups", "hall")
    (cups / "state").write_text("none")
    assert printers.way(CONFIG, "notice") == Way("folder"), "no xdg-open is on this path"
    monkeypatch.setattr(printers, "has_desktop", lambda: True)
    assert printers.way(CONFIG, "notice") == Way("viewer")


def test_the_settings_come_first(cups):
    assert printers.way(replace(CONFIG, printer="folder"), "notice") == Way("folder")
    assert printers.way(replace(CONFIG, printer="upstairs"), "notice") == Way("cups", "upstairs")
    slip = replace(CONFIG, printer="folder", receipt_printer="/dev/usb/lp0")
    assert printers.way(slip, "receipt") == Way("slip", "/dev/usb/lp0")
    assert printers.way(slip, "notice") == Way("folder")


def test_without_cups_and_desktop_there_is_the_folder(monkeypatch, tmp_path, paper):
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    if sys.platform == "linux":
        assert printers.way(CONFIG, "notice") == Way("folder")
    with pytest.raises(PrinterProblem, match="no lp"):
        printers.send(Way("cups", "hall"), paper, title="t", copies=1)


def test_a_job_that_leaves_the_queue_is_out(cups, paper):
    printers.send(Way("cups", "hall"), paper, title="某政服告知〔2026〕1号", copies=2)
    assert (cups / "paper").read_bytes() == "甲".encode()
    assert asked(cups)[0] == f"lp -d hall -n 2 -t 某政服告知〔2026〕1号 -- {paper}"
    printers.send(Way("slip", "small"), paper, title="t", copies=1)
    assert "-o raw" in next(line for line in asked(cups) if "small" in line)


@pytest.mark.parametrize(
    ("state", "said", "job"),
    [
        ("missing", "does not exist", ""),
        ("stopped", "Paper jam in tray 2", "hall-7"),
        ("slow", "has it paper", "hall-7"),
    ],
)
def test_what_does_not_come_out_is_said_in_time(cups, paper, state, said, job):
    (cups / "state").write_text(state)
    with pytest.raises(PrinterProblem, match=said) as problem:
        printers.send(Way("cups", "hall"), paper, title="t", copies=1)
    assert problem.value.job == job
    assert "P on the desk" in str(problem.value.remedy)


def test_a_printing_system_that_hangs_is_given_up(cups, paper, monkeypatch):
    (cups / "lp").write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    monkeypatch.setattr(printers, "_TALK", 0.2)
    with pytest.raises(PrinterProblem, match="does not answer"):
        printers.send(Way("cups", "hall"), paper, title="t", copies=1)


def test_a_receipt_printer_may_be_a_device(tmp_path, paper):
    device = tmp_path / "lp0"
    with pytest.raises(PrinterProblem, match="lp0"):
        printers.send(Way("slip", str(device)), paper, title="t", copies=1)
    assert not device.exists()
    device.touch()
    printers.send(Way("slip", str(device)), paper, title="t", copies=2)
    assert device.read_bytes() == "甲甲".encode()


def test_the_viewer_is_started_and_left_alone(monkeypatch, paper):
    started = []
    monkeypatch.setattr(printers.subprocess, "Popen", lambda words, **values: started.append(words))
    printers.send(Way("viewer"), paper, title="t", copies=1)
    assert started[0][-1] == str(paper)


def test_a_jam_keeps_the_document_and_the_next_try_takes_the_job_back(cups, reopen, clerk, receive):
    hall = reopen(printer="hall", print_form="html")
    document = papers.receipt(hall, clerk, receive())
    (cups / "state").write_text("stopped")
    with pytest.raises(PrinterProblem):
        print_out.put_out(hall, clerk, document.id)
    (waiting,) = documents.waiting(hall)
    assert waiting.job == "hall-7" and "Paper jam" in waiting.problem
    (cups / "state").write_text("good")
    done = print_out.put_out(hall, clerk, document.id)
    assert documents.waiting(hall) == () and str(done.way) == "cups:hall"
    lines = asked(cups)
    assert lines.index("cancel hall-7") > 0
    assert (cups / "paper").read_bytes() == print_out.content_of(hall, document, "html")
    assert [one.outcome for one in documents.prints(hall, document.id)] == ["failed", "out"]


def test_a_queue_gets_pdf_or_text_where_no_font_can_be_embedded(cups, reopen, clerk, receive, monkeypatch):
    hall = reopen(printer="hall")
    monkeypatch.setattr(fonts, "found", tuple)
    document = papers.receipt(hall, clerk, receive())
    assert print_out.put_out(hall, clerk, document.id).form == "text"
    slips = reopen(printer="hall", receipt_printer="small")
    assert print_out.put_out(slips, clerk, document.id).form == "escpos"
    assert (cups / "paper").read_bytes().startswith(b"\x1b@")


def test_a_name_that_no_font_has_stops_the_pdf_and_is_named(cups, reopen, clerk, receive, monkeypatch):
    from printing.papers import required

    required("a Chinese TrueType font", bool(fonts.found()))
    hall = reopen(printer="hall")
    document = papers.receipt(hall, clerk, receive(name="张\U0003fffd"))
    with pytest.raises(Exception, match=r"U\+3FFFD"):
        print_out.put_out(hall, clerk, document.id)
    assert "U+3FFFD" in documents.waiting(hall)[0].problem
    assert not (cups / "paper").exists()
    assert print_out.put_out(hall, clerk, document.id, form="text").form == "text"


def test_the_list_of_a_hand_over_is_printed_for_both_or_kept(cups, hall, people, receive, monkeypatch):
    monkeypatch.setattr(hall, "config", replace(hall.config, print_form="text", printer="hall"))
    number = receive().number
    done = handover.hand_over_all(hall, people.clerk, people.other_clerk.code, "AB岗顶岗")
    made = hand_over_paper.hand_over(hall, done)
    assert hand_over_paper.put_out(hall, made) == Way("cups", "hall")
    assert number in (cups / "paper").read_text("utf-8")
    assert any(line.startswith("lp -d hall -n 2") for line in asked(cups))
    (cups / "state").write_text("missing")
    with pytest.raises(PrinterProblem):
        hand_over_paper.put_out(hall, made)
    assert made.file("text").exists() and made.file("html").exists()
