"""Is it alive, and can it do its work?"""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from api.bot import BotError
from api.problems import problem
from api.service import ServiceDep
from knowledge.search import NoSearch

router = APIRouter(prefix="/health", tags=["health"])
KNOWN_SENTENCE, KNOWN_MOMENT = "volgende maand word ik geopereerd aan mijn knie", "surgery"
KNOWN_QUESTION, KNOWN_THEME = "stoppen met roken voor mijn operatie", "smoking"


@router.get("/live")
async def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/ready", response_model=dict[str, str])
async def ready(service: ServiceDep) -> JSONResponse:
    """200 only when a known sentence was understood and a known card was found."""
    try:
        understood = await service.reader.read(KNOWN_SENTENCE)
        asked = await service.reader.read(KNOWN_QUESTION)
    except BotError as error:
        return problem(503, f"Rasa: {error}")
    if [m.id for m in understood.moments] != [KNOWN_MOMENT]:
        return problem(503, "a known sentence was not understood: train the bot again (make clean, make run)")
    if isinstance(service.shelf.searcher, NoSearch):
        return problem(503, service.shelf.searcher.reason)
    found = service.shelf.searcher.search(KNOWN_QUESTION, asked.evidence()).found
    if not found or KNOWN_THEME not in found[0].card.themes:
        return problem(503, "a known card was not found: build the index again (make clean, make run)")
    return JSONResponse({"status": "ok"})
