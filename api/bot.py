"""Speaking with Rasa over HTTP."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx


class BotError(Exception):
    """Rasa did not answer, or not with what it should; holds no message text."""


@dataclass(frozen=True)
class BotAnswer:
    """Messages as the actions made them, what the conversation now knows, and its slots."""

    messages: tuple[dict[str, Any], ...]
    state: dict[str, Any]
    slots: dict[str, Any]


class Bot:
    """A client to Rasa. `generation` changes when Rasa was started anew and has forgotten all conversations."""

    def __init__(self, url: str, token: str, timeout: float) -> None:
        self.generation = 0
        self._token = token
        self._client = httpx.AsyncClient(
            base_url=url,
            timeout=httpx.Timeout(timeout, connect=0.5),
            headers={"Authorization": f"Bearer {token}"},
            limits=httpx.Limits(max_connections=64, max_keepalive_connections=32),
        )

    async def parse(self, text: str, timeout: float | None = None) -> dict[str, Any]:
        """What Rasa understands of one message, apart from any conversation."""
        answer = await self._post("/model/parse", {"text": spoken(text)}, timeout, params={"token": self._token})
        if not isinstance(answer, dict):
            raise BotError("parse: not an object")
        return answer

    async def send(self, sender: str, text: str, metadata: Mapping[str, Any], choice: str | None = None) -> BotAnswer:
        """One turn: the messages of the action that Rasa chose. An answer without messages is an error."""
        message = command(choice) if choice is not None else spoken(text)
        body = {"sender": sender, "message": message, "metadata": dict(metadata)}
        answer = await self._post("/webhooks/rest/webhook", body)
        parts = [part["custom"] for part in answer if isinstance(part, dict) and "custom" in part]
        state = next((part for part in parts if "state" in part), None)
        messages = tuple(part for part in parts if "kind" in part)
        if state is None or not messages:
            raise BotError("turn: no messages came back")
        return BotAnswer(messages, state["state"], state["slots"])

    async def remember(self, sender: str, slots: Mapping[str, Any]) -> None:
        """Start a tracker that knows these slots."""
        events = [{"event": "slot", "name": name, "value": value} for name, value in slots.items()]
        path = f"/conversations/{sender}/tracker/events"
        await self._post(path, events, params={"token": self._token, "include_events": "NONE"})

    async def forget(self, sender: str) -> None:
        """Leave nothing of this conversation with Rasa."""
        try:
            path = f"/conversations/{sender}/tracker/events"
            answer = await self._client.put(path, json=[], params={"token": self._token, "include_events": "NONE"})
            answer.raise_for_status()
        except httpx.HTTPError as error:
            raise BotError(f"forget: {type(error).__name__}") from error

    async def alive(self) -> bool:
        """Whether Rasa answers and has a model loaded."""
        try:
            answer = await self._client.get("/status", params={"token": self._token}, timeout=2)
        except httpx.HTTPError:
            return False
        return answer.status_code == 200

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()

    async def _post(
        self, path: str, body: object, timeout: float | None = None, params: Mapping[str, str] | None = None
    ) -> Any:
        try:
            answer = await self._client.post(
                path, json=body, params=params, timeout=httpx.USE_CLIENT_DEFAULT if timeout is None else timeout
            )
            answer.raise_for_status()
            return answer.json()
        except (httpx.HTTPError, ValueError) as error:
            # only the kind of error: its message could hold a patient's words
            raise BotError(f"{path.split('/')[1]}: {type(error).__name__}") from error


def spoken(text: str) -> str:
    """A patient's text so that Rasa never takes it for a command: no leading slash."""
    return text.lstrip("/ \t\r\n") or " "


def command(choice: str) -> str:
    """A pressed button as Rasa's intent shortcut."""
    if choice in ("yes", "no"):
        return "/affirm" if choice == "yes" else "/deny"
    if choice == "restart":
        return "/restart"
    return "/choose" + json.dumps({"choice": choice})
