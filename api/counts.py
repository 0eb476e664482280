"""What happens how often: per day, organisation, moment, theme and event. No text, no conversation, no address.

Groups under 5 are never shown as a number. Counting happens after the answer was sent and can never break it.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Column, Date, Integer, MetaData, String, Table, create_engine, delete, make_url, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from actions.message import Message, State

if TYPE_CHECKING:
    from api.service import Service
    from api.settings import Settings

log = logging.getLogger("leefstijlmoment.counts")
SMALLEST = 5
PATIENCE = 5  # seconds to wait for a database server
EVENTS = (
    "started", "card_shown", "questions_shown", "refer", "unknown", "crisis", "clear_yes", "clear_no",
)  # fmt: skip
_BY_KIND = {
    "card": "card_shown", "questions": "questions_shown", "refer": "refer", "unknown": "unknown", "crisis": "crisis",
}  # fmt: skip

_metadata = MetaData()
_counts = Table(
    "counts",
    _metadata,
    Column("day", Date, primary_key=True),
    Column("organisation", String(64), primary_key=True),
    Column("moment", String(32), primary_key=True),
    Column("theme", String(32), primary_key=True),
    Column("event", String(32), primary_key=True),
    Column("number", Integer, nullable=False),
)


@dataclass(frozen=True)
class Row:
    """How often one event happened. Empty moment or theme: none was known."""

    day: date
    organisation: str
    moment: str
    theme: str
    event: str
    number: int


class Counts:
    """The counts of one database: SQLite in a file, or PostgreSQL."""

    def __init__(self, url: str) -> None:
        """Raises SQLAlchemyError or ImportError when the database cannot be used."""
        address, given = _address(url)
        # the database may be started anew while the service runs: a dead connection is noticed and replaced
        self._engine = create_engine(address, connect_args=given, pool_pre_ping=True)
        self._insert = postgresql.insert if self._engine.dialect.name == "postgresql" else sqlite.insert
        _metadata.create_all(self._engine)

    def add(self, day: date, organisation: str, events: Iterable[tuple[str, str, str]]) -> None:
        """Count events, each as (event, moment, theme)."""
        with self._engine.begin() as connection:
            # always in the same order: two turns that lock the same rows the other way round would wait for each other
            for (event, moment, theme), number in sorted(Counter(events).items()):
                values = {"day": day, "organisation": organisation, "moment": moment, "theme": theme, "event": event}
                insert = self._insert(_counts).values(**values, number=number)
                total = {"number": _counts.c.number + number}
                connection.execute(insert.on_conflict_do_update(index_elements=list(values), set_=total))

    def rows(self, organisation: str | None = None, since: date = date.min) -> list[Row]:
        """What was counted: of one organisation ("" is without one), or of all when None."""
        query = select(_counts).where(_counts.c.day >= since).order_by(_counts.c.day)
        if organisation is not None:
            query = query.where(_counts.c.organisation == organisation)
        with self._engine.connect() as connection:
            return [Row(*row) for row in connection.execute(query)]

    def forget_before(self, day: date) -> None:
        """Remove what is older."""
        with self._engine.begin() as connection:
            connection.execute(delete(_counts).where(_counts.c.day < day))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


def _address(url: str) -> tuple[URL, dict[str, int]]:
    """The address with the driver that is installed, and how long to wait for a server, in seconds."""
    address = make_url(url)
    if address.get_backend_name() not in ("postgresql", "postgres"):
        return address, {}
    if address.drivername in ("postgresql", "postgres"):  # as providers write it
        address = address.set(drivername="postgresql+psycopg")
    return address, {"connect_timeout": PATIENCE}


def open_counts(settings: Settings) -> Counts | None:
    """The counts as set; None when they are off, or when the database cannot be used (the log says so)."""
    if settings.counts == "off":
        return None
    url = settings.counts_url.get_secret_value()
    if not url:
        file: Path = settings.build / "counts.sqlite3"
        file.parent.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{file}"
    try:
        counts = Counts(url)
        counts.forget_before(date.today() - timedelta(days=settings.counts_days))
    except (SQLAlchemyError, ImportError, OSError) as error:
        # only the kind of error: its message could hold a password
        log.error("nothing is counted, the database cannot be used: %s", type(error).__name__)
        return None
    return counts


def count(
    service: Service, organisation: str | None, state: State, messages: Sequence[Message], answered: str | None = None
) -> None:
    """Count one turn.

    `answered`: "yes" or "no" when this turn answered whether the talk was clear; "start" for the first turn.
    Runs after the answer was sent; whatever goes wrong is logged by kind and goes no further.
    """
    if service.counts is None:
        return
    try:
        known = organisation if organisation in service.packs else ""
        service.counts.add(date.today(), known or "", _events(state, messages, answered))
    except Exception as error:  # noqa: BLE001 - counting must never break a conversation
        log.warning("a turn was not counted: %s", type(error).__name__)


def feedback(service: Service, organisation: str | None, messages: Sequence[Message], said: str) -> str | None:
    """Whether a turn answered "was dit duidelijk?": "yes", "no" or None. `said` is looked at here and forgotten."""
    thanks = service.shelf_for(organisation).say("feedback_thanks")
    if not messages or messages[0].text != thanks:
        return None
    return "yes" if said.strip().lower().startswith(("yes", "ja")) else "no"


def _events(state: State, messages: Sequence[Message], answered: str | None) -> list[tuple[str, str, str]]:
    moment = str(state.moments[0]) if state.moments else ""
    theme = str(state.themes[0]) if state.themes else ""
    found = []
    if answered is not None:
        found.append(("started" if answered == "start" else f"clear_{answered}", moment, theme))
    for message in messages:
        if message.kind not in _BY_KIND:
            continue
        about = str(message.card.themes[0]) if message.card else theme
        if message.kind == "crisis":  # danger is counted apart from what the person talked about
            found.append(("crisis", "", ""))
        else:
            found.append((_BY_KIND[message.kind], moment, about))
    return found


def masked(number: int) -> str:
    """A number as it may be shown: 0, "<5", or itself."""
    return str(number) if number == 0 or number >= SMALLEST else f"<{SMALLEST}"
