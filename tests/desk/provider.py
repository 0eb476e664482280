"""A small OpenID Connect provider, run as a process of its own: `python -m tests.desk.provider PORT CALLBACK`.

Authorisation code flow with PKCE, as strict as a real one: it answers only to the client and the callback that it knows,
checks the secret and the verifier, and takes a code once. Whoever logs in picks who they are; some of the people on its
page make it misbehave, so that the other side can show that it notices.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import sys
import time
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey

CLIENT, SECRET = "redactie", "geheim-van-de-redactie"
EDITOR, STRANGER = "redacteur@proef.example", "vreemde@elders.example"
# what stands on the page, and what the token then says
PEOPLE: dict[str, dict[str, Any]] = {
    "Redacteur": {"email": EDITOR},
    "Vreemde": {"email": STRANGER},
    "Adres niet nagekeken": {"email": EDITOR, "email_verified": False},
    "Verkeerde nonce": {"email": EDITOR, "nonce": "van-een-ander"},
    "Verkeerd publiek": {"email": EDITOR, "aud": "een-andere-dienst"},
    "Verlopen": {"email": EDITOR, "exp": 1},
    "Andere sleutel": {"email": EDITOR},
    "Toch niet": {},
}


class Provider:
    """The issuer, its key, and what was asked of it."""

    def __init__(self, port: int, callback: str) -> None:
        # another site than the service's 127.0.0.1, as a real provider is
        self.issuer, self.callback = f"http://localhost:{port}", callback
        self.key, self.stolen = ECKey.generate_key("P-256"), ECKey.generate_key("P-256")
        self.asked: dict[str, dict[str, str]] = {}
        self.codes: dict[str, tuple[str, dict[str, str]]] = {}

    def discovery(self) -> dict[str, Any]:
        names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        return {"issuer": self.issuer, **{name: f"{self.issuer}/{name}" for name in names}}

    def ask(self, given: dict[str, str]) -> str | None:
        """The page where somebody logs in; None for a request that is not in order."""
        wanted = {"response_type": "code", "client_id": CLIENT, "redirect_uri": self.callback}
        full = all(given.get(name) for name in ("state", "nonce", "code_challenge"))
        if not full or given.get("code_challenge_method") != "S256" or not wanted.items() <= given.items():
            return None
        if "openid" not in given.get("scope", "").split():
            return None
        number = secrets.token_urlsafe(8)
        self.asked[number] = given
        links = (
            f'<li><a href="/approve?{escape(urlencode({"request": number, "who": who}))}">{escape(who)}</a></li>'
            for who in PEOPLE
        )
        return f'<!doctype html><html lang="nl"><title>Inlogdienst</title><h1>Wie bent u?</h1><ul>{"".join(links)}</ul>'

    def approve(self, number: str, who: str) -> str:
        """Where the browser goes next."""
        given = self.asked.pop(number)
        answer = {"state": given["state"]}
        if who == "Toch niet":
            answer["error"] = "access_denied"
        else:
            answer["code"] = secrets.token_urlsafe(16)
            self.codes[answer["code"]] = (who, given)
        return f"{self.callback}?{urlencode(answer)}"

    def token(self, authorization: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """The token for a code, to who proves to have asked for it."""
        expected = base64.b64encode(f"{quote(CLIENT)}:{quote(SECRET)}".encode()).decode()
        if unquote(authorization) != f"Basic {expected}":
            return 401, {"error": "invalid_client"}
        who, given = self.codes.pop(form.get("code", ""), ("", {}))
        hashed = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(hashed).decode().rstrip("=")
        in_order = form.get("grant_type") == "authorization_code" and form.get("redirect_uri") == self.callback
        if not who or not in_order or challenge != given["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": "1", "aud": CLIENT, "nonce": given["nonce"], "iat": now, "exp": now + 60,
            "email_verified": True, **PEOPLE[who],
        }  # fmt: skip
        key = self.stolen if who == "Andere sleutel" else self.key
        signed = jwt.encode({"alg": "ES256"}, claims, key, algorithms=["ES256"])
        return 200, {"access_token": secrets.token_urlsafe(8), "token_type": "Bearer", "id_token": signed}


def serve(port: int, callback: str) -> None:
    """Until the process ends."""
    provider = Provider(port, callback)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place = urlsplit(self.path)
            given = {name: values[0] for name, values in parse_qs(place.query).items()}
            if place.path == "/.well-known/openid-configuration":
                self.answer(200, json.dumps(provider.discovery()))
            elif place.path == "/jwks_uri":
                self.answer(200, json.dumps({"keys": [provider.key.as_dict(private=False)]}))
            elif place.path == "/authorization_endpoint" and (page := provider.ask(given)):
                self.answer(200, page, "text/html; charset=utf-8")
            elif place.path == "/approve" and given.get("request") in provider.asked:
                self.answer(302, "", Location=provider.approve(given["request"], given["who"]))
            else:
                self.answer(400, "{}")

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            given = {name: values[0] for name, values in form.items()}
            status, answer = provider.token(self.headers.get("Authorization", ""), given)
            self.answer(status, json.dumps(answer))

        def answer(self, status: int, text: str, kind: str = "application/json", **headers: str) -> None:
            body = text.encode()
            self.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2])
