"""The organisations of this service: each with a shelf of its own, read again when its folder changes."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from actions.cues import Cues
from actions.shelf import Shelf
from api.settings import Settings
from knowledge.errors import ContentError
from knowledge.library import Library
from knowledge.pack import packs_in
from knowledge.pack_merge import merge, reviews_of, shown_moments, shown_themes
from knowledge.pack_reader import Pack, read_pack
from knowledge.pack_search import own_search, withhold
from knowledge.review import Reviews, servable
from knowledge.search import Search
from knowledge.search.embedding import OWN_MODEL
from knowledge.search.index import IndexBroken

log = logging.getLogger("leefstijlmoment.packs")
EVERY = 10.0  # seconds between two looks at the folders
Stamp = frozenset[tuple[str, int, int]]


@dataclass(frozen=True)
class Base:
    """What all organisations share: the whole library, its search and the words that steer the talk."""

    library: Library
    search: Search
    cues: Cues


@dataclass(frozen=True)
class _Entry:
    pack: Pack
    shelf: Shelf
    stamp: Stamp


class Packs:
    """All packs by id. A broken pack keeps the one that was there, and the log says which file, line and remedy.

    A pack with cards of its own needs a search index of its own. Until that is built (in the background, seconds), its
    conversations find the common cards, without those that the pack hides or replaces.
    """

    def __init__(self, settings: Settings, base: Base) -> None:
        self._settings, self._base = settings, base
        self._entries: dict[str, _Entry] = {}
        self._tried: dict[str, Stamp] = {}
        self._day = date.min
        self._common = self._plain(date.today())
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def __contains__(self, organisation: object) -> bool:
        return organisation in self._entries

    def get(self, organisation: str | None) -> Pack | None:
        """The pack; None when there is none with this id."""
        entry = self._entries.get(organisation or "")
        return entry.pack if entry else None

    @property
    def base(self) -> Base:
        """What all organisations share, also what may not be shown."""
        return self._base

    def shelf(self, organisation: str | None = None) -> Shelf:
        """The organisation's own shelf; the plain library for none, or for one that does not exist."""
        entry = self._entries.get(organisation or "")
        return entry.shelf if entry else self._common

    def refresh(self, quick: bool = False) -> None:
        """Read what changed since last time; `quick` leaves building an index for later."""
        with self._lock:
            today = date.today()
            folders = {root.name: root for root in packs_in(self._settings.organisations)}
            for gone in self._entries.keys() - folders.keys():
                del self._entries[gone]
            for name, root in folders.items():
                stamp = stamp_of(root)
                if self._tried.get(name) == stamp and self._day == today:
                    continue
                if self._read(root, stamp, today, quick):
                    self._tried[name] = stamp
            if self._day != today:
                self._common = self._plain(today)
            self._day = today

    def start(self) -> None:
        """Look at the folders every 10 seconds, in a thread of its own."""
        self._thread = threading.Thread(target=self._watch, name="packs", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()

    def _watch(self) -> None:
        while True:
            try:
                self.refresh()
            except OSError as error:
                log.warning("the organisations could not be read: %s", type(error).__name__)
            if self._stop.wait(EVERY):
                return

    def _read(self, root: Path, stamp: Stamp, today: date, quick: bool) -> bool:
        """Read one pack; False when its index is still to be built."""
        try:
            pack = read_pack(root, self._base.library)
        except ContentError as error:
            kept = "the one before stays" if root.name in self._entries else "the plain library is shown"
            log.error("organisation '%s' is broken, %s:\n%s", root.name, kept, error)
            return True
        if pack.organisation.demo and self._settings.environment != "development":
            log.warning("organisation '%s' is a demo and not served in production", pack.id)
            self._entries.pop(pack.id, None)
            return True
        shelf = self._shelf(pack, today, quick)
        fresh = dict(self._entries)
        fresh[pack.id] = _Entry(pack, shelf, stamp)
        self._entries = fresh
        return not (quick and pack.cards)

    def _plain(self, today: date) -> Shelf:
        base = self._base
        reviews = Reviews.load(base.library.root, base.library, today)
        shelf = Shelf(base.library, base.search, base.cues)
        return served(shelf, reviews, self._settings.environment, set(base.library.cards))

    def _shelf(self, pack: Pack, today: date, quick: bool) -> Shelf:
        base, settings = self._base, self._settings
        merged = merge(base.library, pack)
        reviews = reviews_of(base.library, pack, merged, today)
        search, known = base.search, set(base.library.cards)
        if pack.cards and not quick:
            try:
                folder, common = settings.build / f"index-{pack.id}", settings.build / "index"
                search = own_search(merged, folder, common, settings.embedding_model or OWN_MODEL)
                known = set(merged.cards)
            except IndexBroken as error:
                log.error("organisation '%s' is searched without its own cards: %s", pack.id, error)
        shelf = Shelf(merged, search, base.cues, reviews, shown_moments(pack), shown_themes(pack), pack.local)
        return served(shelf, reviews, settings.environment, known)


def served(shelf: Shelf, reviews: Reviews, environment: str, known: set[str]) -> Shelf:
    """The shelf with only the cards that may be shown; `known` are the cards that its search could find."""
    allowed = servable(shelf.library, reviews, environment)
    cards = {name: card for name, card in shelf.library.cards.items() if name in allowed}
    search = withhold(shelf.searcher, known, cards)
    return replace(shelf, library=replace(shelf.library, cards=cards), searcher=search, reviews=reviews)


def stamp_of(root: Path) -> Stamp:
    """Changes when any file of the folder changes, appears or goes."""
    found = []
    for file in root.rglob("*"):
        try:
            state = file.stat()
        except FileNotFoundError:
            continue  # an editor was just saving it
        found.append((str(file.relative_to(root)), state.st_mtime_ns, state.st_size))
    return frozenset(found)
