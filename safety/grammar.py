"""Turns readable patterns into the matcher's grammar. Used when compiling only.

A pattern is words with a space between neighbours. `~` allows up to 3 words in between, `~5` up to 5. `a|b` are alternatives,
`niet_meer` two neighbouring words as one alternative, `@death` a class of words, `slaap*` and `*pillen` words by beginning and
ending, `+word` may be absent, `<n>` a number, `<fever>` a temperature, `<many>` 10 or more. `a & b` stand in any order within 8
words, `a & b /20` within 20, `a & b /all` anywhere in the message.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from safety.matcher import FEVER, MANY, NUMBER, WHOLE
from safety.normalise import fold, sound, split

_COMMON = frozenset(
    (  # noqa: SIM905 - one word a line says no more
        "ik ben is was heb heeft de het een en van in te dat die niet met op voor zijn er maar om hem hij ze ook als bij aan "
        "mijn me mij wil kan nu al meer nog wat je u we geen zo dan wel naar uit door over na of ga gaat gaan zou word ze zij "
        "mn m i am a the my to of and it is in me that you have not do on with so ich bin die der das und nicht mich mir zu "
        "ein je ne pas de la le que il un et j m bir ve bu cok ben ja nie w na sie z do to я на и не се да в у за ma sa nu si "
        "este mi in am о ко ли انا في من ان لا على"
    ).split()
)
_ITEM = re.compile(r"^~(\d*)$")
_WINDOW = re.compile(r"^(.*?)(?: /(\d+|all))?$", re.DOTALL)
DEFAULT_GAP, DEFAULT_WINDOW = 3, 8


class PatternError(ValueError):
    """A pattern that cannot be read; the message says which and why."""


class Grammar:
    """Collects classes and patterns and gives them the compiled form that `Matcher` reads."""

    def __init__(self, replacements: dict[str, list[str]]) -> None:
        self._replacements = replacements
        self._atoms: dict[str, int] = {}
        self._exact: dict[str, set[int]] = defaultdict(set)
        self._starts: dict[str, set[int]] = defaultdict(set)
        self._ends: dict[str, set[int]] = defaultdict(set)
        self._patterns: dict[tuple[int, tuple[int, ...], tuple[int, ...], int], None] = {}
        self._includes: dict[int, set[int]] = defaultdict(set)
        self._defined: set[str] = set()
        self._used: set[str] = set()
        self._early: set[int] = set()
        for name in (NUMBER, FEVER, MANY):
            self._atom(name)

    def _atom(self, key: str) -> int:
        return self._atoms.setdefault(key, len(self._atoms))

    def define(self, name: str, entries: list[str], early: bool = False) -> int:
        """A class `@name`; its entries may be words or whole patterns. Gives its atom. `early`: looked for in every text."""
        if "@" + name in self._defined:
            raise PatternError(f"class @{name} is defined twice: give one of them another name")
        self._defined.add("@" + name)
        atom = self._atom("@" + name)
        if early:
            self._early.add(atom)
        for entry in entries:
            self._enter(atom, str(entry))
        return atom

    def rule(self, key: str, patterns: list[str], early: bool = True) -> int | None:
        """The atom that stands for any of these patterns; None when there are none.

        Patterns that are not `early` are only looked for once a rule has found something.
        """
        if not patterns:
            return None
        atom = self._atom("rule " + key)
        if early:
            self._early.add(atom)
        for pattern in patterns:
            self._enter(atom, str(pattern))
        return atom

    def words(self, text: str) -> list[str]:
        """A text as the tokens a message would give."""
        result: list[str] = []
        for piece in split(fold(text)):
            result.extend(self._replacements.get(piece) or (piece,))
        return result

    def _enter(self, atom: int, pattern: str) -> None:
        parted = _WINDOW.match(pattern)
        if parted is None:
            raise PatternError(f"'{pattern}': cannot be read")
        body, window = parted.groups()
        pieces = body.split(" & ")
        if len(pieces) > 1:
            width = WHOLE if window == "all" else int(window or DEFAULT_WINDOW)
            parts = tuple(self._piece(p.strip()) for p in pieces)
            self._patterns[(atom, parts, (), width)] = None
            return
        if window:
            raise PatternError(f"'{pattern}': a window needs at least two parts joined by &")
        for items in _variants(body.split()):
            self._sequence(atom, items, pattern)

    def _piece(self, piece: str) -> int:
        if " " not in piece and "_" not in piece:
            return self._element(piece)
        atom = self._atom("piece " + piece)
        for items in _variants(piece.split()):
            self._sequence(atom, items, piece)
        return atom

    def _sequence(self, atom: int, items: list[str], pattern: str) -> None:
        parts: list[int] = []
        gaps: list[int] = []
        gap = 0
        for item in items:
            if jump := _ITEM.match(item):
                gap = int(jump.group(1) or DEFAULT_GAP)
                continue
            plain = "|" not in item and "@" not in item and "<" not in item and "*" not in item
            words = self.words(item.replace("_", " ")) if plain else [item]
            for word in words:
                if parts:
                    gaps.append(gap)
                gap = 0
                parts.append(self._element(word))
        if not parts:
            raise PatternError(f"'{pattern}': nothing to find")
        if len(parts) == 1 and len(items) == 1:
            self._join(atom, items[0])
            return
        self._patterns[(atom, tuple(parts), tuple(gaps), 0)] = None

    def _element(self, item: str) -> int:
        if item.startswith("<") and "|" not in item:
            if item not in (NUMBER, FEVER, MANY):
                raise PatternError(f"'{item}': use <n>, <fever> or <many>")
            return self._atoms[item]
        atom = self._atom(item)
        if item.startswith("@") and "|" not in item:
            self._used.add(item)
            return atom
        for alternative in item.split("|"):
            if not alternative:
                raise PatternError(f"'{item}': an empty alternative")
            self._join(atom, alternative)
        return atom

    def _join(self, atom: int, item: str) -> None:
        """Makes a single item one of the ways in which an atom can be met."""
        if item.startswith(("@", "<")) or "|" in item:
            inner = self._element(item)
            if inner != atom:
                self._includes[inner].add(atom)
        elif item.endswith("*"):
            self._starts[fold(item[:-1])].add(atom)
        elif item.startswith("*"):
            self._ends[fold(item[1:])].add(atom)
        else:
            words = self.words(item.replace("_", " "))
            if len(words) == 1:
                self._exact[words[0]].add(atom)
            else:
                parts = tuple(self._element(w) for w in words)
                self._patterns[(atom, parts, (0,) * (len(parts) - 1), 0)] = None

    def compiled(self, plain: set[str], joints: list[str], fuzzy: int) -> dict[str, Any]:
        """The grammar as plain data. `plain`: words never read as a misspelt danger word; `fuzzy`: shortest word that may be."""
        if unknown := self._used - self._defined:
            raise PatternError(f"classes used but not defined: {', '.join(sorted(unknown))}")
        self._include()
        ordered = self._ordered()
        costs = self._costs(ordered)
        first = self._first(ordered)
        stages: list[dict[str, Any]] = []
        for wanted in (True, False):
            triggers: dict[int, list[int]] = defaultdict(list)
            rows: list[list[Any]] = []
            for atom, parts, gaps, window in ordered:
                if (atom in first) != wanted:
                    continue
                rarest = min(parts, key=lambda p: costs.get(p, 0.0))
                triggers[rarest].append(len(rows))
                place = parts.index(rarest)
                ranked = [rarest, *parts[:place], *parts[place + 1 :]] if window else list(parts)
                rows.append([atom, ranked, list(gaps), window])
            stages.append({"patterns": rows, "triggers": {str(k): v for k, v in sorted(triggers.items())}})
        return {
            "words": _lists(self._exact), "starts": _lists(self._starts), "ends": _lists(self._ends),
            "sounds": self._sounds(plain, fuzzy), "plain": sorted(plain), "joints": sorted(joints), "stages": stages,
            "numbers": {n: self._atoms[n] for n in (NUMBER, FEVER, MANY)},
        }  # fmt: skip

    def _include(self) -> None:
        """Words of an included class count for the including atom; patterns of it through a one-part pattern."""
        made = {p[0] for p in self._patterns} | {self._atoms[n] for n in (NUMBER, FEVER, MANY)}
        changed = True
        while changed:  # an atom that includes one made by patterns is itself made by patterns
            changed = False
            for inner, outers in self._includes.items():
                if inner in made and not outers <= made:
                    made |= outers
                    changed = True
        for inner in made & set(self._includes):
            for outer in self._includes[inner]:
                self._patterns[(outer, (inner,), (), 0)] = None
        wordy = {i: {o for o in outers} for i, outers in self._includes.items() if i not in made}
        for table in (self._exact, self._starts, self._ends):
            for atoms in table.values():
                todo = list(atoms)
                while todo:
                    for outer in wordy.get(todo.pop(), ()):
                        if outer not in atoms:
                            atoms.add(outer)
                            todo.append(outer)

    def _ordered(self) -> list[tuple[int, tuple[int, ...], tuple[int, ...], int]]:
        makers: dict[int, list[tuple[int, ...]]] = defaultdict(list)
        for atom, parts, _, _ in self._patterns:
            makers[atom].append(parts)
        depths: dict[int, int] = {}

        def depth(atom: int, path: tuple[int, ...] = ()) -> int:
            if atom in path:
                names = {v: k for k, v in self._atoms.items()}
                raise PatternError(f"{names[atom]} contains itself")
            if atom not in depths:
                below = [depth(p, (*path, atom)) for parts in makers.get(atom, []) for p in parts]
                depths[atom] = 1 + max(below) if below else 0
            return depths[atom]

        return sorted(self._patterns, key=lambda p: (depth(p[0]), p[0], p[1], p[2], p[3]))

    def _first(self, patterns: list[tuple[int, tuple[int, ...], tuple[int, ...], int]]) -> set[int]:
        """The atoms that rules, signals and guards are made of; the others only serve exceptions."""
        makers: dict[int, list[tuple[int, ...]]] = defaultdict(list)
        for atom, parts, _, _ in patterns:
            makers[atom].append(parts)
        found: set[int] = set()
        todo = list(self._early)
        while todo:
            atom = todo.pop()
            if atom not in found:
                found.add(atom)
                todo.extend(p for parts in makers.get(atom, ()) for p in parts)
        return found

    def _costs(self, patterns: list[tuple[int, tuple[int, ...], tuple[int, ...], int]]) -> dict[int, float]:
        costs: dict[int, float] = defaultdict(float)
        for name in (NUMBER, FEVER, MANY):
            costs[self._atoms[name]] = 30.0
        for word, atoms in self._exact.items():
            for atom in atoms:
                costs[atom] += 50.0 if word in _COMMON else 1.0
        for table in (self._starts, self._ends):
            for word, atoms in table.items():
                for atom in atoms:
                    costs[atom] += 10.0 if len(word) < 4 else 2.0
        for atom, parts, _, _ in patterns:
            costs[atom] += min(costs.get(p, 0.0) for p in parts) / len(parts)
        return costs

    def _sounds(self, plain: set[str], fuzzy: int) -> dict[str, list[int]]:
        result: dict[str, set[int]] = {}
        for word, atoms in sorted(self._exact.items()):
            if len(word) < fuzzy or not word.isascii() or not word.isalpha() or word in _COMMON:
                continue
            key = sound(word)
            keys = [key, *(key[:i] + key[i + 1 :] for i in range(1, len(key)))] if len(key) >= fuzzy else [key]
            for k in keys:
                result.setdefault(k, set()).update(atoms)
        for word in plain:
            result.pop(sound(word), None) if word not in self._exact else None
        return _lists(result)


def _variants(items: list[str]) -> list[list[str]]:
    """All readings of a pattern with optional words."""
    for i, item in enumerate(items):
        if item.startswith("+") and len(item) > 1:
            return _variants([*items[:i], item[1:], *items[i + 1 :]]) + _variants(items[:i] + items[i + 1 :])
    return [items]


def _lists(table: dict[str, set[int]]) -> dict[str, list[int]]:
    return {key: sorted(atoms) for key, atoms in sorted(table.items())}
