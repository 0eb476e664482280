"""Everything one process holds: made once at start, handed to the routes by name."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from actions.cues import Cues
from actions.shelf import Shelf
from api.bot import Bot
from api.conversations import Conversations
from api.counts import Counts, open_counts
from api.crisis import CrisisDesk
from api.engine import Engine
from api.limits import RateLimit
from api.packs import Base, Packs
from api.settings import Settings
from api.understanding import Reader
from knowledge.library import Library
from knowledge.phrasebook import Phrasebook
from knowledge.search import NoSearch, Search, Searcher
from knowledge.search.embedding import OWN_MODEL
from knowledge.search.index import IndexBroken
from language import LanguageDetector, Lexicon
from safety import Detector

log = logging.getLogger("leefstijlmoment.service")


@dataclass
class Service:
    """The parts that a turn needs."""

    settings: Settings
    packs: Packs
    foreign: dict[str, Phrasebook]
    detector: Detector
    crisis: CrisisDesk
    reader: Reader
    bot: Bot
    engine: Engine | None
    conversations: Conversations
    rate: RateLimit
    counts: Counts | None = None

    @property
    def shelf(self) -> Shelf:
        """The library as it is shown without an organisation."""
        return self.packs.shelf()

    def shelf_for(self, organisation: str | None) -> Shelf:
        """The library as this organisation shows it."""
        return self.packs.shelf(organisation)


def create_service(settings: Settings, bot: Bot, engine: Engine | None) -> Service:
    """Load everything; raises ContentError (and refuses to start) when content is broken."""
    root = settings.content / "nl"
    library = Library.load(root)
    packs = Packs(settings, Base(library, _search(settings, library), Cues.load(root / "cues.yml")))
    packs.refresh(quick=True)
    foreign = {
        folder.name: Phrasebook.load(folder / "messages.yml")
        for folder in sorted(settings.content.iterdir())
        if folder.name != "nl" and (folder / "messages.yml").exists()
    }
    return Service(
        settings=settings,
        packs=packs,
        foreign=foreign,
        detector=Detector.load(),
        crisis=CrisisDesk.load(settings.content),
        reader=Reader(bot, LanguageDetector.load(), Lexicon.load()),
        bot=bot,
        engine=engine,
        conversations=Conversations(settings.conversation_minutes, settings.conversations_at_most),
        rate=RateLimit(settings.rate_per_minute),
        counts=open_counts(settings),
    )


def _search(settings: Settings, library: Library) -> Search:
    """The index of this library. One that cannot be used does not keep the service from answering danger."""
    try:
        return Searcher.open(library, settings.build / "index", settings.embedding_model or OWN_MODEL)
    except IndexBroken as error:
        log.error("no search: %s", error)
        return NoSearch(str(error))


def service_of(request: Request) -> Service:
    """The service of the app that answers this request."""
    service: Service = request.app.state.service
    return service


ServiceDep = Annotated[Service, Depends(service_of)]
__all__ = ["Service", "ServiceDep", "create_service"]
