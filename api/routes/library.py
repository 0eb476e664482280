"""The library over HTTP: search, cards, moments, themes, questions; of an organisation when one is named."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from actions.message import CardView, QuestionView
from actions.shelf import Shelf
from api.bot import BotError
from api.origins import check_origin
from api.problems import Problem
from api.schemas import MomentOut, SearchHit, SearchOut, ThemeOut
from api.service import Service, ServiceDep
from knowledge.models import Moment, Role, Theme
from knowledge.search import Evidence

router = APIRouter(prefix="/v1", tags=["library"])


def shelf_of(
    request: Request,
    service: ServiceDep,
    organisation: Annotated[str | None, Query(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")] = None,
) -> Shelf:
    """The library as this organisation shows it; the plain one for none, or for one that does not exist.

    Problem 403 when a browser asks from a website that the organisation did not list.
    """
    check_origin(service, organisation, request)
    return service.shelf_for(organisation)


ShelfDep = Annotated[Shelf, Depends(shelf_of)]


@router.get("/search")
async def search(
    service: ServiceDep,
    shelf: ShelfDep,
    q: Annotated[str, Query(max_length=2000)] = "",
    moment: Moment | None = None,
    theme: Theme | None = None,
    limit: Annotated[int, Query(ge=1, le=20)] = 3,
) -> SearchOut:
    """Cards for a question. A given moment or theme filters; what the words suggest only weighs."""
    result = shelf.searcher.search(q, await _evidence(service, q, moment, theme), limit)
    if result.tier == "none":
        return SearchOut(abstained=True, results=[])
    hits = [SearchHit(score=found.score, card=shelf.view(found.card)) for found in result.found]
    return SearchOut(abstained=False, results=hits)


async def _evidence(service: Service, q: str, moment: Moment | None, theme: Theme | None) -> Evidence:
    moments = (moment,) if moment else ()
    try:
        understood = await service.reader.read(q)
    except BotError:
        return Evidence(moments=moments, theme=theme)
    return understood.evidence(moments, theme)


@router.get("/cards/{card_id}")
async def card(card_id: str, shelf: ShelfDep) -> CardView:
    """One card."""
    found = shelf.library.cards.get(card_id)
    if found is None:
        raise Problem(404, title="Deze kaart bestaat niet (meer).")
    return shelf.view(found)


@router.get("/moments")
async def moments(shelf: ShelfDep) -> list[MomentOut]:
    """All moments that are offered."""
    texts = [shelf.library.moments[moment] for moment in shelf.moments]
    return [MomentOut(id=m.id, title=m.title, themes=list(m.themes), role=m.role) for m in texts]


@router.get("/themes")
async def themes(shelf: ShelfDep) -> list[ThemeOut]:
    """All themes that are offered."""
    texts = [shelf.library.themes[theme] for theme in shelf.themes]
    return [ThemeOut(id=t.id, title=t.title) for t in texts]


@router.get("/questions")
async def questions(
    shelf: ShelfDep, moment: Moment | None = None, role: Role | None = None, theme: Theme | None = None
) -> list[QuestionView]:
    """Questions that fit all that is given, the moment's top three first."""
    found = shelf.library.questions_for(moment, role, theme)
    return [shelf.question(q) for q in found if q.moment in shelf.moments]
