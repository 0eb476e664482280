"""`/insluiten`: the snippet for an organisation's own site, with a live preview."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.pages import Look, page
from api.routes.clinician import OrganisationQuery
from api.service import ServiceDep

router = APIRouter(include_in_schema=False)
LANGUAGES = (
    ("nl", "Nederlands"), ("en", "English"), ("de", "Deutsch"), ("fr", "Français"), ("tr", "Türkçe"), ("pl", "Polski"),
    ("ar", "العربية"), ("uk", "Українська"),
)  # fmt: skip


@router.get("/insluiten")
async def embedding(request: Request, service: ServiceDep, organisation: OrganisationQuery = None) -> HTMLResponse:
    """Choices, snippet, preview."""
    look = Look(service, organisation)
    moments = [look.shelf.library.moments[moment] for moment in look.shelf.moments]
    origin = str(request.base_url).rstrip("/")
    return page("insluiten.html", look=look, asked=organisation, moments=moments, languages=LANGUAGES, origin=origin)
