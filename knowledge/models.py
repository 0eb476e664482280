"""What the library holds: cards, questions, and who vouches for them.

The field names are public: they are what `GET /v1/cards/{id}` answers (see docs/contract.md).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, field_validator, model_validator


class Moment(StrEnum):
    """A care moment in which a patient is open to change."""

    SURGERY = "surgery"
    MEDICATION_CHANGE = "medication_change"
    GGZ_WAITLIST = "ggz_waitlist"
    DIAGNOSIS = "diagnosis"
    TEST_RESULT = "test_result"
    BIRTH = "birth"


class Theme(StrEnum):
    """A part of life a patient can change something in."""

    EXERCISE = "exercise"
    SMOKING = "smoking"
    ALCOHOL = "alcohol"
    NUTRITION = "nutrition"
    RELAXATION = "relaxation"
    SLEEP = "sleep"
    MEANING = "meaning"
    WORK = "work"
    SUBSTANCE_USE = "substance_use"


class Role(StrEnum):
    """The professional a question is meant for."""

    SURGEON = "surgeon"
    ANAESTHETIST = "anaesthetist"
    GP = "gp"
    PRACTICE_NURSE = "practice_nurse"
    PHARMACIST = "pharmacist"
    PSYCHOLOGIST = "psychologist"
    PSYCHIATRIST = "psychiatrist"
    DIETITIAN = "dietitian"
    PHYSIOTHERAPIST = "physiotherapist"
    MIDWIFE = "midwife"
    COMPANY_DOCTOR = "company_doctor"
    INSURER = "insurer"


Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Line = Annotated[str, Field(min_length=2, max_length=400)]


class Record(BaseModel):
    """Base: unknown fields are mistakes, and nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Source(Record):
    """Where a fact was read. `checked_on` is the day on which the fact was last held against that page."""

    title: Line
    organisation: Line
    url: HttpUrl
    checked_on: date

    @field_validator("url")
    @classmethod
    def _no_credentials(cls, url: HttpUrl) -> HttpUrl:
        if url.username or url.password:
            raise ValueError("a source address holds no user name or password")
        return url


class Review(Record):
    """Who vouches for a card. Never written in a card file: derived from its signature."""

    status: Literal["draft", "approved", "expired"] = "draft"
    reviewed_by: str | None = None
    reviewed_on: date | None = None
    valid_until: date | None = None


class Card(Record):
    """One message to the patient, as the patient reads it, with where it comes from.

    `text` is the body (plain text); `link` says out loud how this moment and this behaviour hang together;
    `step` is one small step; `caution` guards a group for whom the advice could do harm.
    """

    id: Identifier
    moments: tuple[Moment, ...]
    themes: tuple[Theme, ...] = Field(min_length=1)
    audience: tuple[Identifier, ...] = ()
    phase: Literal["before", "after", "any"] = "any"
    kind: Literal["why", "do", "keep", "watch", "after", "process", "medicine", "story"]
    title: Line
    link: Line
    step: Line
    ask: tuple[Identifier, ...] = Field(min_length=1, max_length=3)
    caution: Line | None = None
    medicines: tuple[Identifier, ...] = ()
    sources: tuple[Source, ...] = Field(min_length=1)
    doubts: tuple[str, ...] = ()
    text: str = Field(min_length=1)
    language: str = "nl"

    @property
    def restricts_food(self) -> bool:
        """Whether the card is about weight or eating less: its caution then names eating disorders."""
        return self.caution is not None and "eetstoornis" in self.caution.lower()

    @field_validator("moments", "themes")
    @classmethod
    def _unique(cls, values: tuple[StrEnum, ...]) -> tuple[StrEnum, ...]:
        if len(set(values)) != len(values):
            raise ValueError("each value stands once")
        return values

    @model_validator(mode="after")
    def _medicine_named(self) -> Card:
        if (self.kind == "medicine") != bool(self.medicines):
            raise ValueError("a card of kind 'medicine' names its medicine groups, and only such a card does")
        return self


class Question(Record):
    """A question that a patient can say aloud to a professional. `top` 1-3 opens the list of its moment."""

    id: Identifier
    text: Annotated[str, Field(min_length=8, max_length=160)]
    role: Role
    moment: Moment
    themes: tuple[Theme, ...] = ()
    top: Literal[1, 2, 3] | None = None


class MedicineGroup(Record):
    """Medicines that share what a patient should know. `names` are generic, brand, everyday and misspelt names."""

    id: Identifier
    title: Line
    names: tuple[Annotated[str, Field(min_length=2, max_length=60)], ...] = Field(min_length=1)


class Contact(Record):
    """A help line or site as shown to a patient, with the day its number was last checked."""

    id: Identifier
    name: Line
    phone: Annotated[str, Field(pattern=r"^[0-9][0-9-]*$")] | None = None
    url: HttpUrl | None = None
    hours: str | None = None
    checked_on: date
    source: HttpUrl | None = None

    @model_validator(mode="after")
    def _reachable(self) -> Contact:
        if self.phone is None and self.url is None:
            raise ValueError("a contact needs a phone number or an address")
        return self


class GlossaryEntry(Record):
    """A hard word: how it is explained, and the everyday word to use instead where there is one.

    Every patient knows a `known` word, so it needs no explanation. Any other may be used in a text that also holds one
    of `cues`: words with which it is explained there.
    """

    term: Annotated[str, Field(min_length=2)]
    explanation: Line
    instead: str | None = None
    forms: tuple[str, ...] = ()
    cues: tuple[Annotated[str, Field(min_length=2)], ...] = ()
    known: bool = False

    @model_validator(mode="after")
    def _explainable(self) -> GlossaryEntry:
        if self.known == bool(self.cues):
            raise ValueError("a term is either known, or names the cue words with which it is explained")
        return self


class MomentText(Record):
    """How a moment is named, heard and linked to behaviour; `themes` in the order in which they fit it."""

    id: Moment
    title: Line
    short: Line
    heard: tuple[Line, ...] = Field(min_length=2)
    heard_after: tuple[Line, ...] = ()
    link: Line
    themes: tuple[Theme, ...] = Field(min_length=3)
    role: Role
    next: Line


class ThemeText(Record):
    """How a theme is named; `object` is how it reads after 'over'."""

    id: Theme
    title: Line
    about: Line


class RoleText(Record):
    """How a professional is named; `spoken` is how it reads after 'voor'."""

    id: Role
    title: Line
    spoken: Line


class Phrase(Record):
    """A sentence of the bot. Several `texts` are variants for when it is said again; `{name}` is filled in."""

    id: Annotated[str, Field(pattern=r"^[a-z_]+(\.[a-z_]+)*$")]
    texts: tuple[Annotated[str, Field(min_length=1, max_length=600)], ...] = Field(min_length=1)
