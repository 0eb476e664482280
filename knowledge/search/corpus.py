"""What is searched: per card one text, and every line that should lead to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.library import Library
from knowledge.models import Card
from knowledge.search.ngrams import words


@dataclass(frozen=True)
class Corpus:
    """Cards in a fixed order. `lines` are example questions and titles, each with the position of its card."""

    cards: tuple[Card, ...]
    texts: tuple[str, ...]
    lines: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, library: Library) -> Corpus:
        """The corpus of a library; medicine cards are found by every name of their medicines."""
        cards = tuple(library.cards.values())
        texts, lines = [], []
        for position, card in enumerate(cards):
            examples = library.examples.get(card.id, ())
            names = [name for group in card.medicines for name in library.medicines[group].names]
            texts.append(" ".join([card.title, card.title, card.link, card.text, *examples, *names]))
            lines += [(line, position) for line in (card.title, *examples)]
        return cls(cards, tuple(texts), tuple(lines))

    def without(self, left_out: Iterable[int]) -> Corpus:
        """The same cards without some lines (positions in `lines`), also not in their texts: for honest measuring."""
        gone = set(left_out)
        texts = list(self.texts)
        for index in gone:
            line, position = self.lines[index]
            texts[position] = texts[position].replace(line, "", 1)
        return Corpus(self.cards, tuple(texts), tuple(item for i, item in enumerate(self.lines) if i not in gone))

    @property
    def headlines(self) -> list[str]:
        """Title and link of each card: what the embedding reads of it (BM25 reads the whole text)."""
        return [f"{card.title} {card.link}" for card in self.cards]

    @property
    def fingerprint(self) -> str:
        """Changes when anything that is searched changes."""
        total = hashlib.sha256()
        for card, text in zip(self.cards, self.texts, strict=True):
            total.update(f"{card.id}\0{text}\0".encode())
        return total.hexdigest()[:16]


class Thesaurus:
    """Other words for the same thing, added to a question: slang -> term, brand -> generic.

    >>> Thesaurus({"paffen": "roken"}).expand("ik zit te paffen")
    'ik zit te paffen roken'
    """

    def __init__(self, synonyms: dict[str, str]) -> None:
        self._synonyms = {" ".join(words(key)): value for key, value in synonyms.items()}
        self._longest = max((len(key.split()) for key in self._synonyms), default=1)

    def expand(self, question: str) -> str:
        """The question with what its words stand for behind it."""
        tokens = words(question)
        added = []
        for size in range(1, self._longest + 1):
            for start in range(len(tokens) - size + 1):
                meaning = self._synonyms.get(" ".join(tokens[start : start + size]))
                if meaning and meaning not in added:
                    added.append(meaning)
        return " ".join([question, *added])
