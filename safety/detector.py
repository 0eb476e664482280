"""The detector: reads a message and says which dangers it signals, and which facts to remember for later turns."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from safety.concepts import Lexicon
from safety.matcher import Found, Matcher, Span
from safety.meanings import Meanings
from safety.normalise import Token, pieces_of, tokens
from safety.second_opinion import Reader, SecondOpinion

COMPILED = Path(__file__).parent / "compiled"
URGENCIES = ("now", "today", "soon")
CATEGORIES = (
    "suicide", "self_harm", "emergency", "overdose", "child_safety", "violence", "alcohol_withdrawal", "psychosis_mania",
    "eating_disorder", "medication_stop",
)  # fmt: skip
"""The contract's safety labels, most pressing first."""

_BEFORE, _AFTER = 4, 2
"""How many words before and after a match a negation still belongs to it, within the same clause."""

_UNLESS = 15
"""How many words away the exception of a rule still silences it."""

_BESIDE = (0, 3)
"""How many words on both sides are read with the words of an unsure rule."""

_GUARDED = 2.0
"""How far beyond its threshold (log-odds) a suspicion must be when a guard speaks against it."""

_FEWEST_WORDS = 3
"""Shorter messages say too little for a suspicion: the rules alone read them."""


class Hit(NamedTuple):
    """A signalled danger: contract label, how soon help is needed (`now`, `today`, `soon`), and the rule that saw it."""

    id: str
    urgency: str
    rule: str


class Reading(NamedTuple):
    """What one message says: `hits` most urgent first, `signals` the facts worth remembering in this conversation."""

    hits: tuple[Hit, ...] = ()
    signals: frozenset[str] = frozenset()


class Detector:
    """Compiled rules and second opinion, ready to read. Thread safe: nothing changes after loading."""

    def __init__(self, rules: Mapping[str, Any], second: SecondOpinion | None = None) -> None:
        self._replacements: dict[str, list[str]] = rules["replacements"]
        self._rules: list[dict[str, Any]] = rules["rules"]
        self._signals: list[dict[str, Any]] = rules["signals"]
        self._vetoes: list[dict[str, Any]] = rules["vetoes"]
        self._negation: tuple[int, int, int] = tuple(rules["negation"])
        parts = (*self._rules, *self._signals, *self._vetoes)
        self._atoms = frozenset(part["atom"] for part in parts)
        self._matcher = Matcher(rules["grammar"], {*self._negation, *self._atoms, *(part["unless"] for part in parts)})
        self._second = second

    @classmethod
    def load(cls, folder: Path = COMPILED) -> Detector:
        """Reads the compiled files.

        Raises OSError or ValueError when they are missing or broken: run `python -m safety.compile`.
        """
        rules, concepts, meanings, second = (
            json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
            for name in ("rules", "concepts", "meanings", "second_opinion")
        )
        return cls(rules, SecondOpinion(second, Reader(Lexicon(concepts), Meanings(meanings))))

    def read(self, text: str, earlier: Iterable[str] = frozenset(), language: str | None = None) -> Reading:
        """Reads one message. `earlier`: signals of earlier turns. `language` is accepted as a hint; every language is always read.

        Never raises on any text. Nothing of the text is kept.
        """
        del language  # every rule reads every message: people mix languages, and a wrong guess must not hide danger
        said = pieces_of(text)
        view = self._view(said)
        if view is None:
            return Reading()
        signals = frozenset(s["id"] for s in self._signals if view.holds(s, "signal"))
        known = signals | frozenset(earlier)
        sure: list[Hit] = []
        unsure: list[Hit] = []
        for rule in view.possible(self._rules):
            if not known.issuperset(rule["needs"]) or known.intersection(rule["lacks"]):
                continue
            if rule["atom"] is None and not signals.intersection(rule["needs"]):
                continue  # the picture must be completed by this message, or every later one would raise it again
            if view.holds(rule, rule["category"]):
                (unsure if rule["unsure"] else sure).append(Hit(rule["category"], rule["urgency"], rule["id"]))
        return Reading(_most_urgent(sure + self._confirmed(sure, unsure, said, view)), signals)

    def _confirmed(self, sure: list[Hit], unsure: list[Hit], said: Sequence[str], view: _View) -> list[Hit]:
        """The hits of unsure rules, when there is danger anyway or the second opinion sees it too, and what it sees alone.

        Without a second opinion unsure rules count: when something is broken, rather an alarm too many.
        """
        if sure or self._second is None or view.words < _FEWEST_WORDS:
            return unsure
        guess = self._second.read(said, {hit.rule for hit in unsure}, view.around(hit.rule for hit in unsure))
        if guess is None or (view.guarded(guess.category) and guess.beyond < _GUARDED):
            return []
        return unsure or [Hit(guess.category, guess.urgency, "second-opinion")]

    def unsure(self, text: str) -> frozenset[str]:
        """The unsure rules that hold in a text by itself: they do not raise danger alone, and help the second opinion."""
        view = self._view(pieces_of(text))
        if view is None:
            return frozenset()
        rules = (r for r in view.possible(self._rules) if r["unsure"] and not r["needs"] and not r["lacks"])
        return frozenset(r["id"] for r in rules if view.holds(r, r["category"]))

    def _view(self, said: Sequence[str]) -> _View | None:
        """What rules, signals and guards find in the pieces of a text; None when it holds no word."""
        words = self._matcher.unjoin(tokens(said, self._replacements))
        if not words:
            return None
        read = self._matcher.read(words)
        found = self._matcher.find(read)
        if not self._atoms.isdisjoint(found):
            self._matcher.find_rest(read, found)
        view = _View(words, found, self._negation)
        view.mask(self._vetoes)
        return view


