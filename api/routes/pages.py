"""The widget's files and the pages around it."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse, RedirectResponse

from api.problems import Problem
from api.settings import ROOT

router = APIRouter(include_in_schema=False)
DIST = ROOT / "widget" / "dist"
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml"}


@router.get("/")
async def home() -> RedirectResponse:
    """The page of its own."""
    return RedirectResponse("/gesprek")


@router.get("/gesprek")
async def talk() -> FileResponse:
    """A page of its own; a clinician's link opens it with everything in the fragment."""
    return _file(DIST / "gesprek.html", "text/html")


@router.get("/embed")
async def embed() -> FileResponse:
    """The page for an iframe."""
    return _file(DIST / "embed.html", "text/html")


@router.get("/widget.js")
async def widget() -> FileResponse:
    """The custom element."""
    return _file(DIST / "widget.js", "text/javascript")


@router.get("/widget/{name:path}")
async def part(name: str) -> FileResponse:
    """Files that the pages need."""
    file = (DIST / name).resolve()
    if DIST not in file.parents or file.suffix not in TYPES:
        raise Problem(404)
    return _file(file, TYPES[file.suffix])


def _file(file: Path, media_type: str) -> FileResponse:
    if not file.is_file():
        raise Problem(404)
    return FileResponse(file, media_type=media_type, headers={"Cache-Control": "no-cache"})
