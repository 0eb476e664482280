"""`/redactie`: the editors' desk. It shows and checks; it changes nothing on the server."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, Field
from sqlalchemy.exc import SQLAlchemyError

from actions.shelf import Shelf
from api.counts import Row
from api.desk import LONGEST_TEXT, STATUS, Desk, DeskLibrary
from api.desk_counts import as_csv, by_event, by_topic
from api.desk_login import PATH, DeskLogin, own_page
from api.desk_oidc import NotListed, Oidc, OidcError
from api.pages import page
from api.problems import Problem
from api.service import Service, ServiceDep
from api.settings import ROOT
from knowledge.errors import ContentError
from knowledge.models import Moment, Theme
from knowledge.report import Counts

log = logging.getLogger("leefstijlmoment.desk")
STATE = "redactie-oidc"


def login_of(request: Request) -> DeskLogin:
    """The door of the desk; Problem 404 when there is no desk."""
    login: DeskLogin = request.app.state.desk_login
    if not login.on:
        raise Problem(404)
    return login


def inside(request: Request) -> Desk:
    """The desk, for who is logged in; else to the door, or Problem 401 for a script."""
    if not login_of(request).inside(request):
        raise Problem(303, headers={"Location": PATH}) if request.method == "GET" else Problem(401)
    desk: Desk = request.app.state.desk
    return desk


DeskDep = Annotated[Desk, Depends(inside)]
LoginDep = Annotated[DeskLogin, Depends(login_of)]
Organisation = Annotated[str, Query(alias="organisatie", max_length=64)]
router = APIRouter(prefix=PATH, include_in_schema=False)


class TextIn(BaseModel):
    """A text to check."""

    text: Annotated[str, Field(max_length=LONGEST_TEXT)]


def _page(template: str, desk: Desk, organisation: str, make: Callable[[DeskLibrary], dict[str, Any]]) -> HTMLResponse:
    """A page about the library; when the library is broken, the page that says where."""
    frame: dict[str, Any] = {
        "organisation": organisation,
        "organisations": desk.organisations(),
        "states": STATUS,
        "here": template,
    }
    try:
        library = desk.read(organisation)
    except ContentError as error:
        return page("redactie/kapot.html", 500, **frame, problems=error.problems)
    return page(template, **frame, desk=library, **make(library))


@router.get("")
def overview(request: Request, login: LoginDep, organisatie: Organisation = "") -> Response:
    """What there is to do; or the door."""
    if not login.inside(request):
        return page("redactie/inloggen.html", login=login, trouble="")
    return _page("redactie/overzicht.html", request.app.state.desk, organisatie, lambda d: {
        "by_status": {name: sum(d.status(card) == name for card in d.library.cards) for name in STATUS},
        "soon": d.soon(date.today()),
    })  # fmt: skip


@router.post("/inloggen")
async def log_in(request: Request, login: LoginDep) -> Response:
    """The token, typed."""
    if not own_page(request):
        raise Problem(403)
    given = parse_qs((await request.body()).decode("utf-8", errors="replace")).get("token", [""])[0]
    if not login.try_token(given, request.client.host if request.client else ""):
        return page("redactie/inloggen.html", 401, login=login, trouble="wrong")
    answer = RedirectResponse(PATH, 303)
    login.let_in(request, answer)
    return answer


@router.post("/uitloggen")
async def log_out(request: Request) -> Response:
    """End the session in this browser."""
    if not own_page(request):
        raise Problem(403)
    answer = RedirectResponse(PATH, 303)
    answer.delete_cookie("redactie", path=PATH)
    return answer


@router.get("/oidc")
async def to_provider(request: Request, login: LoginDep, service: ServiceDep) -> Response:
    """Off to the provider."""
    if not login.oidc:
        raise Problem(404)
    try:
        address, kept = await Oidc(service.settings, str(request.url_for("from_provider"))).begin()
    except OidcError as error:
        log.warning("log-in with the provider failed: %s", error)
        return page("redactie/inloggen.html", 503, login=login, trouble="away")
    answer = RedirectResponse(address, 303)
    secure = request.url.scheme == "https"
    sealed = login.seal(kept, "oidc", 600)
    # lax: the provider sends the browser back from another site
    answer.set_cookie(STATE, sealed, max_age=600, path=PATH, httponly=True, samesite="lax", secure=secure)
    return answer


@router.get("/terug")
async def from_provider(request: Request, login: LoginDep, service: ServiceDep) -> Response:
    """Back from the provider."""
    kept = login.open(request.cookies.get(STATE, ""), "oidc") if login.oidc else None
    if kept is None:  # it took more than 10 minutes, or this address was opened a second time
        return page("redactie/inloggen.html", 401, login=login, trouble="late")
    try:
        await Oidc(service.settings, str(request.url_for("from_provider"))).finish(str(request.url), kept)
    except OidcError as error:
        log.warning("log-in with the provider failed: %s", error)
        trouble = "not-listed" if isinstance(error, NotListed) else "wrong"
        refused = page("redactie/inloggen.html", 403 if trouble == "not-listed" else 401, login=login, trouble=trouble)
        refused.delete_cookie(STATE, path=PATH)
        return refused
    # a page and no redirect: a strict cookie does not travel along a chain that began on another site
    answer = page("redactie/welkom.html")
    login.let_in(request, answer)
    answer.delete_cookie(STATE, path=PATH)
    return answer


@router.get("/kaarten")
def cards(
    desk: DeskDep, organisatie: Organisation = "", moment: str = "", thema: str = "", staat: str = ""
) -> HTMLResponse:
    """All cards, or those of a cell or a status."""
    return _page("redactie/kaarten.html", desk, organisatie, lambda d: {
        "moment": moment, "theme": thema, "wanted": staat, "cards": [
            card for card in d.library.cards.values()
            if (not moment or moment in card.moments) and (not thema or thema in card.themes)
            and (not staat or d.status(card.id) == staat)
        ],
    })  # fmt: skip


@router.get("/kaart/{card_id}")
def card(card_id: str, desk: DeskDep, organisatie: Organisation = "") -> HTMLResponse:
    """One card as a patient sees it, its hits, its doubts, its signature, and its file to change."""

    def make(d: DeskLibrary) -> dict[str, Any]:
        found = d.library.cards.get(card_id)
        if found is None:
            raise Problem(404)
        text = d.text(card_id)
        return {
            "card": found, "text": text, "hits": d.check_file(card_id, text), "changes": d.changes(card_id),
            "review": d.reviews[card_id], "questions": [d.library.questions[q] for q in found.ask],
            "name": d.library.files[card_id][0].name,
        }  # fmt: skip

    return _page("redactie/kaart.html", desk, organisatie, make)


@router.post("/kaart/{card_id}/nakijken")
def check_card(
    card_id: str, body: TextIn, request: Request, desk: DeskDep, organisatie: Organisation = ""
) -> dict[str, Any]:
    """Hits in a changed card file. Nothing is kept."""
    library = _writable(request, desk, organisatie, card_id)
    return {"hits": [asdict(hit) for hit in library.check_file(card_id, body.text)]}


@router.post("/kaart/{card_id}/patch")
def patch(card_id: str, body: TextIn, request: Request, desk: DeskDep, organisatie: Organisation = "") -> Response:
    """The change as a patch to commit."""
    library = _writable(request, desk, organisatie, card_id)
    return Response(library.patch(card_id, body.text, ROOT), media_type="text/x-diff; charset=utf-8")


@router.get("/nakijken")
def check_page(desk: DeskDep, organisatie: Organisation = "") -> HTMLResponse:
    """A place to write and see hits while typing."""
    return _page("redactie/nakijken.html", desk, organisatie, lambda _: {})


@router.post("/nakijken")
def check(body: TextIn, request: Request, desk: DeskDep) -> dict[str, Any]:
    """Hits in a text. Nothing is kept."""
    return {"hits": [asdict(hit) for hit in _writable(request, desk).check_text(body.text)]}


@router.get("/controle")
def queue(desk: DeskDep, organisatie: Organisation = "") -> HTMLResponse:
    """What waits for a signature, what changed after one, and what ends soon."""
    return _page("redactie/controle.html", desk, organisatie, lambda d: {
        "changed": [(name, d.changes(name)) for name in d.reviews.changed],
        "expired": [card for card in d.library.cards if d.status(card) == "expired"],
        "drafts": [card for card in d.library.cards.values() if d.status(card.id) == "draft"],
        "soon": d.soon(date.today()),
    })  # fmt: skip


@router.get("/matrix")
def matrix(desk: DeskDep, organisatie: Organisation = "") -> HTMLResponse:
    """How many cards there are in each cell of moment and theme."""
    return _page("redactie/matrix.html", desk, organisatie, lambda d: {
        "matrix": Counts.of(d.library).matrix, "moments": list(Moment), "themes": list(Theme),
    })  # fmt: skip


@router.get("/twijfels")
def doubts(desk: DeskDep, organisatie: Organisation = "") -> HTMLResponse:
    """What a reviewer should look at first."""
    return _page("redactie/twijfels.html", desk, organisatie, lambda d: {
        "cards": [card for card in d.library.cards.values() if card.doubts],
    })  # fmt: skip


@router.get("/tellingen")
def counted(
    desk: DeskDep, service: ServiceDep, organisatie: Organisation = "", dagen: Annotated[int, Query(ge=1, le=730)] = 90
) -> HTMLResponse:
    """What happened how often, and about which topics the bot had nothing to say."""
    rows, shelf, reached = [], service.shelf_for(organisatie), True
    try:
        rows = _rows(service, desk, organisatie, dagen)
    except Problem:
        reached = False

    def topic(row: Row) -> str:
        return _topic(shelf, row)

    return _page("redactie/tellingen.html", desk, organisatie, lambda _: {
        "on": service.counts is not None, "reached": reached, "days": dagen, "events": by_event(rows),
        "unknown": by_topic(rows, "unknown", topic), "cards": by_topic(rows, "card_shown", topic),
        "clear": by_topic(rows, "clear_yes", topic), "unclear": by_topic(rows, "clear_no", topic),
    })  # fmt: skip


@router.get("/tellingen.csv")
def counted_csv(
    desk: DeskDep, service: ServiceDep, organisatie: Organisation = "", dagen: Annotated[int, Query(ge=1, le=730)] = 90
) -> Response:
    """The same counts for a spreadsheet."""
    headers = {"Content-Disposition": 'attachment; filename="tellingen.csv"', "Cache-Control": "no-store"}
    rows = _rows(service, desk, organisatie, dagen)
    return Response(as_csv(rows), media_type="text/csv; charset=utf-8", headers=headers)


def _rows(service: Service, desk: Desk, organisation: str, days: int) -> list[Row]:
    """What was counted; Problem 503 when the database does not answer."""
    known = organisation if organisation in desk.organisations() else ""
    try:
        return service.counts.rows(known, date.today() - timedelta(days=days)) if service.counts else []
    except SQLAlchemyError as error:
        log.warning("the counts cannot be read: %s", type(error).__name__)
        raise Problem(503) from error


def _topic(shelf: Shelf, row: Row) -> str:
    moment = shelf.library.moments[Moment(row.moment)].short if row.moment else "moment niet bekend"
    theme = shelf.library.themes[Theme(row.theme)].title.lower() if row.theme else "onderwerp niet bekend"
    return f"{moment}, {theme}"


def _writable(request: Request, desk: Desk, organisation: str = "", card_id: str | None = None) -> DeskLibrary:
    """The library for a script of our own page; Problem 403 for another site, 404 for an unknown card."""
    if not own_page(request):
        raise Problem(403)
    try:
        library = desk.read(organisation)
    except ContentError as error:
        raise Problem(503, "the library is broken: see the overview of the desk") from error
    if card_id is not None and card_id not in library.library.cards:
        raise Problem(404)
    return library