def _most_urgent(hits: list[Hit]) -> tuple[Hit, ...]:
    """One hit of each category, its most urgent, the most pressing first."""
    best: dict[str, Hit] = {}
    for hit in hits:
        before = best.get(hit.id)
        if before is None or URGENCIES.index(hit.urgency) < URGENCIES.index(before.urgency):
            best[hit.id] = hit
    return tuple(sorted(best.values(), key=_pressing))


def _pressing(hit: Hit) -> tuple[int, int]:
    return URGENCIES.index(hit.urgency), CATEGORIES.index(hit.id)


def _near(span: Span, other: Span) -> bool:
    return span.start - _UNLESS <= other.end and other.start <= span.end + _UNLESS


class _View:
    """One text with what was found in it, and the words that idioms and other guards take away."""

    def __init__(self, words: list[Token], found: Found, negation: tuple[int, int, int]) -> None:
        self.words = len(words)
        self._tokens = words
        self._found = found
        self._clauses = {t.position: t.clause for t in words}
        neg, exempt, subject = negation
        excused = {p for s in found.get(exempt, ()) for p in s.used}
        self._negated = sorted({p for s in found.get(neg, ()) for p in s.used} - excused)
        self._subjects = {p for s in found.get(subject, ()) for p in s.used}
        self._masked: dict[str, set[int]] = {}
        self._silent: dict[str, set[str]] = {}
        self._places: dict[str, Span] = {}

    def mask(self, vetoes: list[dict[str, Any]]) -> None:
        """Applies the guards: words of an idiom no longer count; a whole-message guard silences its categories."""
        for veto in vetoes:
            spans = self._found.get(veto["atom"])
            if not spans or (veto["unless"] is not None and veto["unless"] in self._found):
                continue
            for category in veto["categories"]:
                if veto["scope"] == "message":
                    self._silent.setdefault(category, set()).add(veto["id"])
                else:
                    masked = self._masked.setdefault(category, set())
                    for span in spans:
                        masked.update(range(span.start, span.end + 1))

    def possible(self, rules: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """The rules whose pattern was found, or that have none; guards are not asked yet."""
        return [rule for rule in rules if rule["atom"] is None or rule["atom"] in self._found]

    def guarded(self, category: str) -> bool:
        """Whether a guard speaks against this category anywhere in the message."""
        return category in self._silent or bool(self._masked.get(category))

    def holds(self, rule: Mapping[str, Any], category: str) -> bool:
        """Whether a rule's pattern stands in the text and no guard takes it away."""
        if rule["atom"] is None:
            return True
        spans = self._found.get(rule["atom"])
        if not spans:
            return False
        skipped = rule["except"]
        if any(veto not in skipped for veto in self._silent.get(category, ())) and "silence" not in skipped:
            return False
        unless = self._found.get(rule["unless"], ()) if rule["unless"] is not None else ()
        masked = self._masked.get(category, set()) if "idiom" not in skipped else set()
        free = "negation" in skipped
        for span in spans:
            if masked and masked.intersection(span.used):
                continue
            if (free or not self._denied(span)) and not any(_near(span, other) for other in unless):
                self._places[rule["id"]] = span
                return True
        return False

    def around(self, rules: Iterable[str]) -> list[list[str]]:
        """The words at and next to the place where each rule holds."""
        spans = [self._places[rule] for rule in rules if rule in self._places]
        return [
            [t.forms[0] for t in self._tokens if span.start - beside <= t.position <= span.end + beside]
            for span in spans
            for beside in _BESIDE
        ]

    def _denied(self, span: Span) -> bool:
        used = set(span.used)
        i = bisect_right(self._negated, span.start - _BEFORE - 1)
        for place in self._negated[i:]:
            if place > span.end + _AFTER:
                return False
            if place in used:
                continue
            if span.start < place < span.end:
                return True
            edge = span.start if place < span.start else span.end
            if self._clauses.get(place) == self._clauses.get(edge) and not any(
                p in self._subjects for p in range(min(place, edge) + 1, max(place, edge) + (place > edge))
            ):
                return True
        return False
