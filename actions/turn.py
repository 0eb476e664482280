"""One message of the patient with what is remembered: the tracker, read once into names and types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from rasa_sdk import Tracker

from knowledge.models import Moment, Role, Theme


@dataclass(frozen=True)
class Memory:
    """What earlier turns left behind (the slots)."""

    moments: tuple[Moment, ...] = ()
    theme: Theme | None = None
    role: Role | None = None
    date: date | None = None
    person: str | None = None
    linked: Mapping[str, Any] | None = None
    shown: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    said: Mapping[str, int] | None = None
    medicines: tuple[str, ...] = ()
    awaiting: str = "nothing"
    last: str | None = None


@dataclass(frozen=True)
class Turn:
    """What was said now, and what is remembered.

    `moments` and `themes` are those of this message alone; `choice` is the value of a pressed button; `language` the
    language of the message; `signals` what the safety room asked to remember; `today` the date to count from.
    """

    text: str
    act: str
    moments: tuple[Moment, ...]
    themes: tuple[Theme, ...]
    theme_scores: Mapping[Theme, float]
    medicines: tuple[str, ...]
    choice: str | None
    when: date | None
    language: str
    signals: frozenset[str]
    today: date
    memory: Memory

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        """Read a tracker as Rasa sends it; what the api knows besides comes in the metadata of the message."""
        message = tracker.latest_message or {}
        metadata = message.get("metadata") or {}
        entities = message.get("entities") or []

        def values(name: str) -> tuple[str, ...]:
            return tuple(dict.fromkeys(str(e["value"]) for e in entities if e.get("entity") == name))

        lexicon = metadata.get("lexicon") or {}
        when = next(iter(values("time")), None)
        scores = {Theme(e["value"]): float(e.get("confidence_entity", 1.0)) for e in entities if e["entity"] == "theme"}
        scores |= {Theme(theme): 1.0 for theme in lexicon.get("themes", ())}
        return cls(
            text=str(metadata.get("text") or message.get("text") or ""),
            act=str(lexicon.get("act") or (message.get("intent") or {}).get("name") or "out_of_scope"),
            moments=tuple(dict.fromkeys(Moment(m) for m in (*values("moment"), *lexicon.get("moments", ())))),
            themes=tuple(sorted(scores, key=lambda theme: -scores[theme])),
            theme_scores=scores,
            medicines=values("medicine"),
            choice=next(iter(values("choice")), None),
            when=date.fromisoformat(when) if when else None,
            language=str(metadata.get("language") or "nl"),
            signals=frozenset(metadata.get("signals") or ()),
            today=date.fromisoformat(metadata["today"]) if metadata.get("today") else date.today(),
            memory=_memory(tracker.slots),
        )

    @property
    def known_moments(self) -> tuple[Moment, ...]:
        """The moments of this message first, then those remembered."""
        return tuple(dict.fromkeys((*self.moments, *self.memory.moments)))

    @property
    def date(self) -> date | None:
        """The date that was named, now or earlier."""
        return self.when or self.memory.date

    def phase(self, after_said: bool) -> Literal["before", "after"] | None:
        """Before or after the operation or birth: by what was said, else by the date."""
        if after_said:
            return "after"
        if self.date is None:
            return None
        return "after" if self.date < self.today else "before"


def _memory(slots: Mapping[str, Any]) -> Memory:
    return Memory(
        moments=tuple(Moment(m) for m in slots.get("moments") or ()),
        theme=Theme(slots["theme"]) if slots.get("theme") else None,
        role=Role(slots["role"]) if slots.get("role") else None,
        date=date.fromisoformat(slots["date"]) if slots.get("date") else None,
        person=slots.get("person"),
        linked=slots.get("linked"),
        shown=tuple(slots.get("shown") or ()),
        asked=tuple(slots.get("asked") or ()),
        said=dict(slots.get("said") or {}),
        medicines=tuple(slots.get("medicines") or ()),
        awaiting=str(slots.get("awaiting") or "nothing"),
        last=slots.get("last"),
    )
