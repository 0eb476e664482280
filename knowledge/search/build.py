"""`python -m knowledge.search.build`: check the library, and index it where content or embedding changed."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from knowledge.errors import ContentError
from knowledge.library import Library
from knowledge.search.corpus import Corpus
from knowledge.search.embedding import OWN_MODEL
from knowledge.search.index import IndexBroken, SearchIndex
from knowledge.search.ranking import Ranking, UnknownModelError

FOLDER = Path(__file__).resolve().parents[2] / "build" / "index"


def ensure_index(library: Library, folder: Path = FOLDER, model_id: str = OWN_MODEL) -> SearchIndex:
    """The index of this library; built only when there is none for exactly this content and model."""
    corpus = Corpus.of(library)
    try:
        return SearchIndex.load(corpus, folder, model_id)
    except IndexBroken:
        return SearchIndex.create(corpus, folder, model_id)


def main() -> int:
    """1 with every problem when the library or the embedding model cannot be used."""
    started = time.monotonic()
    model_id = os.environ.get("LEEFSTIJLMOMENT_EMBEDDING_MODEL") or OWN_MODEL
    try:
        Ranking.load(model_id)  # before the work: without thresholds nothing would search in this index
        library = Library.load()
        ensure_index(library, FOLDER, model_id)
    except (ContentError, UnknownModelError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(library.cards)} cards indexed, {time.monotonic() - started:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
