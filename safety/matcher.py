"""Finds word patterns in tokens, in time linear in the length of the text.

A compiled grammar knows *atoms*: a word, a class of words, or a pattern. Words give atoms by look-up (exact, by beginning, by
ending, by sound); patterns join atoms with bounded gaps into new ones. A pattern is only tried when its rarest atom is there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from typing import Any, NamedTuple

from safety.normalise import Token, sound

NUMBER, FEVER, MANY = "<n>", "<fever>", "<many>"
"""Atoms that numbers give: any number; 38 to 42.9 (a temperature); 10 or more."""

WHOLE = 100_000
"""A window as wide as the message."""


class Span(NamedTuple):
    """Where an atom was found: first and last position, and the positions of the words that made it."""

    start: int
    end: int
    used: tuple[int, ...]


class Pattern(NamedTuple):
    """How atoms make a new atom. In order: `gaps[i]` words at most between part i and i + 1. Unordered: all within `window`.

    `needs` are its parts, `wants` its parts and what it makes.
    """

    atom: int
    parts: tuple[int, ...]
    gaps: tuple[int, ...]
    window: int
    needs: frozenset[int]
    wants: frozenset[int]


Found = dict[int, list[Span]]
Read = list[tuple[Span, frozenset[int]]]
"""Every word's place and its atoms."""


class Stage:
    """Patterns in the order in which they build on each other, found by the rarest of their parts."""

    def __init__(self, stage: Mapping[str, Any]) -> None:
        self._patterns = [
            Pattern(a, tuple(p), tuple(g), w, frozenset(p), frozenset({a, *p})) for a, p, g, w in stage["patterns"]
        ]
        made = frozenset(p.atom for p in self._patterns)
        self._given = [p.needs - made for p in self._patterns]  # what must be there from the start
        self._triggers: dict[int, list[int]] = {int(k): v for k, v in stage["triggers"].items()}

    def extend(self, read: Read, found: Found, asked: Set[int] = frozenset()) -> None:
        """Adds what the patterns make of the words, and where the atoms that are `asked` for stand."""
        patterns = self._patterns
        queue = self._possible(found.keys() | set().union(*(atoms for _, atoms in read)))
        # words give many atoms: only those that something can be made of are worth their places
        wanted = set(asked).union(*(patterns[i].wants for i in queue)) - found.keys()
        for span, atoms in read:
            for atom in wanted & atoms:
                if atom in found:
                    found[atom].append(span)
                else:
                    found[atom] = [span]
        for i in sorted(queue):
            pattern = patterns[i]
            if not pattern.needs <= found.keys():
                continue
            spans = _together(pattern, found) if pattern.window else _in_order(pattern, found)
            if spans:
                known = found.get(pattern.atom)
                found[pattern.atom] = sorted({*known, *spans}) if known else spans

    def _possible(self, there: Set[int]) -> set[int]:
        """The patterns whose words are all there, and those that can be made of them in turn."""
        triggers, given = self._triggers, self._given
        result: set[int] = set()
        fresh = there & triggers.keys()
        while fresh:
            more = {i for atom in fresh for i in triggers[atom] if given[i] <= there} - result
            result |= more
            fresh = {self._patterns[i].atom for i in more} & triggers.keys()
        return result


