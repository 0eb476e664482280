"""A service whose editors log in with a provider, on a library of its own, counting in PostgreSQL."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
import pytest

from knowledge.library import CONTENT
from tests.conftest import ROOT, Stack, free_port, run_stack
from tests.desk.provider import CLIENT, EDITOR, SECRET
from tests.desk.signing import sign
from tests.house import TOKEN
from tests.postgres import Postgres


@dataclass(frozen=True)
class Office:
    """The service; `content` is its library on disk, in which one card is signed; `counts` its database."""

    stack: Stack
    content: Path
    counts: str

    def counted(self) -> str:
        """All that stands in the database."""
        with psycopg.connect(self.counts) as connection:
            return str(connection.execute("select * from counts").fetchall())


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, postgres_server: Postgres) -> Iterator[Office]:
    """Without Rasa: the desk does not need it."""
    folder = tmp_path_factory.mktemp("office")
    content = Path(shutil.copytree(CONTENT, folder / "content"))
    sign(content)
    postgres_server.order("create database office")
    port, provider_port, nobody = free_port(), free_port(), free_port()
    callback = f"http://127.0.0.1:{port}/redactie/terug"
    provider = subprocess.Popen([sys.executable, "-m", "tests.desk.provider", str(provider_port), callback], cwd=ROOT)
    settings = {
        "CONTENT": str(content), "COUNTS_URL": postgres_server.of("office"), "DESK_TOKEN": TOKEN,
        "BOT_URL": f"http://127.0.0.1:{nobody}", "BOT_TOKEN": "niemand",
        "OIDC_ISSUER": f"http://localhost:{provider_port}", "OIDC_CLIENT_ID": CLIENT, "OIDC_CLIENT_SECRET": SECRET,
        "OIDC_ALLOWED": EDITOR,
    }  # fmt: skip
    try:
        _until_it_answers(f"http://localhost:{provider_port}/.well-known/openid-configuration")
        for stack in run_stack(folder, until="/health/live", port=port, **settings):
            yield Office(stack, content, postgres_server.of("office"))
    finally:
        provider.terminate()
        provider.wait(10)
        postgres_server.order("drop database office with (force)")


def _until_it_answers(address: str) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            httpx.get(address).raise_for_status()
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")
