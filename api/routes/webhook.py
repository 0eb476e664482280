"""Where Rasa calls our actions: its standard webhook, open only to who knows the token."""

from __future__ import annotations

import hmac
from typing import Any

from fastapi import APIRouter, Request

from api.problems import Problem
from api.service import ServiceDep

router = APIRouter(include_in_schema=False)


@router.post("/internal/actions/{token}")
async def run_action(token: str, body: dict[str, Any], request: Request, service: ServiceDep) -> dict[str, Any]:
    """Run the action that Rasa chose. The token stands in the path: Rasa's webhook has no other place for it."""
    if not hmac.compare_digest(token.encode(), service.settings.bot_token.get_secret_value().encode()):
        raise Problem(404)
    result = await request.app.state.executor.run(body)
    answer: dict[str, Any] = result.model_dump() if result is not None else {"events": [], "responses": []}
    return answer
