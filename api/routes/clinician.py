"""`/verwijzer`: a professional hands it over. All that the page makes is made in the browser, from codes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse, HTMLResponse

from api.pages import STATIC, Look, page
from api.problems import Problem
from api.service import ServiceDep
from knowledge.guides import load_guides, load_leaflet

router = APIRouter(include_in_schema=False)
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
OrganisationQuery = Annotated[str | None, Query(max_length=64)]


@router.get("/verwijzer")
async def clinician(service: ServiceDep, organisation: OrganisationQuery = None) -> HTMLResponse:
    """Choices, link, QR code, letter text, leaflet, preview and talk guide."""
    look = Look(service, organisation)
    library, root = look.shelf.library, service.packs.base.library.root
    moments = [library.moments[moment] for moment in look.shelf.moments]
    return page(
        "verwijzer.html",
        look=look,
        moments=moments,
        themes=[library.themes[theme] for theme in look.shelf.themes],
        roles=list(library.roles.values()),
        questions={m.id: library.questions_for(m.id) for m in moments},
        guides=load_guides(root),
        leaflet=load_leaflet(root),
    )


@router.get("/pagina/{name}")
async def part(name: str) -> FileResponse:
    """A file that the pages need."""
    file = STATIC / name
    if file.parent != STATIC or file.suffix not in TYPES or not file.is_file():
        raise Problem(404)
    return FileResponse(file, media_type=TYPES[file.suffix], headers={"Cache-Control": "no-cache"})
