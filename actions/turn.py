"""One message of the patient with what is remembered: the tracker, read once into names and types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from rasa_sdk import Tracker

from knowledge.models import Moment, Role, Theme

Phase = Literal["before", "after"]
CLEAR_THEME, CLEAR_THEME_IN_TALK = 0.8, 0.6  # from these probabilities a theme alone says what is meant
WORDS_OF_A_DATE = 4


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

    def note(self, name: str) -> Any:
        """One of the small things in `linked`: the place, the phase, whether looking ahead was offered."""
        return (self.linked or {}).get(name)


@dataclass(frozen=True)
class Turn:
    """What was said now, and what is remembered.

    `moments` and `themes` are those of this message alone; `choice` is the value of a pressed button; `language` the
    language of the message; `signals` what the safety room asked to remember; `today` the date to count from.
    `moment_scores` and `theme_scores` are probabilities (0 to 1); `gone` the moments that this message takes back;
    `in_crisis` says that danger was seen a few turns ago; `medical` and `offtopic` are how likely that other act is.
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
    moment_scores: Mapping[Moment, float] = field(default_factory=dict)
    gone: tuple[Moment, ...] = ()
    in_crisis: bool = False
    person: str | None = None
    medical: float = 0.0
    offtopic: float = 0.0

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

        def scores(name: str) -> dict[str, float]:
            own = [e for e in entities if e.get("entity") == name]
            found = {str(e["value"]): float(e.get("confidence_entity", 1.0)) for e in own}
            return found | {str(label): 1.0 for label in lexicon.get(f"{name}s", ())}

        themes = {Theme(name): score for name, score in scores("theme").items()}
        moments = {Moment(name): score for name, score in scores("moment").items()}
        return cls(
            text=str(metadata.get("text") or message.get("text") or ""),
            act=str(lexicon.get("act") or (message.get("intent") or {}).get("name") or "out_of_scope"),
            moments=tuple(moments),
            themes=tuple(sorted(themes, key=lambda theme: -themes[theme])),
            theme_scores=themes,
            medicines=values("medicine"),
            choice=next(iter(values("choice")), None),
            when=date.fromisoformat(when) if when else None,
            language=str(metadata.get("language") or "nl"),
            signals=frozenset(metadata.get("signals") or ()),
            today=date.fromisoformat(metadata["today"]) if metadata.get("today") else date.today(),
            memory=_memory(tracker.slots),
            moment_scores=moments,
            in_crisis=bool(metadata.get("in_crisis")),
            person=next(iter(values("person")), None),
            medical=_confidence(message, "ask_medical"),
            offtopic=_confidence(message, "out_of_scope"),
        )

    @property
    def known_moments(self) -> tuple[Moment, ...]:
        """The moments of this message first, then those remembered."""
        return tuple(dict.fromkeys((*self.moments, *self.memory.moments)))

    @property
    def clear_theme(self) -> bool:
        """Whether a theme was named beyond much doubt; in a talk under way less is enough."""
        enough = CLEAR_THEME_IN_TALK if self.memory.moments else CLEAR_THEME
        return max(self.theme_scores.values(), default=0.0) >= enough

    @property
    def date(self) -> date | None:
        """The date of the moment, named now or earlier; "3 weken geleden gestopt met roken" is no such date."""
        about = self.moments or not self.memory.moments or len(self.text.split()) <= WORDS_OF_A_DATE
        return self.when if self.when and about else self.memory.date

    def phase(self, before_said: bool, after_said: bool) -> Phase | None:
        """Before or after the operation or birth: by what was said or named now, else by what is remembered.

        Who says both ("ik word geopereerd, en na de operatie?") still has it ahead.
        """
        if after_said and not before_said:
            return "after"
        if self.date is not None and (self.date != self.memory.date or self.memory.note("phase") is None):
            return "after" if self.date < self.today else "before"
        if before_said:
            return "before"
        remembered = self.memory.note("phase")
        return remembered if remembered in ("before", "after") else None


def _confidence(message: Mapping[str, Any], act: str) -> float:
    """How likely this act is, also when another one is likelier; 0 when Rasa did not rank it."""
    ranking = message.get("intent_ranking") or []
    return next((float(item["confidence"]) for item in ranking if item.get("name") == act), 0.0)


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
