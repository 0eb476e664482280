"""What actions take from: the library, its search, and who vouches for which card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from actions.cues import Cues
from actions.message import CardView, Choice, QuestionView
from knowledge.library import Library
from knowledge.models import Card, Moment, Question, Review, Role, Theme
from knowledge.pack_map import LocalMap
from knowledge.search import Search


@dataclass(frozen=True)
class Shelf:
    """One organisation's library as actions see it: the moments and themes it offers, and its map of help nearby."""

    library: Library
    searcher: Search
    cues: Cues
    reviews: Mapping[str, Review] = field(default_factory=dict)
    moments: tuple[Moment, ...] = tuple(Moment)
    themes: tuple[Theme, ...] = tuple(Theme)
    local: LocalMap = field(default_factory=LocalMap)

    def view(self, card: Card) -> CardView:
        """A card with its review and its version."""
        shown = card.model_dump_json(include={"title", "text", "link", "step", "caution"})
        return CardView.of(card, self.reviews.get(card.id, Review()), sha256(shown.encode()).hexdigest()[:12])

    def say(self, phrase: str, nth: int = 0, **values: object) -> str:
        """A sentence of the phrasebook."""
        return self.library.phrases.say(phrase, nth, **values)

    def button(self, phrase: str, choice: str) -> Choice:
        """A button with a fixed title."""
        return Choice(title=self.say(f"choice.{phrase}"), choice=choice)

    def moment_buttons(self) -> tuple[Choice, ...]:
        """All moments that are offered."""
        shown = (m for m in self.library.moments.values() if m.id in self.moments)
        return tuple(Choice(title=m.title, choice=f"moment:{m.id}") for m in shown)

    def theme_buttons(self, moment: Moment | None) -> tuple[Choice, ...]:
        """All themes, in the order that fits the moment."""
        order = self.library.moments[moment].themes if moment else self.themes
        return tuple(Choice(title=self.library.themes[t].title, choice=f"theme:{t}") for t in order)

    def role_buttons(self, moment: Moment | None, without: Role | None = None) -> tuple[Choice, ...]:
        """The professionals for whom there are questions at this moment."""
        roles = dict.fromkeys(q.role for q in self.library.questions_for(moment) if q.role != without)
        return tuple(Choice(title=self.library.roles[role].title, choice=f"role:{role}") for role in roles)

    def spoken(self, role: Role) -> str:
        """The professional as it reads in a sentence."""
        return self.library.roles[role].spoken

    def question(self, question: Question) -> QuestionView:
        """A question as a patient sees it."""
        return QuestionView.of(question)
