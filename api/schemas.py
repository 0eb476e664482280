"""What comes in and goes out, as docs/contract.md names it."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from actions.message import CardView, Message, State
from knowledge.models import Moment, Role, Theme

Text = Annotated[str, Field(max_length=2000)]
Code = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Pack = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
QuestionId = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,80}$")]


class In(BaseModel):
    """Base of request bodies: a field that is not known is a mistake."""

    model_config = ConfigDict(extra="forbid")


class AnalyzeIn(In):
    """One message to understand."""

    text: Text


class LanguageOut(BaseModel):
    """The language of the message; `served` is true only for Dutch."""

    code: str
    served: bool


class LabelOut(BaseModel):
    """A label and the probability that it is right, 0 to 1."""

    id: str
    confidence: float


class SafetyOut(BaseModel):
    """A danger and how soon it wants an answer."""

    id: str
    urgency: Literal["now", "today", "soon"]


class EntityOut(BaseModel):
    """Something the message names: `text[start:end]`, in characters; `value` is its group, Dutch name, date or person."""

    entity: Literal["medicine", "procedure", "body_part", "time", "person"]
    value: str
    start: int
    end: int


class AnalyzeOut(BaseModel):
    """Only what the service itself would act on."""

    language: LanguageOut
    moments: list[LabelOut]
    themes: list[LabelOut]
    act: LabelOut
    safety: list[SafetyOut]
    entities: list[EntityOut]


class SearchHit(BaseModel):
    """A card and the probability that it is the right one."""

    score: float
    card: CardView


class SearchOut(BaseModel):
    """Cards, the best first; none when nothing fits well enough."""

    abstained: bool
    results: list[SearchHit]


class MomentOut(BaseModel):
    """A moment and the themes that fit it, in order."""

    id: Moment
    title: str
    themes: list[Theme]
    role: Role


class ThemeOut(BaseModel):
    """A theme."""

    id: Theme
    title: str


class StartIn(In):
    """What a clinician's link carries: labels, a role, a date, questions. Nothing about who it is for."""

    moment: Moment | None = None
    themes: Annotated[list[Theme], Field(max_length=9)] = []
    role: Role | None = None
    date: datetime.date | None = None
    questions: Annotated[list[QuestionId], Field(max_length=5)] = []


class ConversationIn(In):
    """How a conversation starts. `preview`: somebody looks at what a patient would see; such a conversation is not counted."""

    organisation: Pack | None = None
    start: StartIn | None = None
    language: Code = "nl"
    preview: bool = False


class MessageIn(In):
    """Either typed words or a pressed button."""

    text: Text | None = None
    choice: Annotated[str, Field(min_length=1, max_length=120)] | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> MessageIn:
        if (self.text is None) == (self.choice is None):
            raise ValueError("give either text or choice")
        return self


class TurnOut(BaseModel):
    """The answer to a message."""

    messages: list[Message]
    state: State


class ConversationOut(TurnOut):
    """A started conversation."""

    id: str


class ProblemOut(BaseModel):
    """RFC 9457; the title is Dutch and readable for a patient."""

    type: str
    status: int
    title: str
    detail: str | None = None
