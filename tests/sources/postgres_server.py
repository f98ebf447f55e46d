"""A PostgreSQL server for the tests: in a temporary folder, on a free port of this machine."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PASSWORD = "s3cret p@ss/w:rd#?%"


@dataclass(frozen=True)
class Server:
    port: int

    def address(
        self,
        database="shop",
        *,
        user="ann",
        password="s3cret%20p%40ss%2Fw%3Ard%23%3F%25",
        port=None,
    ) -> str:
        return f"postgres://{user}:{password}@127.0.0.1:{port or self.port}/{database}"

    def run(self, *statements: str, database: str = "shop") -> None:
        import psycopg

        with psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user="ann",
            password=PASSWORD,
            dbname=database,
            autocommit=True,
        ) as connection:
            for statement in statements:
                connection.execute(statement)


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, if there is one."""
    on_path = shutil.which("initdb")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = Path(on_path) if on_path else (found[-1] if found else None)
    return initdb.parent if initdb else None


@contextmanager
def running() -> Iterator[Server]:
    """A server with a superuser "ann" and an empty database "shop"."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    try:
        (folder / "password").write_text(PASSWORD)
        _give_away(folder)
        port = free_port()
        data = folder / "data"
        _run("initdb", "--pgdata", data, "--username", "ann", "--pwfile", folder / "password",
             "--auth", "scram-sha-256", "--encoding", "UTF8", "--no-sync")  # fmt: skip
        options = (
            f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} "
            "-c fsync=off -c lc_messages=C"
        )
        _run("pg_ctl", "start", "--pgdata", data, "--wait", "--log", folder / "log", "-o", options)
        try:
            server = Server(port)
            server.run("CREATE DATABASE shop", database="postgres")
            yield server
        finally:
            _run("pg_ctl", "stop", "--pgdata", data, "--mode", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: str | Path) -> None:
    # The server refuses to be run by root.
    as_another = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*as_another, str(programs() / program), *map(str, arguments)]
    subprocess.run(
        command, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _give_away(folder: Path) -> None:
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        for path in (folder, *folder.iterdir()):
            os.chown(path, owner.pw_uid, owner.pw_gid)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
