"""Which card is vouched for: derived from signatures each time, never written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from knowledge.errors import ContentError, Problem
from knowledge.library import Library
from knowledge.models import Review
from knowledge.review.shown import digest, shown
from knowledge.review.signature import Reviewer, Signature
from knowledge.source import Document

DRAFT = Review()


class Reviews(dict[str, Review]):
    """The review of every card, by card id.

    `problems` names every signature that cannot be trusted, and why; `changed` the cards that no longer read as signed.
    """

    def __init__(self, cards: Iterable[str]) -> None:
        super().__init__(dict.fromkeys(cards, DRAFT))
        self.signatures: dict[str, Signature] = {}
        self.changed: list[str] = []
        self.problems: list[Problem] = []

    @classmethod
    def load(cls, root: Path, library: Library, today: date, reviewers: Path | None = None) -> Reviews:
        """Judge all signatures below `root`/signatures; `reviewers` is by default the file beside the languages.

        A card is approved when a known, unrevoked key signed exactly what is shown now; expired when that signature's
        last day is past; otherwise draft. A signature that cannot be read or trusted is named in `problems`.
        """
        reviews = cls(library.cards)
        problems = reviews.problems
        known = {r.key: r for r in load_reviewers(reviewers or root.parent / "reviewers.yml", problems)}
        for file in sorted((root / "signatures").glob("*.yml")):
            signature = _read(file, problems)
            if signature is None:
                continue
            if signature.card != file.stem or signature.card not in library.cards:
                reason = f"handtekening voor '{signature.card}', maar die kaart is er niet"
                problems.append(Problem(file, 1, reason, "haal dit bestand weg of herstel de naam"))
                continue
            reviews.signatures[signature.card] = signature
            distrust = _distrust(signature, known.get(signature.key), today)
            if distrust:
                problems.append(Problem(file, 1, distrust, "laat de kaart opnieuw tekenen"))
            elif digest(shown(library.cards[signature.card], library)) == signature.sha256:
                reviews[signature.card] = _review(signature, today)
            else:
                reviews.changed.append(signature.card)
        return reviews


def servable(library: Library, reviews: Mapping[str, Review], environment: str) -> frozenset[str]:
    """The cards that may be shown: all in development, only approved and unexpired ones in production.

    Any environment that is not named "development" counts as production, so that a typing error shows too little.
    """
    if environment == "development":
        return frozenset(library.cards)
    return frozenset(card for card in library.cards if reviews.get(card, DRAFT).status == "approved")


def load_reviewers(file: Path, problems: list[Problem]) -> list[Reviewer]:
    """The professionals whose signature counts. No file means nobody's does; a broken record is named."""
    if not file.exists():
        return []
    try:
        document = Document.parse(file, file.read_text(encoding="utf-8"))
    except ContentError as error:
        problems += error.problems
        return []
    found = []
    records: Any = document.data if isinstance(document.data, list) else []
    for index, item in enumerate(records):
        try:
            found.append(Reviewer.model_validate(item))
        except ValidationError as error:
            problems += document.problems(error, (index,))
    return found


def _read(file: Path, problems: list[Problem]) -> Signature | None:
    try:
        document = Document.parse(file, file.read_text(encoding="utf-8"))
        return Signature.model_validate(document.data)
    except ContentError as error:
        problems += error.problems
    except ValidationError as error:
        problems += document.problems(error)
    return None


def _distrust(signature: Signature, reviewer: Reviewer | None, today: date) -> str | None:
    """Why a signature does not count, or None when it does."""
    if reviewer is None:
        return f"onbekende sleutel: '{signature.name}' staat er niet mee in reviewers.yml"
    if not signature.genuine():
        return "de handtekening klopt niet"
    if any(getattr(signature, field) != getattr(reviewer, field) for field in ("name", "role", "organisation")):
        return f"naam, functie of organisatie verschilt van '{reviewer.name}' in reviewers.yml"
    if reviewer.revoked_on is not None:
        return f"de sleutel van '{reviewer.name}' is ingetrokken op {reviewer.revoked_on}"
    if signature.signed_on > today:
        return f"getekend op een dag die nog komt ({signature.signed_on})"
    return None


def _review(signature: Signature, today: date) -> Review:
    return Review(
        status="expired" if signature.valid_until < today else "approved",
        reviewed_by=f"{signature.name}, {signature.role}, {signature.organisation}",
        reviewed_on=signature.signed_on,
        valid_until=signature.valid_until,
    )