class Matcher:
    """The compiled grammar at work. Holds no state between texts."""

    def __init__(self, grammar: Mapping[str, Any], asked: Set[int | None] = frozenset()) -> None:
        """`asked`: atoms that are wanted though no pattern is made of them."""
        self._asked = frozenset(atom for atom in asked if atom is not None)
        self._words: dict[str, frozenset[int]] = {}
        self._starts: dict[str, list[int]] = grammar["starts"]
        self._ends: dict[str, list[int]] = grammar["ends"]
        self._sounds: dict[str, list[int]] = grammar["sounds"]
        self._plain: frozenset[str] = frozenset(grammar["plain"])
        self._joints: frozenset[str] = frozenset(grammar["joints"])
        self._start_lengths = sorted({len(w) for w in self._starts})
        self._end_lengths = sorted({len(w) for w in self._ends})
        for word, atoms in grammar["words"].items():
            # a known word is looked up once: its beginnings and endings are added here
            self._words[word] = frozenset({*atoms, *self._affixes(word)})
        self._first, self._rest = (Stage(stage) for stage in grammar["stages"])
        self._numbers: dict[str, int] = grammar["numbers"]

    def unjoin(self, words: Sequence[Token]) -> list[Token]:
        """Splits words typed without spaces (`ikwildood`), when every part is known and the first is a small word."""
        result: list[Token] = []
        shift = 0
        for token in words:
            word = token.forms[-1]
            parts = self._parts(word) if 7 <= len(word) <= 40 and word not in self._plain else None
            for part in parts or ():
                result.append(Token((part,), token.position + shift, token.clause))
                shift += 1
            if parts:
                shift -= 1
            else:
                result.append(token._replace(position=token.position + shift) if shift else token)
        return result

    def _parts(self, word: str) -> list[str] | None:
        if not any(word.startswith(j) for j in self._joints) or word in self._words:
            return None
        best: list[list[str] | None] = [None] * (len(word) + 1)
        best[0] = []
        for i in range(len(word)):
            head = best[i]
            if head is None:
                continue
            for j in range(i + 1, min(len(word), i + 14) + 1):
                part = word[i:j]
                known = part in self._joints if i == 0 or j - i < 3 else part in self._words
                earlier = best[j]
                if known and (earlier is None or len(head) + 1 < len(earlier)):
                    best[j] = [*head, part]
        found = best[-1]
        return found if found and len(found) >= 3 else None

    def read(self, words: Sequence[Token]) -> Read:
        """Every word with its atoms."""
        return [(Span(t.position, t.position, (t.position,)), self._atoms(t.forms)) for t in words]

    def find(self, read: Read) -> Found:
        """The atoms of rules, signals and guards in the words with their spans, in order of position."""
        found: Found = {}
        self._first.extend(read, found, self._asked)
        return found

    def find_rest(self, read: Read, found: Found) -> None:
        """Adds the atoms that only serve exceptions to what was found."""
        self._rest.extend(read, found)

    def _atoms(self, forms: tuple[str, ...]) -> frozenset[int]:
        if len(forms) == 1 and (known := self._words.get(forms[0])) is not None and not forms[0][0].isdigit():
            return known
        atoms: set[int] = set()
        for form in forms:
            known = self._words.get(form)
            atoms.update(self._affixes(form) if known is None else known)
            if form[0].isdigit():
                atoms.update(self._number(form))
        if not atoms and len(forms[0]) >= 6:
            atoms.update(self._by_sound(forms[0]))
        return frozenset(atoms)

    def _affixes(self, word: str) -> set[int]:
        atoms: set[int] = set()
        size = len(word)
        for n in self._start_lengths:
            if n > size:
                break
            atoms.update(self._starts.get(word[:n], ()))
        for n in self._end_lengths:
            if n > size:
                break
            atoms.update(self._ends.get(word[-n:], ()))
        return atoms

    def _number(self, form: str) -> set[int]:
        digits = form.replace(",", ".").rstrip("abcdefghijklmnopqrstuvwxyz")
        try:
            value = float(digits)
        except ValueError:
            return set()
        atoms = {self._numbers[NUMBER]}
        if 38 <= value < 43 or 380 <= value < 430:
            atoms.add(self._numbers[FEVER])
        if value >= 10:
            atoms.add(self._numbers[MANY])
        return atoms

    def _by_sound(self, word: str) -> list[int]:
        """A word nobody knows, read as the danger word it sounds like or misses one letter of."""
        if word in self._plain or not word.isascii() or not word.isalpha():
            return []
        key = sound(word)
        if (hit := self._sounds.get(key)) is not None:
            return hit
        if len(key) >= 6:
            for i in range(1, len(key)):
                if (hit := self._sounds.get(key[:i] + key[i + 1 :])) is not None:
                    return hit
        return []


def _in_order(pattern: Pattern, found: Found) -> list[Span]:
    first = found[pattern.parts[0]]
    if len(pattern.parts) == 1:
        return first
    partial = {(s.start, s.end): s for s in first}
    for part, gap in zip(pattern.parts[1:], pattern.gaps, strict=True):
        spans = found[part]
        starts = [s.start for s in spans]
        longer: dict[tuple[int, int], Span] = {}
        for (start, end), span in partial.items():
            i = bisect_left(starts, end + 1)
            while i < len(spans) and starts[i] <= end + 1 + gap:
                key = (start, spans[i].end)
                if key not in longer:
                    longer[key] = Span(start, spans[i].end, span.used + spans[i].used)
                i += 1
        if not longer:
            return []
        partial = longer
    return sorted(partial.values())


def _together(pattern: Pattern, found: Found) -> list[Span]:
    first, others = found[pattern.parts[0]], [found[p] for p in pattern.parts[1:]]
    starts = [[s.start for s in spans] for spans in others]
    result: list[Span] = []
    for span in first:
        used, low, high = span.used, span.start, span.end
        for spans, begins in zip(others, starts, strict=True):
            near = _nearest(span, spans, begins, pattern.window, used)
            if near is None:
                break
            used, low, high = used + near.used, min(low, near.start), max(high, near.end)
        else:
            result.append(Span(low, high, used))
    return sorted(result)


def _nearest(anchor: Span, spans: list[Span], begins: list[int], window: int, used: tuple[int, ...]) -> Span | None:
    i = bisect_left(begins, anchor.start)
    best: Span | None = None
    for j in range(max(0, i - 6), min(len(spans), i + 6)):
        other = spans[j]
        distance = other.start - anchor.end if other.start >= anchor.start else anchor.start - other.end
        closer = best is None or distance < max(best.start - anchor.end, anchor.start - best.end)
        if distance <= window and closer and not set(other.used) & set(used):
            best = other
    return best
