"""What a question is about, guessed from the cards whose words come nearest: for when nothing else understood it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from knowledge.models import Card, Moment, Theme
from knowledge.search.candidates import candidates
from knowledge.search.evidence import Evidence

NEAREST = 8


def guess(
    cards: tuple[Card, ...], lexical: NDArray[np.float32], vector: NDArray[np.float32], evidence: Evidence
) -> Evidence:
    """The evidence with moments and themes as the nearest cards vote, each by how near it is (0 to 1 together)."""
    among = candidates(lexical, vector)
    nearness = lexical[among] / max(float(lexical.max()), 1e-9) + vector[among]
    first = np.argsort(-nearness)[:NEAREST]
    nearest = among[first]
    votes = np.maximum(nearness[first] - nearness[first].min(), 0.0) ** 2
    total = float(votes.sum())
    if not total:
        return evidence
    themes: dict[Theme, float] = {}
    moments: dict[Moment, float] = {}
    for index, vote in zip(nearest, votes, strict=True):
        share = float(vote) / total
        themes[cards[index].themes[0]] = themes.get(cards[index].themes[0], 0.0) + share
        for moment in cards[index].moments:
            moments[moment] = moments.get(moment, 0.0) + share
    return replace(evidence, guessed_themes=themes, guessed_moments=moments)
