"""The wheel as it would be installed in a hall: built, put elsewhere, and worked with for a day by script."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PIN = "2468"
STAFF = """工号,姓名,角色,窗口,部门,B岗,授权部门,初始口令
1001,李强,chief,1,县民政局,,县民政局,2468
1003,王芳,clerk,3,县政务服务中心,1001,,2468
1005,赵敏,supervisor,,县政务服务中心,,,2468
"""


class Installed:
    """The installed program with a home of its own."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self.home = home

    def __call__(self, *words: str, who: str = "", ok: bool = True) -> object:
        options = ["--as", who, "--pin-stdin"] if who else []
        environ = {**os.environ, "PYTHONPATH": str(self.folder), "HALLCLIENT_HOME": str(self.home), "LANG": "C.UTF-8"}
        done = subprocess.run(
            [str(self.folder / "bin" / "hallclient"), *words, *options, "--json"],
            input=f"{PIN}\n",
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=environ,
            cwd=self.home.parent,
            check=False,
        )
        assert (done.returncode == 0) is ok, f"{words}: {done.stdout} {done.stderr}"
        assert "Traceback" not in done.stderr
        return json.loads(done.stdout if ok else done.stderr)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder / "dist"), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    target = folder / "installed"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    return Installed(target, folder / "home")


def test_a_day_from_the_wheel(installed: Installed) -> None:
    where = subprocess.run(
        [sys.executable, "-c", "import hallclient, db; print(hallclient.__file__, db.__file__)"],
        env={**os.environ, "PYTHONPATH": str(installed.folder)},
        cwd=installed.folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.count(str(installed.folder)) == 2

    hall = installed("init", "--hall", "安丘市政务服务中心", "--hall-code", "370784", "--window", "3",
                     "--admin", "9001", "--admin-name", "管理员", "--sample-catalogue", "--pin-stdin")  # fmt: skip
    assert hall["window"] == 3
    staff = installed.home.parent / "staff.csv"
    staff.write_text(STAFF, encoding="utf-8-sig")
    assert installed("import", "staff", str(staff), who="9001")["added"] == 3
    assert installed("import", "staff", str(staff), who="9001")["added"] == 0

    assert installed("punch", "in", "--badge", who="1003")["kind"] == "in"
    item = installed("item", "list", "dbsq")[0]
    assert item["name"] == "最低生活保障申请"
    new = installed("request", "new", "--item", item["code"], "--name", "张三", "--id-type", "resident_id",
                    "--id-number", "11010519491231002X", "--phone", "13812345678", who="1003")  # fmt: skip
    number = new["number"]
    assert new["state"] == "registered"
    codes = [material["code"] for material in new["materials"]]
    marks = [word for n, code in enumerate(codes) for word in ("--mark", f"{code}={'ok' if n else 'missing'}")]
    assert installed("notice", "issue", number, *marks[:-2], who="1003", ok=False)["error"] == "bad_input"
    notice = installed("notice", "issue", number, *marks, who="1003")
    assert [entry["code"] if isinstance(entry, dict) else entry for entry in notice["open"]] == codes[:1]
    pages = [installed.home.parent / f"notice-{n}.html" for n in (1, 2)]
    for page in pages:
        installed("notice", "print", notice["id"], "--format", "html", "--out", str(page), who="1003")
    assert pages[0].read_bytes() == pages[1].read_bytes()
    assert "张三" in pages[0].read_text(encoding="utf-8")

    assert installed("request", "act", number, "supplement", who="1003")["state"] == "registered"
    assert installed("request", "act", number, "accept", who="1003")["due"]
    result = ("--set", "result=granted")
    assert installed("request", "act", number, "decide", *result, who="1003", ok=False)["error"] == "not_allowed"
    installed("request", "act", number, "decide", *result, who="1001")
    installed("request", "act", number, "deliver", who="1003")
    assert installed("request", "act", number, "rate", "--set", "rating=5", who="1003")["state"] == "delivered"
    assert [row["number"] for row in installed("search", "张三")] == [number]

    today = new["received_at"][:10] if "received_at" in new else number.split("-")[1]
    closed = installed("close-day", "--explain", "试运行", who="1005")
    assert closed["signed_by"] == "1005"
    assert all(Path(path).exists() for path in closed["files"])
    assert closed["date"].replace("-", "") == today.replace("-", "")
    assert installed("verify")["ok"] is True
