"""Rasa's conversations in Redis: kept for a while and no longer, and when Redis is gone danger is still answered at once."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.api.test_faults import AT_ONCE, answer_to_danger, assert_crisis_first
from tests.conftest import Stack, free_port, run_stack

pytestmark = [pytest.mark.stack, pytest.mark.timeout(240)]
ON_A_KNEE = "volgende maand word ik geopereerd aan mijn knie"


@contextmanager
def redis_on(port: int, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A Redis of our own that writes nothing to disk."""
    command = [shutil.which("redis-server") or "redis-server", "--port", str(port), "--bind", "127.0.0.1"]
    with subprocess.Popen(
        [*command, "--save", "", "--dir", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            end = time.monotonic() + 10
            while _ask(port, "ping") != "PONG":
                assert time.monotonic() < end, "Redis does not start"
                time.sleep(0.05)
            yield server
        finally:
            server.kill()


def _ask(port: int, *command: str) -> str:
    asked = subprocess.run(["redis-cli", "-p", str(port), *command], capture_output=True, text=True, check=False)
    return asked.stdout.strip()


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def with_redis(tmp_path: Path, port: int) -> Iterator[tuple[Stack, subprocess.Popen[bytes]]]:
    with redis_on(port, tmp_path) as server:
        for stack in run_stack(tmp_path, BOT_TIMEOUT="3", REDIS_URL=f"redis://127.0.0.1:{port}/3"):
            yield stack, server


def test_a_conversation_is_kept_in_redis_and_goes_by_itself(
    with_redis: tuple[Stack, subprocess.Popen[bytes]], port: int
) -> None:
    stack, _ = with_redis
    stack.say(stack.start(), ON_A_KNEE)
    trackers = [key for key in _ask(port, "-n", "3", "keys", "*").splitlines() if key.startswith("tracker")]
    assert trackers
    assert all(0 < int(_ask(port, "-n", "3", "ttl", key)) <= 3600 for key in trackers)


def test_redis_gone(with_redis: tuple[Stack, subprocess.Popen[bytes]], port: int, tmp_path: Path) -> None:
    stack, server = with_redis
    conversation = stack.start()
    stack.say(conversation, ON_A_KNEE)
    server.kill()
    server.wait()
    said, seconds = answer_to_danger(stack, conversation)
    assert_crisis_first(said)
    assert seconds < AT_ONCE
    plain = stack.say(stack.start(), "hoe stop ik met roken voor mijn operatie")
    assert plain["messages"][0]["kind"] == "notice", "what can be done without Rasa is done, and said"
    with redis_on(port, tmp_path):
        stack.wait_ready(60)
        end = time.monotonic() + 30
        while stack.say(conversation, "en mag ik dan nog roken")["messages"][0]["kind"] == "notice":
            assert time.monotonic() < end, "Redis is back and Rasa is not"
            time.sleep(1)
        after = stack.say(conversation, "en wat kan ik eten")
        assert "surgery" in after["state"]["moments"], "what was known before Redis went is known after"
