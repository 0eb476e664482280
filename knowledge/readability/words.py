"""How well known a Dutch word is: its frequency, that of its simple inflections, and compounds of known words.

Frequencies come from wordfreq (Robyn Speer, data CC BY-SA 4.0) on the Zipf scale: 3 is one in a million words, 6 is one
in a thousand. There is no validated CEFR threshold for Dutch; the borders below are those of docs/readability.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from wordfreq import zipf_frequency

from knowledge.readability.data import word_list

KNOWN = 3.0  # a word at or above this Zipf value is taken as known
HEAD = 3.5  # the last part of a compound ("darm-operatie") must be at least this well known
PART = 3.3  # and its first part this
SHORT = 3.7  # three letters are a word by chance so often that they must be very common
_LINKS = ("", "s", "e", "en", "n")
_VERB_PARTICLES = word_list("verb_particles")
_NOT_A_FIRST = word_list("not_a_first")
_NOT_A_HEAD = word_list("not_a_head")
_ENDINGS = ("en", "e", "s", "'s", "t", "te", "ten", "de", "den", "d", "je", "jes", "tje", "tjes", "er", "ere", "st")
_VOWELS = "aeiou"


@cache
def zipf(word: str) -> float:
    """The Zipf frequency of exactly this word in Dutch, 0.0 when it was never seen."""
    return float(zipf_frequency(word, "nl"))


@cache
def bases(word: str) -> frozenset[str]:
    """The word and the words it may be a simple form of: plural, verb form, small form, -e, -er, -st.

    >>> "slaappil" in bases("slaappillen"), "snurken" in bases("snurkt")
    (True, True)
    """
    return frozenset(_bases(word))


def _bases(word: str) -> Iterator[str]:
    yield word
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 3:
            continue
        yield from _spellings(stem)
        if stem.startswith("ge") and len(stem) > 5:
            yield from (f"{form}en" for form in _spellings(stem[2:]))
    if not word.endswith(("e", "s")):
        yield f"{word}en"
        if word[-1] not in _VOWELS:
            yield f"{word}{word[-1]}en"
            if len(word) > 3 and word[-2] in _VOWELS and word[-2] == word[-3]:
                yield f"{word[:-2]}{word[-1]}en"


def _spellings(stem: str) -> Iterator[str]:
    """A stem as it is spelt on its own and in the infinitive: pill -> pil, slap -> slaap, snurk -> snurken."""
    yield stem
    yield f"{stem}en"
    last, before = stem[-1], stem[-2]
    if last == before and last not in _VOWELS:
        yield stem[:-1]
    if last not in _VOWELS and before in "aeou" and stem[-3] not in _VOWELS:
        yield f"{stem[:-2]}{before}{before}{last}"
        yield f"{stem}{last}en"
    if before in _VOWELS and stem[-3] == before:
        yield f"{stem[:-2]}{last}en"
    if last in "vz":
        yield stem[:-1] + {"v": "f", "z": "s"}[last]
    if last in "fs":
        yield stem[:-1] + {"f": "ven", "s": "zen"}[last]


@cache
def known(word: str) -> float:
    """The best Zipf value of a word and its simple forms."""
    return max(map(zipf, bases(word)))


@cache
def parts(word: str) -> tuple[str, ...]:
    """A compound as its well-known parts, an empty tuple when it is not one.

    >>> parts("darmoperatie"), parts("anticoagulans")
    (('darm', 'operatie'), ())
    """
    if "-" in word:
        pieces = tuple(piece for piece in word.split("-") if piece)
        return pieces if len(pieces) > 1 and all(familiar(piece) for piece in pieces) else ()
    found: list[tuple[float, tuple[str, ...]]] = []
    for cut in range(2, len(word) - 2):
        first, head = word[:cut], word[cut:]
        if first in _VERB_PARTICLES and known(head) >= KNOWN + 0.2 and head not in _NOT_A_HEAD:
            found.append((known(head) + len(first) / 10, (first, head)))
        if cut < 3 or head in _NOT_A_HEAD or _part(head) < (SHORT if len(head) < 4 else HEAD):
            continue
        for link in _LINKS:
            bare = first.removesuffix(link) if link else first
            if (link and bare == first) or len(bare) < 3 or bare in _NOT_A_FIRST:
                continue
            if _part(bare) >= (SHORT if len(bare) < 4 else PART):
                found.append((min(_part(bare), _part(head)), (bare, head)))
            elif len(bare) > 6 and parts(bare):
                found.append((PART, (*parts(bare), head)))
    return max(found)[1] if found else ()


def _part(word: str) -> float:
    """How well known a part is. A short one must be a word as it stands: 'ings' is not a form of 'ing'."""
    return known(word) if len(word) > 4 else zipf(word)


def familiar(word: str) -> bool:
    """Whether most readers know this word: frequent enough itself, or a compound of frequent words."""
    return known(word) >= KNOWN or bool(parts(word))
