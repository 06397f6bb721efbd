"""A day at the window on a real terminal, by the keyboard alone, from the first sign-in to the signature."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support.terminal import Terminal

from db.queries import staff as staff_queries
from hallclient.jobs.setup import Plan, make_home
from hallclient.paths import Home
from hallclient.services import accounts
from hallclient.services.hall import open_hall
from hallclient.services.verification import verify

HALLCLIENT = str(Path(sys.executable).with_name("hallclient"))
PEOPLE = (
    ("1001", "李强", "chief", 1, "县民政局"),
    ("1003", "王芳", "clerk", 3, ""),
    ("1005", "赵敏", "supervisor", None, ""),
)
PIN = "2468"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    share = tmp_path / "share"
    share.mkdir()
    plan = Plan("安丘市政务服务中心", "370784", 3, "9001", "张敏", PIN, shared_file=str(share / "summary.jsonl"),
                sample_catalogue=True)  # fmt: skip
    hall = make_home(home, plan)
    digest = accounts.checked_digest(PIN)
    with hall.write():
        for code, name, role, window, departments in PEOPLE:
            person = {"code": code, "name": name, "role": role, "window": window, "departments": departments}
            staff_queries.add(hall.db, {**person, "pin": digest})
    hall.close()
    return home


class Window:
    """The terminal, used as a person does: look, press, look."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal

    def does(self, *keys: str, shows: str) -> str:
        """Press, and wait for what has to come; gives the screen."""
        for key in keys:
            self.terminal.press(key)
            self.terminal.settle()
        self.terminal.wait(shows)
        self.terminal.settle()
        return self.terminal.text()

    def unlock(self, code: str, *, first: bool = False) -> None:
        self.terminal.wait("口令")
        self.terminal.settle()
        if not first:
            self.terminal.press("shift+tab", "ctrl+u")
        self.does(code, "tab", PIN, "enter", shows=f"\\({code}\\)")


def sign_in_and_receive(window: Window) -> None:
    window.unlock("1003", first=True)
    window.does("f5", shows="今日打卡")
    window.does("i", shows="已签到 ")
    window.does("f2", shows="证件号码")
    window.does("dbsq", shows=">MZ-001")
    window.does("enter", shows="承诺22")
    window.does("张三\t11010519491231002X\r", shows="110105")
    window.does("13812345678", "ctrl+s", shows="首问责任人")


def tell_once(window: Window) -> None:
    window.does("enter", shows="共同生活家庭成员身份证明")
    window.does("2", shows="缺少")
    assert "出具一次性告知书（需补正" not in window.does("ctrl+s", shows="还有4项材料未核对")
    window.does("a", shows="已全部核对")
    window.does("ctrl+s", shows="需补正1项")
    window.does("y", shows="告知书已出具")
    window.does("enter", shows="等待补正")


def check_off_and_accept(window: Window) -> None:
    window.does("f3", shows="回车打开")
    window.does("张三", shows="待补正1项")
    window.does("down", "enter", shows="补正期间不计时")
    window.does("s", shows="已于.*受理。承诺办结")


def park_and_bring_back(window: Window) -> None:
    window.does("f2", shows="证件号码")
    window.does("dbsq", shows=">MZ-001")
    window.does("enter", "李四", "f10", shows="挂起")
    window.does("f10", shows="李四")


def sign_out(window: Window) -> None:
    """What is still open is asked about first, in the afternoon."""
    if "仍要签退" in window.does("o", shows="已签退 |仍要签退"):
        window.does("y", shows="已签退 ")


def away_lunch_and_home(window: Window) -> None:
    window.does("ctrl+t", shows="暂离事由")
    window.does("2", shows="暂离 0/15")
    window.does("ctrl+t", shows="已签到 |返岗")
    window.does("f5", shows="今日打卡")
    sign_out(window)
    window.does("i", shows="已签到 ")
    sign_out(window)


def decide_deliver_rate(window: Window) -> None:
    window.does("f3", shows="回车打开")
    window.does("张三", shows="共1件")
    window.does("down", "enter", shows="办理经过|申请材料")
    window.does("d", shows="作出决定 ─")
    window.does("1", shows="已作出决定：准予")
    window.does("o", shows="交本人，签字")
    window.does("1", shows="已出件。")
    window.does("r", shows="请申请人评价 ─")
    window.does("1", shows="已评价：非常满意")


def review_and_close(window: Window) -> None:
    window.does("f9", shows="王芳")
    window.does("f8", shows="情况说明")
    window.does("李四改日再来", "ctrl+s", shows="签名：赵敏")


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 36)])
def test_a_day_by_keyboard(home: Home, columns: int, rows: int) -> None:
    with Terminal([HALLCLIENT, "--home", str(home.folder)], columns=columns, rows=rows) as terminal:
        window = Window(terminal)
        sign_in_and_receive(window)
        tell_once(window)
        check_off_and_accept(window)
        window.does("ctrl+o", shows="咨询类别")
        window.does("1", "enter", "enter", shows="咨询03-0002已登记")
        park_and_bring_back(window)
        away_lunch_and_home(window)
        window.does("f12", shows="窗口已锁定")
        window.unlock("1001")
        decide_deliver_rate(window)
        window.does("f12", shows="窗口已锁定")
        window.unlock("1005")
        review_and_close(window)
        terminal.press("ctrl+q")
        terminal.press("y")
        assert terminal.end() == 0
    leaves_a_whole_day_behind(home)


@pytest.fixture
def busy():
    """Two loops that take what the processor has."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    yield
    for loop in loops:
        loop.kill()
        loop.wait()


@pytest.mark.usefixtures("busy")
def test_code_and_pin_in_one_go_unlock_a_loaded_machine(home: Home) -> None:
    """Before the program has the terminal, as soon as it asks, and again behind the lock key."""
    for waits in (False, True):
        with Terminal([HALLCLIENT, "--home", str(home.folder)]) as terminal:
            if waits:
                terminal.wait("口令")
            terminal.press(f"1003\t{PIN}\r")
            terminal.wait("王芳")
            terminal.press("f12")
            terminal.wait("窗口已锁定")
            terminal.press(f"{PIN}\r")
            terminal.wait("王芳")


def leaves_a_whole_day_behind(home: Home) -> None:
    hall = open_hall(home)
    found = verify(hall)
    assert not (found.problems or found.first_bad)
    assert found.entries > 10
    hall.close()
    day = next(home.exports.glob("20*"))
    assert {path.suffix for path in day.iterdir()} == {".csv", ".xlsx", ".html"}
    assert list(home.backups.glob("*.db"))
