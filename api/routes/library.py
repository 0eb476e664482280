"""The library over HTTP: search, cards, moments, themes, questions."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from actions.message import CardView, QuestionView
from api.bot import BotError
from api.problems import Problem
from api.schemas import MomentOut, SearchHit, SearchOut, ThemeOut
from api.service import Service, ServiceDep
from knowledge.models import Moment, Role, Theme
from knowledge.search import Evidence

router = APIRouter(prefix="/v1", tags=["library"])


@router.get("/search")
async def search(
    service: ServiceDep,
    q: Annotated[str, Query(max_length=2000)] = "",
    moment: Moment | None = None,
    theme: Theme | None = None,
    limit: Annotated[int, Query(ge=1, le=20)] = 3,
) -> SearchOut:
    """Cards for a question. A given moment or theme filters; what the words suggest only weighs."""
    result = service.shelf.searcher.search(q, await _evidence(service, q, moment, theme), limit)
    if result.tier == "none":
        return SearchOut(abstained=True, results=[])
    hits = [SearchHit(score=found.score, card=service.shelf.view(found.card)) for found in result.found]
    return SearchOut(abstained=False, results=hits)


async def _evidence(service: Service, q: str, moment: Moment | None, theme: Theme | None) -> Evidence:
    moments = (moment,) if moment else ()
    try:
        understood = await service.reader.read(q)
    except BotError:
        return Evidence(moments=moments, theme=theme)
    return understood.evidence(moments, theme)


@router.get("/cards/{card_id}")
async def card(card_id: str, service: ServiceDep) -> CardView:
    """One card."""
    found = service.shelf.library.cards.get(card_id)
    if found is None:
        raise Problem(404, title="Deze kaart bestaat niet (meer).")
    return service.shelf.view(found)


@router.get("/moments")
async def moments(service: ServiceDep) -> list[MomentOut]:
    """All moments."""
    texts = service.shelf.library.moments.values()
    return [MomentOut(id=m.id, title=m.title, themes=list(m.themes), role=m.role) for m in texts]


@router.get("/themes")
async def themes(service: ServiceDep) -> list[ThemeOut]:
    """All themes."""
    return [ThemeOut(id=t.id, title=t.title) for t in service.shelf.library.themes.values()]


@router.get("/questions")
async def questions(
    service: ServiceDep, moment: Moment | None = None, role: Role | None = None, theme: Theme | None = None
) -> list[QuestionView]:
    """Questions that fit all that is given, the moment's top three first."""
    return [QuestionView.of(q) for q in service.shelf.library.questions_for(moment, role, theme)]
