"""The whole running stack for tests: real processes, real HTTP, started once per run."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

pytest_plugins = ["tests.house", "tests.postgres"]
ROOT = Path(__file__).resolve().parents[1]
ARTIFACTS = ROOT / "tests" / "artifacts"
READY_WITHIN = 120


@dataclass
class Stack:
    """A running service. `log` holds all that its process wrote."""

    base: str
    process: subprocess.Popen[bytes]
    log: Path
    client: httpx.Client

    def say(self, conversation: str, text: str) -> dict[str, Any]:
        """One typed message; the answer as JSON."""
        answer = self.client.post(f"/v1/conversations/{conversation}/messages", json={"text": text})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def press(self, conversation: str, choice: str) -> dict[str, Any]:
        """One pressed button."""
        answer = self.client.post(f"/v1/conversations/{conversation}/messages", json={"choice": choice})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def start(self, **body: Any) -> str:
        """The id of a new conversation."""
        answer = self.client.post("/v1/conversations", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def rasa(self) -> int:
        """The process id of Rasa."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for child in map(int, children):
            if b"rasa" in Path(f"/proc/{child}/cmdline").read_bytes():
                return child
        raise AssertionError("Rasa does not run")

    def wait_ready(self, within: float = READY_WITHIN, path: str = "/health/ready") -> None:
        """Until /health/ready (or another path) answers 200."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise AssertionError(f"the service ended: {self.log.read_text()}")
            try:
                if self.client.get(path).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.3)
        raise AssertionError(f"not ready within {within} s: {self.log.read_text()}")


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run_stack(folder: Path, until: str = "/health/ready", port: int | None = None, **settings: str) -> Iterator[Stack]:
    """Start `python -m api`, hand it over when the path `until` answers, and end it with Ctrl-C."""
    port = port or free_port()
    log = folder / "service.log"
    environment = {**os.environ, "PORT": str(port), "LEEFSTIJLMOMENT_RATE_PER_MINUTE": "0"}
    environment |= {f"LEEFSTIJLMOMENT_{name}": value for name, value in settings.items()}
    with log.open("wb") as out:
        process = subprocess.Popen([sys.executable, "-m", "api"], cwd=ROOT, env=environment, stdout=out, stderr=out)
    base = f"http://127.0.0.1:{port}"
    with httpx.Client(base_url=base, timeout=30) as client:
        stack = Stack(base, process, log, client)
        try:
            stack.wait_ready(path=until)
            yield stack
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The service as `make run` starts it, without the rate limit."""
    yield from run_stack(tmp_path_factory.mktemp("stack"))


@pytest.fixture
def fragile(tmp_path: Path) -> Iterator[Stack]:
    """A service of its own for tests that break it."""
    yield from run_stack(tmp_path, BOT_TIMEOUT="3")
