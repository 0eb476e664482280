"""The answer under construction: messages to show and slots to remember."""

from __future__ import annotations

from typing import Any

from actions.message import Choice, Kind, Message, State
from actions.shelf import Shelf
from actions.turn import Turn
from knowledge.models import Moment, Role, Theme

SHOWN_AT_MOST = 60
WORDS_AT_MOST = 120


class Reply:
    """Collects what one turn answers. Unless told otherwise the bot awaits nothing afterwards."""

    def __init__(self, turn: Turn, shelf: Shelf) -> None:
        memory = turn.memory
        self._shelf = shelf
        self._turn = turn
        self.messages: list[Message] = []
        self.moments: tuple[Moment, ...] = turn.known_moments
        self.themes: tuple[Theme, ...] = turn.themes
        self.theme: Theme | None = turn.themes[0] if turn.themes else memory.theme
        self.role: Role | None = shelf.cues.role(turn.text) or memory.role
        self.date = turn.date
        self.awaiting = "nothing"
        self.medicines: tuple[str, ...] = tuple(dict.fromkeys((*turn.medicines, *memory.medicines)))[:10]
        self.place: str | None = memory.note("place")
        self.phase = turn.phase(shelf.cues.has("before", turn.text), shelf.cues.has("after", turn.text))
        self.looked_ahead = bool(memory.note("ahead"))
        self.person = turn.person or memory.person
        self.shown = list(memory.shown)
        self.asked = list(memory.asked)
        self._said = dict(memory.said or {})
        self._last: str | None = None

    def say(self, phrase: str, **values: object) -> str:
        """A sentence, in another variant than last time."""
        nth = self._said.get(phrase, 0)
        self._said[phrase] = nth + 1
        return self._shelf.say(phrase, nth, **values)

    def add(self, kind: Kind, text: str, choices: tuple[Choice, ...] = (), **fields: Any) -> None:
        """Add a message; `fields` are those of `Message`."""
        self.messages.append(Message(kind=kind, text=text, choices=choices or None, **fields))

    @property
    def words(self) -> int:
        """How many words the messages hold so far."""
        return sum(len(message.text.split()) for message in self.messages)

    def fits(self, text: str) -> bool:
        """Whether a text can still be read along with what is there: nobody reads more than 120 words at a time."""
        return self.words + len(text.split()) <= WORDS_AT_MOST

    def mark(self, kind: str) -> None:
        """Remember that this turn was a referral, so that "zeg het simpel" is about that."""
        self._last = kind

    def forget(self) -> None:
        """Back to the beginning: nothing is remembered but that the conversation goes on."""
        self.moments, self.themes, self.theme, self.role, self.date = (), (), None, None, None
        self.medicines, self.shown, self.asked, self._said, self.place = (), [], [], {}, None
        self.phase, self.looked_ahead, self.person = None, False, None

    @property
    def state(self) -> State:
        """What the conversation knows after this turn."""
        days = (self.date - self._turn.today).days if self.date else None
        return State(
            moments=self.moments,
            themes=self.themes or ((self.theme,) if self.theme else ()),
            language=self._turn.language,
            date=self.date,
            role=self.role,
            days_left=days if days is not None and days >= 0 else None,
        )

    def slots(self) -> dict[str, Any]:
        """The slots to set, as JSON values."""
        notes = {"place": self.place, "phase": self.phase, "ahead": self.looked_ahead}
        return {
            "awaiting": self.awaiting,
            "moments": [str(moment) for moment in self.moments],
            "theme": str(self.theme) if self.theme else None,
            "role": str(self.role) if self.role else None,
            "date": self.date.isoformat() if self.date else None,
            "shown": self.shown[-SHOWN_AT_MOST:],
            "asked": self.asked[-SHOWN_AT_MOST:],
            "said": self._said,
            "last": self._last,
            "person": self.person,
            "linked": {name: value for name, value in notes.items() if value} or None,
            "medicines": list(self.medicines),
        }
