"""Settings refuse what cannot work, before anything starts."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest
from pydantic import ValidationError

from api.settings import Settings
from tests.conftest import ROOT, free_port


def test_another_rasa_needs_its_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEEFSTIJLMOMENT_BOT_URL", "http://127.0.0.1:5005")
    with pytest.raises(ValidationError, match="LEEFSTIJLMOMENT_BOT_TOKEN"):
        Settings()


def test_a_port_in_use_is_one_clear_sentence() -> None:
    port = free_port()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        result = subprocess.run(
            [sys.executable, "-m", "api"], cwd=ROOT, env={**os.environ, "PORT": str(port)}, capture_output=True,
            text=True, timeout=60, check=False,
        )  # fmt: skip
    assert result.returncode == 1
    assert result.stderr.strip().startswith(f"Port {port} is in use")
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(("name", "value"), [("PORT", "99999"), ("LEEFSTIJLMOMENT_ENVIRONMENT", "test")])
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "api"], cwd=ROOT, env={**os.environ, name: value}, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert result.returncode == 1
    assert "setting" in result.stderr
    assert "Traceback" not in result.stderr
