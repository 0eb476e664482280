"""What Rasa sends to an action, made by hand: trackers and a shelf, without Rasa."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa_sdk import Tracker

from actions.cues import Cues
from actions.moments import settle
from actions.reply import Reply
from actions.shelf import Shelf
from actions.turn import Turn
from knowledge.library import Library
from knowledge.search import Evidence, NoSearch, SearchResult
from knowledge.search.searcher import Found

CUES = Path(__file__).resolve().parents[2] / "knowledge" / "content" / "nl" / "cues.yml"


class Finds:
    """A search that finds these cards in this tier, and remembers what it was asked."""

    def __init__(self, library: Library, tier: str, *card_ids: str) -> None:
        found = tuple(Found(library.cards[name], 0.5) for name in card_ids)
        self.result = SearchResult(tier, found)  # type: ignore[arg-type]
        self.asked: list[tuple[str, Evidence]] = []

    def search(self, question: str, evidence: Evidence, limit: int = 3) -> SearchResult:
        self.asked.append((question, evidence))
        return self.result


def tracker(
    text: str = "",
    act: str = "report",
    *,
    moments: dict[str, float] | None = None,
    themes: dict[str, float] | None = None,
    entities: dict[str, str] | None = None,
    slots: dict[str, Any] | None = None,
    ranking: dict[str, float] | None = None,
    **metadata: Any,
) -> Tracker:
    """A tracker after one message; labels with their probabilities, `ranking` with those of other acts."""
    found = [
        {"entity": kind, "value": name, "confidence_entity": score}
        for kind, labels in (("moment", moments or {}), ("theme", themes or {}))
        for name, score in labels.items()
    ]
    found += [{"entity": name, "value": value} for name, value in (entities or {}).items()]
    message = {
        "text": text,
        "intent": {"name": act, "confidence": 0.9},
        "intent_ranking": [{"name": name, "confidence": score} for name, score in (ranking or {}).items()],
        "entities": found,
        "metadata": {"text": text, **metadata},
    }
    return Tracker("someone", slots or {}, message, [], False, None, {}, "action_listen")


def shelf_of(library: Library, search: Any = None) -> Shelf:
    """A shelf with this library; it finds nothing unless told otherwise."""
    return Shelf(library, search or NoSearch("a test"), Cues.load(CUES))


def reply_to(shelf: Shelf, *args: Any, **kwargs: Any) -> tuple[Turn, Reply]:
    """The turn as an action gets it, with an empty reply."""
    turn = settle(Turn.of(tracker(*args, **kwargs)), shelf.cues)
    return turn, Reply(turn, shelf)
