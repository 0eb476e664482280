"""What an organisation adds to the library: who it is, whom to call there, and the help in its region."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, HttpUrl, field_validator, model_validator

from knowledge.models import Identifier, Line, Moment, Record, Theme

_PHONE = r"^[0-9][0-9-]*$"
_POSTCODES = re.compile(r"[1-9]\d{3}(-[1-9]\d{3})?")
_ORIGIN = re.compile(r"https://[a-z0-9.-]+(:\d{1,5})?|http://(localhost|127\.0\.0\.1)(:\d{1,5})?")
ENOUGH_CONTRAST = 4.5  # WCAG 2.2, 1.4.3: white text on the accent colour


class Colours(Record):
    """The organisation's colour for buttons; white text must be readable on it."""

    accent: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]

    @field_validator("accent")
    @classmethod
    def _readable(cls, value: str) -> str:
        ratio = contrast_with_white(value)
        if ratio < ENOUGH_CONTRAST:
            raise ValueError(f"contrast with white is {ratio:.1f}, at least {ENOUGH_CONTRAST} is needed: choose darker")
        return value


class PackContact(Record):
    """Whom patients of this organisation can call. `out_of_hours`: the number for evenings, nights and weekends."""

    name: Line
    phone: Annotated[str, Field(pattern=_PHONE)] | None = None
    url: HttpUrl | None = None
    hours: Line | None = None
    out_of_hours: bool = False
    checked_on: date

    @model_validator(mode="after")
    def _reachable(self) -> PackContact:
        if self.phone is None and self.url is None:
            raise ValueError("a contact needs a phone number or an address")
        return self


class MapKind(StrEnum):
    """What sort of help it is."""

    LEEFSTIJLLOKET = "leefstijlloket"
    GLI = "gli"
    BUURTSPORTCOACH = "buurtsportcoach"
    WELZIJN_OP_RECEPT = "welzijn_op_recept"
    WALKING_GROUP = "walking_group"
    PEER_GROUP = "peer_group"
    OTHER = "other"


class MapEntry(Record):
    """Help in the region. `postcodes` are four digits or a range ("1200-1249"); none means the whole municipality."""

    name: Line
    kind: MapKind
    municipality: Line
    postcodes: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()
    audience: Line
    cost: Line
    referral_needed: bool
    phone: Annotated[str, Field(pattern=_PHONE)] | None = None
    url: HttpUrl | None = None
    checked_on: date

    @field_validator("postcodes", mode="before")
    @classmethod
    def _as_text(cls, values: object) -> object:
        """YAML reads 1234 as a number."""
        return [str(value) for value in values] if isinstance(values, list) else values

    @field_validator("postcodes")
    @classmethod
    def _four_digits(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        for value in values:
            first, _, last = value.partition("-")
            if not _POSTCODES.fullmatch(value) or (last and last < first):
                raise ValueError(f"'{value}': write four digits (1234) or a range from low to high (1234-1240)")
        return values

    @model_validator(mode="after")
    def _reachable(self) -> MapEntry:
        if self.phone is None and self.url is None:
            raise ValueError("an entry needs a phone number or an address")
        return self

    def serves(self, postcode: str) -> bool:
        """Whether this entry names the postcode (four digits)."""
        ranges = (value.partition("-") for value in self.postcodes)
        return any(first <= postcode <= (last or first) for first, _, last in ranges)


class Organisation(Record):
    """`organisation.yml`. Empty `allowed_origins` allows every site; empty `moments` or `themes` shows all of them."""

    id: Identifier
    name: Annotated[str, Field(min_length=2, max_length=80)]
    demo: bool = False
    logo: Annotated[str, Field(pattern=r"^[a-z0-9-]+\.svg$")] | None = None
    colours: Colours | None = None
    greeting: Annotated[str, Field(max_length=400)] = ""
    contacts: Annotated[tuple[PackContact, ...], Field(max_length=6)] = ()
    allowed_origins: tuple[str, ...] = ()
    moments: tuple[Moment, ...] = ()
    themes: tuple[Theme, ...] = ()
    municipality: Line | None = None

    @field_validator("allowed_origins")
    @classmethod
    def _origins(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        for value in values:
            if not _ORIGIN.fullmatch(value):
                raise ValueError(f"'{value}': write scheme and host only, like https://www.example.nl")
        return values


def contrast_with_white(colour: str) -> float:
    """Contrast ratio of white on a `#rrggbb` colour (WCAG 2.2, relative luminance).

    >>> round(contrast_with_white("#000000"))
    21
    """
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
