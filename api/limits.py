"""How much one sender may ask: size of a request, and messages a minute."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import Problem, problem

MAX_BODY = 64 * 1024


class BodyLimit:
    """Middleware: a request body over 64 kB is refused with 413, also when its length was not announced."""

    def __init__(self, app: ASGIApp, limit: int = MAX_BODY) -> None:
        self.app, self.limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what comes in."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS", "DELETE"):
            await self.app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > self.limit:
            await problem(413)(scope, receive, send)
            return
        body = b""
        more = True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > self.limit:
                await problem(413)(scope, receive, send)
                return
        given = False

        async def replay() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, replay, send)


class RateLimit:
    """At most `per_minute` messages in any 60 seconds from one address; 0 means no limit.

    Addresses live in memory only, for one minute. Whoever calls `check` made sure first that the message holds no danger.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute, self._clock = per_minute, clock
        self._seen: dict[str, deque[float]] = {}

    def check(self, address: str) -> None:
        """Count one message; raise Problem 429 with Retry-After when there were too many."""
        if not self.per_minute:
            return
        now = self._clock()
        if len(self._seen) > 10_000:
            self._seen = {key: times for key, times in self._seen.items() if times[-1] > now - 60}
        times = self._seen.setdefault(address, deque())
        while times and times[0] <= now - 60:
            times.popleft()
        if len(times) >= self.per_minute:
            raise Problem(429, headers={"Retry-After": str(int(times[0] + 60 - now) + 1)})
        times.append(now)
