"""Signing a card with a throw-away key."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from knowledge.library import Library
from knowledge.review import Reviewer, Signature
from knowledge.review.shown import shown
from knowledge.review.signature import encode

CARD = "surgery-smoking-why"
FILE = Path("nl") / "cards" / "surgery" / f"{CARD}.md"


def sign(content: Path, card: str = CARD) -> None:
    """Sign a card, as a reviewer who stands in `reviewers.yml` does."""
    private = Ed25519PrivateKey.generate()
    who = Reviewer(name="Proef Persoon", role="arts", organisation="Proefpraktijk", key=encode(private.public_key()))
    (content / "reviewers.yml").write_text(f"- {who.model_dump_json()}\n", encoding="utf-8")
    library = Library.load(content / "nl")
    period = date.today(), date.today() + timedelta(days=30)
    made = Signature.make(card, shown(library.cards[card], library), who, private, period)
    made.write(content / "nl" / "signatures" / f"{card}.yml")
