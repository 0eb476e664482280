"""The service under measurement: started here on a free port, or one that runs already (BASE)."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from api.engine import free_port
from evaluation.sets import ROOT

PATIENCE = 120.0  # seconds; loading Rasa takes most of it


class NotReadyError(Exception):
    """The service did not get ready in time."""


@contextlib.contextmanager
def running(base: str = "", token: str = "") -> Iterator[str]:
    """The address of a service that is ready; one that was started here is ended afterwards.

    `token`: the one its Rasa shall ask for, to measure Rasa alone; empty: a secret of its own.
    """
    if base:
        yield base
        return
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = {"PORT": str(port), "LEEFSTIJLMOMENT_RATE_PER_MINUTE": "0"}
    if token:
        settings["LEEFSTIJLMOMENT_BOT_TOKEN"] = token
    process = subprocess.Popen(
        [sys.executable, "-m", "api"], cwd=ROOT, env={**os.environ, **settings}, stderr=subprocess.DEVNULL
    )
    try:
        wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def rasa_address(token: str) -> str:
    """Where the Rasa that was started with this token listens, read from the process list (Linux)."""
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        with contextlib.suppress(OSError):
            command = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
            if token in command and "--port" in command:
                return f"http://127.0.0.1:{command[command.index('--port') + 1]}"
    raise NotReadyError("no Rasa runs with the token of this run")


def wait(address: str, process: subprocess.Popen[bytes] | None = None) -> None:
    """Return when `/health/ready` says yes; raises NotReadyError otherwise."""
    until = time.monotonic() + PATIENCE
    said = "nothing"
    while time.monotonic() < until:
        if process and process.poll() is not None:
            raise NotReadyError(f"the service ended with code {process.returncode}; run `python -m api` to see why")
        try:
            answer = httpx.get(f"{address}/health/ready", timeout=5)
            if answer.status_code == 200:
                return
            said = answer.text[:300]
        except httpx.HTTPError as error:
            said = type(error).__name__
        time.sleep(0.5)
    raise NotReadyError(f"not ready after {PATIENCE:.0f} s: {said}")
