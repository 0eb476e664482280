"""The language check: every sentence a patient can read against every rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from knowledge.library import Library
from knowledge.models import GlossaryEntry
from knowledge.readability import grammar
from knowledge.readability.hits import Finding, Hit, Level
from knowledge.readability.patterns import patterns
from knowledge.readability.sentences import flesch_douma, sentences, words
from knowledge.readability.units import Passage, Unit, units
from knowledge.readability.vocabulary import Vocabulary

EASY = 70.0  # Flesch-Douma below this is advice only


@dataclass(frozen=True)
class Score:
    """The figures of one unit; a trend for editors, not a verdict."""

    sentences: int
    words: int
    mean: float
    longest: int
    flesch: float


class Gate:
    """Judges texts against the rules of docs/readability.md.

    >>> [finding.rule for finding in Gate().judge("U krijgt een injectie.")]
    ['gewoon woord']
    """

    def __init__(self, glossary: dict[str, GlossaryEntry] | None = None, names: tuple[str, ...] = ()) -> None:
        self._vocabulary = Vocabulary(glossary or {}, names)

    @classmethod
    def of(cls, library: Library) -> Gate:
        """The gate with a library's own glossary and medicine names."""
        names = tuple(name for group in library.medicines.values() for name in group.names)
        return cls(library.glossary, names)

    def judge(self, sentence: str, whole: str | None = None, term: str | None = None) -> list[Finding]:
        """All findings in one sentence; `whole` is the text around it in which a word may be explained."""
        tokens = words(sentence)
        found = [*grammar.length(len(tokens)), *grammar.form(sentence)]
        for pattern in patterns():
            found += pattern.find(sentence)
        found += self._vocabulary.judge(sentence, tokens, (whole or sentence).lower(), term)
        found += grammar.pile_up(found)
        return list(dict.fromkeys(found))

    def check(self, unit: Unit) -> Iterator[Hit]:
        """All hits in one unit."""
        whole = unit.whole
        counts: list[int] = []
        for passage in unit.passages:
            for sentence in sentences(passage.text):
                if passage.field != "title":
                    counts.append(len(words(sentence)))
                for finding in self.judge(sentence, whole, unit.term):
                    yield _hit(unit, passage, sentence, finding)
        if unit.is_card:
            title, body = unit.passages[0], unit.passages[2]
            for finding in (*grammar.size(title.text, body.text), *grammar.mean_length(counts)):
                yield _hit(unit, body, sentences(body.text)[0], finding)
            easy = score(unit).flesch
            if easy < EASY:
                remedy = "kies kortere woorden en zinnen waar dat kan"
                finding = Finding("leesgemak", Level.WARN, f"Flesch-Douma {easy}, onder {EASY:.0f}", remedy)
                yield _hit(unit, body, sentences(body.text)[0], finding)


def _hit(unit: Unit, passage: Passage, sentence: str, finding: Finding) -> Hit:
    return Hit(unit.id, unit.file, unit.line_of(passage, sentence), sentence, finding)


def score(unit: Unit) -> Score:
    """The figures of a unit, its title left out."""
    found = [s for passage in unit.passages if passage.field != "title" for s in sentences(passage.text)]
    counts = [len(words(sentence)) for sentence in found] or [0]
    total = sum(counts)
    return Score(len(found), total, round(total / len(counts), 1), max(counts), flesch_douma(found))


@dataclass(frozen=True)
class Findings:
    """The outcome for a whole library."""

    library: Library

    @cached_property
    def hits(self) -> list[Hit]:
        """All hits, in the order of the library."""
        gate = Gate.of(self.library)
        return [hit for unit in units(self.library) for hit in gate.check(unit)]

    @property
    def failures(self) -> list[Hit]:
        """The hits that stop the check."""
        return [hit for hit in self.hits if hit.fails]

    @property
    def warnings(self) -> list[Hit]:
        """The hits that are advice."""
        return [hit for hit in self.hits if not hit.fails]
