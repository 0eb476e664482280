"""Log-in at the editors' desk with an OpenID Connect provider (authorization code flow with PKCE)."""

from __future__ import annotations

import secrets
from typing import Any

import httpx2 as httpx  # what authlib speaks with
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from api.settings import Settings

ALGORITHMS = ["RS256", "PS256", "ES256"]


class OidcError(Exception):
    """The provider did not vouch for this person; the message is for the log and names no person."""


class NotListed(OidcError):
    """The provider vouched for this person, but nobody let them in at this desk."""


class Oidc:
    """One provider, found at `<issuer>/.well-known/openid-configuration`."""

    def __init__(self, settings: Settings, redirect: str) -> None:
        self._settings, self._redirect = settings, redirect

    async def begin(self) -> tuple[str, dict[str, str]]:
        """Where to send the browser, and what it must bring back."""
        kept = {"nonce": secrets.token_urlsafe(16), "verifier": secrets.token_urlsafe(48)}
        async with self._client() as client:
            found = await self._discover()
            address, state = client.create_authorization_url(
                found["authorization_endpoint"], nonce=kept["nonce"], code_verifier=kept["verifier"]
            )
        return str(address), {**kept, "state": str(state)}

    async def finish(self, answer: str, kept: dict[str, Any]) -> None:
        """Check what the browser brought back; raises OidcError unless it is right, NotListed for who may not enter."""
        try:
            async with self._client(state=kept["state"]) as client:
                found = await self._discover()
                token = await client.fetch_token(
                    found["token_endpoint"], authorization_response=answer, code_verifier=kept["verifier"]
                )
            keys = await _fetch(found["jwks_uri"])
            claims = jwt.decode(token["id_token"], KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims
            registry = jwt.JWTClaimsRegistry(
                leeway=60,
                iss={"essential": True, "value": found["issuer"]},
                aud={"essential": True, "value": self._settings.oidc_client_id},
                nonce={"essential": True, "value": kept["nonce"]},
                exp={"essential": True},
            )
            registry.validate(claims)
        except (httpx.HTTPError, AuthlibBaseError, JoseError, KeyError, ValueError) as error:
            raise OidcError(type(error).__name__) from error
        if not self._allowed(claims):
            raise NotListed("not in LEEFSTIJLMOMENT_OIDC_ALLOWED")

    def _allowed(self, claims: dict[str, Any]) -> bool:
        mail = str(claims.get("email", "")).lower()
        listed = [one.strip().lower() for one in self._settings.oidc_allowed.split(",") if one.strip()]
        verified = claims.get("email_verified", False) is True
        return verified and any(mail == one or (one.startswith("@") and mail.endswith(one)) for one in listed)

    def _client(self, **given: str) -> AsyncOAuth2Client:
        settings = self._settings
        return AsyncOAuth2Client(
            settings.oidc_client_id, settings.oidc_client_secret.get_secret_value(), scope="openid email",
            redirect_uri=self._redirect, code_challenge_method="S256", timeout=10, **given,
        )  # fmt: skip

    async def _discover(self) -> dict[str, Any]:
        address = f"{self._settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            found = await _fetch(address)
        except (httpx.HTTPError, ValueError) as error:
            raise OidcError(f"discovery: {type(error).__name__}") from error
        if found.get("issuer", "").rstrip("/") != self._settings.oidc_issuer.rstrip("/"):
            raise OidcError("discovery names another issuer")
        return dict(found)


async def _fetch(address: str) -> Any:
    """What stands at a public address of the provider, as JSON."""
    async with httpx.AsyncClient(timeout=10) as client:
        return (await client.get(address)).raise_for_status().json()
