"""What one message means by itself: language, moments, themes, act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from api.bot import Bot, spoken
from knowledge.models import Moment, Theme
from knowledge.search import Evidence
from language import Language, LanguageDetector, Lexicon, LexiconReading

ENTITIES = frozenset({"medicine", "procedure", "body_part", "time", "person"})
SURE = 0.9  # what a phrase of the lexicon counts for: it was written by hand for this meaning


@dataclass(frozen=True)
class Label:
    """A label with its probability, 0 to 1."""

    id: str
    confidence: float


@dataclass(frozen=True)
class Entity:
    """A stretch of the message (`start` to `end`, in characters) and what it means."""

    entity: str
    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Understanding:
    """Labels above the service's own thresholds, the surest first; `medicines` are medicine groups."""

    language: Language
    moments: tuple[Label, ...]
    themes: tuple[Label, ...]
    act: Label
    theme_scores: Mapping[Theme, float]
    moment_scores: Mapping[Moment, float]
    medicines: tuple[str, ...]
    entities: tuple[Entity, ...] = ()

    def evidence(self, moments: tuple[Moment, ...] = (), theme: Theme | None = None) -> Evidence:
        """What this message tells the search; given labels filter."""
        return Evidence(
            moments=moments,
            theme=theme,
            guessed_moments=self.moment_scores,
            guessed_themes=self.theme_scores,
            medicines=self.medicines,
            act=self.act.id,
        )


NOTHING = Label("out_of_scope", 1.0)


class Reader:
    """Reads single messages; knows nothing of the conversation but its language."""

    def __init__(self, bot: Bot, languages: LanguageDetector, lexicon: Lexicon) -> None:
        self._bot, self._languages, self._lexicon = bot, languages, lexicon

    def language(self, text: str, current: str) -> Language:
        """The language of a message in a conversation that is held in `current`."""
        return self._languages.detect(text, current=current)

    def lexicon(self, text: str, code: str) -> LexiconReading:
        """What the phrase list of a language that is not served finds."""
        return self._lexicon.read(text, code)

    async def read(self, text: str, current: str = "nl", timeout: float | None = None) -> Understanding:
        """Language, labels and act. Raises BotError when Rasa does not answer."""
        language = self.language(text, current)
        if not any(character.isalnum() for character in text):
            return Understanding(language, (), (), NOTHING, {}, {}, ())
        parsed = await self._bot.parse(text, timeout)
        understood = self.merge(language, parsed, self.lexicon(text, language.code))
        # Rasa was given the text without what stands before its first word
        left_out = len(text) - len(spoken(text))
        moved = (replace(e, start=e.start + left_out, end=e.end + left_out) for e in understood.entities)
        return replace(understood, entities=tuple(moved))

    @staticmethod
    def merge(language: Language, parsed: Mapping[str, Any], lexicon: LexiconReading) -> Understanding:
        """Rasa's reading, with what the lexicon adds for other languages than Dutch."""
        entities = parsed.get("entities") or []

        def labels(kind: str, extra: tuple[str, ...]) -> tuple[Label, ...]:
            found = {e["value"]: float(e.get("confidence_entity", 1.0)) for e in entities if e.get("entity") == kind}
            found |= {name: max(found.get(name, 0.0), SURE) for name in extra}
            return tuple(Label(name, score) for name, score in sorted(found.items(), key=lambda item: -item[1]))

        intent = parsed.get("intent") or {}
        act = Label(str(intent.get("name") or "out_of_scope"), float(intent.get("confidence") or 0.0))
        if lexicon.act:
            act = Label(lexicon.act, SURE)
        scores = parsed.get("label_scores") or {}
        return Understanding(
            language=language,
            moments=labels("moment", lexicon.moments),
            themes=labels("theme", lexicon.themes),
            act=act,
            theme_scores={Theme(name): float(score) for name, score in (scores.get("theme") or {}).items()},
            moment_scores={Moment(name): float(score) for name, score in (scores.get("moment") or {}).items()},
            medicines=tuple(dict.fromkeys(str(e["value"]) for e in entities if e.get("entity") == "medicine")),
            entities=tuple(
                Entity(str(e["entity"]), str(e["value"]), int(e["start"]), int(e["end"]))
                for e in sorted(entities, key=lambda e: int(e.get("start", 0)))
                if e.get("entity") in ENTITIES
            ),
        )
