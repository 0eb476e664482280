"""How often search finds a fitting card, beside simpler methods on the same questions, and how well it declines."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import Any

import bm25s
import numpy as np
from numpy.typing import NDArray

from evaluation.calibrate import SEARCHING, best_probability, evidence
from evaluation.rasa_side import readings
from evaluation.sets import Question, Refusal
from evaluation.statistics import mean, paired_bootstrap, reciprocal_rank, wilson
from knowledge.library import Library
from knowledge.models import Card, Moment
from knowledge.search import Evidence, Searcher
from knowledge.search.build import ensure_index
from knowledge.search.corpus import Corpus
from knowledge.search.embedding import OWN_MODEL
from knowledge.search.ngrams import words
from knowledge.search.ranking import CardTable, Ranking
from knowledge.search.searcher import load_thesaurus

DEPTH = 10
Scores = NDArray[np.float32]
Method = Callable[[str, Evidence], Scores]
OURS = "hybrid"


class Bench:
    """All methods over the shipped library. A given moment filters for each of them: only the ranking differs."""

    def __init__(self, library: Library, model_id: str = OWN_MODEL) -> None:
        self.corpus = Corpus.of(library)
        self.table = CardTable(self.corpus.cards)
        self.ranking = Ranking.load(model_id)
        index = ensure_index(library, model_id=model_id)
        self.searcher = Searcher(self.corpus, index, load_thesaurus(library.root), self.ranking)
        passages = [f"{card.title} {card.link} {card.text}" for card in self.corpus.cards]
        self.methods: dict[str, Method] = {
            "words, BM25, card text": _bm25(passages, words),
            "words, BM25, card and example questions": _bm25(self.corpus.texts, words),
        }
        stems = _stemmer()
        if stems:
            self.methods["Snowball stems, BM25, card and example questions"] = _bm25(self.corpus.texts, stems)
        self.methods |= {
            "character n-grams, BM25": lambda text, known: self.searcher.signals(text)[0],
            "embedding": lambda text, known: self.searcher.signals(text)[1],
            "hybrid without evidence": lambda text, known: self._hybrid(text, Evidence(moments=known.moments)),
            OURS: self._hybrid,
        }

    def _hybrid(self, text: str, known: Evidence) -> Scores:
        features = self.table.features(*self.searcher.signals(text), known)
        return np.asarray(self.ranking.probabilities(features), dtype=np.float32)

    def first(self, method: Method, text: str, known: Evidence) -> list[tuple[Card, float]]:
        """The best cards and their scores."""
        scores = np.where(self.table.allowed(known), method(text, known), -1.0)
        order = np.argsort(-scores, kind="stable")[:DEPTH]
        return [(self.corpus.cards[i], float(scores[i])) for i in order if scores[i] >= 0]


def measure(bench: Bench, asked: Sequence[Question], refused: Sequence[Refusal]) -> dict[str, Any]:
    """All figures for one set."""
    known = [
        evidence(u, Moment(q.moment) if q.moment else None)
        for q, u in zip(asked, readings([q.text for q in asked]), strict=True)
    ]
    results: dict[str, Any] = {}
    firsts: dict[str, list[float]] = {}
    ours: list[tuple[float, bool]] = []
    for name, method in bench.methods.items():
        fits = []
        for question, about in zip(asked, known, strict=True):
            found = bench.first(method, question.text, about)
            good = [_fits(question, card) for card, _ in found]
            fits.append(good)
            if name == OURS:
                ours.append((found[0][1] if found else 0.0, bool(good and good[0])))
        firsts[name] = [float(bool(row and row[0])) for row in fits]
        results[name] = {"all": _figures(fits)} | {
            group: _figures([row for row, q in zip(fits, asked, strict=True) if group in _groups(q)])
            for group in ("moment known", "plain", "typo", "compound", "indirect")
            if any(group in _groups(q) for q in asked)
        }
    for name, values in firsts.items():
        if name != OURS:
            test = paired_bootstrap(firsts[OURS], values)
            results[name]["behind ours"] = {"difference": test.difference, "interval": test.interval, "p": test.p}
    possible = [any(_fits(q, card) for card in bench.corpus.cards) for q in asked]
    return {
        "n": len(asked),
        "a fitting card exists": mean(map(float, possible)),
        "methods": results,
        "coverage": _coverage(ours),
        "tiers": _tiers(bench, ours, refused),
    }


def _figures(fits: Sequence[Sequence[bool]]) -> dict[str, Any]:
    def within(depth: int) -> list[bool]:
        return [any(row[:depth]) for row in fits]

    return {
        "n": len(fits),
        **{f"recall@{depth}": mean(map(float, within(depth))) for depth in (1, 3, 5)},
        "interval@1": wilson(sum(within(1)), len(fits)),
        "mrr": mean(reciprocal_rank(row) for row in fits),
    }


def _groups(question: Question) -> set[str]:
    return {question.kind} | ({"moment known"} if question.moment else set())


def _fits(question: Question, card: Card) -> bool:
    return question.fits(card.title, card.text, list(card.moments), list(card.themes))


def _coverage(answers: Sequence[tuple[float, bool]]) -> list[tuple[float, float, float]]:
    """(least probability, share answered, share of those that is right), from all to the surest."""
    points = []
    for least in np.arange(0.0, 1.0, 0.05):
        kept = [right for probability, right in answers if probability >= least]
        if kept:
            points.append((round(float(least), 2), len(kept) / len(answers), mean(map(float, kept))))
    return points


def _tiers(bench: Bench, ours: Sequence[tuple[float, bool]], refused: Sequence[Refusal]) -> dict[str, Any]:
    """How answerable questions and messages that must get no card fall over the three tiers, in search alone."""
    sure, half = bench.ranking.sure, bench.ranking.half

    def shares(values: Sequence[float]) -> dict[str, float]:
        return {
            "sure": mean(float(v >= sure) for v in values),
            "half": mean(float(half <= v < sure) for v in values),
            "none": mean(float(v < half) for v in values),
        }

    found = [
        (best_probability(bench.searcher, bench.table, bench.ranking, r.text, evidence(u)), u.act.id, r.expect)
        for r, u in zip(refused, readings([r.text for r in refused]), strict=True)
    ]
    return {
        "thresholds": {"sure": sure, "half": half},
        "asked": shares([probability for probability, _ in ours]),
        "right when sure": mean(float(right) for probability, right in ours if probability >= sure),
        **{kind: shares([p for p, _, expect in found if expect == kind]) for kind in ("refer", "out_of_scope")},
        "card shown in spite of the act": mean(float(p >= sure and act in SEARCHING) for p, act, _ in found),
    }


def _bm25(texts: Sequence[str], tokens: Callable[[str], list[str]]) -> Method:
    index = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    index.index([tokens(text) for text in texts], show_progress=False)

    def scores(text: str, known: Evidence) -> Scores:
        asked = [token for token in tokens(text) if token in index.vocab_dict]
        if not asked:
            return np.zeros(len(texts), dtype=np.float32)
        return np.asarray(index.get_scores(asked), dtype=np.float32)

    return scores


def _stemmer() -> Callable[[str], list[str]] | None:
    """Snowball's Dutch stemmer where it is installed: only a baseline needs it."""
    try:
        snowball = importlib.import_module("snowballstemmer")
    except ImportError:
        return None
    stemmer = snowball.stemmer("dutch")
    return lambda text: [str(stem) for stem in stemmer.stemWords(words(text))]
