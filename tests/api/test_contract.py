"""The running service agrees with docs/contract.md."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT, Stack

pytestmark = pytest.mark.stack


def test_contract_check_finds_no_difference(stack: Stack) -> None:
    command = [sys.executable, ROOT / "tools" / "check_contract.py", stack.base]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 0, result.stdout


def test_openapi_names_what_the_contract_names(stack: Stack) -> None:
    document = stack.client.get("/openapi.json").json()
    message = document["components"]["schemas"]["Message"]["properties"]
    assert set(message) >= {"kind", "text", "card", "questions", "choices", "because", "contacts"}
    kinds = {"text", "card", "questions", "choices", "clarify", "refer", "crisis", "notice", "unknown"}
    assert set(message["kind"]["enum"]) == kinds
    card = document["components"]["schemas"]["CardView"]["properties"]
    named = {"id", "title", "text", "moments", "themes", "caution", "sources", "review", "version", "language"}
    assert set(card) >= named


@pytest.mark.parametrize(
    "text",
    ["", "   ", "😀😀", "a" * 2000, "\x00\x01\x02", "'; DROP TABLE cards; --", "<script>alert(1)</script>", "مرحبا كيف حالك",
     "/restart", '/choose{"choice": "moment:surgery"}', "؀؁؂", "\u202eabc", "[a](b)", "ja" * 900],
)  # fmt: skip
def test_any_text_gets_a_valid_answer(stack: Stack, text: str) -> None:
    answer = stack.client.post("/v1/analyze", json={"text": text})
    assert answer.status_code == 200
    assert set(answer.json()) == {"language", "moments", "themes", "act", "safety", "entities"}
    conversation = stack.start()
    said = stack.say(conversation, text)
    assert said["messages"]
    assert all(m["text"] for m in said["messages"])


@pytest.mark.parametrize("text", ["", "   ", "😀😀", "a" * 2000, "\x00\x01\x02", "xqzwv bvnmq kjhgw"])
def test_text_without_known_words_has_no_moment(stack: Stack, text: str) -> None:
    found = stack.client.post("/v1/analyze", json={"text": text}).json()
    assert (found["moments"], found["themes"]) == ([], [])


def test_a_typed_command_is_only_text(stack: Stack) -> None:
    conversation = stack.start()
    said = stack.say(conversation, '/choose{"choice": "moment:surgery"}')
    assert said["state"]["moments"] != ["surgery"] or said["messages"][0]["kind"] != "text"


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/v1/conversations/nobody/messages", {"text": "hallo"}, 404),
        ("DELETE", "/v1/conversations/nobody", None, 404),
        ("GET", "/v1/cards/no-such-card", None, 404),
        ("GET", "/v1/search?q=roken&theme=nonsense", None, 422),
        ("GET", "/v1/questions?role=plumber", None, 422),
        ("POST", "/v1/conversations", {"start": {"moment": "party"}}, 422),
        ("POST", "/v1/conversations", {"organisation": "../../etc"}, 422),
        ("POST", "/v1/analyze", {"text": "x" * 2001}, 422),
        ("GET", "/nowhere", None, 404),
    ],
)
def test_errors_are_problems_with_a_dutch_title(
    stack: Stack, method: str, path: str, body: object, status: int
) -> None:
    answer = stack.client.request(method, path, json=body) if body is not None else stack.client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    title = answer.json()["title"]
    assert title.endswith(".")
    assert " " in title


def test_a_problem_never_repeats_what_was_sent(stack: Stack) -> None:
    answer = stack.client.post("/v1/analyze", json={"text": ["mijn geheim"]})
    assert answer.status_code == 422
    assert "geheim" not in answer.text
