"""The app: parts, routes, and their life."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from actions import create_executor
from api.bot import Bot, BotError
from api.desk import Desk
from api.desk_login import DeskLogin
from api.engine import Engine, free_port
from api.headers import SecurityHeaders
from api.limits import BodyLimit
from api.problems import add_problem_handlers
from api.routes import (
    analyze,
    clinician,
    conversations,
    desk,
    embedding,
    health,
    library,
    organisations,
    pages,
    webhook,
)
from api.service import Service, create_service
from api.settings import Settings

log = logging.getLogger("leefstijlmoment")
SWEEP_SECONDS = 30


def create_app(settings: Settings | None = None) -> FastAPI:
    """The whole service. Rasa starts with the app unless LEEFSTIJLMOMENT_BOT_URL names one that runs already."""
    settings = settings or Settings()
    token = settings.bot_token.get_secret_value()
    port = None if settings.bot_url else free_port()
    bot = Bot(settings.bot_url or f"http://127.0.0.1:{port}", token, settings.bot_timeout)
    actions_url = settings.actions_url or f"http://127.0.0.1:{settings.port}/internal/actions/{token}"
    engine = Engine(settings, bot, port, actions_url) if port else None
    service = create_service(settings, bot, engine)

    @contextlib.asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        if engine:
            engine.start()
        service.packs.start()
        sweeper = asyncio.create_task(_sweep(service))
        try:
            yield
        finally:
            sweeper.cancel()
            service.packs.stop()
            if service.counts:
                service.counts.close()
            if engine:
                await engine.stop()
            await bot.close()

    app = FastAPI(title="Leefstijlmoment", version="1", lifespan=life, docs_url=None, redoc_url=None)
    app.state.service = service
    app.state.desk_login = DeskLogin(settings)
    app.state.desk = Desk(settings.content, settings.organisations)
    app.state.executor = create_executor(service.shelf_for)
    app.add_middleware(BodyLimit)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST", "DELETE"], allow_headers=["content-type"]
    )
    add_problem_handlers(app)
    for room in (analyze, library, conversations, organisations, clinician, embedding, desk, health, webhook, pages):
        app.include_router(room.router)
    return app


async def _sweep(service: Service) -> None:
    """Forget conversations that have ended, here and with Rasa."""
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        for conversation in service.conversations.expired():
            try:
                await service.bot.forget(conversation.sender)
            except BotError as error:
                log.warning("Rasa could not be told to forget a conversation: %s", error)
