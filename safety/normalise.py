"""From what a person typed to comparable tokens: case, accents, stretched words, leetspeak, text-message forms.

The same folding is applied to the words of the rules, so both sides always meet in the same spelling.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

MAX_CHARACTERS = 8_000
"""Longer texts are read up to here: the service refuses texts over 2,000 characters anyway."""

SENTENCE_GAP = 40
"""Positions skipped at the end of a sentence, so that no pattern with a small gap reaches across it."""

_FOLDS = str.maketrans(
    {
        "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ŀ": "l",
        "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ـ": "", "ґ": "г",
        "’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "_": " ",
    }
)  # fmt: skip
_TOKEN = re.compile(r"\d{1,6}[.,]\d{1,4}|[\w@$]+(?:'\w+)*|[.!?;\n…]+|[,:()]+")
_ELISION = re.compile(r"(j|l|d|n|m|t|s|c|qu|jusqu)'(\w\w+)")
_STRETCHED = re.compile(r"(\w)\1{2,}")
_LEET = str.maketrans("013457@$", "oieastas")
_DIGIT_IN_WORD = re.compile(r"[a-z][0134578@$]+[a-z]|^[0134578@$]+[a-z]{3}|[a-z]{3}[@$]")


class Token(NamedTuple):
    """One word with the spellings under which it may be known, where it stands, and in which clause."""

    forms: tuple[str, ...]
    position: int
    clause: int


def fold(text: str) -> str:
    """Lower case without accents or invisible characters; letters of other scripts keep one spelling each."""
    if text.isascii():
        return text.lower().translate(_FOLDS)
    decomposed = unicodedata.normalize("NFKD", text.lower())
    kept = [c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf")]
    return "".join(kept).lower().translate(_FOLDS)


def split(text: str) -> list[str]:
    """The pieces of a folded text: words, numbers and marks.

    Apostrophes are resolved: `m'n` -> `mn`, `j'ai` -> `j`, `ai`.
    """
    pieces: list[str] = []
    for piece in _TOKEN.findall(text):
        if "'" not in piece:
            pieces.append(piece)
        elif elision := _ELISION.fullmatch(piece):
            pieces.extend(elision.groups())
        else:
            pieces.append(piece.replace("'", ""))
    return pieces


def spellings(word: str) -> tuple[str, ...]:
    """The word as it stands, and as it was meant when letters are stretched or replaced by digits."""
    forms = [word]
    if not word.isascii():
        return (word,) if not _STRETCHED.search(word) else (word, _STRETCHED.sub(r"\1", word))
    if not word.isdigit() and not word.isalpha() and _DIGIT_IN_WORD.search(word):
        forms.append(word.translate(_LEET))
    if _STRETCHED.search(word):
        forms += [_STRETCHED.sub(r"\1\1", word), _STRETCHED.sub(r"\1", word)]
    return tuple(forms)


_DOUBLED = re.compile(r"(\w)\1")
_SOUNDS = (
    ("v", "f"), ("z", "s"), ("ij", "ei"), ("y", "ei"), ("au", "ou"), ("ch", "g"), ("c", "k"), ("ie", "i"), ("ph", "f"),
)  # fmt: skip
_LAST_SOUNDS = {"d": "t", "b": "p"}


def sound(word: str) -> str:
    """A rough Dutch sound key: `zelvmoort` and `zelfmoord` share one."""
    word = _DOUBLED.sub(r"\1", word)
    if word.endswith("dt"):
        word = word[:-2] + "t"
    word = word[:-1] + _LAST_SOUNDS.get(word[-1:], word[-1:])
    for letters, heard in _SOUNDS:
        word = word.replace(letters, heard)
    return word


def pieces_of(text: str) -> list[str]:
    """The folded words, numbers and marks of what a person typed."""
    return split(fold(text[:MAX_CHARACTERS]))


def tokens(pieces: Iterable[str], replacements: Mapping[str, list[str]]) -> list[Token]:
    """Reads pieces into tokens. `replacements` maps text-message forms to the words meant (`nie` -> `niet`).

    Single letters in a row are joined (`d o o d`); sentence ends widen the distance between positions; commas and
    contrasting words start a clause.
    """
    found: list[Token] = []
    position = clause = 0
    letters: list[str] = []

    def add(word: str) -> None:
        nonlocal position
        for part in replacements.get(word) or (word,):
            found.append(Token(spellings(part), position, clause))
            position += 1

    def flush() -> None:
        if len(letters) > 2:
            add("".join(letters))
        else:
            for letter in letters:
                add(letter)
        letters.clear()

    for piece in pieces:
        if len(piece) == 1 and "a" <= piece <= "z":
            letters.append(piece)
            continue
        flush()
        if piece[0] in ".!?;\n…":
            position += SENTENCE_GAP
            clause += 1
        elif piece[0] in ",:()":
            clause += 1
        else:
            if piece in CONTRAST:
                clause += 1
            add(piece)
    flush()
    return found


CONTRAST = frozenset(
    "maar but aber mais ama fakat ale dar но але want omdat toch doch terwijl".split()  # noqa: SIM905
)
"""Words that open a clause with its own truth: a "niet" before them says nothing about what follows."""

_JOINING = (
    "en dus want als toen and so if because when und wenn weil als et donc si parce y pero porque ve cunku i wiec bo deci "
    "та і бо и защото когато و لان"
)
JOINING = CONTRAST | frozenset(_JOINING.split())
"""Words with which another clause often begins."""
