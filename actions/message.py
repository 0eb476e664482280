"""The messages that a patient sees, as docs/contract.md names them."""

from __future__ import annotations

import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, HttpUrl

from knowledge.models import Card, Moment, Question, Review, Role, Source, Theme

Kind = Literal["text", "card", "questions", "choices", "clarify", "refer", "crisis", "notice", "unknown"]


class Answer(BaseModel):
    """Base of everything that goes out: fields that are not set stay out of the JSON only where the contract allows."""

    model_config = ConfigDict(frozen=True)


class CardView(Answer):
    """A card as a patient reads it."""

    id: str
    title: str
    text: str
    link: str
    step: str
    moments: tuple[Moment, ...]
    themes: tuple[Theme, ...]
    audience: tuple[str, ...]
    caution: str | None
    sources: tuple[Source, ...]
    review: Review
    version: str
    language: str

    @classmethod
    def of(cls, card: Card, review: Review, version: str) -> CardView:
        """The view of a card; `version` is the short hash of what is shown."""
        fields: dict[str, Any] = {name: getattr(card, name) for name in cls.model_fields if hasattr(card, name)}
        return cls(**fields, review=review, version=version)


class QuestionView(Answer):
    """A question to take along."""

    id: str
    text: str
    role: Role
    moment: Moment
    themes: tuple[Theme, ...]

    @classmethod
    def of(cls, question: Question) -> QuestionView:
        """The view of a question."""
        return cls(**question.model_dump(exclude={"top"}))


class Choice(Answer):
    """A button: what stands on it, and what is sent back as `choice`."""

    title: str
    choice: str


class ContactView(Answer):
    """Whom to call or visit."""

    name: str
    phone: str | None = None
    url: HttpUrl | None = None


class Message(Answer):
    """One message of the bot. `text` always holds the readable words."""

    kind: Kind
    text: str
    card: CardView | None = None
    questions: tuple[QuestionView, ...] | None = None
    choices: tuple[Choice, ...] | None = None
    because: str | None = None
    contacts: tuple[ContactView, ...] | None = None
    language: str | None = None
    own_question: str | None = None

    def wire(self) -> dict[str, Any]:
        """As JSON for a client: what the message does not have is left out, fields inside a card never are."""
        return {name: value for name, value in self.model_dump(mode="json").items() if value is not None}


class State(Answer):
    """What the conversation knows: never text, only labels and a date."""

    moments: tuple[Moment, ...] = ()
    themes: tuple[Theme, ...] = ()
    language: str = "nl"
    date: datetime.date | None = None
    role: Role | None = None
    days_left: int | None = None
