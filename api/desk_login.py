"""Who may enter the editors' desk: one admin token, or an account with an OIDC provider.

In production the desk is off when neither is set.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from fastapi import Request, Response

from api.limits import RateLimit
from api.settings import Settings

log = logging.getLogger("leefstijlmoment.desk")
COOKIE, HOURS = "redactie", 8
TRIES_PER_MINUTE = 5
PATH = "/redactie"


class DeskLogin:
    """Checks the token and signs the cookie. Nothing about who logged in is kept on the server."""

    def __init__(self, settings: Settings) -> None:
        self.oidc = bool(settings.oidc_issuer and settings.oidc_client_id)
        token = settings.desk_token.get_secret_value()
        if not token and not self.oidc and settings.environment == "development":
            token = secrets.token_urlsafe(12)
            log.info("the editors' desk at %s opens with this token, until the service stops: %s", PATH, token)
        self._token = token
        secret = token or settings.oidc_client_secret.get_secret_value() or secrets.token_urlsafe(32)
        self._key = hashlib.sha256(b"leefstijlmoment desk session\0" + secret.encode()).digest()
        self._tries = RateLimit(TRIES_PER_MINUTE)

    @property
    def on(self) -> bool:
        """Whether there is a desk at all."""
        return bool(self._token) or self.oidc

    @property
    def by_token(self) -> bool:
        """Whether a token can be typed."""
        return bool(self._token)

    def try_token(self, given: str, address: str) -> bool:
        """Whether the token is right; Problem 429 after 5 tries a minute from one address."""
        self._tries.check(address)
        return bool(self._token) and hmac.compare_digest(given.strip().encode(), self._token.encode())

    def inside(self, request: Request) -> bool:
        """Whether this request carries a session that was signed here and is not over."""
        return self.open(request.cookies.get(COOKIE, ""), "session") is not None

    def let_in(self, request: Request, response: Response) -> None:
        """Give the browser a session of 8 hours, for the desk alone."""
        value = self.seal({}, "session", HOURS * 3600)
        secure = request.url.scheme == "https"
        response.set_cookie(
            COOKIE, value, max_age=HOURS * 3600, path=PATH, httponly=True, samesite="strict", secure=secure
        )

    def seal(self, data: dict[str, Any], purpose: str, seconds: int) -> str:
        """Data that a browser may carry and not change, for one purpose and a limited time."""
        body = {**data, "for": purpose, "until": int(time.time()) + seconds, "once": secrets.token_hex(8)}
        payload = urlsafe_b64encode(json.dumps(body).encode()).decode()
        return f"{payload}.{self._sign(payload)}"

    def open(self, sealed: str, purpose: str) -> dict[str, Any] | None:
        """What was sealed; None when it was changed, is over, or was sealed for something else."""
        payload, _, signature = sealed.partition(".")
        if not hmac.compare_digest(signature.encode(), self._sign(payload).encode()):
            return None
        data: dict[str, Any] = json.loads(urlsafe_b64decode(payload))
        return data if data.get("for") == purpose and data.get("until", 0) > time.time() else None

    def _sign(self, payload: str) -> str:
        return hmac.new(self._key, payload.encode(), hashlib.sha256).hexdigest()


def own_page(request: Request) -> bool:
    """Whether a form or script was sent by a page of this service (no header: no browser).

    Under `no-referrer` a form is sent with the origin "null"; what the browser says of the site decides then.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or origin.partition("://")[2] == request.headers.get("host", "")
