"""Log-in with a provider, against one that runs here for the test."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from api.desk_oidc import Oidc, OidcError
from api.settings import Settings
from tests.conftest import free_port

BACK = "https://leefstijl.example/redactie/terug"


@dataclass
class Provider:
    """Vouches for whoever `claims` describes."""

    issuer: str
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256"))
    claims: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, list[str]] = field(default_factory=dict)

    def token(self) -> str:
        return jwt.encode({"alg": "ES256"}, self.claims, self.key, algorithms=["ES256"])


@pytest.fixture
def provider() -> Iterator[Provider]:
    port = free_port()
    made = Provider(f"http://127.0.0.1:{port}")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = {name: f"{made.issuer}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
            public = {"keys": [made.key.as_dict(private=False)]}
            self.answer(public if self.path == "/jwks_uri" else {"issuer": made.issuer, **found})

        def do_POST(self) -> None:
            made.asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.answer({"access_token": "x", "token_type": "Bearer", "id_token": made.token()})

        def answer(self, data: object) -> None:
            body = json.dumps(data).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


def log_in(provider: Provider, allowed: str = "@proef.example", **claims: Any) -> None:
    """The whole round: to the provider, and back with a code."""

    async def round_trip() -> None:
        settings = Settings(oidc_issuer=provider.issuer, oidc_client_id="redactie", oidc_allowed=allowed)
        oidc = Oidc(settings, BACK)
        address, kept = await oidc.begin()
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["code_challenge_method"] == "S256" and asked["redirect_uri"] == BACK
        good = {
            "iss": provider.issuer, "aud": "redactie", "nonce": asked["nonce"], "exp": int(time.time()) + 60,
            "email": "redacteur@proef.example", "email_verified": True,
        }  # fmt: skip
        provider.claims = good | claims
        await oidc.finish(f"{BACK}?code=abc&state={asked['state']}", kept)
        assert provider.asked["code_verifier"] == [kept["verifier"]]

    asyncio.run(round_trip())


def test_a_listed_editor_gets_in(provider: Provider) -> None:
    log_in(provider)
    log_in(provider, allowed="iemand@elders.example, redacteur@proef.example")


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "vreemde@elders.example"},
        {"email": "redacteur@proef.example.kwaad.example"},
        {"email_verified": False},
        {"aud": "een-andere-dienst"},
        {"nonce": "van een ander"},
        {"iss": "https://kwaad.example"},
        {"exp": 1},
    ],
)
def test_anyone_else_does_not(provider: Provider, claims: dict[str, Any]) -> None:
    with pytest.raises(OidcError):
        log_in(provider, **claims)


def test_nobody_when_nobody_is_listed(provider: Provider) -> None:
    with pytest.raises(OidcError):
        log_in(provider, allowed="")


def test_a_token_signed_by_another_is_refused(provider: Provider) -> None:
    stranger = ECKey.generate_key("P-256")
    provider.token = lambda: jwt.encode({"alg": "ES256"}, provider.claims, stranger, algorithms=["ES256"])  # type: ignore[method-assign]
    with pytest.raises(OidcError):
        log_in(provider)
