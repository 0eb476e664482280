"""What a reviewer signs: exactly what a patient is shown of a card, and for whom it is shown."""

from __future__ import annotations

import json
from difflib import unified_diff
from hashlib import sha256

from knowledge.library import Library
from knowledge.models import Card

_UNSEEN = {"doubts", "ask"}  # doubts are for the reviewer; questions are signed in full


def shown(card: Card, library: Library) -> str:
    """The signed form of a card: JSON with one field a line, the questions it offers in full.

    Only its doubts are left out, for a patient never sees them.
    """
    fields = card.model_dump(mode="json", exclude=_UNSEEN)
    fields["text"] = card.text.split("\n")  # a line each, so that a difference shows where it is
    fields["questions"] = [library.questions[question].text for question in card.ask]
    return json.dumps(fields, ensure_ascii=False, indent=1, sort_keys=True)


def digest(text: str) -> str:
    """SHA-256 of a signed form, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def difference(signed: str, current: str) -> list[str]:
    """What changed since the signature, as lines of a unified diff; empty when nothing did."""
    return list(unified_diff(signed.splitlines(), current.splitlines(), "getekend", "nu", lineterm=""))


def as_patient(card: Card, library: Library) -> str:
    """The card as text, in the order of the screen."""
    blocks = [card.title.upper(), card.link, card.text, f"Kleine stap: {card.step}"]
    if card.caution:
        blocks.append(f"Let op: {card.caution}")
    blocks.append("Vragen om mee te nemen:\n" + "\n".join(f"- {library.questions[q].text}" for q in card.ask))
    blocks.append(
        "Bronnen:\n"
        + "\n".join(f"- {s.organisation}, {s.title}, bekeken op {s.checked_on}\n  {s.url}" for s in card.sources)
    )
    return "\n\n".join(blocks)
