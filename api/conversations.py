"""Conversations in memory: labels, a date, and what is needed to go on. Never a message text."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from actions.message import Choice, State
from api.problems import Problem


@dataclass
class CrisisMemory:
    """A danger that was seen: its category, and how many turns ago."""

    category: str
    urgency: str
    turns_ago: int = 0


@dataclass
class Conversation:
    """One conversation. `lock` keeps its turns in order; `tracker` numbers the Rasa trackers it used.

    `preview`: a professional looks at what a patient would see, so nothing of it is counted.
    """

    id: str
    organisation: str | None = None
    language: str = "nl"
    preview: bool = False
    state: State = field(default_factory=State)
    slots: dict[str, Any] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    signals: frozenset[str] = frozenset()
    crisis: CrisisMemory | None = None
    told_languages: set[str] = field(default_factory=set)
    tracker: int = 0
    tracker_turns: int = 0
    generation: int = 0
    last_used: float = 0.0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    today: date | None = None

    @property
    def sender(self) -> str:
        """The name under which Rasa knows the current tracker."""
        return f"{self.id}-{self.tracker}"


class Conversations:
    """All conversations of this process; each ends after `minutes` of silence, the oldest when there are too many."""

    def __init__(self, minutes: int, at_most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._minutes, self._at_most, self._clock = minutes, at_most, clock
        self._all: OrderedDict[str, Conversation] = OrderedDict()

    def __len__(self) -> int:
        return len(self._all)

    def create(self, **fields: Any) -> Conversation:
        """A new conversation under an id that cannot be guessed."""
        conversation = Conversation(secrets.token_urlsafe(18), last_used=self._clock(), **fields)
        self._all[conversation.id] = conversation
        return conversation

    def get(self, conversation_id: str) -> Conversation:
        """The conversation; Problem 404 when there is none (any more)."""
        conversation = self._all.get(conversation_id)
        if conversation is None or self._expired(conversation):
            raise Problem(404, title="Dit gesprek bestaat niet meer. Begin een nieuw gesprek.")
        conversation.last_used = self._clock()
        self._all.move_to_end(conversation_id)
        return conversation

    def remove(self, conversation_id: str) -> Conversation:
        """Forget the conversation and hand it over, so that Rasa can be told; Problem 404 when there is none."""
        conversation = self.get(conversation_id)
        del self._all[conversation_id]
        return conversation

    def expired(self) -> list[Conversation]:
        """Take out and answer all conversations that have ended."""
        ended = [c for c in self._all.values() if self._expired(c)]
        surplus = len(self._all) - len(ended) - self._at_most
        if surplus > 0:
            ended += [c for c in list(self._all.values()) if c not in ended][:surplus]
        for conversation in ended:
            self._all.pop(conversation.id, None)
        return ended

    def _expired(self, conversation: Conversation) -> bool:
        return self._clock() - conversation.last_used > self._minutes * 60
