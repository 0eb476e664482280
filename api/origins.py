"""Which websites may hold an organisation's conversations."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request

from api.problems import Problem
from api.service import Service


def check_origin(service: Service, organisation: str | None, request: Request) -> None:
    """Problem 403 when a browser calls from a website that the organisation did not list.

    The service's own pages may always; an organisation that lists nothing allows every site. A caller without an
    `Origin` header is no web page, so there is nothing to protect it from.
    """
    origin = request.headers.get("origin")
    pack = service.packs.get(organisation)
    if origin is None or pack is None or not pack.organisation.allowed_origins:
        return
    own = urlsplit(origin).netloc == request.headers.get("host", "")
    if not own and origin not in pack.organisation.allowed_origins:
        raise Problem(403, f"origin not listed by organisation '{pack.id}'")


def ancestors(service: Service, organisation: str | None) -> str:
    """What `frame-ancestors` says for /embed of this organisation."""
    pack = service.packs.get(organisation)
    listed = pack.organisation.allowed_origins if pack else ()
    return " ".join(("'self'", *listed)) if listed else "*"
