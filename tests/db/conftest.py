"""A private PostgreSQL server for the tests that need one: in a temporary folder, on a free port, with a password.

Without the server's programs these tests are skipped; with HALLCLIENT_REQUIRE_POSTGRES=1, as in CI, they fail.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

INSTALL = (
    "PostgreSQL's initdb and pg_ctl are not installed: install the package “postgresql” of the system "
    "(Debian: apt-get install postgresql), or put their folder on PATH"
)


def _programs() -> Path | None:
    """The folder of initdb and pg_ctl, the newest where there are several."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(folders, key=lambda folder: int(folder.parent.name.split(".")[0]), default=None)


def _run(*words: object) -> None:
    """Run one of the server's programs, as the user postgres when we are root: it refuses to run as root."""
    command = [str(word) for word in words]
    if os.name == "posix" and os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    # Output goes to a file: the server would keep a pipe open for as long as it runs.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/", check=False)
        output.seek(0)
        assert done.returncode == 0, output.read().decode(errors="replace")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """``postgresql://user:password@host:port`` of a server that lives as long as the tests."""
    programs = _programs()
    if programs is None:
        if os.environ.get("HALLCLIENT_REQUIRE_POSTGRES") == "1":
            pytest.fail(INSTALL)
        pytest.skip(INSTALL)
    folder = Path(tempfile.mkdtemp(prefix="hallclient-postgres-"))
    password, port = secrets.token_hex(8), _free_port()
    (folder / "password").write_text(password, encoding="ascii")
    if os.geteuid() == 0:
        for path in (folder, folder / "password"):
            shutil.chown(path, "postgres")
    data = folder / "data"
    # The order of Chinese, not of bytes: what relies on the order of bytes shall fail here and not in a hall.
    options = ("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=zh-CN", "--no-sync")
    try:
        _run(
            programs / "initdb", "-D", data, "-U", "hall", "--auth=scram-sha-256",
            f"--pwfile={folder / 'password'}", *options,
        )  # fmt: skip
        settings = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
        _run(programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", settings, "start")
        try:
            yield f"postgresql://hall:{password}@127.0.0.1:{port}"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(postgres_server: str) -> Iterator[str]:
    """The URL of an empty database of its own."""
    import psycopg2

    name = f"hall_{secrets.token_hex(4)}"
    admin = psycopg2.connect(f"{postgres_server}/postgres")
    admin.autocommit = True
    with admin.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield f"{postgres_server}/{name}"
    with admin.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    admin.close()
