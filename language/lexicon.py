"""What a message in another language is about: moments, themes and the kind of message, heard by phrases.

Per language a file in `lexicon/` lists the words of each concept; `rules.yml` says which concepts make a moment. A
word in a list may end in `*` (any ending) or begin with it too (anywhere inside a word: Arabic and Turkish glue). The
reading is a help for choosing a card, with less depth than Dutch gets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from language.acts import SHORT_ACTS, asked, opening_act, short_act
from language.data_files import ROOM, LanguageDataError, read_mapping, words_of
from language.text import fold

COMPUTED = {"number", "pressure_reading"}
"""Concepts that are read from digits, not from a list."""
THEMES = ("exercise", "smoking", "alcohol", "nutrition", "relaxation", "sleep", "meaning", "work", "substance_use")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*", re.UNICODE)
_ARABIC_GLUE = re.compile(r"^(?:و|ف)?(?:بال|كال|لل|ال|ب|ل)?(?=..)")
_GERMAN_UMLAUT = re.compile(r"([aou])e")
_QUESTION_MARKS = ("?", "؟", "¿")
_CLAUSE_END = re.compile(r"[,.;:!?؟،؛…\n]+(?!\d)")
_PRESSURE = re.compile(r"\b(?:1[0-9]|2[0-4]|[89])[0-9]\s*(?:/|-|[^\W\d_]{1,5})\s*(?:1[0-4]|[4-9])[0-9]\b")
"""A blood pressure: 90-249, a stroke or a short word ("over", "zu", "na"), 40-149."""


@dataclass(frozen=True)
class LexiconReading:
    """Moments and themes by id, and the act (None when nothing was recognised)."""

    moments: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    act: str | None = None


@dataclass(frozen=True)
class _Part:
    """One word of a phrase: exact, by its beginning, or anywhere inside."""

    text: str
    opens: bool
    ends: bool

    @classmethod
    def of(cls, word: str) -> _Part:
        return cls(word.strip("*"), word.startswith("*"), word.endswith("*"))

    def fits(self, forms: tuple[str, ...]) -> bool:
        if self.opens and self.ends:
            return any(self.text in form for form in forms)
        if self.ends:
            return any(form.startswith(self.text) for form in forms)
        if self.opens:
            return any(form.endswith(self.text) for form in forms)
        return self.text in forms


@dataclass(frozen=True)
class _Phrase:
    concept: str
    parts: tuple[_Part, ...]


class Tongue:
    """The phrases of one language, found by the beginning of their first word."""

    def __init__(self, code: str, concepts: Mapping[str, Iterable[str]]) -> None:
        self.code = code
        self.whole = {name: frozenset(self.plain(phrase) for phrase in concepts.get(name, ())) for name in SHORT_ACTS}
        self.opening = frozenset(self.plain(phrase) for phrase in concepts.get("opening", ()))
        self._by_start: dict[str, list[_Phrase]] = {}
        self._anywhere: list[_Phrase] = []
        for concept, phrases in concepts.items():
            if concept in SHORT_ACTS or concept == "opening":
                continue
            for phrase in phrases:
                found = _Phrase(concept, tuple(map(_Part.of, self.spelling(phrase).split())))
                if found.parts[0].opens:
                    self._anywhere.append(found)
                else:
                    self._by_start.setdefault(found.parts[0].text[:2], []).append(found)

    def spelling(self, text: str) -> str:
        """`text` folded; German also with ue, oe, ae for the umlauts, the way many people type them."""
        folded = fold(text)
        return _GERMAN_UMLAUT.sub(r"\1", folded) if self.code == "de" else folded

    def plain(self, phrase: str) -> str:
        """A phrase as it is compared with a whole message: folded words with single spaces."""
        return " ".join(_WORD.findall(self.spelling(phrase.replace("*", ""))))

    def concepts(self, words: list[str]) -> set[str]:
        """The concepts heard in `words` (folded)."""
        forms = [self._forms(word) for word in words]
        heard: set[str] = set()
        for index, variants in enumerate(forms):
            for phrase in self._candidates(variants):
                if phrase.concept in heard or index + len(phrase.parts) > len(forms):
                    continue
                if all(part.fits(forms[index + step]) for step, part in enumerate(phrase.parts)):
                    heard.add(phrase.concept)
        return heard

    def opens_a_question(self, text: str) -> bool:
        """Whether a clause of `text` begins with a question word or a verb put first."""
        for clause in _CLAUSE_END.split(text):
            words = _WORD.findall(self.spelling(clause))[:3]
            if any(" ".join(words[:size]) in self.opening for size in range(1, len(words) + 1)):
                return True
        return False

    def _forms(self, word: str) -> tuple[str, ...]:
        if self.code == "ar":
            bare = _ARABIC_GLUE.sub("", word)
            return (word, bare) if bare != word else (word,)
        if "-" in word or (self.code in ("fr", "it") and "'" in word):
            return (word, *re.split(r"['-]", word))
        return (word,)

    def _candidates(self, variants: tuple[str, ...]) -> Iterator[_Phrase]:
        for variant in variants:
            yield from self._by_start.get(variant[:2], ())
            if len(variant) > 1:
                yield from self._by_start.get(variant[:1], ())
        yield from self._anywhere


class Lexicon:
    """Reads messages in other languages; build it with `load`."""

    def __init__(
        self,
        tongues: Mapping[str, Tongue],
        moments: Mapping[str, list[list[str]]],
        unless: Mapping[str, list[str]],
        elsewhere: Iterable[str] = (),
    ) -> None:
        self._tongues = dict(tongues)
        self._moments = moments
        self._unless = unless
        self._elsewhere = frozenset(elsewhere)

    @classmethod
    def load(cls, folder: Path = ROOM / "lexicon") -> Lexicon:
        """Read all lists. Raises LanguageDataError on a missing or broken file, or a rule about an unknown concept."""
        rules = read_mapping(folder / "rules.yml")
        medicines = words_of(read_mapping(ROOM / "data" / "neutral.yml").get("medicines", []), folder)
        tongues = {}
        for path in sorted(folder.glob("??.yml")):
            concepts = {name: words_of(value, path) for name, value in read_mapping(path).items()}
            for name, phrases in rules["shared"].items():
                concepts[name] = [*concepts.get(name, []), *words_of(phrases, folder / "rules.yml")]
            concepts["medicine"] = [*concepts.get("medicine", []), *(f"{name}*" for name in medicines)]
            tongues[path.stem] = Tongue(path.stem, concepts)
            needed = {name for sets in rules["moments"].values() for names in sets for name in names} - COMPUTED
            if missing := sorted(needed - set(concepts)):
                raise LanguageDataError(f"{path}: lacks the list {missing[0]}, which rules.yml uses; add it")
        return cls(tongues, rules["moments"], rules["unless"], rules["smalltalk"])

    @property
    def codes(self) -> tuple[str, ...]:
        """The languages that can be read."""
        return tuple(self._tongues)

    def read(self, text: str, code: str) -> LexiconReading:
        """What `text` is about; empty for Dutch (the classifier reads that) and for languages without a list."""
        tongue = self._tongues.get(code)
        if tongue is None:
            return LexiconReading()
        words = _WORD.findall(tongue.spelling(text))
        heard = tongue.concepts(words)
        if any(character.isdigit() for word in words for character in word):
            heard.add("number")
        if _PRESSURE.search(fold(text)):
            heard.add("pressure_reading")
        moments = tuple(moment for moment, sets in self._moments.items() if self._holds(moment, sets, heard))
        if "birth" in moments and "abnormal" in heard and "diagnosis" in moments:
            moments = tuple(moment for moment in moments if moment != "diagnosis")  # gestational diabetes
        themes = tuple(theme for theme in THEMES if theme in heard)
        if "substance_use" in heard and "tobacco" not in heard:
            themes = tuple(theme for theme in themes if theme != "smoking")  # weed is smoked too
        if heard & self._elsewhere:
            heard.add("elsewhere")
        if any(mark in text for mark in _QUESTION_MARKS) or tongue.opens_a_question(text):
            heard.add("ask")
        act = short_act(tongue.whole, words) or asked(heard, bool(moments), themes, len(words))
        return LexiconReading(moments, themes, act or opening_act(tongue.whole, words))

    def _holds(self, moment: str, sets: list[list[str]], heard: set[str]) -> bool:
        if any(name in heard for name in self._unless.get(moment, ())):
            return False
        return any(all(name in heard for name in names) for names in sets)
