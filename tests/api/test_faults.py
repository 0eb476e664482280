"""Whatever is broken, danger is answered first, at once, and nothing of the turn is lost."""

from __future__ import annotations

import os
import signal
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import ROOT, Stack, run_stack

pytestmark = [pytest.mark.stack, pytest.mark.timeout(240)]
DANGER = "eigenlijk wil ik niet meer leven"
AT_ONCE = 0.1  # seconds


def answer_to_danger(stack: Stack, conversation: str, text: str = DANGER) -> tuple[dict[str, Any], float]:
    """The answer and the seconds it took."""
    started = time.perf_counter()
    said = stack.say(conversation, text)
    return said, time.perf_counter() - started


def assert_crisis_first(said: dict[str, Any]) -> None:
    first = said["messages"][0]
    assert first["kind"] == "crisis"
    assert any(contact.get("phone") in ("113", "112") for contact in first["contacts"])


def test_rasa_killed_comes_back_and_every_message_gets_an_answer(fragile: Stack) -> None:
    conversation = fragile.start()
    fragile.say(conversation, "volgende maand word ik geopereerd aan mijn knie")
    os.kill(fragile.rasa(), signal.SIGKILL)
    said, seconds = answer_to_danger(fragile, conversation)
    assert_crisis_first(said)
    assert seconds < AT_ONCE
    plain = fragile.say(fragile.start(), "hoe stop ik met roken voor mijn operatie")
    assert [m["kind"] for m in plain["messages"]] == ["notice", "card"]
    fragile.wait_ready(60)
    after = fragile.say(conversation, "en mag ik dan nog roken")
    assert "surgery" in after["state"]["moments"], "what was known before Rasa died is known after"


def test_rasa_hanging(fragile: Stack) -> None:
    conversation = fragile.start()
    rasa = fragile.rasa()
    os.kill(rasa, signal.SIGSTOP)
    try:
        said, seconds = answer_to_danger(fragile, conversation)
        assert_crisis_first(said)
        assert seconds < AT_ONCE
        started = time.perf_counter()
        plain = fragile.say(fragile.start(), "hoe stop ik met roken voor mijn operatie")
        assert plain["messages"][0]["kind"] == "notice"
        assert time.perf_counter() - started < 5
        ready = fragile.client.get("/health/ready")
        assert ready.status_code == 503
    finally:
        os.kill(rasa, signal.SIGCONT)


def test_actions_failing(tmp_path: Path) -> None:
    """Rasa answers, but the action it calls is not there: silence must not reach the patient."""
    for broken in run_stack(tmp_path, ACTIONS_URL="http://127.0.0.1:9/nowhere"):
        conversation = broken.start()
        said = broken.say(conversation, "hoe stop ik met roken voor mijn operatie")
        assert said["messages"][0]["kind"] == "notice"
        said, seconds = answer_to_danger(broken, conversation)
        assert_crisis_first(said)
        assert seconds < AT_ONCE


def test_index_missing(tmp_path: Path) -> None:
    """No index: no card is shown and readiness says so, and danger is answered all the same."""
    build = tmp_path / "build"
    build.mkdir()
    (build / "models").symlink_to(ROOT / "build" / "models")
    for bare in run_stack(tmp_path, until="/health/live", BUILD=str(build)):
        conversation = bare.start()
        said, _ = answer_to_danger(bare, conversation)
        assert_crisis_first(said)
        assert bare.client.get("/health/ready").status_code == 503
        said = bare.say(bare.start(), "hoe stop ik met roken voor mijn operatie")
        assert said["messages"]
        assert "card" not in [m["kind"] for m in said["messages"]]


def test_rate_limit_used_up(tmp_path: Path) -> None:
    for limited in run_stack(tmp_path, RATE_PER_MINUTE="3"):
        conversation = limited.start()
        codes = [
            limited.client.post(f"/v1/conversations/{conversation}/messages", json={"text": "hallo"}).status_code
            for _ in range(5)
        ]
        assert codes[-1] == 429
        refused = limited.client.post(f"/v1/conversations/{conversation}/messages", json={"text": "hallo"})
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        said, seconds = answer_to_danger(limited, conversation)
        assert_crisis_first(said)
        assert seconds < AT_ONCE
        analysed = limited.client.post("/v1/analyze", json={"text": DANGER})
        assert analysed.json()["safety"][0]["id"] == "suicide"


def test_danger_among_200_parallel_chats(fragile: Stack) -> None:
    """While 200 people chat, whoever is in danger is answered within 100 ms (median of ten; the best of three series)."""
    stop = time.monotonic() + 30
    conversations = [fragile.start() for _ in range(200)]
    waiting = fragile.start()

    def chat(conversation: str) -> None:
        with httpx.Client(base_url=fragile.base, timeout=60) as client:
            while time.monotonic() < stop:
                client.post(
                    f"/v1/conversations/{conversation}/messages", json={"text": "wat kan ik eten na mijn operatie"}
                )
                time.sleep(2)  # a person reads before typing on

    with ThreadPoolExecutor(200) as people:
        for conversation in conversations:
            people.submit(chat, conversation)
        time.sleep(3)
        series = []
        for _ in range(3):  # other work on the machine must not fail this test
            times = []
            for _ in range(10):
                said, seconds = answer_to_danger(fragile, waiting)
                assert_crisis_first(said)
                times.append(seconds)
                time.sleep(0.5)
            series.append(statistics.median(times))
            print(
                f"\ncrisis answers among 200 chats: median {series[-1] * 1000:.0f} ms, worst {max(times) * 1000:.0f} ms"
            )
    assert min(series) < AT_ONCE


def test_danger_in_the_middle_of_2000_characters(stack: Stack) -> None:
    filler = "ik lig al weken te wachten en het eten smaakt niet zo goed als vroeger thuis. "
    text = (filler * 12 + DANGER + ". " + filler * 20)[:2000]
    said, seconds = answer_to_danger(stack, stack.start(), text)
    assert_crisis_first(said)
    assert seconds < AT_ONCE


def test_a_denial_does_not_close_the_crisis(stack: Stack) -> None:
    conversation = stack.start()
    answer_to_danger(stack, conversation)
    said = stack.say(conversation, "nee hoor laat maar")
    assert said["messages"][0]["contacts"], "the route stays in view"


def test_no_message_text_in_logs_or_files(fragile: Stack, tmp_path: Path) -> None:
    secret = "zonnebloemkwartel"
    conversation = fragile.start()
    for text in (
        f"ik krijg een nieuwe knie {secret}",
        f"{DANGER} {secret}",
        f"mag ik stoppen met mijn pillen {secret}",
    ):
        fragile.say(conversation, text)
    fragile.client.get("/v1/search", params={"q": f"roken {secret}"})
    os.kill(fragile.rasa(), signal.SIGKILL)
    fragile.say(conversation, f"hoe kan ik slapen {secret}")
    fragile.client.post(f"/v1/conversations/{conversation}/messages", json={"text": {"wrong": secret}})
    assert secret not in fragile.log.read_text()
    recent = [
        p for p in Path("build").rglob("*") if p.is_file() and p.stat().st_mtime > fragile.log.stat().st_ctime - 300
    ]
    assert not [p for p in recent if secret.encode() in p.read_bytes()]


def test_after_deleting_nothing_remains(stack: Stack) -> None:
    conversation = stack.start()
    stack.say(conversation, "ik krijg een nieuwe knie")
    assert stack.client.delete(f"/v1/conversations/{conversation}").status_code == 204
    assert stack.client.post(f"/v1/conversations/{conversation}/messages", json={"text": "hoi"}).status_code == 404
