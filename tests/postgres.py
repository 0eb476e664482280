"""A PostgreSQL server of our own: Debian's binaries, a folder that is thrown away, a port of the loopback interface."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from tests.conftest import free_port

NAME, PASSWORD = "leefstijl", "een-wachtwoord-voor-de-proef"
SETTINGS = "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"


@dataclass(frozen=True)
class Postgres:
    """The server; `user` is who runs it, because PostgreSQL refuses to run as root."""

    binaries: Path
    folder: Path
    port: int
    user: str | None

    @property
    def address(self) -> str:
        """As a provider writes it."""
        return self.of("postgres")

    def of(self, database: str) -> str:
        """The address of one database."""
        return f"postgresql://{NAME}:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    def run(self, command: str, *options: str) -> None:
        """One of PostgreSQL's own commands, as the user that may run it."""
        made = subprocess.run(
            [str(self.binaries / command), "-D", str(self.folder / "data"), *options],
            user=self.user, cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        log = self.folder / "log"
        assert made.returncode == 0, f"{command}: {made.stdout}{made.stderr}{log.read_text() if log.exists() else ''}"

    def order(self, sql: str) -> None:
        """One statement, over a connection of its own: a test may stop the server in between."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(sql)

    def start(self) -> None:
        """Start, and wait until it answers."""
        self.run("pg_ctl", "start", "-w", "-l", str(self.folder / "log"), "-o", f"-p {self.port} {SETTINGS}")

    def stop(self) -> None:
        """Stop at once, connections or not."""
        self.run("pg_ctl", "stop", "-w", "-m", "fast")


def _binaries() -> Path:
    """Where `initdb` is: Debian keeps it off the PATH, by version."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda file: float(file.parts[-3]), default=None)
    found = newest or shutil.which("initdb")
    assert found, "no PostgreSQL server found: run `make test`, which installs it, or install the package postgresql"
    return Path(found).parent


def _unprivileged() -> str | None:
    """Somebody else than root; None when we are nobody special already."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """The server, started once per run."""
    with tempfile.TemporaryDirectory(prefix="leefstijl-postgres-") as place:
        server = Postgres(_binaries(), Path(place), free_port(), _unprivileged())
        if server.user:
            shutil.chown(place, server.user)
        secret = server.folder / "password"
        secret.write_text(PASSWORD)
        server.run("initdb", "-U", NAME, f"--pwfile={secret}", "-A", "scram-sha-256", "-E", "UTF8", "--no-locale", "-N")
        server.start()
        yield server
        server.stop()


@pytest.fixture
def postgres(postgres_server: Postgres, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database."""
    name = f"proef_{abs(hash(request.node.nodeid))}"
    postgres_server.order(f'create database "{name}"')
    yield postgres_server.of(name)
    postgres_server.order(f'drop database "{name}" with (force)')
