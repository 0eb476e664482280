"""Words to character n-grams: what makes search forgive typing errors and Dutch compounds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

SHORTEST, LONGEST = 3, 5
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")


def words(text: str) -> list[str]:
    """Lower-case words without accents, each number as 0.

    >>> words("HbA1c 58, één pil")
    ['hba0c', '0', 'een', 'pil']
    """
    plain = unicodedata.normalize("NFKD", _NUMBER.sub("0", text.lower()))
    return _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))


def ngrams(text: str) -> list[str]:
    """Character n-grams of 3 to 5 within each word, the word's edges marked with `_`; repeated as often as they occur.

    >>> ngrams("pil")
    ['_pi', 'pil', 'il_', '_pil', 'pil_', '_pil_']
    """
    return list(_grams(words(text)))


def _grams(tokens: Iterable[str]) -> Iterable[str]:
    for token in tokens:
        marked = f"_{token}_"
        for size in range(SHORTEST, LONGEST + 1):
            if len(marked) <= size:
                yield marked
                break
            for start in range(len(marked) - size + 1):
                yield marked[start : start + size]
