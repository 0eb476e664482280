"""Learn what each piece of evidence is worth to the search, and from which probability a card is shown.

`python -m evaluation.calibrate` writes `knowledge/search/ranking.json` for the embedding model in use.

- Questions: all example questions, each searched in an index and with an embedding that were made without it
  (`folds.py`), with the bot's real reading of it as evidence. Two in three are asked with the moment known, one in
  seven with the theme, some with the phase.
- Right is the question's own card. Other cards with the same main theme and moment usually answer it too, so they are
  left out instead of being called wrong. Wrong are the rest, and every card for a message that is out of scope.
- The thresholds come from the development set: `half` so low that few answerable questions are declined, `sure` so high
  that of the messages that must not get a card at most SHOWN_AT_MOST would get one.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from sklearn.linear_model import LogisticRegression

from api.settings import Settings
from api.understanding import Understanding
from evaluation.folds import held_out
from evaluation.rasa_side import readings
from evaluation.sets import DEVELOPMENT, questions, refusals, training
from knowledge.library import Library
from knowledge.models import Card, Moment, Theme
from knowledge.search import Evidence, Searcher
from knowledge.search.build import FOLDER, ensure_index
from knowledge.search.corpus import Corpus
from knowledge.search.embedding import OWN_MODEL
from knowledge.search.ranking import FEATURES, SETTINGS, CardTable, Matrix, Ranking
from knowledge.search.searcher import load_thesaurus

SEED = 20261122
MOMENT_KNOWN, THEME_KNOWN = 0.65, 0.15
NEAREST, OTHERS = 20, 10  # wrong cards a question is compared with: those with the best signals, and any
OUT_OF_SCOPE_LINES = 500
# few are declined by the search alone: the act already keeps most of what is not ours away from it
DECLINED_AT_MOST, SHOWN_AT_MOST = 0.01, 0.03
# acts after which the dialogue searches for a card
SEARCHING = frozenset({"report", "ask_lifestyle", "ask_motivation"})


@dataclass
class Pairs:
    """Features of (question, card) pairs and whether the card is right."""

    features: list[Matrix]
    right: list[bool]

    def add(self, features: Matrix, right: bool) -> None:
        """One pair."""
        self.features.append(features)
        self.right.append(right)


def evidence(understood: Understanding, moment: Moment | None = None, theme: Theme | None = None) -> Evidence:
    """What the service would know beside the words."""
    return Evidence(
        moments=(moment,) if moment else (),
        theme=theme,
        guessed_moments=understood.moment_scores,
        guessed_themes=understood.theme_scores,
        medicines=understood.medicines,
        act=understood.act.id,
    )


def pairs_of(library: Library, searcher: Searcher, model_id: str) -> Pairs:
    """Right and wrong pairs from the example questions and from out-of-scope messages."""
    corpus = Corpus.of(library)
    table = CardTable(corpus.cards)
    asked = held_out(corpus, load_thesaurus(library.root), model_id=model_id)
    draw = random.Random(SEED)  # noqa: S311 - sampling, not secrets
    pairs = Pairs([], [])
    for row, (owner, understood) in enumerate(zip(asked.owners, readings(asked.texts), strict=True)):
        card = corpus.cards[owner]
        moment = draw.choice(card.moments) if card.moments and draw.random() < MOMENT_KNOWN else None
        known = evidence(understood, moment, card.themes[0] if draw.random() < THEME_KNOWN else None)
        known = replace(known, phase=_phase(card, draw))
        allowed = table.allowed(known)
        features = table.features(asked.lexical[row], asked.vector[row], known)
        for other in _compared(asked.lexical[row], asked.vector[row], allowed, draw):
            rival = corpus.cards[other]
            alike = rival.themes[0] == card.themes[0] and (
                not rival.moments or bool(set(rival.moments) & set(card.moments))
            )
            if other != owner and not alike:
                pairs.add(features[other], False)
        pairs.add(features[owner], True)
    outside = [example.text for example in training() if example.act == "out_of_scope"]
    lines = draw.sample(outside, min(OUT_OF_SCOPE_LINES, len(outside)))
    for text, understood in zip(lines, readings(lines), strict=True):
        lexical, vector = searcher.signals(text)
        known = evidence(understood)
        features = table.features(lexical, vector, known)
        for other in _compared(lexical, vector, table.allowed(known), draw):
            pairs.add(features[other], False)
    return pairs


def _phase(card: Card, draw: random.Random) -> Literal["before", "after"] | None:
    """Whether the dialogue would know that the operation or birth lies ahead or behind: every other time."""
    if draw.random() < 0.5:
        return None
    return draw.choice(("before", "after")) if card.phase == "any" else card.phase


def _compared(
    lexical: np.ndarray[tuple[int], np.dtype[np.float32]],
    vector: np.ndarray[tuple[int], np.dtype[np.float32]],
    allowed: np.ndarray[tuple[int], np.dtype[np.bool_]],
    draw: random.Random,
) -> list[int]:
    top = float(lexical.max()) or 1.0
    best = np.argsort(-np.where(allowed, lexical / top + vector, -1.0), kind="stable")[:NEAREST]
    anywhere = [int(i) for i in np.flatnonzero(allowed)]
    return sorted({int(i) for i in best if allowed[i]} | set(draw.sample(anywhere, min(OTHERS, len(anywhere)))))


def fit(pairs: Pairs, model_id: str) -> Ranking:
    """The weights; thresholds still 0."""
    model = LogisticRegression(max_iter=1000)
    model.fit(np.vstack(pairs.features), np.array(pairs.right))
    weights = tuple(round(float(w), 4) for w in model.coef_[0])
    return Ranking(model_id, weights, round(float(model.intercept_[0]), 4), 0.0, 0.0)


def best_probability(searcher: Searcher, table: CardTable, ranking: Ranking, text: str, known: Evidence) -> float:
    """P(right) of the best card for a message."""
    scores = ranking.probabilities(table.features(*searcher.signals(text), known))
    return float(scores[table.allowed(known)].max(initial=0.0))


def thresholds(asked: Sequence[float], refused: Sequence[float], messages: int) -> tuple[float, float]:
    """(sure, half) from the best probabilities of answerable questions and of messages that must not get a card.

    `refused` holds only those of the latter whose act leads to a search; `messages` is how many there are in all.
    """
    half = float(np.quantile(asked, DECLINED_AT_MOST))
    spare = int(SHOWN_AT_MOST * messages)
    worst = sorted(refused, reverse=True)
    sure = worst[spare] + 1e-3 if len(worst) > spare else half
    return round(max(sure, half), 3), round(half, 3)


def main() -> None:
    """Calibrate for the model in use and write the settings file."""
    model_id = os.environ.get("LEEFSTIJLMOMENT_EMBEDDING_MODEL") or Settings().embedding_model or OWN_MODEL
    library = Library.load()
    corpus = Corpus.of(library)
    index = ensure_index(library, FOLDER, model_id)
    searcher = Searcher(corpus, index, load_thesaurus(library.root), Ranking(model_id, (), 0.0, 0.0, 0.0))
    pairs = pairs_of(library, searcher, model_id)
    ranking = fit(pairs, model_id)
    table = CardTable(corpus.cards)
    questions_, refusals_ = questions(DEVELOPMENT), refusals(DEVELOPMENT)
    asked = [
        best_probability(searcher, table, ranking, q.text, evidence(u, Moment(q.moment) if q.moment else None))
        for q, u in zip(questions_, readings([q.text for q in questions_]), strict=True)
    ]
    refused = [
        best_probability(searcher, table, ranking, r.text, evidence(u))
        for r, u in zip(refusals_, readings([r.text for r in refusals_]), strict=True)
        if u.act.id in SEARCHING
    ]
    sure, half = thresholds(asked, refused, len(refusals_))
    settings = json.loads(SETTINGS.read_text(encoding="utf-8"))
    weights = dict(zip(FEATURES, ranking.weights, strict=True))
    settings[model_id] = {"weights": weights, "bias": ranking.bias, "sure": sure, "half": half}
    SETTINGS.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    print(f"{len(pairs.right)} pairs; {json.dumps(settings[model_id])}")
    declined = np.mean([value < half for value in asked])
    shown = sum(value >= sure for value in refused) / len(refusals_)
    confident = np.mean([value >= sure for value in asked])
    print(f"development: declined {declined:.3f}, shown at once {confident:.3f}, shown though it must not {shown:.3f}")


if __name__ == "__main__":
    main()
