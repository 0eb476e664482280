"""From what is known about a card and a question to the probability that the card is right."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.models import Card, Moment, Theme
from knowledge.search.evidence import Evidence

SETTINGS = Path(__file__).with_name("ranking.json")
FEATURES = (
    "lexical",
    "lexical_of_best",
    "vector",
    "theme",
    "main_theme",
    "moment",
    "general",
    "medicine",
    "phase",
    "scope",
)
Matrix = NDArray[np.float64]


class UnknownModelError(Exception):
    """This embedding model cannot be used: never calibrated, not to be loaded, or not the one of the index."""


@dataclass(frozen=True)
class Ranking:
    """A logistic model over `FEATURES` and the thresholds of the three tiers, measured with one embedding model.

    `sure` and `half` are probabilities: from `sure` cards are shown, from `half` the patient is asked which one.
    """

    model_id: str
    weights: tuple[float, ...]
    bias: float
    sure: float
    half: float

    @classmethod
    def load(cls, model_id: str, file: Path = SETTINGS) -> Ranking:
        """The ranking of a model; raises UnknownModelError when it was never calibrated: each has its own."""
        settings = json.loads(file.read_text(encoding="utf-8"))
        if model_id not in settings:
            known = ", ".join(sorted(settings))
            raise UnknownModelError(
                f"{file.name} has no thresholds for embedding model '{model_id}' (only for: {known}); "
                f"run `python -m evaluation.calibrate` with LEEFSTIJLMOMENT_EMBEDDING_MODEL={model_id} first"
            )
        found = settings[model_id]
        weights = tuple(float(found["weights"][name]) for name in FEATURES)
        return cls(model_id, weights, float(found["bias"]), float(found["sure"]), float(found["half"]))

    def probabilities(self, features: Matrix) -> Matrix:
        """One probability (0 to 1) a row of features."""
        scores: Matrix = features @ np.array(self.weights) + self.bias
        return 1 / (1 + np.exp(-scores))


class CardTable:
    """The labels of all cards as arrays, so that evidence is weighed for many at once."""

    def __init__(self, cards: tuple[Card, ...]) -> None:
        self.cards = cards
        self._moments = np.array([[m in card.moments for m in Moment] for card in cards], dtype=bool).reshape(-1, 6)
        self._themes = np.array([[t in card.themes for t in Theme] for card in cards], dtype=bool).reshape(-1, 9)
        numbers = {theme: number for number, theme in enumerate(Theme)}
        self._main = np.array([numbers[card.themes[0]] for card in cards], dtype=int)
        self._general = np.asarray(~self._moments.any(axis=1), dtype=bool)
        self._food = np.array([card.restricts_food for card in cards], dtype=bool)
        self._in_phase = {
            phase: np.array([card.phase == phase for card in cards], dtype=bool) for phase in ("before", "after")
        }
        self._position = {card.id: i for i, card in enumerate(cards)}
        # one array for each label that can be given: filtering is then a look-up
        self._for_moment = {m: self._general | self._moments[:, i] for i, m in enumerate(Moment)}
        self._for_theme = {t: np.ascontiguousarray(self._themes[:, i]) for i, t in enumerate(Theme)}
        self._of_kind = {
            kind: np.array([card.kind == kind for card in cards], dtype=bool) for kind in {card.kind for card in cards}
        }
        self._medicines = [frozenset(card.medicines) for card in cards]

    def allowed(self, evidence: Evidence) -> NDArray[np.bool_]:
        """Which cards may be shown at all: given labels filter. ValueError names a moment or theme that is none."""
        keep = np.ones(len(self.cards), dtype=bool)
        if evidence.moments:
            keep &= np.any([self._for_moment[Moment(moment)] for moment in evidence.moments], axis=0)
        if evidence.theme is not None:
            keep &= self._for_theme[Theme(evidence.theme)]
        if evidence.kinds:
            kinds = [self._of_kind[kind] for kind in evidence.kinds if kind in self._of_kind]
            keep &= np.any(kinds, axis=0)
        if evidence.restrict_food:
            keep &= ~self._food
        for card_id in evidence.exclude:
            if card_id in self._position:
                keep[self._position[card_id]] = False
        return keep

    def features(
        self,
        lexical: NDArray[np.float32],
        vector: NDArray[np.float32],
        evidence: Evidence,
        among: NDArray[np.intp] | None = None,
    ) -> Matrix:
        """One row of `FEATURES` for each card, or for those at the positions `among`.

        `lexical` and `vector` hold the signals of all cards: how good a card's words are is measured by the best of all.
        """
        if among is None:
            among = np.arange(len(self.cards))
        themes = np.array([evidence.guessed_themes.get(t, 0.0) for t in Theme])
        if evidence.theme is not None:
            themes[list(Theme).index(evidence.theme)] = 1.0
        moments = np.array([evidence.guessed_moments.get(m, 0.0) for m in Moment])
        for moment in evidence.moments:
            moments[list(Moment).index(moment)] = 1.0
        in_phase = self._in_phase[evidence.phase] if evidence.phase else np.zeros(len(self.cards), dtype=bool)
        top = float(lexical.max()) if len(lexical) else 0.0
        named = frozenset(evidence.medicines)
        words = lexical[among]
        general = self._general[among]
        rows = np.column_stack(
            [
                np.log1p(words),
                words / top if top else words,
                vector[among],
                (self._themes[among] * themes).max(axis=1),
                themes[self._main[among]],
                np.where(general, 0.0, (self._moments[among] * moments).max(axis=1)),
                np.where(general, 1.0 - moments.max(), 0.0),
                [not named.isdisjoint(self._medicines[i]) for i in among] if named else np.zeros(len(among)),
                in_phase[among],
                np.full(len(among), 0.0 if evidence.act == "out_of_scope" else 1.0),
            ]
        )
        return np.asarray(rows, dtype=np.float64)
