"""Searching an organisation's library: an index of its own where it has cards of its own, else the common one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from knowledge.library import Library
from knowledge.search import Evidence, Search, Searcher, SearchResult
from knowledge.search.corpus import Corpus
from knowledge.search.embedding import OWN_MODEL
from knowledge.search.index import IndexBroken, SearchIndex, own_embedding


class Withheld:
    """A search that never finds some cards: hidden, replaced, or not approved."""

    def __init__(self, search: Search, cards: Iterable[str]) -> None:
        self._search, self.cards = search, frozenset(cards)

    def search(self, question: str, evidence: Evidence, limit: int = 3) -> SearchResult:
        """The best cards that may be shown."""
        return self._search.search(question, replace(evidence, exclude=evidence.exclude | self.cards), limit)


def withhold(search: Search, known: Iterable[str], shown: Iterable[str]) -> Search:
    """The search without the cards that are `known` to it but not `shown`; the same search when that is none."""
    hidden = set(known) - set(shown)
    return Withheld(search, hidden) if hidden else search


def own_search(merged: Library, folder: Path, base: Path, model_id: str = OWN_MODEL) -> Searcher:
    """The search over a merged library, from `folder` or built there with the embedding of the index in `base`.

    Raises IndexBroken when the index in `base` does not exist.
    """
    corpus = Corpus.of(merged)
    try:
        SearchIndex.load(corpus, folder, model_id)
    except IndexBroken:
        SearchIndex.create(corpus, folder, model_id, own_embedding(base) if model_id == OWN_MODEL else None)
    return Searcher.open(merged, folder, model_id)
