"""Headers that every answer carries."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.origins import ancestors

POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
FRAMED = ("/embed",)
# what any site may load with <script> and what the widget on another site calls
SHARED = ("/widget.js", "/widget/", "/v1/")


class SecurityHeaders:
    """Content policy, no sniffing, no referrer; only /embed may stand in a frame of another site."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to the start of every answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                allowed = _ancestors(scope) if path in FRAMED else "'none'"
                headers.setdefault("Content-Security-Policy", f"{POLICY}; frame-ancestors {allowed}")
                headers.setdefault("X-Content-Type-Options", "nosniff")
                headers.setdefault("Referrer-Policy", "no-referrer")
                headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(self)")
                if path.startswith(SHARED):
                    headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin")
                if path.startswith("/v1/"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, with_headers)


def _ancestors(scope: Scope) -> str:
    """The sites that may frame this page: those that the organisation in the address lists."""
    given = parse_qs(scope["query_string"].decode("latin-1")).get("organisation", [None])
    return ancestors(scope["app"].state.service, given[0])
