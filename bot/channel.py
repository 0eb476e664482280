"""Rasa's REST channel behind a token."""

import hmac
from typing import Any, Awaitable, Callable, Dict, Optional, Text

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.action_schema import check_once

check_once()  # the channel is the one module of ours that Rasa loads before its first turn


class TokenRestInput(RestInput):
    """REST messages, answered only to who knows the token: `POST /webhooks/rest/webhook`, `Authorization: Bearer <token>`."""

    def __init__(self, token: Text) -> None:
        """`token` must not be empty: an open door is refused at start."""
        if not token:
            raise ValueError("LEEFSTIJLMOMENT_BOT_TOKEN is empty: set it before starting Rasa")
        self._token = token

    @classmethod
    def name(cls) -> Text:
        """The path below /webhooks."""
        return "rest"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> InputChannel:
        """Made from bot/credentials.yml."""
        return cls((credentials or {}).get("token", ""))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[None]]) -> Blueprint:
        """The routes of the REST channel, with the token asked for first."""
        routes = super().blueprint(on_new_message)

        @routes.middleware("request")
        async def authorise(request: Request) -> Optional[HTTPResponse]:
            given = request.headers.get("authorization", "")
            if hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode()):
                return None
            return json({"status": "failure", "reason": "NotAuthenticated"}, status=401)

        return routes
