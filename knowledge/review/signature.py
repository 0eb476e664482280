"""One signature under one card: who, as what, for which organisation, until when, and over which text."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import date
from pathlib import Path
from typing import Annotated

import yaml
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import Field, model_validator

from knowledge.models import Identifier, Line, Record
from knowledge.review.shown import digest

_Encoded = Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]+=*$", max_length=128)]


class Reviewer(Record):
    """A named professional whose signature counts. `key` is the raw Ed25519 public key in base64."""

    name: Line
    role: Line
    organisation: Line
    key: _Encoded
    revoked_on: date | None = None


class Signature(Record):
    """A signature as it is stored beside the content; `shown` is the signed text, kept to show what changed."""

    card: Identifier
    name: Line
    role: Line
    organisation: Line
    key: _Encoded
    signed_on: date
    valid_until: date
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    shown: Annotated[str, Field(max_length=20_000)]
    signature: _Encoded

    @model_validator(mode="after")
    def _lasts(self) -> Signature:
        if self.valid_until <= self.signed_on:
            raise ValueError("valid_until comes after signed_on")
        return self

    @classmethod
    def make(
        cls, card: str, text: str, reviewer: Reviewer, private: Ed25519PrivateKey, period: tuple[date, date]
    ) -> Signature:
        """Sign `text` for a period: the day of signing and the last valid day.

        Raises ValueError when the private key is not the reviewer's, or the days do not fit.
        """
        if encode(private.public_key()) != reviewer.key:
            raise ValueError(f"deze sleutel hoort niet bij {reviewer.name} in reviewers.yml")
        fields = reviewer.model_dump(include={"name", "role", "organisation", "key"})
        dates = dict(zip(("signed_on", "valid_until"), period, strict=True))
        unsigned = cls(card=card, **fields, **dates, sha256=digest(text), shown=text, signature="AA==")
        made = base64.b64encode(private.sign(unsigned.payload())).decode()
        return unsigned.model_copy(update={"signature": made})

    def payload(self) -> bytes:
        """The signed bytes: all fields but the signature; the text counts through its hash."""
        fields = self.model_dump(mode="json", exclude={"signature", "shown"})
        return json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()

    def genuine(self) -> bool:
        """Whether the key signed these fields, and the kept text is the signed one."""
        try:
            public = Ed25519PublicKey.from_public_bytes(base64.b64decode(self.key, validate=True))
            public.verify(base64.b64decode(self.signature, validate=True), self.payload())
        except (InvalidSignature, ValueError, binascii.Error):
            return False
        return digest(self.shown) == self.sha256

    def write(self, file: Path) -> None:
        """Store as YAML; the folder is made when it is not there."""
        file.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(self.model_dump(mode="json"), allow_unicode=True, sort_keys=False, width=10_000)
        file.write_text(text, encoding="utf-8")


def encode(key: Ed25519PublicKey) -> str:
    """A public key as it stands in reviewers.yml."""
    return base64.b64encode(key.public_bytes_raw()).decode()
